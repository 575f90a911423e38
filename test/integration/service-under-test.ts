import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

// The service as a process of its own, told by argv, environment and signals, and heard through its log.

const MAIN = join(resolve(import.meta.dirname, '../..'), 'src/main.ts');

/** Long enough for a machine that runs other tests as well; a test that waits this long has failed. */
const PATIENCE_MS = 45_000;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** The last line of `out`. */
  readonly lastWords: string;
  readonly err: string;
}

/** Resolves with what `look` gives as soon as it does not throw. */
export function until<T>(look: () => T | Promise<T>, timeoutMs = PATIENCE_MS): Promise<T> {
  return vi.waitFor(look, { timeout: timeoutMs, interval: 20 });
}

export function run(argv: readonly string[], environment: Readonly<Record<string, string>>): ServiceUnderTest {
  return new ServiceUnderTest(argv, environment);
}

export class ServiceUnderTest {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  log = '';
  private errors = '';

  constructor(argv: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [MAIN, ...argv], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.child;
    stdout?.on('data', (chunk) => (this.log += String(chunk)));
    stderr?.on('data', (chunk) => (this.errors += String(chunk)));
    this.ended = Promise.all([once(this.child, 'close'), text(stderr!)]).then(([[code], err]) => ({
      code: code as number | null,
      out: this.log,
      lastWords: this.log.trimEnd().split('\n').at(-1) ?? '',
      err,
    }));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Its address, as soon as it says that it is ready. */
  async ready(): Promise<string> {
    return until(() => {
      const address = /"msg":"ready on ([^"]+)"/.exec(this.log)?.[1];
      if (address === undefined)
        throw new Error(`not ready (${this.isRunning ? 'runs' : 'ended'}): ${this.log}${this.errors}`);
      return address;
    });
  }

  /** Resolves when a line of its log holds `message`. */
  async says(message: string): Promise<void> {
    await until(() => {
      if (!this.log.includes(message)) throw new Error(`it has not said "${message}": ${this.log.slice(-2_000)}`);
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}
