// Rollings whose wallet attempt may be under way, of shards that just changed hands: each attempt has a timer for its repeat.
import { brandId, rollingId } from '../../domain/ids.ts';
import { storedTrace } from '../../domain/trace.ts';
import type { AttemptUnderWay, ShardOwnership } from '../../ports/store.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

export async function selectAttemptsUnderWay(
  sql: Sql,
  shards: readonly ShardOwnership[],
  limit: number,
): Promise<AttemptUnderWay[]> {
  const rows = await sql<{ brand_id: string; rolling_id: string; trace: string | null }[]>`
    select attempts.brand_id, attempts.rolling_id, attempts.trace
      from unnest(
             ${textArray(shards, (shard) => shard.brandId)}::text[],
             ${plainArray(shards, (shard) => shard.slotFrom)}::integer[],
             ${plainArray(shards, (shard) => shard.slotTo)}::integer[]
           ) as asked(brand_id, slot_from, slot_to)
     cross join lateral (
       select brand_id, rolling_id, trace
         from timers
        where timers.brand_id = asked.brand_id
          and timers.kind = 'attempt'
          and timers.slot >= asked.slot_from and timers.slot < asked.slot_to
        limit ${limit}
     ) as attempts
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    rollingId: rollingId(row.rolling_id),
    ...(row.trace === null ? {} : { trace: storedTrace(row.trace) }),
  }));
}
