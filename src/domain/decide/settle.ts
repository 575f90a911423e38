// A settled bet: offered to the player's rollings in order, credited exactly, and explained on every rolling it was offered to.
import { type Share, allocate } from '../allocation.ts';
import type { BetLine, RollbackMark } from '../journal.ts';
import { cappedRollback } from '../rollback.ts';
import { type RollingRecord, contextOf, isOpen } from '../rolling.ts';
import { type Cause, type Step, note, step } from '../step.ts';
import type { BetSettled } from '../wallet-event.ts';
import { activationIfDue } from './activation.ts';
import { type Decision, type EventFacts, type PlayerView, type Surroundings, decided } from './decision.ts';
import { decideRepeat, inboxEntryOf } from './event-once.ts';

/** A closed rolling still explains a bet that was settled before it closed and came late. */
function concerns(rolling: RollingRecord, bet: BetSettled): boolean {
  if (isOpen(rolling.snapshot)) return true;
  const { closedAt, activeFrom } = contextOf(rolling);
  return closedAt !== null && bet.settledAt <= closedAt && bet.settledAt >= activeFrom;
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

function causeOf(bet: BetSettled, at: number, line: BetLine, more: Partial<Cause>): Cause {
  return { eventId: bet.eventId, kind: 'BET_SETTLED', at, bet: line, ...more };
}

function stepsOfShare(bet: BetSettled, share: Share, leg: number, around: Surroundings): Step[] {
  const { rolling, offer, countedMinor } = share;
  const line = {
    betId: bet.betId,
    settlementId: bet.settlementId,
    leg,
    stakeMinor: bet.stakeMinor,
    weightBp: offer.weightBp,
  };
  const credited = countedMinor * BigInt(offer.weightBp);
  if (credited === 0n) {
    const reason = offer.reason ?? 'CANCELED_BY_ROLLBACK';
    const noted = note(rolling, causeOf(bet, around.now, line, { reason, rule: offer.rule }));
    return offer.cancels ? [noted, ...cancelForBreach(noted.after, bet, around)] : [noted];
  }
  const event = { type: 'BET_SETTLED', at: around.now, walletOpen: around.walletOpen, credited } as const;
  const taken = step(rolling, event, causeOf(bet, around.now, line, { rule: offer.rule }));
  if (taken === null) throw new TypeError(`rolling ${rolling.facts.rollingId} accepted a bet its statechart refused`);
  return [taken];
}

function cancelForBreach(rolling: RollingRecord, bet: BetSettled, around: Surroundings): Step[] {
  const event = {
    type: 'CANCEL',
    at: around.now,
    walletOpen: around.walletOpen,
    reason: 'MAX_BET_BREACH',
    requestedBy: null,
  } as const;
  const cause = {
    eventId: bet.eventId,
    kind: 'COMMAND',
    at: around.now,
    rule: 'max_bet',
    reason: 'MAX_BET_BREACH',
  } as const;
  const canceled = step(rolling, event, cause);
  return canceled === null ? [] : [canceled];
}

export function decideSettle(player: PlayerView, bet: BetSettled, facts: EventFacts, around: Surroundings): Decision {
  const repeat = decideRepeat(bet, facts);
  if (repeat !== null) return repeat;
  const concerned = player.rollings.filter((rolling) => concerns(rolling, bet));
  if (concerned.length === 0) return decided('nobody');
  const activations = concerned.map((rolling) => activationIfDue(rolling, around.now)).filter((due) => due !== null);
  const candidates = concerned.map((rolling) => activations.find((due) => due.before === rolling)?.after ?? rolling);
  const inbox = inboxEntryOf(bet);
  if (facts.legs.some((leg) => leg.settlementId === bet.settlementId)) {
    const line = {
      betId: bet.betId,
      settlementId: bet.settlementId,
      leg: null,
      stakeMinor: bet.stakeMinor,
      weightBp: null,
    };
    const cause = causeOf(bet, around.now, line, { reason: 'DUPLICATE_SETTLEMENT' });
    const noted = candidates.slice(0, 1).map((rolling) => note(rolling, cause));
    return decided('counted_nothing', { steps: [...activations, ...noted], inbox });
  }
  const held = heldBack(bet, facts);
  const shares = allocate(candidates, bet, bet.stakeMinor - held.rolledBackMinor);
  const steps = shares.flatMap((share, leg) => stepsOfShare(bet, share, leg, around));
  const credited = steps.some((taken) => taken.entry.credited !== 0n);
  return decided(credited ? 'applied' : 'counted_nothing', {
    steps: [...activations, ...steps],
    inbox,
    marks: held.marks,
  });
}
