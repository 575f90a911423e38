// A dead letter as it is answered, over REST and on the command line alike.
import type { KeptDeadLetter } from './dead-letter.ts';
import { formatTimestamp } from './timestamp.ts';

export function deadLetterView(letter: KeptDeadLetter) {
  const { resolution } = letter;
  return {
    id: String(letter.id),
    received_at: formatTimestamp(letter.receivedAt),
    source: letter.stream,
    entry_id: letter.entryId,
    event_id: letter.eventId,
    brand_id: letter.brandId,
    reason: letter.reason,
    detail: letter.detail,
    raw: letter.raw,
    state: resolution?.as ?? 'open',
    replay_of: letter.replayOf === null ? null : String(letter.replayOf),
    resolution:
      resolution === null
        ? null
        : {
            at: formatTimestamp(resolution.at),
            requested_by: resolution.requestedBy,
            reason: resolution.reason,
            note: resolution.note,
            replayed_as: resolution.replayedAs,
          },
  };
}
