import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.ts';

// How the built pages are served; what is on them is the console's own matter.

const NOBODY = { headers: {} };
const FRAMED: Readonly<Record<string, string>> = {
  '/console': "'none'",
  '/console/fleet/any/depth': "'none'",
  '/inspect/rollings/018f-any': "'self'",
  '/inspect/viewer': "'self'",
};
const FILES: Readonly<Record<string, string>> = {
  'index.html': 'the console',
  'inspect.html': 'the bridge',
  'viewer.html': 'the viewer',
  'assets/console-abc123.js': 'export {}',
};

const directory = mkdtempSync(join(tmpdir(), 'pages-'));
writeFileSync(join(directory, 'secret.js'), 'not an asset');
const empty = mkdtempSync(join(tmpdir(), 'pages-'));
const api = new ApiUnderTest({ pagesDirectory: directory });
const unbuilt = new ApiUnderTest({ pagesDirectory: empty });

beforeAll(async () => {
  mkdirSync(join(directory, 'assets'));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(directory, name), content);
  writeFileSync(join(directory, 'assets/console-abc123.js.gz'), gzipSync('export {}'));
  await Promise.all([api.start(), unbuilt.start()]);
});
afterAll(async () => {
  await Promise.all([api.stop(), unbuilt.stop()]);
  for (const each of [directory, empty]) rmSync(each, { recursive: true });
});

/** Sends the address as it is written: fetch would tidy it up. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${api.url}/`, { path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test.for(Object.entries(FRAMED))('%s runs its own files alone, and is framed by %s', async ([path, ancestors]) => {
  const { status, headers } = await api.call(path, NOBODY);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
  expect(policy).toContain(`frame-ancestors ${ancestors}`);
  expect(policy).not.toMatch(/unsafe|\*|http:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('the bridge alone may show the inspector that Stately hosts, in a frame or in a window that answers', async () => {
  const policies = await Promise.all(Object.keys(FRAMED).map((path) => api.call(path, NOBODY)));
  const hosted = policies.map(({ headers }) => [
    headers.get('content-security-policy')?.includes("frame-src 'self' https://stately.ai"),
    headers.get('cross-origin-opener-policy'),
  ]);
  expect(hosted).toEqual([
    [false, 'same-origin'],
    [false, 'same-origin'],
    [true, 'same-origin-allow-popups'],
    [false, 'same-origin'],
  ]);
});

test('each address has its page', async () => {
  const shown = await Promise.all(Object.keys(FRAMED).map(async (path) => (await api.call(path, NOBODY)).text));
  expect(shown).toEqual(['the console', 'the console', 'the bridge', 'the viewer']);
});

test('a page is asked for again each time, cheaply; an asset is kept for good', async () => {
  const page = await api.call('/console', NOBODY);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const held = { 'if-none-match': page.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
  const again = await api.call('/console', { headers: held });
  expect(again.status).toBe(304);
  const asset = await api.call('/assets/console-abc123.js', NOBODY);
  expect(asset.text).toBe('export {}');
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-type')).toMatch(/javascript/);
});

test('an asset goes compressed to who understands it', async () => {
  const { headers, text } = await api.call('/assets/console-abc123.js', { headers: { 'accept-encoding': 'gzip' } });
  expect([headers.get('content-encoding'), text]).toEqual(['gzip', 'export {}']);
});

test.for([
  '/assets/none-abc123.js',
  '/assets/..%2fsecret.js',
  '/assets/%2e%2e%2fsecret.js',
  '/assets/../secret.js',
  '/assets/..%5csecret.js',
  '/assets/.htaccess',
  '/assets/console-abc123.js%00.html',
  '/assets/',
  '/assets',
  '/inspect',
  '/inspect/viewer/more',
])('%s leads nowhere', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

test('pages that were not built are said to be so', async () => {
  for (const path of Object.keys(FRAMED)) {
    const { status, body } = await unbuilt.call(path, NOBODY);
    expect([status, body['code']]).toEqual([503, 'PAGES_NOT_BUILT']);
    expect(body['detail']).toContain('npm run build:console');
  }
  expect((await unbuilt.call('/assets/console-abc123.js', NOBODY)).status).toBe(404);
});
