// An operator's move, and its opposite: that a shard stays where it is.
import type { Authority, OrderRefusal } from '../../../ports/fleet-store.ts';
import type { ShardKey } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';

interface Verdict {
  refused: OrderRefusal['refused'] | null;
}

const refusalOf = ([row]: readonly Verdict[]): OrderRefusal | null =>
  row === undefined || row.refused === null ? null : { refused: row.refused };

/** Forced, the owner's token goes with the same statement: it can commit no more, and the target need not wait for it. */
export async function moveShard(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  target: string,
  force: boolean,
  { requestedBy, reason }: Authority,
): Promise<OrderRefusal | null> {
  const rows = await sql<Verdict[]>`
    with shard as materialized (
      select shards.brand_id, shards.shard_no, shards.owner, shards.pinned_to,
             coalesce(shards.owner = ${target} and exists (
               select from workers where workers.token = shards.token and workers.lease_until > now()
             ), false) as is_there
        from shards
       where brand_id = ${brandId} and shard_no = ${shardNo} and retired_at is null
         for no key update
    ), verdict as materialized (
      select case
               when not exists (select from shard) then 'no_such_shard'
               when not exists (select from workers where worker = ${target} and lease_until > now()) then 'no_such_worker'
               when (select pinned_to from shard) <> ${target} then 'pinned_elsewhere'
             end as refused
    ), moved as (
      update shards
         set target = case when shard.is_there then null else ${target} end,
             owner = case when ${force} and not shard.is_there then null else shards.owner end,
             token = case when ${force} and not shard.is_there then null else shards.token end
        from shard, verdict
       where shards.brand_id = shard.brand_id and shards.shard_no = shard.shard_no and verdict.refused is null
      returning shards.brand_id
    ), written as (
      insert into fleet_history (kind, brand_id, shard_no, detail, requested_by, reason, state, done_at)
      select 'move', brand_id, shard_no, json_build_object('owner', owner, 'target', ${target}::text, 'force', ${force}::boolean),
             ${requestedBy}, ${reason}, 'done', now()
        from shard, verdict
       where verdict.refused is null
    ), told as materialized (
      select hint_fleet(array_agg(brand_id)) as hinted from moved
    )
    select refused from verdict join told on told.hinted`;
  return refusalOf(rows);
}

/** Null unpins. A worker that is only away may be pinned to: the shard goes there once it is back. */
export async function pinShard(
  sql: Sql,
  { brandId, shardNo }: ShardKey,
  worker: string | null,
  { requestedBy, reason }: Authority,
): Promise<OrderRefusal | null> {
  const rows = await sql<Verdict[]>`
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
      select case when ${worker}::text is null then 'unpin' else 'pin' end, brand_id, shard_no, null,
             json_build_object('worker', ${worker}::text), ${requestedBy}, ${reason}, 'done', now()
        from pinned
    ), told as materialized (
      select hint_fleet(array_agg(brand_id)) as hinted from pinned
    )
    select refused from verdict join told on told.hinted`;
  return refusalOf(rows);
}
