// Timers whose time has come, of the shards that one incarnation owns.
import type { DueTimer } from '../../domain/command.ts';
import { type BrandId, brandId, playerId, rollingId } from '../../domain/ids.ts';
import type { TimerKind } from '../../domain/timers.ts';
import { storedTrace } from '../../domain/trace.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

interface TimerDueRow {
  brand_id: string;
  player_id: string;
  slot: number;
  rolling_id: string;
  kind: TimerKind;
  due_at: number;
  trace: string | null;
}

/** One probe per shard and kind, each stopping at the limit: what others left overdue is not read. */
export async function selectDueTimers(
  sql: Sql,
  token: string,
  kinds: readonly TimerKind[],
  dueBy: number,
  limit: number,
  exceptBrands: readonly BrandId[],
): Promise<DueTimer[]> {
  const rows = await sql<TimerDueRow[]>`
    select due.brand_id, due.player_id, due.slot, due.rolling_id, due.kind, due.due_at, due.trace
      from shards
     cross join unnest(${plainArray(kinds, (kind) => kind)}::timer_kind[]) as asked(kind)
     cross join lateral (
       select brand_id, player_id, slot, rolling_id, kind, due_at, trace
         from timers
        where timers.brand_id = shards.brand_id
          and timers.kind = asked.kind
          and timers.due_at <= to_timestamp(${dueBy}::float8 / 1000)
          and timers.slot >= shards.slot_from and timers.slot < shards.slot_to
        order by timers.due_at
        limit ${limit}
     ) as due
     where shards.token = ${token} and shards.retired_at is null
       and shards.brand_id <> all(${textArray(exceptBrands, (brand) => brand)}::text[])
     order by due.due_at, due.brand_id, due.rolling_id, due.kind
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    rollingId: rollingId(row.rolling_id),
    kind: row.kind,
    dueAt: row.due_at,
    ...(row.trace === null ? {} : { trace: storedTrace(row.trace) }),
  }));
}
