// A shard's row as its owner holds it.
import { brandId } from '../../../domain/ids.ts';
import type { ShardOwnership } from '../../../ports/store.ts';

export interface OwnershipRow {
  brand_id: string;
  shard_no: number;
  slot_from: number;
  slot_to: number;
  token: string;
  epoch: number;
  commit_seq: number;
  outbox_seq: number;
}

export const ownershipOf = (row: OwnershipRow): ShardOwnership => ({
  brandId: brandId(row.brand_id),
  shardNo: row.shard_no,
  slotFrom: row.slot_from,
  slotTo: row.slot_to,
  token: row.token,
  epoch: row.epoch,
  commitSeq: row.commit_seq,
  outboxSeq: row.outbox_seq,
});
