// How a worked example is written down: a brand's rules, the rollings of one player, what then happens, and what is read in the end.
import type { Body } from './running-service.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** A rolling as promotion asks for it; player and source are filled in. It counts bets placed in the last hour. */
interface RollingAsked {
  readonly name: string;
  readonly body: Body;
}

export type Happening =
  | { readonly kind: 'bet'; readonly betId: string; readonly payload: Body }
  | { readonly kind: 'rollback'; readonly betId: string; readonly payload: Body }
  | { readonly kind: 'command'; readonly rolling: string; readonly operation: string; readonly body: Body }
  | { readonly kind: 'wallet'; readonly outage: boolean }
  /** The next happening waits until this rolling is in this state. */
  | { readonly kind: 'until'; readonly rolling: string; readonly state: string };

/** One line of a rolling's journal: what it was about, the credit (stake × basis points), and the reason where there is one. */
type JournalLine = readonly [about: string, credited: string, reason: string | null];

interface RollingRead {
  readonly rolling: Body;
  /** Bets and rollbacks alone. */
  readonly journal: readonly JournalLine[];
}

export interface Example {
  readonly name: string;
  readonly brandConfig?: Body;
  readonly rollings: readonly RollingAsked[];
  readonly happenings: readonly Happening[];
  readonly reads: Readonly<Record<string, RollingRead>>;
}

/** EUR unless the payload says otherwise; placed a minute ago. */
export const bet = (betId: string, payload: Body): Happening => ({ kind: 'bet', betId, payload });
export const rollback = (betId: string, payload: Body = {}): Happening => ({ kind: 'rollback', betId, payload });
export const until = (rolling: string, state: string): Happening => ({ kind: 'until', rolling, state });
export const walletOutage = (outage: boolean): Happening => ({ kind: 'wallet', outage });
export const command = (rolling: string, operation: string, body: Body = {}): Happening => ({
  kind: 'command',
  rolling,
  operation,
  body,
});

/** A time so many milliseconds from the moment the example is read. */
export const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();
