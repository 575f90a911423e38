// Which of a worker's shards are no longer its own.
import { brandId } from '../../domain/ids.ts';
import type { ShardKey, ShardOwnership } from '../../ports/store.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

export async function selectLostShards(sql: Sql, shards: readonly ShardOwnership[]): Promise<ShardKey[]> {
  if (shards.length === 0) return [];
  const rows = await sql<{ brand_id: string; shard_no: number }[]>`
    select asked.brand_id, asked.shard_no
      from unnest(
             ${textArray(shards, (shard) => shard.brandId)}::text[],
             ${plainArray(shards, (shard) => shard.shardNo)}::integer[],
             ${textArray(shards, (shard) => shard.token)}::text[],
             ${plainArray(shards, (shard) => shard.epoch)}::bigint[]
           ) as asked(brand_id, shard_no, token, epoch)
      left join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
     where shards.token is distinct from asked.token
        or shards.epoch is distinct from asked.epoch
        or shards.retired_at is not null`;
  return rows.map((row) => ({ brandId: brandId(row.brand_id), shardNo: row.shard_no }));
}
