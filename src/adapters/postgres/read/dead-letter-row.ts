// A row of dead_letters as the domain holds it.
import type { KeptDeadLetter, LetterState } from '../../../domain/dead-letter.ts';
import type { Sql } from '../connection.ts';

export interface DeadLetterRow {
  id: number;
  stream: string;
  entry_id: string;
  received_at: number;
  event_id: string | null;
  brand_id: string | null;
  reason: string;
  detail: string;
  raw: string;
  replay_of: number | null;
  state: LetterState;
  resolved_at: number | null;
  resolved_by: string | null;
  resolved_because: string | null;
  resolution_note: string | null;
  resolution_key: string | null;
  resolution_fingerprint: number | null;
  replayed_as: string | null;
}

export const deadLetterColumns = (sql: Sql) => sql`
  id, stream, entry_id, received_at, event_id, brand_id, reason, detail, raw, replay_of, state, resolved_at, resolved_by,
  resolved_because, resolution_note, resolution_key, resolution_fingerprint, replayed_as`;

function resolutionOf(row: DeadLetterRow): KeptDeadLetter['resolution'] {
  const { state, resolved_at: at, resolved_by: requestedBy, resolution_fingerprint: fingerprint } = row;
  if (state === 'open' || at === null || requestedBy === null) return null;
  return {
    as: state,
    at,
    requestedBy,
    reason: row.resolved_because,
    note: row.resolution_note,
    key: row.resolution_key,
    fingerprint: fingerprint ?? 0,
    replayedAs: row.replayed_as,
  };
}

export function keptDeadLetter(row: DeadLetterRow): KeptDeadLetter {
  const { id, stream, reason, detail, raw } = row;
  return {
    id,
    stream,
    entryId: row.entry_id,
    receivedAt: row.received_at,
    eventId: row.event_id,
    brandId: row.brand_id,
    reason,
    detail,
    raw,
    replayOf: row.replay_of,
    resolution: resolutionOf(row),
  };
}
