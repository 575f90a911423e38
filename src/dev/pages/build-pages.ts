// Builds the pages of src/console where they are missing or older than their sources: whoever starts the service from a checkout
// sees them, without a step to remember. The image has them already and knows nothing of this.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../console/', import.meta.url));
const BUILT = join(SOURCES, 'dist');
const LOCK_FILE = fileURLToPath(new URL('../../../package-lock.json', import.meta.url));

/** What a build under way writes into; as git-ignored as what it becomes. */
const isOutput = (path: string): boolean => path.slice(SOURCES.length).startsWith('dist');

const changedAt = async (path: string): Promise<number> => (await stat(path)).mtimeMs;

async function builtAt(): Promise<number | null> {
  try {
    return await changedAt(join(BUILT, 'index.html'));
  } catch {
    return null;
  }
}

async function isUpToDate(): Promise<boolean> {
  const at = await builtAt();
  if (at === null) return false;
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const times = await Promise.all([LOCK_FILE, ...files.filter((file) => !isOutput(file))].map(changedAt));
  return Math.max(...times) <= at;
}

/** In a process of its own: a build sets NODE_ENV to production for whatever runs beside it. */
async function runVite(directory: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const args = ['build', '--config', join(SOURCES, 'vite.config.ts'), '--outDir', directory, '--emptyOutDir'];
  const child = spawn(process.execPath, [vite, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text));
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`the pages could not be built:\n${Buffer.concat(said).toString()}`);
}

/** Whole, at once: a process that serves them, or another that builds them, never meets half of them. */
async function putInPlace(directory: string): Promise<void> {
  const former = join(SOURCES, `dist-former-${process.pid}`);
  await rename(BUILT, former).catch(() => undefined);
  // Another was quicker, with the same sources.
  await rename(directory, BUILT).catch(() => undefined);
  await Promise.all([former, directory].map(async (each) => rm(each, { recursive: true, force: true })));
}

/** Resolves with whether there was anything to do. */
export async function buildPages(): Promise<boolean> {
  if (await isUpToDate()) return false;
  const directory = join(SOURCES, `dist-${process.pid}`);
  try {
    await runVite(directory);
    await putInPlace(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return true;
}
