// Once for all suites of the pages: the pages are built, and there is a browser.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { CHROMIUM } from './browser.ts';

const run = promisify(execFile);
const BUILD = new URL('../../src/dev/pages/build-pages.ts', import.meta.url).href;

async function installChromium(): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Error(`the suites of the pages need Debian's chromium at ${CHROMIUM}: apt-get install chromium`);
  }
  process.stdout.write('installing chromium from Debian, once: the suites of the pages need a browser\n');
  const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update'], environment);
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], environment);
}

export default async function setup(): Promise<void> {
  if (!existsSync(CHROMIUM)) await installChromium();
  // By Node itself: what builds them asks Node where vite is.
  await run(process.execPath, ['--eval', `import(${JSON.stringify(BUILD)}).then((build) => build.buildPages())`]);
}
