// One process of the service as a child: started, killed or frozen without warning, started again, and ended in order. Its logs go
// to a file. Two starts of one name are two incarnations.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { type Guard, startGuard } from '../servers/guard.ts';
import { readableLogLine } from './log-lines.ts';

export interface ServiceProcessOptions {
  readonly name: string;
  readonly role: 'all' | 'api' | 'worker';
  /** Where /ready is. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Told when it ends without our doing. */
  readonly onUnexpectedEnd: (process: ServiceProcess, reason: Error) => void;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_TIMEOUT_MS = 20_000;
const READY_POLL_MS = 25;
const STOP_TIMEOUT_MS = 5_000;
const LOG_TAIL_LINES = 25;

export class ServiceProcess {
  readonly name: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly url: string;
  private readonly options: ServiceProcessOptions;
  private readonly guard: Guard = startGuard();
  private child: ChildProcess | undefined;

  constructor(options: ServiceProcessOptions) {
    this.options = options;
    this.name = options.name;
    this.role = options.role;
    this.url = options.url;
  }

  get isRunning(): boolean {
    const { child } = this;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Resolves when /ready says so. */
  async start(signal: AbortSignal): Promise<void> {
    const { name, role, environment, logFile } = this.options;
    const child = spawnService([role], environment, logFile);
    this.child = child;
    this.guard.watch(child.pid, 'KILL');
    child.once('exit', (code, endSignal) => {
      if (this.child === child) void this.reportUnexpectedEnd(`${name} ended by itself (${endSignal ?? code})`);
    });
    const impatience = AbortSignal.timeout(READY_TIMEOUT_MS);
    while (!(await this.isReady())) {
      signal.throwIfAborted();
      if (!this.isRunning) throw new Error(`${name} did not start\n${await this.logTail()}`);
      if (impatience.aborted) {
        throw new Error(`${name} is not ready after ${READY_TIMEOUT_MS / 1_000} s\n${await this.logTail()}`);
      }
      await sleep(READY_POLL_MS);
    }
  }

  /** As a power cut would: no warning, nothing flushed. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** In order; it may be started again. */
  async terminate(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** As a machine that hangs: it does nothing until `thaw`, and then believes that no time has passed. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** For good, in order. */
  async stop(): Promise<void> {
    await this.terminate();
    await this.guard.release();
  }

  async logTail(): Promise<string> {
    return logTail(this.options.logFile);
  }

  private async reportUnexpectedEnd(what: string): Promise<void> {
    this.options.onUnexpectedEnd(this, new Error(`${what}\n${await this.logTail()}`));
  }

  private async isReady(): Promise<boolean> {
    try {
      const response = await request(`${this.options.url}/ready`, { headersTimeout: 2_000 });
      await response.body.dump();
      return response.statusCode === 200;
    } catch {
      // Not listening yet.
      return false;
    }
  }

  private async end(endSignal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.kill(endSignal);
    await gone;
    clearTimeout(impatience);
  }
}

/** A command of the service that ends by itself, such as `migrate`. Resolves with a sentence where its exit code is not 0. */
export async function runServiceCommand(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  logFile: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const guard = startGuard();
  try {
    const child = spawnService(argv, environment, logFile);
    guard.watch(child.pid, 'KILL');
    const code = await exitOf(child, signal);
    return code === 0 ? undefined : `'${argv.join(' ')}' ended with ${code}\n${await logTail(logFile)}`;
  } finally {
    await guard.release();
  }
}

async function logTail(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).map(readableLogLine).join('\n');
}

function spawnService(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  logFile: string,
): ChildProcess {
  const log = openSync(logFile, 'a');
  try {
    // In a group of its own: Ctrl-C is for us, and we end it in order.
    return spawn(process.execPath, ['src/main.ts', ...argv], {
      cwd: PROJECT,
      env: { ...environment },
      stdio: ['ignore', log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

/** The exit code of a command that ends by itself, or is ended when `signal` says so. */
async function exitOf(child: ChildProcess, signal: AbortSignal): Promise<number | null> {
  const giveUp = (): void => {
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', giveUp, { once: true });
  await once(child, 'exit');
  signal.removeEventListener('abort', giveUp);
  signal.throwIfAborted();
  return child.exitCode;
}
