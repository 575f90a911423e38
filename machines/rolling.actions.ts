// What the statechart writes down. Each function returns the part of the context that changes; none has any other effect.
import { type RollingContext, type WalletCallState, currentCall, releaseAmountMinor } from './rolling.context.ts';
import type { RollingEvent } from './rolling.events.ts';
import { ANSWER_DEADLINE_MS, QUEUE_PROBE_MS, backOffMs } from './rolling.retry.ts';

interface Args {
  readonly context: RollingContext;
  readonly event: RollingEvent;
}
type Change = Partial<RollingContext>;

/** Writes to whichever operation is under way: release before an ending began, forfeit after. */
function changeCall(context: RollingContext, change: (call: WalletCallState) => WalletCallState): Change {
  const call = currentCall(context);
  if (call === null) return {};
  return context.ending === null ? { release: change(call) } : { forfeit: change(call) };
}

const freshCall = (amountMinor: bigint): WalletCallState => ({
  amountMinor,
  attempts: 0,
  outcome: 'none',
  nextAttemptAt: null,
  lastError: null,
  transactionId: null,
});

export function credit({ context, event }: Args): Change {
  if (event.type !== 'BET_SETTLED' || event.credited === 0n) return {};
  return { progress: context.progress + event.credited, betsCounted: context.betsCounted + 1 };
}

/** An operator takes at most what is there. */
export function adjust({ context, event }: Args): Change {
  if (event.type !== 'ADJUST') return {};
  const adjusted = context.progress + event.credited;
  const lowest = context.progress < 0n ? context.progress : 0n;
  return { progress: adjusted < lowest ? lowest : adjusted, expiresAt: event.expiresAt ?? context.expiresAt };
}

/** A bet is uncounted once nothing of it is left. */
export function reverse({ context, event }: Args): Change {
  if (event.type !== 'BET_ROLLED_BACK') return {};
  return { progress: context.progress - event.reversed, betsCounted: context.betsCounted - (event.whole ? 1 : 0) };
}

/** Every reversal asks again, also after an earlier one was looked at. */
function reversedBy(context: RollingContext, units: bigint): Change {
  const asks = units > 0n && context.terms.policy.rollbackAfterCompletion === 'review';
  return { reversed: context.reversed + units, ...(asks ? { review: 'open' } : {}) };
}

export function reverseAfterCompletion({ context, event }: Args): Change {
  return event.type === 'BET_ROLLED_BACK' ? reversedBy(context, event.reversed) : {};
}

export function closeReview(): Change {
  return { review: 'done' };
}

/** A release may be on its way: the wallet's answer decides what this rollback does. */
export function hold({ context, event }: Args): Change {
  if (event.type !== 'BET_ROLLED_BACK') return {};
  return { waiting: context.waiting + event.reversed, waitingBets: context.waitingBets + (event.whole ? 1 : 0) };
}

export function settleWaitingAsReversed({ context }: Args): Change {
  return { ...reversedBy(context, context.waiting), waiting: 0n, waitingBets: 0 };
}

export function settleWaitingAsRolledBack({ context }: Args): Change {
  return {
    progress: context.progress - context.waiting,
    betsCounted: context.betsCounted - context.waitingBets,
    waiting: 0n,
    waitingBets: 0,
  };
}

export function suspend({ event }: Args): Change {
  return { suspendedAt: event.at };
}

/** The clock stood still while suspended where the policy freezes it. */
export function resume({ context, event }: Args): Change {
  const { suspendedAt, expiresAt, terms } = context;
  if (!terms.policy.suspensionFreezesExpiry || suspendedAt === null || expiresAt === null) return { suspendedAt: null };
  return { suspendedAt: null, expiresAt: expiresAt + (event.at - suspendedAt) };
}

export function forceComplete(): Change {
  return { forced: true, suspendedAt: null };
}

/** A release already under way keeps its outcome: it may have been sent. */
export function prepareRelease({ context }: Args): Change {
  if (context.release?.outcome === 'unknown') return {};
  return { release: freshCall(releaseAmountMinor(context.terms)) };
}

/** A release that was never recorded as sent will not be made any more. */
export function withdrawRelease({ context }: Args): Change {
  return context.release?.outcome === 'none' ? { release: null } : {};
}

export function beginEnding({ context, event }: Args): Change {
  if (event.type !== 'CANCEL' && event.type !== 'EXPIRE') return {};
  const kind = event.type === 'CANCEL' ? 'cancel' : 'expire';
  return {
    ...withdrawRelease({ context, event }),
    ending: { kind, reason: event.reason, requestedBy: event.requestedBy },
    forfeit: freshCall(context.terms.policy.forfeit === 'none' ? 0n : context.terms.releaseMinor),
    suspendedAt: null,
  };
}

/** From here on the call may have been sent, whoever owns the rolling: the repeat is timed in the same breath. */
export function recordAttempt({ context, event }: Args): Change {
  const { policy, rollingId } = context.terms;
  return changeCall(context, (call) => ({
    ...call,
    attempts: call.attempts + 1,
    outcome: 'unknown',
    nextAttemptAt: event.at + ANSWER_DEADLINE_MS + backOffMs(policy.retry, call.attempts + 1, rollingId),
  }));
}

/** The wallet cannot be called now: look again soon; uses up no attempt. */
export function queueAttempt({ context, event }: Args): Change {
  return changeCall(context, (call) => ({ ...call, nextAttemptAt: event.at + QUEUE_PROBE_MS }));
}

export function callSucceeded({ context, event }: Args): Change {
  const transactionId = event.type === 'WALLET_DONE' ? event.transactionId : null;
  return changeCall(context, (call) => ({
    ...call,
    outcome: 'done',
    nextAttemptAt: null,
    lastError: null,
    transactionId,
  }));
}

export function callRefused({ context, event }: Args): Change {
  const lastError = event.type === 'WALLET_REFUSED' ? event.error : null;
  return changeCall(context, (call) => ({ ...call, outcome: 'refused', nextAttemptAt: null, lastError }));
}

/** The later of back-off and the wallet's own Retry-After; no next time once the attempts are used up. */
export function callFailed({ context, event }: Args): Change {
  const { policy, rollingId } = context.terms;
  const error = event.type === 'WALLET_RETRY' ? event.error : 'NO_ANSWER';
  const retryAfterMs = event.type === 'WALLET_RETRY' ? (event.retryAfterMs ?? 0) : 0;
  return changeCall(context, (call) => ({
    ...call,
    lastError: error,
    nextAttemptAt:
      call.attempts < policy.retry.maxAttempts
        ? event.at + Math.max(retryAfterMs, backOffMs(policy.retry, call.attempts, rollingId))
        : null,
  }));
}

/** The wallet refused our credentials, not this rolling: the attempt is given back. */
export function callMisconfigured({ context, event }: Args): Change {
  const { policy, rollingId } = context.terms;
  const error = event.type === 'WALLET_MISCONFIGURED' ? event.error : 'MISCONFIGURED';
  return changeCall(context, (call) => ({
    ...call,
    attempts: Math.max(0, call.attempts - 1),
    lastError: error,
    nextAttemptAt: event.at + backOffMs(policy.retry, call.attempts, rollingId),
  }));
}

/** An operator asks for a new round of attempts; what may have been sent is not forgotten, a refusal is. */
export function reviveCall({ context }: Args): Change {
  return changeCall(context, (call) => ({
    ...call,
    attempts: 0,
    outcome: call.outcome === 'unknown' ? 'unknown' : 'none',
    nextAttemptAt: null,
    lastError: null,
  }));
}

export function close({ event }: Args): Change {
  return { closedAt: event.at };
}
