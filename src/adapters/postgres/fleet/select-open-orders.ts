// What is wanted of an incarnation's own shards, oldest first.
import { brandId } from '../../../domain/ids.ts';
import type { ShardOrder } from '../../../ports/fleet-store.ts';
import type { Incarnation } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';

type OrderRow = { id: number; brand_id: string; shard_no: number } & (
  | { kind: 'split'; slots_at: string }
  | { kind: 'merge'; with_shard_no: number }
);

/** The list of open orders is short: they are probed for their shards, not the other way round. */
export async function selectOpenOrders(sql: Sql, by: Incarnation): Promise<ShardOrder[]> {
  const rows = await sql<OrderRow[]>`
    select ordered.id, ordered.kind, ordered.brand_id, ordered.shard_no,
           array_to_string(array(select json_array_elements_text(ordered.detail -> 'slots_at')), ',') as slots_at,
           (ordered.detail ->> 'with_shard_no')::integer as with_shard_no
      from fleet_history as ordered
      join shards on shards.brand_id = ordered.brand_id and shards.shard_no = ordered.shard_no
     where ordered.state = 'open' and ordered.kind in ('split', 'merge')
       and shards.token = ${by.token} and shards.retired_at is null
     order by ordered.id`;
  return rows.map((row) => {
    const order = { id: row.id, shard: { brandId: brandId(row.brand_id), shardNo: row.shard_no } };
    return row.kind === 'split'
      ? { kind: row.kind, ...order, slotsAt: row.slots_at.split(',').map(Number) }
      : { kind: row.kind, ...order, withShardNo: row.with_shard_no };
  });
}
