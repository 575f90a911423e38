// The outbox from the table: what is not marked published, and the mark.
import { brandId, rollingId } from '../../domain/ids.ts';
import type { OutboxEventType } from '../../domain/outbox-event.ts';
import { storedTrace } from '../../domain/trace.ts';
import type { OutboxRow, ShardKey } from '../../ports/store.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

interface UnpublishedRow {
  brand_id: string;
  shard_no: number;
  seq: number;
  slot: number;
  rolling_id: string;
  event_id: string;
  event_type: OutboxEventType;
  payload: string;
  at: number;
  trace: string | null;
}

/** A retired shard's rows belong to whoever owns their slots now. */
export async function selectUnpublished(sql: Sql, token: string, limit: number): Promise<OutboxRow[]> {
  const rows = await sql<UnpublishedRow[]>`
    select waiting.brand_id, waiting.shard_no, waiting.seq, waiting.slot, waiting.rolling_id, waiting.event_id,
           waiting.event_type, waiting.payload, waiting.at, waiting.trace
      from shards
     cross join lateral (
       select brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, at, trace
         from outbox
        where outbox.brand_id = shards.brand_id
          and outbox.slot >= shards.slot_from and outbox.slot < shards.slot_to
          and outbox.published_at is null
        order by outbox.shard_no, outbox.seq
        limit ${limit}
     ) as waiting
     where shards.token = ${token} and shards.retired_at is null
     order by waiting.brand_id, waiting.shard_no, waiting.seq
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    shardNo: row.shard_no,
    seq: row.seq,
    slot: row.slot,
    rollingId: rollingId(row.rolling_id),
    eventId: row.event_id,
    eventType: row.event_type,
    payload: row.payload,
    at: row.at,
    ...(row.trace === null ? {} : { trace: storedTrace(row.trace) }),
  }));
}

type Published = ShardKey & { readonly seq: number };

export async function updatePublished(sql: Sql, rows: readonly Published[], at: number): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update outbox
       set published_at = to_timestamp(${at}::float8 / 1000)
      from unnest(
             ${textArray(rows, (row) => row.brandId)}::text[],
             ${plainArray(rows, (row) => row.shardNo)}::integer[],
             ${plainArray(rows, (row) => row.seq)}::bigint[]
           ) as published(brand_id, shard_no, seq)
     where outbox.brand_id = published.brand_id
       and outbox.shard_no = published.shard_no
       and outbox.seq = published.seq`;
}
