// Taking over what waits for this worker: a new epoch under its token, so that whoever held it can commit, or hand on, no more.
import type { StreamLease } from '../../../ports/fleet-store.ts';
import type { Incarnation, ShardOwnership } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { isClaimable, isReadStream, shardsToJudge } from './claimable.ts';
import { type OwnershipRow, ownershipOf } from './ownership-row.ts';

/** Rows are locked in the order in which commits lock them, and judged again once they are. */
export async function claimWishedShards(sql: Sql, by: Incarnation, limit: number): Promise<ShardOwnership[]> {
  const rows = await sql<OwnershipRow[]>`
    with me as materialized (
      select worker, token, machine_version
        from workers
       where worker = ${by.worker} and token = ${by.token} and lease_until > now()
    ), judged as materialized (
      ${shardsToJudge(sql, by)}
    ), locked as materialized (
      select held.brand_id, held.shard_no
        from me
       cross join judged
        join shards as held on held.brand_id = judged.brand_id and held.shard_no = judged.shard_no
       where ${isClaimable(sql)} and held.machine_version_min <= me.machine_version and held.retired_at is null
       order by held.brand_id, held.shard_no
       limit ${limit}
         for no key update of held
    ), claimed as (
      update shards
         set owner = me.worker, token = me.token, epoch = shards.epoch + 1, target = null
        from locked, me
       where shards.brand_id = locked.brand_id and shards.shard_no = locked.shard_no
      returning shards.brand_id, shards.shard_no, slot_from, slot_to, shards.token, epoch, commit_seq, outbox_seq
    ), arrived as (
      ${movesSettled(sql)}
    ), told as materialized (
      select hint_fleet(array_agg(distinct brand_id)) as hinted from claimed having count(*) > 0
    )
    select brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
      from claimed
      join told on told.hinted
     order by brand_id, shard_no`;
  return rows.map(ownershipOf);
}

/** Operators' moves of what is claimed are over. */
const movesSettled = (sql: Sql) => sql`
  update fleet_history
     set state = case when fleet_history.subject = me.worker then 'done' else 'failed' end, done_at = now(),
         outcome = me.worker || ' has it under epoch ' || claimed.epoch
    from claimed, me
   where fleet_history.brand_id = claimed.brand_id and fleet_history.shard_no = claimed.shard_no
     and fleet_history.state = 'open' and fleet_history.kind = 'move'`;

export async function claimWishedStreams(sql: Sql, by: Incarnation): Promise<StreamLease[]> {
  return sql<StreamLease[]>`
    with me as materialized (
      select worker, token, streams
        from workers
       where worker = ${by.worker} and token = ${by.token} and lease_until > now()
    ), locked as materialized (
      select held.stream
        from me
        join wallet_streams as held on true
       where ${isClaimable(sql)} and ${isReadStream(sql)}
       order by held.stream
         for no key update of held
    ), claimed as (
      update wallet_streams
         set owner = me.worker, token = me.token, epoch = wallet_streams.epoch + 1, target = null
        from locked, me
       where wallet_streams.stream = locked.stream
      returning wallet_streams.stream, wallet_streams.token, epoch
    ), told as materialized (
      select hint_fleet('{}') as hinted from claimed having count(*) > 0
    )
    select stream, token, epoch
      from claimed
      join told on told.hinted
     order by stream`;
}
