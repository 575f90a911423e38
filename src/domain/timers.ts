// Every delay in a rolling's life is a row, derived from the state it stands in: the statechart itself never waits.
import { currentCall } from '../../machines/rolling.context.ts';
import { type RollingRecord, contextOf, stateOf } from './rolling.ts';

export type TimerKind = 'activate' | 'expire' | 'attempt';

export interface Timer {
  readonly kind: TimerKind;
  readonly dueAt: number;
}

/** The timers a rolling must have now. Expiry waits out the grace in which late bets of its own time may still arrive. */
export function timersOf(rolling: RollingRecord): readonly Timer[] {
  const context = contextOf(rolling);
  const { policy } = rolling.facts.terms;
  const state = stateOf(rolling.snapshot);
  switch (state) {
    case 'pending':
    case 'active':
    case 'suspended': {
      const timers: Timer[] = [];
      const frozen = state === 'suspended' && policy.suspensionFreezesExpiry;
      if (state === 'pending') timers.push({ kind: 'activate', dueAt: context.activeFrom });
      if (context.expiresAt !== null && !frozen) {
        timers.push({ kind: 'expire', dueAt: context.expiresAt + policy.expiryGraceMs });
      }
      return timers;
    }
    case 'completing':
    case 'canceling':
    case 'expiring': {
      const dueAt = currentCall(context)?.nextAttemptAt ?? null;
      return dueAt === null ? [] : [{ kind: 'attempt', dueAt }];
    }
    case 'completion_failed':
    case 'cancellation_failed':
    case 'completed':
    case 'canceled':
    case 'expired':
      return [];
  }
}

export interface TimerChange {
  readonly kind: TimerKind;
  /** Null removes the timer. */
  readonly dueAt: number | null;
}

/** What to write so that the rows of `before` become those of `after`. */
export function timerChanges(before: readonly Timer[], after: readonly Timer[]): readonly TimerChange[] {
  const changes: TimerChange[] = [];
  for (const timer of after) {
    if (!before.some((old) => old.kind === timer.kind && old.dueAt === timer.dueAt)) changes.push(timer);
  }
  for (const old of before) {
    if (!after.some((timer) => timer.kind === old.kind)) changes.push({ kind: old.kind, dueAt: null });
  }
  return changes;
}
