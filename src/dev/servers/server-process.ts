// Starts a server binary as a child of ours, waits for the line that says it serves, and ends it again.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Guard } from './guard.ts';

export interface ServerCommand {
  name: string;
  command: string;
  args: readonly string[];
  workingDirectory: string;
  /** Part of the line the server logs once it accepts connections. */
  readyLine: string;
  /** Asks for an orderly end. */
  stopSignal: 'SIGINT' | 'SIGTERM';
  /** Ends it at once, for the guard. */
  killSignal: 'QUIT' | 'KILL';
  user?: { uid: number; gid: number } | undefined;
}

export interface ServerProcess {
  pid: number;
  /** Ends the server in order. Safe to call twice. */
  stop: () => Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const LOG_CHARACTERS_MAX = 4_000;

/** Resolves when the server serves; rejects with its own last words when it ends before that. */
export async function startServer(server: ServerCommand, guard: Guard): Promise<ServerProcess> {
  // In a group of its own: Ctrl-C is for us, who stop the server last, after what uses it.
  const child = spawn(server.command, server.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    cwd: server.workingDirectory,
    ...server.user,
  });
  guard.watch(child.pid, server.killSignal);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  await untilReady(child, server);
  // From here on the server alone does not keep our process alive; the guard ends it when we just return.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();

  const end = async (): Promise<void> => {
    child.ref();
    child.kill(server.stopSignal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(impatience);
  };
  let ending: Promise<void> | undefined;
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      ending ??= end();
      await ending;
    },
  };
}

async function untilReady(child: Child, { name, readyLine }: ServerCommand): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (what: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${name} ${what}: ${log.trim()}`));
    };
    const timeout = setTimeout(() => {
      fail(`did not serve within ${READY_TIMEOUT_MS} ms`);
    }, READY_TIMEOUT_MS);
    const listen = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-LOG_CHARACTERS_MAX);
      if (!log.includes(readyLine)) return;
      clearTimeout(timeout);
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => {
      clearTimeout(timeout);
      fail(`could not be started, ${error.message}`);
    });
    // `close` comes after the last of the output, `exit` may come before it
    child.once('close', (code, signal) => {
      clearTimeout(timeout);
      fail(`ended at once (${signal ?? `code ${code}`})`);
    });
  });
}
