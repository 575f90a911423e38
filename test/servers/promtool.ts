import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

// promtool, which checks and tests Prometheus rules: from the PATH, else taken out of Debian's package `prometheus` without
// installing it, for an installation starts a server.

const run = promisify(execFile);
const PROJECT = resolve(import.meta.dirname, '../..');
/** Kept beside what npm installed: gone with it, and never committed. */
const KEPT = join(PROJECT, 'node_modules/.cache/rolling-service/promtool');

export async function findPromtool(): Promise<string> {
  const known = (await onPath('promtool')) ?? (await executable(KEPT));
  if (known !== null) return known;
  const apt = await onPath('apt-get');
  if (apt === null || (await onPath('dpkg')) === null) {
    throw new Error('No promtool: install Prometheus, of which it is a part (on Debian `apt-get install prometheus`).');
  }
  process.stderr.write('no promtool on the PATH: taking it out of the Debian package prometheus\n');
  return extract(apt);
}

async function extract(apt: string): Promise<string> {
  await mkdir(dirname(KEPT), { recursive: true });
  const folder = await mkdtemp(`${KEPT}-`);
  try {
    const download = () => run(apt, ['download', '-qq', 'prometheus'], { cwd: folder });
    // The lists of packages may be missing, which only root can mend.
    await download().catch(async () => {
      await run(apt, ['update', '-qq']);
      await download();
    });
    const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error('apt-get downloaded no package');
    await run('dpkg', ['-x', archive, 'content'], { cwd: folder });
    // Whoever comes second replaces the same by the same.
    await rename(join(folder, 'content/usr/bin/promtool'), KEPT);
    return KEPT;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = await executable(join(folder, name));
    if (found !== null) return found;
  }
  return null;
}

async function executable(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}
