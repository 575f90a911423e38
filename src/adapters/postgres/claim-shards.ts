// Taking over: the rows get a new epoch and this incarnation's token, so that whoever held them can commit no more.
import type { BrandId } from '../../domain/ids.ts';
import { SLOT_COUNT } from '../../domain/slot.ts';
import type { Incarnation, ShardOwnership } from '../../ports/store.ts';
import type { Sql } from './connection.ts';
import { type OwnershipRow, ownershipOf } from './fleet/ownership-row.ts';

/** Rows are locked in the order in which commits lock them. */
export async function claimShards(sql: Sql, brand: BrandId | null, by: Incarnation): Promise<ShardOwnership[]> {
  const rows = await sql<OwnershipRow[]>`
    with locked as materialized (
      select brand_id, shard_no
        from shards
       where retired_at is null and ${brand === null ? sql`true` : sql`brand_id = ${brand}`}
       order by brand_id, shard_no
         for no key update
    ), claimed as (
      update shards
         set owner = ${by.worker}, token = ${by.token}, epoch = shards.epoch + 1
        from locked
       where shards.brand_id = locked.brand_id and shards.shard_no = locked.shard_no
      returning shards.brand_id, shards.shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
    )
    select brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
      from claimed
     order by brand_id, shard_no`;
  return rows.map(ownershipOf);
}

/** A brand that was never heard of starts as one shard of all slots. */
export async function insertFirstShard(sql: Sql, brand: BrandId): Promise<void> {
  await sql`
    insert into shards (brand_id, shard_no, slot_from, slot_to)
    select ${brand}, 1, 0, ${SLOT_COUNT}
     where not exists (select from shards where brand_id = ${brand})
    on conflict (brand_id, shard_no) do nothing`;
}
