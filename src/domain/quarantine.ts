// A player whose rollings cannot be decided on: kept apart, with the stream events that came since parked in order, until somebody has
// repaired what was wrong and has them replayed. Nobody else is held up, and nothing of the player's is lost or overtaken.
import type { BrandId, PlayerId, RollingId } from './ids.ts';

export interface PlayerKey {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
}

/**
 * `DECISION_FAILED`: deciding threw. `COMMIT_REFUSED`: the database refuses for good what the decision would write.
 * `ROLLING_UNREADABLE`: a stored rolling could not be decoded, so that no decision about its player is a sound one.
 */
export type QuarantineReason = 'DECISION_FAILED' | 'COMMIT_REFUSED' | 'ROLLING_UNREADABLE';

export const QUARANTINE_REASONS: readonly QuarantineReason[] = [
  'DECISION_FAILED',
  'COMMIT_REFUSED',
  'ROLLING_UNREADABLE',
];

export interface Quarantine extends PlayerKey {
  readonly slot: number;
  readonly since: number;
  readonly reason: QuarantineReason;
  readonly detail: string;
  /** Where one rolling is to blame, as far as is known. */
  readonly rollingId: RollingId | null;
}

/** Somebody has repaired what was wrong, or believes so, and wants what is parked replayed. */
export interface ReplayAsked {
  readonly at: number;
  readonly requestedBy: string;
  readonly reason: string | null;
}

/** As operators see it. */
export interface KeptQuarantine extends Quarantine {
  readonly replay: ReplayAsked | null;
  readonly parked: number;
  readonly oldestParkedAt: number | null;
}

/** A stream entry that waits for its player's quarantine to end. */
export interface ParkedEvent extends PlayerKey {
  readonly slot: number;
  /** Grows in the order of arrival within the player; numbers may be left out. */
  readonly seq: number;
  readonly stream: string;
  readonly entryId: string;
  readonly eventId: string;
  readonly receivedAt: number;
  readonly parkedAt: number;
  /** The entry's fields as JSON text: whichever build replays it decodes it. */
  readonly raw: string;
}

const DETAIL_LENGTH_MAX = 1_000;

/** An error's message as the database takes it. */
export function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll('\u0000', '').slice(0, DETAIL_LENGTH_MAX).toWellFormed();
}

/** The fields of a parked entry. Throws where the text holds none, which only a hand in the database can bring about. */
export function fieldsOfParked({ raw }: ParkedEvent): Readonly<Record<string, string>> {
  const fields: unknown = JSON.parse(raw);
  if (typeof fields !== 'object' || fields === null)
    throw new TypeError('a parked event holds the fields of its entry');
  const texts = Object.entries(fields).map(([name, value]: [string, unknown]): [string, string] => {
    if (typeof value !== 'string') throw new TypeError(`field ${name} of a parked event is no text`);
    return [name, value];
  });
  return Object.fromEntries(texts);
}
