// Turns the rows of the input into a plan: players on brands, rollings for some, and the wallet stream entry by entry. Pure: the same
// rows, options and instant give the same plan.
import type { BetRow } from './bet-row.ts';
import {
  type Plan,
  type PlannedEvent,
  type PlannedRolling,
  type RollbackEvent,
  type SettleEvent,
  SPELLINGS,
} from './plan-types.ts';
import { planBodies, rollingsWanted } from './plan-rollings.ts';
import { type PlanTimes, planTimes, rfc3339 } from './plan-times.ts';
import { hashText, integerBetween, pick, type Random, seededRandom } from './random.ts';
import { termsOf } from './rules.ts';

export interface PlanOptions {
  readonly brands: number;
  readonly seed: number;
  /** Share of the events that are delivered twice. */
  readonly duplicates: number;
  readonly reorder: boolean;
  readonly nowMs: number;
}

/** Share of the events in a spelling other than the canonical one. */
const OTHER_SPELLINGS = 0.3;
/** Share of the settled bets that are rolled back later, where this cannot decide whether a rolling completes. */
const ROLLBACKS = 0.1;
const SETTLE_DELAY_MS = 5_000;
const ROLLBACK_DELAY_MS = 60_000;
const ROLLBACK_ENTRIES_LATER_MAX = 2_000;
const DUPLICATE_ENTRIES_LATER_MAX = 500;
const SWAPS = 0.3;

export function makePlan(rows: readonly BetRow[], options: PlanOptions): Plan {
  const brands = Array.from({ length: options.brands }, (_, index) => `demo-brand-${index + 1}`);
  const brandOf = (playerId: string): string => brands[hashText(`brand:${playerId}`) % brands.length] ?? '';
  const times = planTimes(rows, options.nowMs);
  const rollings = planRollings(rows, brandOf, times, options.seed);
  const feed = planFeed(rows, brandOf, times, playersNeverReaching(rollings, rows), options);
  return { brands, rollings, feed };
}

function planRollings(
  rows: readonly BetRow[],
  brandOf: (playerId: string) => string,
  times: PlanTimes,
  seed: number,
): PlannedRolling[] {
  const rollings: PlannedRolling[] = [];
  const nextSourceId = (): string => `demo-${rollings.length + 1}`;
  for (const [playerId, bets] of Map.groupBy(rows, (row) => row.playerId)) {
    const random = seededRandom(seed ^ hashText(playerId));
    // The first player always has one, so that the smallest file shows something.
    const wanted = rollings.length === 0 ? 1 : rollingsWanted(random, bets.length);
    let ordinal = 0;
    const sourceId = (): string => `${nextSourceId()}-${(ordinal += 1)}`;
    for (const body of planBodies(random, playerId, bets, wanted, sourceId, times)) {
      rollings.push({ brandId: brandOf(playerId), body });
    }
  }
  return rollings;
}

/** Players with one rolling that all their bets together cannot complete: a rollback on them has one right outcome whenever it comes. */
function playersNeverReaching(rollings: readonly PlannedRolling[], rows: readonly BetRow[]): Set<string> {
  const stakes = new Map<string, bigint>();
  for (const row of rows) stakes.set(row.playerId, (stakes.get(row.playerId) ?? 0n) + row.stakeMinor);
  const players = new Set<string>();
  for (const [playerId, own] of Map.groupBy(rollings, (rolling) => rolling.body.player_id)) {
    const [only, ...others] = own;
    if (only === undefined || others.length > 0) continue;
    const terms = termsOf(only.body);
    if ((stakes.get(playerId) ?? 0n) * terms.weightBp < terms.targetUnits) players.add(playerId);
  }
  return players;
}

function planFeed(
  rows: readonly BetRow[],
  brandOf: (playerId: string) => string,
  times: PlanTimes,
  mayRollBack: ReadonlySet<string>,
  options: PlanOptions,
): PlannedEvent[] {
  const random = seededRandom(options.seed ^ hashText('feed'));
  const placed: { event: PlannedEvent; position: number }[] = [];
  const place = (event: PlannedEvent, position: number): void => {
    placed.push({ event, position });
    if (options.duplicates > 0 && random() < options.duplicates) {
      placed.push({ event, position: position + integerBetween(random, 1, DUPLICATE_ENTRIES_LATER_MAX) });
    }
  };
  rows.forEach((row, position) => {
    const settle = settleEvent(random, row, brandOf(row.playerId), times);
    place(settle, position);
    if (mayRollBack.has(row.playerId) && row.stakeMinor > 0n && random() < ROLLBACKS) {
      const later = position + integerBetween(random, 1, ROLLBACK_ENTRIES_LATER_MAX) + 0.5;
      place(rollbackEvent(random, settle, times), later);
    }
  });
  const feed = placed.toSorted((left, right) => left.position - right.position).map(({ event }) => event);
  return options.reorder ? swapNeighbours(random, feed) : feed;
}

function settleEvent(random: Random, row: BetRow, brandId: string, times: PlanTimes): SettleEvent {
  const placedAtMs = times.placedAtMs(row);
  return {
    kind: 'settle',
    eventId: `demo-bet-${row.lineNumber}`,
    brandId,
    row,
    spelling: spelling(random),
    placedAt: rfc3339(placedAtMs),
    occurredAt: rfc3339(placedAtMs + SETTLE_DELAY_MS),
  };
}

/** Half of the rollbacks take the whole bet, half a part of its stake. */
function rollbackEvent(random: Random, settle: SettleEvent, times: PlanTimes): RollbackEvent {
  const { row } = settle;
  return {
    kind: 'rollback',
    eventId: `demo-rollback-${row.lineNumber}`,
    brandId: settle.brandId,
    row,
    spelling: spelling(random),
    occurredAt: rfc3339(times.placedAtMs(row) + ROLLBACK_DELAY_MS),
    amountMinor: random() < 0.5 ? undefined : (row.stakeMinor + 1n) / 2n,
  };
}

function spelling(random: Random): PlannedEvent['spelling'] {
  return random() < OTHER_SPELLINGS ? pick(random, SPELLINGS) : 'canonical';
}

/** Each entry moves by one place at most. A rollback may so overtake its own settle, which the service must bear. */
function swapNeighbours(random: Random, feed: readonly PlannedEvent[]): PlannedEvent[] {
  const swapped = [...feed];
  for (let index = 0; index + 1 < swapped.length; index += 2) {
    const [first, second] = swapped.slice(index, index + 2);
    if (first !== undefined && second !== undefined && random() < SWAPS) swapped.splice(index, 2, second, first);
  }
  return swapped;
}
