// A settled bet: offered to the player's rollings in order, credited exactly, and explained on every rolling it was offered to.
import { type Share, allocate } from '../allocation.ts';
import type { BetLeg, BetLine, RollbackMark } from '../journal.ts';
import { type RecordedBet, recordedBet } from '../recorded-bet.ts';
import { cappedRollback } from '../rollback.ts';
import { type RollingRecord, contextOf, isOpen } from '../rolling.ts';
import { type Cause, type Step, note, step } from '../step.ts';
import type { BetSettled } from '../wallet-event.ts';
import { activationIfDue } from './activation.ts';
import { type Decision, type EventFacts, type PlayerView, type Surroundings, decided } from './decision.ts';
import { decideRepeat, inboxEntryOf } from './event-once.ts';

/** A closed rolling still explains a bet that was placed before it closed; a later one leaves no trace on it. */
function concerns(rolling: RollingRecord, bet: BetSettled): boolean {
  if (isOpen(rolling.snapshot)) return true;
  const { closedAt } = contextOf(rolling);
  return closedAt !== null && (bet.placedAt ?? bet.settledAt) < closedAt;
}

/** Settlements of one bet follow each other in time, whatever the owners' clocks say: a rollback may mean "the latest". */
function settlementTime(facts: EventFacts, now: number): number {
  return facts.legs.reduce((time, leg) => Math.max(time, leg.at + 1), now);
}

interface HeldBack {
  readonly rolledBackMinor: bigint;
  readonly marks: readonly RollbackMark[];
}

/** Rollbacks that came first: of this settlement by name, and of "the bet's next", which this settlement now is. */
function heldBack(bet: BetSettled, facts: EventFacts): HeldBack {
  const named = facts.marks.find((mark) => mark.settlementId === bet.settlementId);
  const next = facts.marks.find((mark) => mark.settlementId === '' && (mark.whole || mark.rolledBackMinor > 0n));
  const before = named === undefined ? 0n : cappedRollback(bet.stakeMinor, named);
  if (next === undefined) return { rolledBackMinor: before, marks: [] };
  const sum = before + cappedRollback(bet.stakeMinor, next);
  const rolledBackMinor = sum > bet.stakeMinor ? bet.stakeMinor : sum;
  const claimed = {
    ...next,
    settlementId: bet.settlementId,
    rolledBackMinor,
    whole: next.whole || (named?.whole ?? false),
  };
  return { rolledBackMinor, marks: [{ ...next, rolledBackMinor: 0n, whole: false }, claimed] };
}

/** One settlement being decided; `at` is its time in the journal. */
interface Settling {
  readonly bet: BetSettled;
  readonly around: Surroundings;
  readonly at: number;
  readonly recorded: RecordedBet;
}

function causeOf({ bet, at }: Settling, line: Omit<BetLine, 'betId' | 'settlementId' | 'stakeMinor'>): Cause {
  const { betId, settlementId, stakeMinor } = bet;
  return { eventId: bet.eventId, kind: 'BET_SETTLED', at, bet: { betId, settlementId, stakeMinor, ...line } };
}

function stepsOfShare(settling: Settling, { rolling, offer, countedMinor }: Share, leg: number): Step[] {
  const { now: at, walletOpen } = settling.around;
  const { recorded } = settling;
  const cause = { ...causeOf(settling, { leg, weightBp: offer.weightBp, recorded }), rule: offer.rule };
  const credited = countedMinor * BigInt(offer.weightBp);
  if (credited === 0n) {
    const noted = note(rolling, { ...cause, reason: offer.reason ?? 'CANCELED_BY_ROLLBACK' });
    return offer.cancels ? [noted, ...cancelForBreach(noted.after, settling)] : [noted];
  }
  const taken = step(rolling, { type: 'BET_SETTLED', at, walletOpen, credited }, cause);
  if (taken === null) throw new TypeError(`rolling ${rolling.facts.rollingId} accepted a bet its statechart refused`);
  return [taken];
}

function cancelForBreach(rolling: RollingRecord, { bet, around, at }: Settling): Step[] {
  const event = {
    type: 'CANCEL',
    at: around.now,
    walletOpen: around.walletOpen,
    reason: 'MAX_BET_BREACH',
    requestedBy: null,
  } as const;
  const cause = { eventId: bet.eventId, kind: 'COMMAND', at, rule: 'max_bet', reason: 'MAX_BET_BREACH' } as const;
  const canceled = step(rolling, event, cause);
  return canceled === null ? [] : [canceled];
}

/** Another event for a settlement that was decided before: said on the rolling that has it, if it is still at hand. */
function noteDuplicate(candidates: readonly RollingRecord[], legs: readonly BetLeg[], settling: Settling): Step[] {
  const holder = candidates.find(({ facts }) => legs.some((leg) => leg.rollingId === facts.rollingId)) ?? candidates[0];
  if (holder === undefined) return [];
  return [note(holder, { ...causeOf(settling, { leg: null, weightBp: null }), reason: 'DUPLICATE_SETTLEMENT' })];
}

export function decideSettle(player: PlayerView, bet: BetSettled, facts: EventFacts, around: Surroundings): Decision {
  const repeat = decideRepeat(bet, facts);
  if (repeat !== null) return repeat;
  const concerned = player.rollings.filter((rolling) => concerns(rolling, bet));
  if (concerned.length === 0) return decided('nobody');
  const activations = concerned.map((rolling) => activationIfDue(rolling, around.now)).filter((due) => due !== null);
  const candidates = concerned.map((rolling) => activations.find((due) => due.before === rolling)?.after ?? rolling);
  const inbox = inboxEntryOf(bet);
  const held = heldBack(bet, facts);
  const at = settlementTime(facts, around.now);
  const settling = { bet, around, at, recorded: recordedBet(bet, held.rolledBackMinor) };
  const settledBefore = facts.legs.filter((leg) => leg.settlementId === bet.settlementId);
  if (settledBefore.length > 0) {
    const steps = [...activations, ...noteDuplicate(candidates, settledBefore, settling)];
    return decided('counted_nothing', { steps, inbox });
  }
  const shares = allocate(candidates, bet, bet.stakeMinor - held.rolledBackMinor);
  const steps = shares.flatMap((share, leg) => stepsOfShare(settling, share, leg));
  const credited = steps.some((taken) => taken.entry.credited !== 0n);
  return decided(credited ? 'applied' : 'counted_nothing', {
    steps: [...activations, ...steps],
    inbox,
    marks: held.marks,
  });
}
