// What each shard's owner measured: for placement, apart from the rows that commits write.
import type { ShardKey } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

type ShardLoad = ShardKey & { readonly eventsPerS: number };

export async function upsertLoads(sql: Sql, loads: readonly ShardLoad[]): Promise<void> {
  if (loads.length === 0) return;
  await sql`
    insert into shard_loads (brand_id, shard_no, events_per_s, at)
    select brand_id, shard_no, events_per_s, now()
      from unnest(
             ${textArray(loads, (load) => load.brandId)}::text[],
             ${plainArray(loads, (load) => load.shardNo)}::integer[],
             ${plainArray(loads, (load) => load.eventsPerS)}::real[]
           ) as measured(brand_id, shard_no, events_per_s)
     order by brand_id, shard_no
    on conflict (brand_id, shard_no) do update set events_per_s = excluded.events_per_s, at = excluded.at`;
}
