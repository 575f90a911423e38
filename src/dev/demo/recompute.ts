// What must come out, worked out plainly from the rows and the plan: a loop over the events as fed, a sum per rolling, one comparison
// with the target. It shares nothing with the service, so an error there cannot excuse itself here.
import type { BetRow } from './bet-row.ts';
import type { Plan, PlannedEvent, PlannedRolling } from './plan-types.ts';
import { type ExpectedRolling, least, RollingSum } from './rolling-sum.ts';
import { counts } from './rules.ts';

export interface ExpectedPlayer {
  readonly brandId: string;
  readonly playerId: string;
  /** In the order in which bets are offered to them. */
  readonly rollings: readonly ExpectedRolling[];
  /**
   * Bets that came after every rolling had reached its target. A rolling goes on taking bets until the wallet has answered, and how
   * long that takes is nobody's rule: the first takes some of these in order, the next some of the rest, the others count nothing.
   */
  readonly afterTargets: readonly BetRow[];
}

export interface Expectation {
  readonly players: readonly ExpectedPlayer[];
  readonly rows: RowCounts;
}

/** Every input row is in exactly one of these. */
export interface RowCounts {
  credited: number;
  afterTargets: number;
  /** Outcomes that count nothing, repeated settlements, bets rolled back before they settled. */
  countingNothing: number;
  withoutRolling: number;
  notFed: number;
}

export function recompute(rows: readonly BetRow[], plan: Plan): Expectation {
  const counted: RowCounts = { credited: 0, afterTargets: 0, countingNothing: 0, withoutRolling: 0, notFed: 0 };
  const rollings = Map.groupBy(plan.rollings, ({ brandId, body }) => playerKey(brandId, body.player_id));
  const events = Map.groupBy(plan.feed, ({ brandId, row }) => playerKey(brandId, row.playerId));
  const players: ExpectedPlayer[] = [];
  for (const [key, own] of rollings) {
    const player = new PlayerSum(own);
    for (const event of events.get(key) ?? []) player.take(event);
    players.push(player.expected());
    counted.credited += player.rowsCredited;
    counted.countingNothing += player.rowsCountingNothing;
    counted.afterTargets += player.expected().afterTargets.length;
  }
  const fed = new Set(plan.feed.filter((event) => event.kind === 'settle').map((event) => event.row));
  for (const [key, own] of events) if (!rollings.has(key)) counted.withoutRolling += rowsIn(own);
  counted.notFed = rows.filter((row) => !fed.has(row)).length;
  return { players, rows: counted };
}

function rowsIn(events: readonly PlannedEvent[]): number {
  return new Set(events.filter((event) => event.kind === 'settle').map((event) => event.row)).size;
}

function playerKey(brandId: string, playerId: string): string {
  return JSON.stringify([brandId, playerId]);
}

/** One player's events in the order they were fed. */
class PlayerSum {
  rowsCredited = 0;
  rowsCountingNothing = 0;
  private readonly rollings: RollingSum[];
  private readonly seenEvents = new Set<string>();
  private readonly settled = new Map<string, RollingSum | 'nobody'>();
  private readonly rolledBackEarly = new Map<string, bigint>();
  private readonly afterTargets: BetRow[] = [];

  constructor(planned: readonly PlannedRolling[]) {
    this.rollings = planned.toSorted(offeredFirst).map((rolling) => new RollingSum(rolling));
  }

  take(event: PlannedEvent): void {
    if (this.seenEvents.has(event.eventId)) return;
    this.seenEvents.add(event.eventId);
    if (event.kind === 'settle') this.settle(event.row);
    else this.rollBack(event.row, event.amountMinor ?? event.row.stakeMinor);
  }

  expected(): ExpectedPlayer {
    const rollings = this.rollings.map((rolling) => rolling.expected());
    const { brandId = '', body } = this.rollings[0]?.planned ?? {};
    return { brandId, playerId: body?.player_id ?? '', rollings, afterTargets: this.afterTargets };
  }

  private settle(row: BetRow): void {
    const stakeLeft = row.stakeMinor - least(this.rolledBackEarly.get(row.betId) ?? 0n, row.stakeMinor);
    if (this.settled.has(row.betId) || !counts(row) || stakeLeft === 0n) {
      this.rowsCountingNothing += 1;
      if (!this.settled.has(row.betId)) this.settled.set(row.betId, 'nobody');
      return;
    }
    const taker = this.rollings.find((rolling) => !rolling.reachesTarget);
    this.settled.set(row.betId, taker ?? 'nobody');
    if (taker === undefined) {
      this.afterTargets.push(row);
      return;
    }
    taker.credit(row.betId, stakeLeft);
    this.rowsCredited += 1;
  }

  private rollBack(row: BetRow, amountMinor: bigint): void {
    const taker = this.settled.get(row.betId);
    if (taker === undefined) {
      this.rolledBackEarly.set(row.betId, (this.rolledBackEarly.get(row.betId) ?? 0n) + amountMinor);
      return;
    }
    if (this.rollings.some((rolling) => rolling.reachesTarget)) {
      // What is right then depends on when the wallet answered, so no plan may ask for it.
      throw new Error(`the plan rolls back bet ${row.betId} of a player whose rolling reaches its target`);
    }
    if (taker !== 'nobody') taker.takeBack(row.betId, amountMinor);
  }
}

/** Priority first, then the sooner expiry. The service goes on by created_at and id; the plan never leaves it that far. */
function offeredFirst(left: PlannedRolling, right: PlannedRolling): number {
  const byPriority = right.body.priority - left.body.priority;
  const byExpiry = Date.parse(left.body.expires_at) - Date.parse(right.body.expires_at);
  const order = byPriority || byExpiry;
  if (order === 0)
    throw new Error(`the plan leaves the order of ${left.body.source.id} and ${right.body.source.id} open`);
  return order;
}
