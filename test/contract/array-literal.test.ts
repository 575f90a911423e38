import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainArray, textArray } from '../../src/adapters/postgres/array-literal.ts';
import { type Sql, openPool } from '../../src/adapters/postgres/connection.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';

let database: FreshDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { applicationName: 'test', connectionsMax: 1, statementTimeoutMs: 5_000 });
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** Whatever an identifier may hold: no NUL, no lone surrogate; the words and signs of array literals more often than chance. */
const storable = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed().replaceAll('\u0000', '')),
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ',', ' ', '\n', '\t', 'N', 'ü', '💶') }),
  fc.constantFrom('NULL', 'null', 'Null', '', ' ', '\\N', '{}', '""'),
);

test('any text survives as an element of an array literal, and null stays null', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(storable), { maxLength: 50 }), async (texts) => {
      const rows = await sql<{ element: string | null }[]>`
        select element from unnest(${textArray(texts, (text) => text)}::text[]) with ordinality as given(element, place)
         order by place`;
      expect(rows.map((row) => row.element)).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

test('any integer survives, however long', async () => {
  const amounts = fc.array(fc.option(fc.bigInt({ min: -(10n ** 64n), max: 10n ** 64n })), { maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(amounts, async (given) => {
      const rows = await sql<{ element: bigint | null }[]>`
        select element from unnest(${plainArray(given, (amount) => amount)}::numeric[]) with ordinality as given(element, place)
         order by place`;
      expect(rows.map((row) => row.element)).toEqual(given);
    }),
    { numRuns: 50 },
  );
});

test('a time comes back to the millisecond', async () => {
  const times = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
  await fc.assert(
    fc.asyncProperty(times, async (at) => {
      const [row] = await sql<{ at: number }[]>`select to_timestamp(${at}::float8 / 1000) as at`;
      expect(row?.at).toBe(at);
    }),
    { numRuns: 200 },
  );
});
