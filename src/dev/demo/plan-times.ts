// Moves the times of the input, whatever year they are from, into the days the service accepts, keeping their order.
import type { BetRow } from './bet-row.ts';

const DAY_MS = 86_400_000;
/** The service refuses events older than 35 days; 20 leaves room and still spreads bets over many of its days. */
const WINDOW_MS = 20 * DAY_MS;
/** The youngest bet was placed an hour ago, so a settle or a rollback that follows it is not in the future either. */
const MARGIN_MS = 3_600_000;

export interface PlanTimes {
  /** Before every bet of the plan. */
  readonly activatesAt: string;
  /** Long after the demo has ended. */
  readonly expiresAt: string;
  placedAtMs(row: BetRow): number;
}

/** Shifts all bets by one amount; only a span longer than the window is also compressed, evenly. */
export function planTimes(rows: readonly BetRow[], nowMs: number): PlanTimes {
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    firstMs = Math.min(firstMs, row.placedAtMs);
    lastMs = Math.max(lastMs, row.placedAtMs);
  }
  const scale = Math.min(1, WINDOW_MS / Math.max(1, lastMs - firstMs));
  const endMs = nowMs - MARGIN_MS;
  return {
    activatesAt: rfc3339(endMs - WINDOW_MS - DAY_MS),
    expiresAt: rfc3339(nowMs + 60 * DAY_MS),
    placedAtMs: (row) => Math.floor(endMs - (lastMs - row.placedAtMs) * scale),
  };
}

export function rfc3339(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
