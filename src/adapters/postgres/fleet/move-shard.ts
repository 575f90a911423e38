// An operator's move, and its opposite: that a shard stays where it is.
import type { Authority, OrderAnswer } from '../../../ports/fleet-store.ts';
import type { ShardKey } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { type OrderVerdict, answerOf } from './order-answer.ts';

/**
 * Forced, the owner's token goes with the same statement: it can commit no more, and the target need not wait for it. A move that
 * was still open has failed: this one took its place. The same move again, while it is open, is the same order.
 */
export async function moveShard(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  target: string,
  force: boolean,
  { requestedBy, reason }: Authority,
): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with shard as materialized (
      select shards.brand_id, shards.shard_no, shards.owner, shards.pinned_to, shards.machine_version_min,
             coalesce(shards.owner = ${target} and exists (
               select from workers where workers.token = shards.token and workers.lease_until > now()
             ), false) as is_there
        from shards
       where brand_id = ${brandId} and shard_no = ${shardNo} and retired_at is null
         for no key update
    ), wanted as materialized (
      select lease_until > now() as is_alive, status, machine_version from workers where worker = ${target}
    ), verdict as materialized (
      select case
               when not exists (select from shard) then 'no_such_shard'
               when not exists (select from wanted) then 'no_such_worker'
               when not (select is_alive from wanted) then 'worker_away'
               when (select status from wanted) = 'draining' then 'worker_draining'
               when (select machine_version from wanted) < (select machine_version_min from shard) then 'version_too_old'
               when (select pinned_to from shard) <> ${target} then 'pinned_elsewhere'
             end as refused
    ), repeated as materialized (
      select id
        from fleet_history
       where brand_id = ${brandId} and shard_no = ${shardNo} and state = 'open' and kind = 'move'
         and subject = ${target} and ((detail ->> 'force')::boolean or not ${force}::boolean)
    ), moved as (
      update shards
         set target = case when shard.is_there then null else ${target} end,
             owner = case when ${force} and not shard.is_there then null else shards.owner end,
             token = case when ${force} and not shard.is_there then null else shards.token end
        from shard, verdict
       where shards.brand_id = shard.brand_id and shards.shard_no = shard.shard_no and verdict.refused is null
         and not exists (select from repeated)
      returning shards.brand_id
    ), written as (
      insert into fleet_history (kind, brand_id, shard_no, subject, detail, requested_by, reason, state, outcome, done_at)
      select 'move', brand_id, shard_no, ${target},
             json_build_object('owner', owner, 'target', ${target}::text, 'force', ${force}::boolean),
             ${requestedBy}, ${reason},
             case when is_there then 'done' else 'open' end,
             case when is_there then 'it was there already' end,
             case when is_there then now() end
        from shard, verdict
       where verdict.refused is null and not exists (select from repeated)
      returning id
    ), superseded as (
      update fleet_history
         set state = 'failed', done_at = now(), outcome = 'order ' || written.id || ' took its place'
        from written
       where brand_id = ${brandId} and shard_no = ${shardNo} and state = 'open' and kind = 'move'
    ), told as materialized (
      select hint_fleet(array_agg(brand_id)) as hinted from moved
    )
    select verdict.refused, coalesce(written.id, (select id from repeated)) as id
      from verdict
      left join written on true
      join told on told.hinted`;
  return answerOf(rows);
}

/** Null unpins. A worker that is only away may be pinned to: the shard goes there once it is back. */
export async function pinShard(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  worker: string | null,
  { requestedBy, reason }: Authority,
): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with verdict as materialized (
      select case
               when not exists (
                 select from shards where brand_id = ${brandId} and shard_no = ${shardNo} and retired_at is null
               ) then 'no_such_shard'
               when ${worker}::text is not null and not exists (select from workers where worker = ${worker})
               then 'no_such_worker'
             end as refused
    ), pinned as (
      update shards
         set pinned_to = ${worker}
        from verdict
       where brand_id = ${brandId} and shard_no = ${shardNo} and retired_at is null and verdict.refused is null
      returning brand_id, shard_no
    ), written as (
      insert into fleet_history (kind, brand_id, shard_no, subject, detail, requested_by, reason, state, done_at)
      select case when ${worker}::text is null then 'unpin' else 'pin' end, brand_id, shard_no, ${worker},
             json_build_object('worker', ${worker}::text), ${requestedBy}, ${reason}, 'done', now()
        from pinned
      returning id
    ), told as materialized (
      select hint_fleet(array_agg(brand_id)) as hinted from pinned
    )
    select verdict.refused, written.id
      from verdict
      left join written on true
      join told on told.hinted`;
  return answerOf(rows);
}
