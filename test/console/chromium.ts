import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

// Debian's Chromium, without flags. Where it is missing and we may, it is installed, after saying so.

const APT_GET = '/usr/bin/apt-get';
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const found = (): string | undefined => PATHS.find((path) => existsSync(path));

function install(): void {
  if (process.getuid?.() !== 0) throw new Error('the tests of the console need Chromium: apt-get install chromium');
  process.stdout.write('no Chromium: installing it with apt-get\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    execFileSync(APT_GET, command, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

export async function startChromium(): Promise<Browser> {
  if (found() === undefined) install();
  const executablePath = found();
  if (executablePath === undefined) throw new Error('Chromium was installed and is not where it belongs');
  return chromium.launch({ executablePath });
}
