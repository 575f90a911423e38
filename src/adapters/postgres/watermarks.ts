// The port Watermarks on Postgres: how far each wallet stream has been processed stands in its row, under the reader's lease.
import type { BrandId } from '../../domain/ids.ts';
import type { StreamLease } from '../../ports/fleet-store.ts';
import type { Watermarks } from '../../ports/watermarks.ts';
import { textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

/** Whole milliseconds, rounded down: a mark never says more than was asked. */
async function selectNow(sql: Sql): Promise<number> {
  const [row] = await sql<{ at: number }[]>`select date_trunc('milliseconds', now()) as at`;
  if (row === undefined) throw new Error('a database always knows the time');
  return row.at;
}

async function updateMark(sql: Sql, lease: StreamLease, at: number, exceptBrands: readonly BrandId[]): Promise<void> {
  await sql`
    update wallet_streams
       set processed_through = to_timestamp(${at}::float8 / 1000),
           except_brands = ${textArray(exceptBrands, (brand) => brand)}::text[]
     where stream = ${lease.stream} and token = ${lease.token} and epoch = ${lease.epoch}
       and coalesce(processed_through <= to_timestamp(${at}::float8 / 1000), true)`;
}

export function createPostgresWatermarks(sql: Sql): Watermarks {
  return {
    begin: () => selectNow(sql),
    note: (lease, at, exceptBrands) => updateMark(sql, lease, at, exceptBrands),
  };
}
