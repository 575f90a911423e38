// The questions the statechart asks, each answered from context and event alone.
import { currentCall, type RollingContext } from './rolling.context.ts';
import type { RollingEvent } from './rolling.events.ts';

interface Args {
  readonly context: RollingContext;
  readonly event: RollingEvent;
}

const stillBelow = (context: RollingContext, progress: bigint): boolean =>
  progress < context.terms.target && !context.forced;

/** The credit (or correction) that the event carries lifts progress to the target. */
export function reachesTarget({ context, event }: Args): boolean {
  return 'credited' in event && context.progress + event.credited >= context.terms.target;
}

/** Progress was lifted to the target while the rolling could not complete. */
export function targetAlreadyReached({ context }: Args): boolean {
  return context.progress >= context.terms.target;
}

export function walletIsOpen({ event }: Args): boolean {
  return 'walletOpen' in event && event.walletOpen;
}

/** Every attempt so far is spent when the policy's maximum is reached. */
export function attemptsLeft({ context }: Args): boolean {
  const call = currentCall(context);
  return call === null || call.attempts < context.terms.policy.retry.maxAttempts;
}

/** An attempt was recorded and the wallet has not said what became of it. */
export function outcomeUnknown({ context }: Args): boolean {
  return currentCall(context)?.outcome === 'unknown';
}

/** The wallet's word that nothing was or will be released: only then may a failed completion end otherwise. */
export function releaseRefused({ context }: Args): boolean {
  return context.release?.outcome === 'refused';
}

/** A rollback takes progress below the target, and nobody forced the completion. */
export function rollbackReopens({ context, event }: Args): boolean {
  return event.type === 'BET_ROLLED_BACK' && stillBelow(context, context.progress - event.reversed);
}

/** What was rolled back while the wallet was asked takes progress below the target. */
export function waitingReopens({ context }: Args): boolean {
  return context.waiting > 0n && stillBelow(context, context.progress - context.waiting);
}

/** Nothing to take from the wallet: the ending needs no call. */
export function forfeitNeedsNoCall({ context }: Args): boolean {
  return context.terms.policy.forfeit === 'none';
}

export function reviewIsOpen({ context }: Args): boolean {
  return context.review === 'open';
}

export function endingIsExpiry({ context }: Args): boolean {
  return context.ending?.kind === 'expire';
}

/** The only way out of a failed completion that asks nothing more of the wallet. */
export function refusedAndNothingToForfeit(args: Args): boolean {
  return releaseRefused(args) && forfeitNeedsNoCall(args);
}

export function expiryUnanswered(args: Args): boolean {
  return outcomeUnknown(args) && endingIsExpiry(args);
}
