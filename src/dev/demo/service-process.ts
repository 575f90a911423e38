// The service as a child process: started, killed without warning, started again, and ended in order. Its logs go to a file.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { Guard } from '../servers/guard.ts';
import { readableLogLine } from './log-lines.ts';

export interface ServiceProcessOptions {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Ends the service when we are killed ourselves. */
  readonly guard: Guard;
  /** Told when the service ends without our doing. */
  readonly onUnexpectedEnd: (reason: Error) => void;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_TIMEOUT_MS = 20_000;
const READY_POLL_MS = 25;
const STOP_TIMEOUT_MS = 5_000;
const LOG_TAIL_LINES = 25;

export class ServiceProcess {
  private readonly options: ServiceProcessOptions;
  private child: ChildProcess | undefined;

  constructor(options: ServiceProcessOptions) {
    this.options = options;
  }

  /** Migrations first, as a deployment would run them. */
  async migrate(signal: AbortSignal): Promise<void> {
    const child = this.spawn(['migrate']);
    this.options.guard.watch(child.pid, 'KILL');
    const code = await exitOf(child, signal);
    if (code !== 0) throw new Error(`migrations ended with ${code}\n${await this.logTail()}`);
  }

  /** The service's own look at its books, beside it while it runs. Resolves with a sentence where they do not agree. */
  async verify(signal: AbortSignal): Promise<string | undefined> {
    const code = await exitOf(this.spawn(['ops', 'verify']), signal);
    return code === 0 ? undefined : `'npm run ops -- verify' ended with ${code}\n${await this.logTail()}`;
  }

  /** Resolves when /ready says so. */
  async start(signal: AbortSignal): Promise<void> {
    const child = this.spawn(['all']);
    this.child = child;
    this.options.guard.watch(child.pid, 'KILL');
    child.once('exit', (code, endSignal) => {
      if (this.child === child) void this.reportUnexpectedEnd(`the service ended by itself (${endSignal ?? code})`);
    });
    const impatience = AbortSignal.timeout(READY_TIMEOUT_MS);
    while (!(await this.isReady())) {
      signal.throwIfAborted();
      if (child.exitCode !== null)
        throw new Error(`the service did not start
${await this.logTail()}`);
      if (impatience.aborted) {
        throw new Error(`the service is not ready after ${READY_TIMEOUT_MS / 1_000} s
${await this.logTail()}`);
      }
      await sleep(READY_POLL_MS);
    }
  }

  /** As a power cut would: no warning, nothing flushed. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  async logTail(): Promise<string> {
    const text = await readFile(this.options.logFile, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).map(readableLogLine).join('\n');
  }

  private async reportUnexpectedEnd(what: string): Promise<void> {
    this.options.onUnexpectedEnd(new Error(`${what}\n${await this.logTail()}`));
  }

  private spawn(argv: readonly string[]): ChildProcess {
    const log = openSync(this.options.logFile, 'a');
    try {
      // In a group of its own: Ctrl-C is for us, and we end it in order.
      return spawn(process.execPath, ['src/main.ts', ...argv], {
        cwd: PROJECT,
        env: { ...this.options.environment },
        stdio: ['ignore', log, log],
        detached: true,
      });
    } finally {
      closeSync(log);
    }
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
