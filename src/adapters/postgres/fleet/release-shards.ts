// The first half of a hand-off: nobody's from now on, until who is wished for claims it.
import type { Incarnation, ShardKey } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

/**
 * Shards are locked in the order in which commits lock them. `machineVersionMin` above what stands there says what whoever takes
 * them must be able to read; a wish for somebody who may not is taken back by the leader.
 */
export async function releaseShards(
  sql: Sql,
  shards: readonly (ShardKey & { readonly epoch: number })[],
  by: Incarnation,
  machineVersionMin = 0,
): Promise<void> {
  if (shards.length === 0) return;
  await sql`
    with asked as materialized (
      select brand_id, shard_no, epoch
        from unnest(
               ${textArray(shards, (shard) => shard.brandId)}::text[],
               ${plainArray(shards, (shard) => shard.shardNo)}::integer[],
               ${plainArray(shards, (shard) => shard.epoch)}::bigint[]
             ) as asked(brand_id, shard_no, epoch)
    ), held as materialized (
      select shards.brand_id, shards.shard_no
        from asked
        join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
       where shards.token = ${by.token} and shards.epoch = asked.epoch and shards.retired_at is null
       order by shards.brand_id, shards.shard_no
         for no key update of shards
    ), released as (
      update shards
         set owner = null, token = null, machine_version_min = greatest(machine_version_min, ${machineVersionMin})
        from held
       where shards.brand_id = held.brand_id and shards.shard_no = held.shard_no
      returning shards.brand_id
    )
    select hint_fleet(array_agg(distinct brand_id)) from released having count(*) > 0`;
}
