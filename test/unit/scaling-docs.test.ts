import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

// docs/scaling.md says how each table is distributed by brand. Here: that it speaks of every table, and is right about its key.

const ROOT = resolve(import.meta.dirname, '../..');

interface Table {
  readonly name: string;
  readonly firstOfKey: string | undefined;
}

/** A key is declared on its own line, or behind its only column. */
function tablesOf(migration: string): Table[] {
  return [...migration.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\)/gm)].map(([, name = '', body = '']) => ({
    name,
    firstOfKey: (/^\s*primary key \((\w+)/m.exec(body) ?? /^\s*(\w+) .*primary key/m.exec(body))?.[1],
  }));
}

async function tables(): Promise<Table[]> {
  const folder = join(ROOT, 'migrations');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).flatMap(tablesOf);
}

test('every table is distributed by brand, with a key that begins so, or said to stay where it is', async () => {
  const page = await readFile(join(ROOT, 'docs/scaling.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `') && line.split('|').length === 5);
  const found = await tables();
  expect(found.length).toBeGreaterThan(10);
  const wrong = found.filter(({ name, firstOfKey }) => {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    return row === undefined || row.includes('stay') === (firstOfKey === 'brand_id');
  });
  expect(wrong).toEqual([]);
});
