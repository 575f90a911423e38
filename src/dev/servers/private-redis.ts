// A Redis (or Valkey) of our own for demo, bench and tests: loopback only, a free port, gone with the process that started it.

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { startOnFreePort } from './free-port.ts';
import { startGuard } from './guard.ts';
import { startServer } from './server-process.ts';

export interface RedisOptions {
  /** Keep an append-only file, written once a second, as in production. Off by default: nothing goes to disk. */
  appendonly?: boolean;
  /** Where the data of a Redis that outlives the run goes; without it a temporary directory is used and removed. */
  directory?: string;
  /** Further settings of the server, as in its configuration file. */
  settings?: Readonly<Record<string, string>>;
}

export interface PrivateRedis {
  url: string;
  pid: number;
  stop: () => Promise<void>;
}

const SERVERS = ['redis-server', 'valkey-server'];
/** Every test file claims a database of its own. */
const DATABASES = 256;

export async function startRedis({
  appendonly = false,
  directory,
  settings: further = {},
}: RedisOptions = {}): Promise<PrivateRedis> {
  const command = await findServer();
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'rolling-redis-')));
  const guard = startGuard(directory === undefined ? home : undefined);
  const cleanUp = async (): Promise<void> => {
    if (directory === undefined) await rm(home, { recursive: true, force: true });
    await guard.release();
  };
  try {
    await mkdir(home, { recursive: true });
    return await startOnFreePort(async (port) => {
      const settings = {
        port: String(port),
        bind: '127.0.0.1',
        dir: home,
        databases: String(DATABASES),
        save: '',
        appendonly: appendonly ? 'yes' : 'no',
        appendfsync: 'everysec',
        ...further,
      };
      const server = await startServer(
        {
          name: 'Redis',
          command,
          args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
          workingDirectory: home,
          readyLine: 'Ready to accept connections',
          stopSignal: 'SIGTERM',
          killSignal: 'KILL',
        },
        guard,
      );
      return {
        url: `redis://127.0.0.1:${port}`,
        pid: server.pid,
        stop: async () => {
          await server.stop();
          await cleanUp();
        },
      };
    });
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** The server's path: from the PATH, else installed with apt where that is possible. */
async function findServer(): Promise<string> {
  const found = await findOnPath(SERVERS);
  if (found !== undefined) return found;
  const apt = await findOnPath(['apt-get']);
  if (apt !== undefined && process.getuid?.() === 0) {
    process.stderr.write('no redis-server on the PATH: installing it with apt-get\n');
    const run = promisify(execFile);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run(apt, ['update', '-qq'], { env });
    await run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env });
    const installed = await findOnPath(SERVERS);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Redis: install redis-server or valkey-server (for example `apt-get install redis-server` or `brew install redis`), or set REDIS_URL.',
  );
}

async function findOnPath(names: readonly string[]): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        await access(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  }
  return undefined;
}
