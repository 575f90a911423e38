// Somebody wants what is parked of a player replayed. The first to ask stands until the owner has ended the replay.
import type { PlayerKey, ReplayAsked } from '../../../domain/quarantine.ts';
import type { Sql } from '../connection.ts';

export async function markReplay(
  sql: Sql,
  { brandId, playerId }: PlayerKey,
  { at, requestedBy, reason }: ReplayAsked,
): Promise<void> {
  await sql`
    update quarantined_players
       set replay_at = to_timestamp(${at}::float8 / 1000), replay_by = ${requestedBy}, replay_why = ${reason}
     where brand_id = ${brandId} and player_id = ${playerId} and replay_at is null`;
}
