/** Runs the wallet simulator as a child process, for tests and the demo. It ends with us, however we end: see main.ts on stdin. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Type from 'typebox';
import Value from 'typebox/value';
import { request } from 'undici';
import type { Behaviour } from './behaviour.ts';
import { ledgerReportSchema } from './ledger.ts';
import type { LedgerReport } from './ledger.ts';

export interface WalletSimulatorOptions {
  readonly token: string;
  readonly signingKey: string;
  /** Default 0: any free port. */
  readonly port?: number;
}

export interface WalletSimulator {
  readonly url: string;
  /** Replaces the whole behaviour: what is left out goes back to its default. */
  readonly behave: (behaviour: Partial<Behaviour>) => Promise<void>;
  readonly ledger: () => Promise<LedgerReport>;
  /** Resolves when the process is gone. May be called more than once. */
  readonly stop: () => Promise<void>;
}

const startMsMax = 30_000;
const stopMsMax = 2_000;

export async function startWalletSimulator(options: WalletSimulatorOptions): Promise<WalletSimulator> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', String(options.port ?? 0)], {
    // secrets by environment, never by argument: arguments are for everyone on the machine to read
    env: { INTERNAL_SERVICE_TOKEN_ROLLING: options.token, BRAND_SIGNING_KEY: options.signingKey },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => stopChild(child);
  try {
    const url = `http://127.0.0.1:${await readPort(child)}`;
    return {
      url,
      behave: async (behaviour) => {
        await ask(`${url}/simulator/behaviour`, 'PUT', JSON.stringify(behaviour));
      },
      ledger: async () => Value.Parse(ledgerReportSchema, await ask(`${url}/simulator/ledger`, 'GET', null)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readPort(child: ChildProcess): Promise<number> {
  await once(child, 'spawn');
  if (child.stdout === null) throw new Error('the wallet simulator was started without a pipe for its stdout');
  const impatience = setTimeout(() => child.kill('SIGKILL'), startMsMax);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      return Value.Parse(Type.Object({ listening: Type.Integer() }), JSON.parse(line)).listening;
    }
  } finally {
    clearTimeout(impatience);
  }
  throw new Error('the wallet simulator ended before it was listening; its stderr says why');
}

async function ask(url: string, method: 'GET' | 'PUT', body: string | null): Promise<unknown> {
  const response = await request(url, { method, body });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`wallet simulator: HTTP ${response.statusCode}: ${text}`);
  return JSON.parse(text);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(impatience);
}
