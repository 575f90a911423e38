// Timers whose time has come, of the shards that one incarnation owns.
import type { DueTimer } from '../../domain/command.ts';
import { type BrandId, brandId, playerId, rollingId } from '../../domain/ids.ts';
import { EXPIRY_WAIT_GRACES_MAX, EXPIRY_WAIT_MS_MAX } from '../../domain/retention.ts';
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

/** So many due timers of a kind are looked at, whosever they are. */
const GLANCE = 1_000;

/** How far the wallet streams are read, and whose events were held back on the way. */
const streamsProcessed = (sql: Sql, dueBy: number) => sql`
      select coalesce(min(coalesce(processed_through, '-infinity')), 'infinity') as through,
             array(select unnest(except_brands) from wallet_streams where forgotten_at is null) as except_brands,
             least(to_timestamp(${dueBy}::float8 / 1000), now()) as at
        from wallet_streams
       where forgotten_at is null`;

/** Which brands are worth a probe; as many names as the glance is long tell that there may be others. */
const brandsWithDueTimers = (sql: Sql, kinds: readonly TimerKind[], dueBy: number) => sql`
      select array(
        select due.brand_id
          from unnest(${plainArray(kinds, (kind) => kind)}::timer_kind[]) as asked(kind)
         cross join lateral (
           select brand_id
             from timers
            where timers.kind = asked.kind and timers.due_at <= to_timestamp(${dueBy}::float8 / 1000)
            order by timers.due_at
            limit ${GLANCE}
         ) as due
      ) as brands`;

/**
 * At rest a glance at the earliest timers of all brands finds none due, and that was it: thousands of shards cost what one does.
 * Otherwise one probe per kind and shard of the brands that have any, each stopping at the limit: what others left overdue is not
 * read, nor are expiries that still wait for the wallet streams.
 */
export async function selectDueTimers(
  sql: Sql,
  token: string,
  kinds: readonly TimerKind[],
  dueBy: number,
  limit: number,
  exceptBrands: readonly BrandId[],
): Promise<DueTimer[]> {
  const rows = await sql<TimerDueRow[]>`
    with processed as materialized (
      ${streamsProcessed(sql, dueBy)}
    ), glanced as materialized (
      ${brandsWithDueTimers(sql, kinds, dueBy)}
    )
    select due.brand_id, due.player_id, due.slot, due.rolling_id, due.kind, due.due_at, due.trace
      from shards
     cross join unnest(${plainArray(kinds, (kind) => kind)}::timer_kind[]) as asked(kind)
     cross join lateral (
       select case when asked.kind <> 'expire' then 'infinity'::timestamptz
                   when shards.brand_id = any(processed.except_brands) then '-infinity'
                   else processed.through
              end as through
         from processed
     ) as allowed
     cross join lateral (
       select brand_id, player_id, slot, rolling_id, kind, due_at, trace
         from timers
        where timers.brand_id = shards.brand_id
          and timers.kind = asked.kind
          and timers.due_at <= least(
                to_timestamp(${dueBy}::float8 / 1000),
                greatest(allowed.through, (select at - ${EXPIRY_WAIT_MS_MAX}::float8 * interval '1 ms' from processed))
              )
          and (timers.due_at <= allowed.through or timers.due_at <= (
                select processed.at
                       - greatest(${EXPIRY_WAIT_MS_MAX}::float8,
                                  ${EXPIRY_WAIT_GRACES_MAX} * (rollings.terms -> 'policy' ->> 'expiry_grace_ms')::float8)
                         * interval '1 ms'
                  from processed
                  join rollings on rollings.brand_id = timers.brand_id and rollings.rolling_id = timers.rolling_id
              ))
          and timers.slot >= shards.slot_from and timers.slot < shards.slot_to
          and not exists (
                select from quarantined_players as held
                 where held.brand_id = timers.brand_id and held.player_id = timers.player_id
                offset 0
              )
        order by timers.due_at
        limit ${limit}
     ) as due
     where (select brands <> '{}' from glanced)
       and shards.token = ${token} and shards.retired_at is null
       and (shards.brand_id = any((select brands from glanced)::text[])
            or (select cardinality(brands) >= ${GLANCE} from glanced))
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
