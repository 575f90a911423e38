import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { startGuard } from '../../src/dev/servers/guard.ts';
import { findBinaries, unprivilegedUser } from '../../src/dev/servers/postgres-binaries.ts';
import { startRedis } from '../../src/dev/servers/private-redis.ts';
import { type ServerCommand, startServer } from '../../src/dev/servers/server-process.ts';

// A Postgres and a Redis of one test, which may take them away and bring them back: same port, same data.

export interface RestartableServer {
  readonly url: string;
  /** Ends it in order; its clients lose their connections. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** From now on it says nothing, and refuses nothing either: its connections stay. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** For good: ended, and its data removed. */
  readonly remove: () => Promise<void>;
}

interface Running {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** A server and the processes it made: the parent first, so that it makes no more. */
async function signalAll(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  process.kill(pid, signal);
  const children = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }));
  for (const child of children.stdout.split(/\s+/).filter((text) => text !== '')) {
    try {
      process.kill(Number(child), signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

/** @param again the command that serves the same data on the same port as the first start did */
async function restartable(
  prefix: string,
  first: (directory: string) => Promise<Running>,
  again: (directory: string, port: string) => Promise<ServerCommand>,
): Promise<RestartableServer> {
  const directory = await mkdtemp(join(tmpdir(), prefix));
  const guard = startGuard(directory);
  let running: Running = await first(directory);
  const { url } = running;
  return {
    url,
    stop: () => running.stop(),
    start: async () => {
      running = { url, ...(await startServer(await again(directory, new URL(url).port), guard)) };
    },
    freeze: () => signalAll(running.pid, 'SIGSTOP'),
    thaw: () => signalAll(running.pid, 'SIGCONT'),
    remove: async () => {
      // A test that failed half-way may have left it stopped already.
      await signalAll(running.pid, 'SIGCONT').catch(() => undefined);
      await running.stop();
      await rm(directory, { recursive: true, force: true });
      await guard.release();
    },
  };
}

export async function restartablePostgres(): Promise<RestartableServer> {
  return restartable(
    'rolling-restartable-postgres-',
    (directory) => startPostgres({ durability: 'real', directory }),
    async (directory, port) => {
      const user = await unprivilegedUser();
      const data = join(directory, 'data');
      const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC'];
      return {
        name: 'Postgres',
        command: join(await findBinaries(directory, user), 'postgres'),
        args: ['-D', data, '-p', port, ...settings.flatMap((setting) => ['-c', setting])],
        workingDirectory: data,
        readyLine: 'database system is ready to accept connections',
        stopSignal: 'SIGINT',
        killSignal: 'QUIT',
        user,
      };
    },
  );
}

/** `settings`: further ones, as in its configuration file. */
export async function restartableRedis(settings: Readonly<Record<string, string>> = {}): Promise<RestartableServer> {
  const further = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return restartable(
    'rolling-restartable-redis-',
    (directory) => startRedis({ appendonly: true, directory, settings }),
    async (directory, port) => ({
      name: 'Redis',
      command: 'redis-server',
      args: [
        '--port',
        port,
        '--bind',
        '127.0.0.1',
        '--dir',
        directory,
        '--save',
        '',
        '--appendonly',
        'yes',
        ...further,
      ],
      workingDirectory: directory,
      readyLine: 'Ready to accept connections',
      stopSignal: 'SIGTERM',
      killSignal: 'KILL',
    }),
  );
}
