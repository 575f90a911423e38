// The leader's wishes, thousands in one statement. Only what changes is written, and only that stands in the history.
import type { Authority, ShardTarget, StreamTarget } from '../../../ports/fleet-store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

/**
 * Shards are locked in the order in which commits lock them, only those whose wish changes. A wish for the living owner itself is
 * no wish.
 */
export async function assignShardTargets(
  sql: Sql,
  wishes: readonly ShardTarget[],
  authority: Authority,
): Promise<void> {
  if (wishes.length === 0) return;
  await sql`
    with asked as materialized (
      select brand_id, shard_no, target
        from unnest(
               ${textArray(wishes, (wish) => wish.brandId)}::text[],
               ${plainArray(wishes, (wish) => wish.shardNo)}::integer[],
               ${textArray(wishes, (wish) => wish.target)}::text[]
             ) as asked(brand_id, shard_no, target)
    ), meant as materialized (
      select asked.brand_id, asked.shard_no,
             case when workers.worker is distinct from asked.target then asked.target end as target
        from asked
        join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
        left join workers on workers.token = shards.token and workers.lease_until > now()
    ), changing as materialized (
      select shards.brand_id, shards.shard_no, shards.owner, shards.target as before, meant.target
        from meant
        join shards on shards.brand_id = meant.brand_id and shards.shard_no = meant.shard_no
       where shards.target is distinct from meant.target and shards.retired_at is null
       order by shards.brand_id, shards.shard_no
         for no key update of shards
    ), changed as (
      update shards
         set target = changing.target
        from changing
       where shards.brand_id = changing.brand_id and shards.shard_no = changing.shard_no
    ), written as (
      insert into fleet_history (kind, brand_id, shard_no, detail, requested_by, reason, state, done_at)
      select 'place', brand_id, shard_no, json_build_object('owner', owner, 'before', before, 'target', target),
             ${authority.requestedBy}, ${authority.reason}, 'done', now()
        from changing
       order by brand_id, shard_no
    ), overruled as (
      update fleet_history
         set state = 'failed', done_at = now(),
             outcome = ${authority.requestedBy}::text || ' wished it '
                       || coalesce('to ' || changing.target, 'to stay') || ': ' || ${authority.reason}::text
        from changing
       where fleet_history.brand_id = changing.brand_id and fleet_history.shard_no = changing.shard_no
         and fleet_history.state = 'open' and fleet_history.kind = 'move'
         and fleet_history.subject is distinct from changing.target
    )
    select hint_fleet(array_agg(distinct brand_id)) from changing having count(*) > 0`;
}

export async function assignStreamTargets(
  sql: Sql,
  wishes: readonly StreamTarget[],
  authority: Authority,
): Promise<void> {
  if (wishes.length === 0) return;
  await sql`
    with asked as materialized (
      select stream, target
        from unnest(
               ${textArray(wishes, (wish) => wish.stream)}::text[],
               ${textArray(wishes, (wish) => wish.target)}::text[]
             ) as asked(stream, target)
    ), meant as materialized (
      select asked.stream, case when workers.worker is distinct from asked.target then asked.target end as target
        from asked
        join wallet_streams on wallet_streams.stream = asked.stream
        left join workers on workers.token = wallet_streams.token and workers.lease_until > now()
    ), changing as materialized (
      select wallet_streams.stream, wallet_streams.owner, wallet_streams.target as before, meant.target
        from meant
        join wallet_streams on wallet_streams.stream = meant.stream
       where wallet_streams.target is distinct from meant.target
       order by wallet_streams.stream
         for no key update of wallet_streams
    ), changed as (
      update wallet_streams set target = changing.target from changing where wallet_streams.stream = changing.stream
    ), written as (
      insert into fleet_history (kind, subject, detail, requested_by, reason, state, done_at)
      select 'place', stream, json_build_object('owner', owner, 'before', before, 'target', target),
             ${authority.requestedBy}, ${authority.reason}, 'done', now()
        from changing
       order by stream
    )
    select hint_fleet('{}') from changing limit 1`;
}
