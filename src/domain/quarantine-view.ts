// A quarantine and its parked events as they are answered, over REST and on the command line alike.
import type { KeptQuarantine, ParkedEvent } from './quarantine.ts';
import { formatTimestamp } from './timestamp.ts';

export function quarantineView(kept: KeptQuarantine) {
  const { replay, oldestParkedAt } = kept;
  return {
    brand_id: kept.brandId,
    player_id: kept.playerId,
    since: formatTimestamp(kept.since),
    reason: kept.reason,
    detail: kept.detail,
    rolling_id: kept.rollingId,
    parked: kept.parked,
    oldest_parked_at: oldestParkedAt === null ? null : formatTimestamp(oldestParkedAt),
    replay:
      replay === null
        ? null
        : { at: formatTimestamp(replay.at), requested_by: replay.requestedBy, reason: replay.reason },
  };
}

export function parkedEventView(event: ParkedEvent) {
  return {
    seq: String(event.seq),
    source: event.stream,
    entry_id: event.entryId,
    event_id: event.eventId,
    received_at: formatTimestamp(event.receivedAt),
    parked_at: formatTimestamp(event.parkedAt),
    raw: event.raw,
  };
}
