import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';

// Whatever is of a brand says of which, first thing in its key: so no row is read by another brand's question, and the schema
// distributes by brand.

/** Tables that hold nothing of any brand. A new one is added here with its reason, or has a column brand_id. */
const OF_NO_BRAND: Readonly<Record<string, string>> = {
  schema_migrations: 'what was done to the schema',
  wallet_streams: 'a stream carries the entries of every brand',
  workers: 'a process serves every brand',
};

/** Tables of a brand whose key does not begin with it. */
const KEYED_OTHERWISE: Readonly<Record<string, string>> = {
  fleet_history: 'what was ordered may be about a worker or a stream; it is read by its number',
  dead_letters: 'an entry that cannot be decoded may name no brand; it is known by its stream and id',
};

interface Table {
  readonly name: string;
  readonly brandColumn: boolean;
  readonly brandRequired: boolean;
  readonly firstKeyColumn: string | null;
}

let database: FreshDatabase;
let sql: postgres.Sql;
let tables: readonly Table[];

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.url, { max: 1 });
  tables = await sql<Table[]>`
    select class.relname as name,
           brand.attname is not null as "brandColumn",
           coalesce(brand.attnotnull, false) as "brandRequired",
           first_key.attname as "firstKeyColumn"
      from pg_class as class
      join pg_namespace as space on space.oid = class.relnamespace
      left join pg_attribute as brand on brand.attrelid = class.oid and brand.attname = 'brand_id'
      left join pg_index as key on key.indrelid = class.oid and key.indisprimary
      left join pg_attribute as first_key on first_key.attrelid = class.oid and first_key.attnum = key.indkey[0]
     where class.relkind in ('r', 'p') and space.nspname not in ('pg_catalog', 'information_schema')
     order by name`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const namesOf = (some: readonly Table[]): string[] => some.map(({ name }) => name);

test('every table that holds rows of a brand has brand_id', () => {
  expect(tables.length).toBeGreaterThan(10);
  expect(namesOf(tables)).toEqual(
    expect.arrayContaining(['rollings', 'journal', 'inbox', 'timers', 'outbox', 'command_answers']),
  );
  expect(namesOf(tables.filter(({ brandColumn }) => !brandColumn))).toEqual(Object.keys(OF_NO_BRAND).toSorted());
});

test('its key begins with brand_id, which is never absent', () => {
  const others = tables.filter(
    ({ brandColumn, brandRequired, firstKeyColumn }) =>
      brandColumn && !(brandRequired && firstKeyColumn === 'brand_id'),
  );
  expect(namesOf(others)).toEqual(Object.keys(KEYED_OTHERWISE).toSorted());
});
