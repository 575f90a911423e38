// Once for all suites of the pages: they are built.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BUILD = new URL('../../src/dev/pages/build-pages.ts', import.meta.url).href;

/** By Node itself: what builds them asks Node where vite is. */
export default async function setup(): Promise<void> {
  await run(process.execPath, ['--eval', `import(${JSON.stringify(BUILD)}).then((build) => build.buildPages())`]);
}
