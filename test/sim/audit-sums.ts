// What every rolling must show in the end, recomputed from what was sent: who got a bet is the service's decision, how much of it
// counts is not.
import type { JournalEntry } from '../../src/domain/journal.ts';
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import type { BetSettled } from '../../src/domain/wallet-event.ts';
import type { RollingBook } from './rolling-book.ts';
import { mustKnow } from './check-acknowledgement.ts';
import { type TakenBack, appliedEvents, takenBackBySettlement } from './rollbacks.ts';
import { standingRefusal, weightOf } from './rules.ts';
import { playerName, settlementName } from './sent.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);

function leftOf(bet: BetSettled, taken: TakenBack | undefined): bigint {
  if (taken === undefined) return bet.stakeMinor;
  return taken.whole ? 0n : bet.stakeMinor - least(bet.stakeMinor, taken.minor);
}

const countedMinor = (leg: JournalEntry, bet: BetSettled): bigint =>
  leg.credited === 0n ? 0n : leg.credited / weightOf(bet);

export function auditSums(world: World, violations: Violations): void {
  const taken = takenBackBySettlement(world);
  const sums = new Map<string, bigint>();
  for (const bet of appliedEvents(world)) {
    if (bet.type !== 'BET_SETTLED') continue;
    const name = settlementName(bet.brandId, bet.playerId, bet.betId, bet.settlementId);
    const settlement = world.books.settlements.get(name);
    if (settlement === undefined) {
      violations.report('a bet in the inbox is in the journal', name);
      continue;
    }
    if (settlement.eventId !== bet.eventId) continue;
    const legs = settlement.legs.toSorted((left, right) => (left.bet?.leg ?? 0) - (right.bet?.leg ?? 0));
    checkCounted(bet, legs, taken.get(name), world, violations);
    // What is left of the stake belongs to those who were given theirs first.
    let left = leftOf(bet, taken.get(name));
    for (const leg of legs) {
      const kept = least(left, countedMinor(leg, bet));
      left -= kept;
      sums.set(leg.rollingId, (sums.get(leg.rollingId) ?? 0n) + kept * weightOf(bet));
    }
  }
  for (const book of world.books.rollings.values()) checkSum(book, sums.get(book.facts.rollingId) ?? 0n, violations);
}

/** A bet counts for all that was not taken back before, or for nothing; and for nothing only where nobody could take it. */
function checkCounted(
  bet: BetSettled,
  legs: readonly JournalEntry[],
  taken: TakenBack | undefined,
  world: World,
  violations: Violations,
): void {
  const counted = legs.reduce((sum, leg) => sum + countedMinor(leg, bet), 0n);
  const name = `${bet.eventId} of ${bet.playerId}: ${counted} of ${bet.stakeMinor}`;
  if (counted > 0n) {
    violations.expect(counted >= leftOf(bet, taken), 'a bet that counts counts whole', () => name);
    if (taken === undefined)
      violations.expect(counted === bet.stakeMinor, 'a bet that counts counts whole', () => name);
    return;
  }
  if (taken !== undefined) return;
  const rollings = world.books.byPlayer.get(playerName(bet.brandId, bet.playerId)) ?? [];
  const sent = world.sent.ofEvent(bet.brandId, bet.eventId)[0];
  const willing = rollings.find(
    (book) =>
      sent !== undefined &&
      mustKnow(book, bet, sent) &&
      wasAlwaysActive(book) &&
      !book.adjusted &&
      standingRefusal(bet, contextOf(book.record).activeFrom) === null &&
      bet.settledAt <= (contextOf(book.record).expiresAt ?? Infinity),
  );
  violations.expect(
    willing === undefined,
    'a bet that could count counts',
    () => `${name}, ${willing?.facts.rollingId} was active`,
  );
}

const wasAlwaysActive = (book: RollingBook): boolean => book.entries.every((entry) => entry.stateTo === 'active');

function checkSum(book: RollingBook, sum: bigint, violations: Violations): void {
  const { progress, reversed, waiting, betsCounted } = contextOf(book.record);
  const id = book.facts.rollingId;
  violations.expect(
    progress - reversed - waiting === sum + book.given - book.taken,
    'a rolling shows the sum of its bets',
    () => `${id}: ${progress} - ${reversed} - ${waiting}, should be ${sum} + ${book.given} - ${book.taken}`,
  );
  violations.expect(betsCounted >= 0, 'bets counted is no less than none', () => `${id}: ${betsCounted}`);
  const { target } = book.facts.terms;
  const state = stateOf(book.record.snapshot);
  if (state === 'active')
    violations.expect(progress < target, 'an active rolling is below its target', () => `${id}: ${progress}`);
  if (state === 'completion_failed' && !contextOf(book.record).forced)
    violations.expect(progress >= target, 'a failed completion below its target is active again', () => id);
  if (state === 'completed' && !contextOf(book.record).forced)
    violations.expect(progress >= target, 'a completed rolling reached its target', () => `${id}: ${progress}`);
}
