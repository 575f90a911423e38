// A rolled-back bet: always remembered, and taken back exactly from the rollings that its settlement was credited to.
import type { BetLeg, BetLine, Reason, RollbackMark } from '../journal.ts';
import { minBigint } from '../money.ts';
import { type Reversal, cappedRollback, reversalsOf, targetSettlement } from '../rollback.ts';
import { type RollingRecord, stateOf, contextOf } from '../rolling.ts';
import { type Cause, type Step, note, step } from '../step.ts';
import type { BetRolledBack } from '../wallet-event.ts';
import {
  type Decision,
  type EventFacts,
  type PlayerView,
  type Surroundings,
  decided,
  findRolling,
} from './decision.ts';
import { decideRepeat, inboxEntryOf } from './event-once.ts';
import { shortfallsOf } from './shortfall.ts';

function markOf(player: PlayerView, event: BetRolledBack, facts: EventFacts, settlementId: string): RollbackMark {
  const known = facts.marks.find((mark) => mark.settlementId === settlementId);
  const { brandId, playerId, slot } = player;
  return known ?? { brandId, playerId, slot, betId: event.betId, settlementId, rolledBackMinor: 0n, whole: false };
}

/** The settle is still to come: what it may count is reduced when it does. */
function remember(mark: RollbackMark, event: BetRolledBack): RollbackMark {
  if (event.amountMinor === null) return { ...mark, whole: true };
  return { ...mark, rolledBackMinor: mark.rolledBackMinor + event.amountMinor };
}

/** Where the statechart books it other than by lowering progress, the journal says so. */
function reasonOf(rolling: RollingRecord): Reason | null {
  switch (stateOf(rolling.snapshot)) {
    case 'completed':
      return 'AFTER_COMPLETION';
    case 'completing':
    case 'completion_failed':
      return contextOf(rolling).release?.outcome === 'unknown' ? 'WAITING_FOR_WALLET' : null;
    case 'pending':
    case 'active':
    case 'suspended':
    case 'canceling':
    case 'expiring':
    case 'cancellation_failed':
    case 'canceled':
    case 'expired':
      return null;
  }
}

function lineOf(leg: BetLeg, rolledBackMinor: bigint): BetLine {
  return {
    betId: leg.betId,
    settlementId: leg.settlementId,
    leg: null,
    stakeMinor: rolledBackMinor,
    weightBp: leg.weightBp,
  };
}

function stepOfReversal(
  player: PlayerView,
  event: BetRolledBack,
  reversal: Reversal,
  at: number,
  amountMinor: bigint,
): Step {
  const rolling = findRolling(player, reversal.rollingId);
  if (rolling === null) throw new TypeError(`the journal names rolling ${reversal.rollingId}, which was not loaded`);
  const cause: Cause = { eventId: event.eventId, kind: 'BET_ROLLBACK', at, bet: lineOf(reversal.leg, amountMinor) };
  if (reversal.reversed === 0n) return note(rolling, { ...cause, reason: 'NOTHING_COUNTED' });
  const rolledBack = { type: 'BET_ROLLED_BACK', at, reversed: reversal.reversed, whole: reversal.whole } as const;
  const taken = step(rolling, rolledBack, { ...cause, reason: reasonOf(rolling) });
  if (taken === null) throw new TypeError(`rolling ${reversal.rollingId} was credited but cannot be reversed`);
  return taken;
}

export function decideRollback(
  player: PlayerView,
  event: BetRolledBack,
  facts: EventFacts,
  around: Surroundings,
): Decision {
  const repeat = decideRepeat(event, facts);
  if (repeat !== null) return repeat;
  const inbox = inboxEntryOf(event);
  const settlementId = targetSettlement(facts.legs, event.settlementId);
  const legs = facts.legs.filter((leg) => leg.settlementId === settlementId);
  const mark = markOf(player, event, facts, settlementId ?? '');
  const first = legs[0];
  if (first === undefined) return decided('remembered', { inbox, marks: [remember(mark, event)] });
  const before = cappedRollback(first.stakeMinor, mark);
  const after = event.amountMinor === null ? first.stakeMinor : minBigint(first.stakeMinor, before + event.amountMinor);
  const reversals = reversalsOf(legs, before, after);
  const taken = reversals.filter((reversal) => reversal.reversed > 0n);
  const explained = taken.length > 0 ? taken : reversals.slice(0, 1);
  const steps = explained.map((reversal) => stepOfReversal(player, event, reversal, around.now, after - before));
  const marks = [{ ...mark, rolledBackMinor: after, whole: mark.whole || event.amountMinor === null }];
  return decided(taken.length > 0 ? 'applied' : 'counted_nothing', {
    steps: [...steps, ...shortfallsOf(steps)],
    inbox,
    marks,
  });
}
