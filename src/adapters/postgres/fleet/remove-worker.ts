// A worker leaves in order: everything it holds is nobody's at once, and its row goes. That of a drained one stays, or it would come
// back undrained.
import type { Incarnation } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';

/** Shards are locked in the order in which commits lock them. */
export async function removeWorker(sql: Sql, { worker, token }: Incarnation): Promise<void> {
  await sql`
    with held as materialized (
      select brand_id, shard_no
        from shards
       where token = ${token} and retired_at is null
       order by brand_id, shard_no
         for no key update
    ), freed_shards as (
      update shards
         set owner = null, token = null
        from held
       where shards.brand_id = held.brand_id and shards.shard_no = held.shard_no
    ), freed_streams as (
      update wallet_streams set owner = null, token = null where token = ${token}
    ), gone as (
      delete from workers where worker = ${worker} and token = ${token} and drain_order is null
    ), away as (
      update workers set lease_until = now() where worker = ${worker} and token = ${token} and drain_order is not null
    )
    select hint_fleet(null)`;
}
