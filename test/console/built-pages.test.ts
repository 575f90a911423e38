import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

// What a browser is sent before anybody has clicked anything, measured on the pages as they are built (test/servers/global-setup.ts).

const DIST = resolve(import.meta.dirname, '../../src/console/dist');
const FIRST_LOAD_BYTES_MAX = 150 * 1_024;
const PAGES = ['index.html', 'inspect.html', 'viewer.html'];

const read = (name: string): Buffer => readFileSync(join(DIST, name));
const gzipped = (name: string): number => gzipSync(read(name)).length;

/** Scripts and styles that the page names, as files of the build. */
function namedBy(page: string): string[] {
  return [
    ...read(page)
      .toString()
      .matchAll(/(?:src|href)="\/([^"]+)"/g),
  ].map(([, file = '']) => file);
}

/** And what those scripts import before they run. */
function firstLoad(page: string): Set<string> {
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    const source = read(file).toString();
    for (const [, name = ''] of source.matchAll(/\bfrom\s*["'`]\.\/([^"'`]+)["'`]/g)) visit(`assets/${name}`);
    for (const [, name = ''] of source.matchAll(/(?<![\w.])import\s*["'`]\.\/([^"'`]+)["'`]/g)) visit(`assets/${name}`);
  };
  for (const file of namedBy(page)) visit(file);
  return files;
}

describe.for(PAGES)('%s', (page) => {
  test('loads in 150 KB, compressed', () => {
    const files = [page, ...firstLoad(page)];
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    expect(files.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
  });

  test('has nothing inline, and nothing of another host', () => {
    const html = read(page).toString();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]* src="\/assets\/)/);
    for (const file of [page, ...firstLoad(page)].filter((each) => !each.endsWith('.svg'))) {
      expect([
        file,
        read(file)
          .toString()
          .match(/(?:src|href|import|url)\s*[=(]\s*["'`]?(?:https?:)?\/\/[^\s"'`)]+/g),
      ]).toEqual([file, null]);
    }
  });

  test('comes with every asset compressed beside it', () => {
    for (const file of firstLoad(page)) expect(read(`${file}.gz`).length).toBeLessThan(read(file).length + 100);
  });
});

test('charts come only where there are any', () => {
  const first = [...firstLoad('index.html')].map((file) => read(file).toString()).join('\n');
  expect(first).not.toContain('uplot');
  expect(first).toMatch(/import\(["'`]\.\/draw-chart-[\w-]+\.js["'`]\)/);
});
