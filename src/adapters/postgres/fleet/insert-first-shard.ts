// A brand that nobody had heard of belongs to whoever hears of it first, as one shard of all slots.
import type { BrandId } from '../../../domain/ids.ts';
import { SLOT_COUNT } from '../../../domain/slot.ts';
import type { Incarnation, ShardOwnership } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { type OwnershipRow, ownershipOf } from './ownership-row.ts';

/** Nobody's, until the leader wishes it somewhere: for processes that own nothing. */
export async function insertUnownedFirstShard(sql: Sql, brand: BrandId): Promise<void> {
  await sql`
    with made as (
      insert into shards (brand_id, shard_no, slot_from, slot_to)
      select ${brand}, 1, 0, ${SLOT_COUNT}
       where not exists (select from shards where brand_id = ${brand})
      on conflict (brand_id, shard_no) do nothing
      returning brand_id
    )
    select hint_fleet(array[brand_id]) from made`;
}

/** Of several at once one row is made; the others' inserts wait for it and do nothing. */
export async function insertFirstShard(sql: Sql, brand: BrandId, by: Incarnation): Promise<void> {
  await sql`
    with made as (
      insert into shards (brand_id, shard_no, slot_from, slot_to, owner, token, epoch)
      select ${brand}, 1, 0, ${SLOT_COUNT}, worker, token, 1
        from workers
       where worker = ${by.worker} and token = ${by.token} and lease_until > now()
         and not exists (select from shards where brand_id = ${brand})
      on conflict (brand_id, shard_no) do nothing
      returning brand_id
    )
    select hint_fleet(array[brand_id]) from made`;
}

export async function selectOwnedOfBrand(sql: Sql, brand: BrandId, by: Incarnation): Promise<ShardOwnership[]> {
  const rows = await sql<OwnershipRow[]>`
    select brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
      from shards
     where brand_id = ${brand} and token = ${by.token} and retired_at is null
     order by shard_no`;
  return rows.map(ownershipOf);
}
