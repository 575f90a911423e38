// One event against one rolling: pure XState transition on the resident snapshot, and everything that follows from the
// difference it makes (journal entry, timers, wallet call, outbox event). Nothing here is told to the world before its commit.
import { type WalletOperation, currentCall, currentOperation } from '../../machines/rolling.context.ts';
import type { RollingEvent } from '../../machines/rolling.events.ts';
import type { RollingSnapshot } from '../../machines/rolling.codec.ts';
import { initialSnapshot, transition } from '../../machines/rolling.transition.ts';
import type { BetLine, JournalEntry, JournalKind, Reason } from './journal.ts';
import { type OutboxEvent, outboxEventOf } from './outbox-event.ts';
import { type RollingFacts, type RollingRecord, contextOf, stateOf } from './rolling.ts';
import { type TimerChange, timerChanges, timersOf } from './timers.ts';

/** Asked of the wallet after the commit that recorded the attempt. */
export interface WalletCallDue {
  readonly operation: WalletOperation;
  readonly amountMinor: bigint;
  readonly attempt: number;
  /** From then on the attempt's timer speaks for it: a call that has not started by then must not start any more. */
  readonly startBy: number;
}

/** Why a step is taken, for the journal. */
export interface Cause {
  readonly eventId: string;
  readonly kind: JournalKind;
  readonly at: number;
  readonly bet?: BetLine;
  readonly reason?: Reason | null;
  readonly rule?: string | null;
  readonly requestedBy?: string | null;
  readonly note?: string | null;
}

export interface Step {
  readonly before: RollingRecord | null;
  readonly after: RollingRecord;
  readonly entry: JournalEntry;
  readonly timers: readonly TimerChange[];
  readonly walletCall: WalletCallDue | null;
  readonly outbox: OutboxEvent | null;
}

const netProgress = (rolling: RollingRecord): bigint => contextOf(rolling).progress - contextOf(rolling).reversed;

function entryOf(before: RollingRecord | null, after: RollingRecord, cause: Cause): JournalEntry {
  const { brandId, playerId, rollingId } = after.facts;
  return {
    brandId,
    playerId,
    rollingId,
    version: after.version,
    eventId: cause.eventId,
    kind: cause.kind,
    at: cause.at,
    bet: cause.bet ?? null,
    credited: netProgress(after) - (before === null ? 0n : netProgress(before)),
    reason: cause.reason ?? null,
    rule: cause.rule ?? null,
    stateFrom: before === null ? null : stateOf(before.snapshot),
    stateTo: stateOf(after.snapshot),
    requestedBy: cause.requestedBy ?? null,
    note: cause.note ?? null,
  };
}

const attemptIsOut = (snapshot: RollingSnapshot): boolean =>
  typeof snapshot.value === 'object' && Object.values(snapshot.value)[0] === 'attempting';

/** The attempt that is on record and not answered; null where none is out. */
export function callUnderWay(rolling: RollingRecord): WalletCallDue | null {
  const call = currentCall(contextOf(rolling));
  if (call === null || call.nextAttemptAt === null || !attemptIsOut(rolling.snapshot)) return null;
  return {
    operation: currentOperation(contextOf(rolling)),
    amountMinor: call.amountMinor,
    attempt: call.attempts,
    startBy: call.nextAttemptAt,
  };
}

/** An attempt that the step recorded, and so must be made once the step is durable. */
function walletCallOf(before: RollingRecord, after: RollingRecord): WalletCallDue | null {
  const due = callUnderWay(after);
  return due === null || due.startBy === callUnderWay(before)?.startBy ? null : due;
}

function stepTo(before: RollingRecord, snapshot: RollingSnapshot, cause: Cause): Step {
  const after = { facts: before.facts, version: before.version + 1, updatedAt: cause.at, snapshot };
  const moved = snapshot !== before.snapshot;
  return {
    before,
    after,
    entry: entryOf(before, after, cause),
    timers: moved ? timerChanges(timersOf(before), timersOf(after)) : [],
    walletCall: moved ? walletCallOf(before, after) : null,
    outbox: moved ? outboxEventOf(before, after) : null,
  };
}

/** Takes `event`; null where it means nothing in the rolling's present state. */
export function step(rolling: RollingRecord, event: RollingEvent, cause: Cause): Step | null {
  const snapshot = transition(rolling.snapshot, event);
  return snapshot === rolling.snapshot ? null : stepTo(rolling, snapshot, cause);
}

/** Journals something that was decided without changing the rolling: a bet that counted nothing, and why. */
export function note(rolling: RollingRecord, cause: Cause): Step {
  return stepTo(rolling, rolling.snapshot, cause);
}

/** The first step of a rolling's life: `pending`, or at once `active` where its activation is not in the future. */
export function begin(facts: RollingFacts, activeFrom: number, expiresAt: number | null, cause: Cause): Step {
  const input = { terms: facts.terms, activeFrom, expiresAt };
  const pending = initialSnapshot(input);
  const snapshot = activeFrom <= cause.at ? transition(pending, { type: 'ACTIVATE', at: cause.at }) : pending;
  const after = { facts, version: 1, updatedAt: cause.at, snapshot };
  return {
    before: null,
    after,
    entry: entryOf(null, after, cause),
    timers: timerChanges([], timersOf(after)),
    walletCall: null,
    outbox: null,
  };
}
