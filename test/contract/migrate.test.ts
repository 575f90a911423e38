import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { MigrationError, migrate } from '../../src/adapters/postgres/migrate.ts';

// Migrations against an empty database, from a copy of the folder that a test may spoil.

let admin: postgres.Sql;
let name: string;
let url: string;
let folder: string;

beforeEach(async () => {
  const { postgresUrl } = inject('servers');
  name = `migrate_${randomBytes(6).toString('hex')}`;
  admin = postgres(postgresUrl, { max: 1 });
  await admin`create database ${admin(name)}`;
  url = new URL(`/${name}`, postgresUrl).href;
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await cp(new URL('../../migrations', import.meta.url), folder, { recursive: true });
});

afterEach(async () => {
  await admin`drop database ${admin(name)} with (force)`;
  await admin.end();
  await rm(folder, { recursive: true });
});

const run = () => migrate(url, pathToFileURL(`${folder}/`));

test('many that start at once apply every file once, in order', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, run));
  const names = applied.flat();
  expect(names.slice(0, 2)).toEqual(['0001_rollings.sql', '0002_shards.sql']);
  expect(new Set(names).size).toBe(names.length);
  expect(applied.filter((each) => each.length > 0)).toHaveLength(1);
  expect(await run()).toEqual([]);
});

test('a file that was changed after it was applied is refused by name', async () => {
  await run();
  await writeFile(join(folder, '0001_rollings.sql'), 'select 1');
  await expect(run()).rejects.toThrow(MigrationError);
  await expect(run()).rejects.toThrow(/0001_rollings\.sql was changed/);
});

test('a file that the database has and the build has not is refused by name, and so is one without a number of its own', async () => {
  await run();
  await rm(join(folder, '0001_rollings.sql'));
  await expect(run()).rejects.toThrow(/0001_rollings\.sql, which this build does not/);
  await cp(new URL('../../migrations/0001_rollings.sql', import.meta.url), join(folder, '0001_rollings.sql'));
  for (const name of ['0001_again.sql', 'later.sql']) {
    await writeFile(join(folder, name), 'select 1');
    await expect(run()).rejects.toThrow(/numbered/);
    await rm(join(folder, name));
  }
});

test('an older build refuses a newer database', async () => {
  await run();
  const sql = postgres(url, { max: 1 });
  await sql`insert into schema_migrations (name, checksum) values ('9999_newest.sql', '')`;
  await sql.end();
  await expect(run()).rejects.toThrow(/9999_newest\.sql, which this build does not/);
});

test('a file that fails leaves nothing of itself behind, and those before it stand', async () => {
  await run();
  const next = '9999';
  await writeFile(join(folder, `${next}_broken.sql`), 'create table half (); select nonsense;');
  await expect(run()).rejects.toThrow(/nonsense/);
  await writeFile(join(folder, `${next}_broken.sql`), 'create table half ();');
  expect(await run()).toEqual([`${next}_broken.sql`]);
});
