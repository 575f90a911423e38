// What the owner of a shard asks about players in quarantine: who they are, whom somebody wants replayed, and their parked events.
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { ParkedEvent, PlayerKey, QuarantineReason } from '../../../domain/quarantine.ts';
import type { ShardOwnership, StandingQuarantine } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

interface StandingRow {
  brand_id: string;
  player_id: string;
  slot: number;
  since: number;
  reason: QuarantineReason;
  detail: string;
  rolling_id: string | null;
  last_seq: number;
}

interface ParkedRow {
  brand_id: string;
  player_id: string;
  seq: number;
  slot: number;
  stream: string;
  entry_id: string;
  event_id: string;
  received_at: number;
  parked_at: number;
  raw: string;
}

export async function selectQuarantined(
  sql: Sql,
  shards: readonly ShardOwnership[],
  after: PlayerKey | null,
  limit: number,
): Promise<StandingQuarantine[]> {
  const rows = await sql<StandingRow[]>`
    select held.brand_id, held.player_id, held.slot, held.since, held.reason, held.detail, held.rolling_id,
           coalesce((
             select max(seq)
               from parked_events
              where parked_events.brand_id = held.brand_id and parked_events.player_id = held.player_id
           ), 0) as last_seq
      from unnest(
             ${textArray(shards, (shard) => shard.brandId)}::text[],
             ${plainArray(shards, (shard) => shard.slotFrom)}::integer[],
             ${plainArray(shards, (shard) => shard.slotTo)}::integer[]
           ) as asked(brand_id, slot_from, slot_to)
      join quarantined_players as held
        on held.brand_id = asked.brand_id and held.slot >= asked.slot_from and held.slot < asked.slot_to
     where (held.brand_id, held.player_id) > (${after?.brandId ?? ''}::text, ${after?.playerId ?? ''}::text)
     order by held.brand_id, held.player_id
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    since: row.since,
    reason: row.reason,
    detail: row.detail,
    rollingId: row.rolling_id === null ? null : rollingId(row.rolling_id),
    lastSeq: row.last_seq,
  }));
}

export async function selectReplaysAsked(sql: Sql, players: readonly PlayerKey[]): Promise<PlayerKey[]> {
  if (players.length === 0) return [];
  const rows = await sql<{ brand_id: string; player_id: string }[]>`
    select held.brand_id, held.player_id
      from unnest(
             ${textArray(players, (key) => key.brandId)}::text[],
             ${textArray(players, (key) => key.playerId)}::text[]
           ) as asked(brand_id, player_id)
      join quarantined_players as held
        on held.brand_id = asked.brand_id and held.player_id = asked.player_id and held.replay_at is not null
     order by held.replay_at, held.brand_id, held.player_id`;
  return rows.map((row) => ({ brandId: brandId(row.brand_id), playerId: playerId(row.player_id) }));
}

export async function selectParkedPage(
  sql: Sql,
  { brandId: brand, playerId: player }: PlayerKey,
  afterSeq: number,
  limit: number,
): Promise<ParkedEvent[]> {
  const rows = await sql<ParkedRow[]>`
    select brand_id, player_id, seq, slot, stream, entry_id, event_id, received_at, parked_at, raw
      from parked_events
     where brand_id = ${brand} and player_id = ${player} and seq > ${afterSeq}
     order by seq
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    seq: row.seq,
    slot: row.slot,
    stream: row.stream,
    entryId: row.entry_id,
    eventId: row.event_id,
    receivedAt: row.received_at,
    parkedAt: row.parked_at,
    raw: row.raw,
  }));
}
