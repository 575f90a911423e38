// Parts of a commit: who is in quarantine from now on and who no longer is, what is parked and what has gone through.
import type { ParkedEvent, PlayerKey, Quarantine } from '../../../domain/quarantine.ts';
import type { ParkedKey } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

/** Whatever began it first, the newest reason is what must be repaired now; a replay that was asked for has ended. */
export const upsertQuarantines: UnnestStatement<Quarantine> = {
  name: 'quarantines_begun',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('since_ms', 'float8', (rows) => plainArray(rows, (row) => row.since)),
    column('reason', 'text', (rows) => plainArray(rows, (row) => row.reason)),
    column('detail', 'text', (rows) => textArray(rows, (row) => row.detail)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
  ],
  sql: `
    insert into quarantined_players (brand_id, player_id, slot, since, reason, detail, rolling_id)
    select brand_id, player_id, slot, to_timestamp(since_ms / 1000), reason, detail, rolling_id
      from fenced, $rows
    on conflict (brand_id, player_id)
    do update set since = excluded.since, reason = excluded.reason, detail = excluded.detail, rolling_id = excluded.rolling_id,
                  replay_at = null, replay_by = null, replay_why = null`,
};

export const deleteQuarantines: UnnestStatement<PlayerKey> = {
  name: 'quarantines_ended',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
  ],
  sql: `
    delete from quarantined_players
     using fenced, $rows
     where quarantined_players.brand_id = given.brand_id and quarantined_players.player_id = given.player_id`,
};

export const insertParked: UnnestStatement<ParkedEvent> = {
  name: 'events_parked',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('seq', 'bigint', (rows) => plainArray(rows, (row) => row.seq)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('stream', 'text', (rows) => textArray(rows, (row) => row.stream)),
    column('entry_id', 'text', (rows) => textArray(rows, (row) => row.entryId)),
    column('event_id', 'text', (rows) => textArray(rows, (row) => row.eventId)),
    column('received_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.receivedAt)),
    column('parked_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.parkedAt)),
    column('raw', 'text', (rows) => textArray(rows, (row) => row.raw)),
  ],
  sql: `
    insert into parked_events (
      brand_id, player_id, seq, slot, stream, entry_id, event_id, received_at, parked_at, raw
    )
    select brand_id, player_id, seq, slot, stream, entry_id, event_id, to_timestamp(received_at_ms / 1000),
           to_timestamp(parked_at_ms / 1000), raw
      from fenced, $rows`,
};

export const deleteParked: UnnestStatement<ParkedKey> = {
  name: 'events_unparked',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('seq', 'bigint', (rows) => plainArray(rows, (row) => row.seq)),
  ],
  sql: `
    delete from parked_events
     using fenced, $rows
     where parked_events.brand_id = given.brand_id and parked_events.player_id = given.player_id
       and parked_events.seq = given.seq`,
};
