// One parked event put aside for good, in one statement: it becomes a dead letter that is discarded already, with who, when and why.
// The player's row is locked first, so that no replay begins meanwhile; while one is under way nothing is done.
import type { PlayerKey } from '../../../domain/quarantine.ts';
import type { DiscardOutcome, Discarding } from '../../../ports/quarantines.ts';
import type { Sql } from '../connection.ts';

interface DiscardRow {
  held: boolean;
  replaying: boolean;
  discarded: boolean;
}

export async function discardParked(
  sql: Sql,
  { brandId, playerId }: PlayerKey,
  seq: number,
  { at, requestedBy, reason, note }: Discarding,
): Promise<DiscardOutcome> {
  const [row] = await sql<DiscardRow[]>`
    with held as materialized (
      select brand_id, player_id, reason, detail, replay_at
        from quarantined_players
       where brand_id = ${brandId} and player_id = ${playerId}
         for update
    ), gone as (
      delete from parked_events
       using held
       where parked_events.brand_id = held.brand_id and parked_events.player_id = held.player_id
         and parked_events.seq = ${seq} and held.replay_at is null
      returning parked_events.stream, parked_events.entry_id, parked_events.received_at, parked_events.event_id,
                parked_events.brand_id, parked_events.raw
    ), kept as (
      insert into dead_letters (
        stream, entry_id, received_at, event_id, brand_id, reason, detail, raw,
        state, resolved_at, resolved_by, resolved_because, resolution_note, resolution_fingerprint
      )
      select gone.stream, gone.entry_id, gone.received_at, gone.event_id, gone.brand_id, held.reason, held.detail, gone.raw,
             'discarded', to_timestamp(${at}::float8 / 1000), ${requestedBy}, ${reason}, ${note}, 0
        from gone, held
      on conflict (stream, entry_id) do nothing
    )
    select exists (select from held) as held,
           exists (select from held where replay_at is not null) as replaying,
           exists (select from gone) as discarded`;
  if (row === undefined || !row.held) return 'not_in_quarantine';
  if (row.replaying) return 'replaying';
  return row.discarded ? 'discarded' : 'no_such_event';
}
