// What operators want of one shard's owner: kept open in the history until the owner has done it, or says why it cannot. The same
// again, while it is open, is the same order. Shards are locked: one that is just being retired is waited for, since whatever retires
// it ends the orders that it sees, and no other.
import type { Authority, OrderAnswer } from '../../../ports/fleet-store.ts';
import type { ShardKey } from '../../../ports/store.ts';
import { plainArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type OrderVerdict, answerOf } from './order-answer.ts';

/** New ranges begin at `slotsAt`: ascending, inside the shard, and none at its edge. */
export async function insertSplitOrder(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  slotsAt: readonly number[],
  { requestedBy, reason }: Authority,
): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with shard as materialized (
      select slot_from, slot_to
        from shards
       where brand_id = ${brandId} and shard_no = ${shardNo} and retired_at is null
         for share
    ), cut as materialized (
      select slot, lag(slot) over (order by place) as before
        from unnest(${plainArray(slotsAt, (slot) => slot)}::integer[]) with ordinality as asked(slot, place)
    ), verdict as materialized (
      select case
               when not exists (select from shard) then 'no_such_shard'
               when not exists (select from cut) then 'bad_slot'
               when exists (
                 select from shard, cut
                  where cut.slot <= greatest(shard.slot_from, cut.before) or cut.slot >= shard.slot_to
               ) then 'bad_slot'
             end as refused
    ), arguments as materialized (
      select json_build_object('slots_at', (select json_agg(slot order by slot) from cut)) as detail
    ), repeated as materialized (
      select id
        from fleet_history, arguments
       where brand_id = ${brandId} and shard_no = ${shardNo} and state = 'open' and kind = 'split'
         and fleet_history.detail::text = arguments.detail::text
    ), ordered as (
      insert into fleet_history (kind, brand_id, shard_no, detail, requested_by, reason, state)
      select 'split', ${brandId}, ${shardNo}, arguments.detail, ${requestedBy}, ${reason}, 'open'
        from verdict, arguments
       where refused is null and not exists (select from repeated)
      returning id
    ), told as materialized (
      select hint_fleet(array[${brandId}]) as hinted from ordered having count(*) > 0
    )
    select verdict.refused, coalesce(ordered.id, (select min(id) from repeated)) as id
      from verdict
      left join ordered on true
      left join told on told.hinted`;
  return answerOf(rows);
}

export async function insertMergeOrder(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  withShardNo: number,
  { requestedBy, reason }: Authority,
): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with shard as materialized (
      select shard_no, slot_from, slot_to
        from shards
       where brand_id = ${brandId} and shard_no in (${shardNo}, ${withShardNo}) and retired_at is null
       order by shard_no
         for share
    ), verdict as materialized (
      select case
               when not exists (select from shard where shard_no = ${shardNo})
                 or not exists (select from shard where shard_no = ${withShardNo}) then 'no_such_shard'
               when not exists (select from shard as lower, shard as upper where lower.slot_to = upper.slot_from)
               then 'not_adjacent'
             end as refused
    ), repeated as materialized (
      select id
        from fleet_history
       where brand_id = ${brandId} and shard_no = ${shardNo} and state = 'open' and kind = 'merge'
         and (detail ->> 'with_shard_no')::integer = ${withShardNo}
    ), ordered as (
      insert into fleet_history (kind, brand_id, shard_no, detail, requested_by, reason, state)
      select 'merge', ${brandId}, ${shardNo}, json_build_object('with_shard_no', ${withShardNo}::integer),
             ${requestedBy}, ${reason}, 'open'
        from verdict
       where refused is null and not exists (select from repeated)
      returning id
    ), told as materialized (
      select hint_fleet(array[${brandId}]) as hinted from ordered having count(*) > 0
    )
    select verdict.refused, coalesce(ordered.id, (select min(id) from repeated)) as id
      from verdict
      left join ordered on true
      left join told on told.hinted`;
  return answerOf(rows);
}
