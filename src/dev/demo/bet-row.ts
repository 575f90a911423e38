// One bet as the input file tells it. Everything the demo claims about the service is worked out from these rows.

export const OUTCOMES = ['win', 'loss', 'push', 'void', 'cashout'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface BetRow {
  /** Line of the input file, the header being line 1: it names the row in messages and makes its event id. */
  readonly lineNumber: number;
  readonly betId: string;
  readonly roundId: string;
  readonly playerId: string;
  readonly stakeMinor: bigint;
  readonly winMinor: bigint;
  readonly outcome: Outcome;
  /** Milliseconds since the epoch. */
  readonly placedAtMs: number;
}
