// Players in quarantine as operators see them, with what is parked of each.
import { type BrandId, brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { KeptQuarantine, PlayerKey, QuarantineReason } from '../../../domain/quarantine.ts';
import type { Sql } from '../connection.ts';

interface KeptRow {
  brand_id: string;
  player_id: string;
  slot: number;
  since: number;
  reason: QuarantineReason;
  detail: string;
  rolling_id: string | null;
  replay_at: number | null;
  replay_by: string | null;
  replay_why: string | null;
  parked: number;
  oldest_parked_at: number | null;
}

const columns = (sql: Sql) => sql`
  held.brand_id, held.player_id, held.slot, held.since, held.reason, held.detail, held.rolling_id,
  held.replay_at, held.replay_by, held.replay_why, waiting.parked, waiting.oldest_parked_at`;

const waiting = (sql: Sql) => sql`
  cross join lateral (
    select count(*) as parked, min(parked_at) as oldest_parked_at
      from parked_events
     where parked_events.brand_id = held.brand_id and parked_events.player_id = held.player_id
  ) as waiting`;

function keptQuarantine(row: KeptRow): KeptQuarantine {
  const { replay_at: at, replay_by: requestedBy, replay_why: reason } = row;
  return {
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    since: row.since,
    reason: row.reason,
    detail: row.detail,
    rollingId: row.rolling_id === null ? null : rollingId(row.rolling_id),
    replay: at === null || requestedBy === null ? null : { at, requestedBy, reason },
    parked: row.parked,
    oldestParkedAt: row.oldest_parked_at,
  };
}

export async function selectKeptQuarantines(
  sql: Sql,
  brand: BrandId | null,
  after: PlayerKey | null,
  limit: number,
): Promise<KeptQuarantine[]> {
  const rows = await sql<KeptRow[]>`
    select ${columns(sql)}
      from quarantined_players as held ${waiting(sql)}
     where (held.brand_id, held.player_id) > (${after?.brandId ?? ''}::text, ${after?.playerId ?? ''}::text)
       ${brand === null ? sql`` : sql`and held.brand_id = ${brand}`}
     order by held.brand_id, held.player_id
     limit ${limit}`;
  return rows.map(keptQuarantine);
}

export async function selectKeptQuarantine(
  sql: Sql,
  { brandId: brand, playerId: player }: PlayerKey,
): Promise<KeptQuarantine | null> {
  const [row] = await sql<KeptRow[]>`
    select ${columns(sql)}
      from quarantined_players as held ${waiting(sql)}
     where held.brand_id = ${brand} and held.player_id = ${player}`;
  return row === undefined ? null : keptQuarantine(row);
}
