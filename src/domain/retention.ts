// For how long an event can be told from its repeat. Ingress refuses what lies outside; the inbox keeps a day for each day within.
import { DAY_MS } from './timestamp.ts';

/** An older event is refused: its id may be forgotten. */
export const EVENT_RETENTION_DAYS = 35;
export const EVENT_RETENTION_MS = EVENT_RETENTION_DAYS * DAY_MS;

/** For so long a repeated Idempotency-Key gets the first answer again. */
export const ANSWER_RETENTION_MS = 7 * DAY_MS;

/** An event may have occurred this far ahead of our clock. */
export const EVENT_FUTURE_MS = DAY_MS;

/**
 * An expiry waits for the wallet streams no longer than the greater of this and ten times its grace, both from the moment at which
 * it was due (its grace over).
 */
export const EXPIRY_WAIT_MS_MAX = 600_000;
export const EXPIRY_WAIT_GRACES_MAX = 10;
