// A snapshot as people who watch may see it. An allow-list: whatever the statechart learns to remember is hidden until it stands here.
// Hidden are who the player is, who asked for an ending, and the wallet's transaction.
import { BASIS_POINTS, type RollingContext, type WalletCallState } from '../../../machines/rolling.context.ts';
import { maxBigint } from '../money.ts';
import { type RollingRecord, contextOf } from '../rolling.ts';
import { formatTimestamp } from '../timestamp.ts';

type StateValue = string | { readonly [state: string]: StateValue | undefined };

export interface InspectedSnapshot {
  /** Always: a rolling hears of rollbacks to the end of its days (docs/adr/0002). What is never left has the tag `final`. */
  readonly status: 'active';
  readonly value: StateValue;
  readonly context: InspectedContext;
  readonly tags: readonly string[];
  /** False: folded from the journal, which keeps neither inner states nor wallet calls; what it does not tell is absent. */
  readonly exact: boolean;
}

export type InspectedContext = Readonly<Record<string, unknown>>;

const timeOrNull = (at: number | null): string | null => (at === null ? null : formatTimestamp(at));
/** Progress units as whole minor units, as callers are told. */
const minorOf = (units: bigint): string => (maxBigint(0n, units) / BASIS_POINTS).toString();

function callOf(call: WalletCallState | null): InspectedContext | null {
  if (call === null) return null;
  const { amountMinor, attempts, outcome, nextAttemptAt, lastError } = call;
  return {
    amount_minor: amountMinor.toString(),
    attempts,
    outcome,
    next_attempt_at: timeOrNull(nextAttemptAt),
    last_error: lastError,
  };
}

/** What the journal tells as well. */
export function sumsOf(
  context: Pick<RollingContext, 'progress' | 'reversed' | 'activeFrom'>,
  target: bigint,
  betsCounted: number | null,
): InspectedContext {
  return {
    target: target.toString(),
    target_minor: minorOf(target),
    progress: context.progress.toString(),
    wagered_minor: minorOf(context.progress),
    reversed: context.reversed.toString(),
    ...(betsCounted === null ? {} : { bets_counted: betsCounted }),
    active_from: formatTimestamp(context.activeFrom),
  };
}

/** As committed. */
export function exactSnapshot(rolling: RollingRecord): InspectedSnapshot {
  const { value, tags } = rolling.snapshot;
  const context = contextOf(rolling);
  const { ending } = context;
  return {
    status: 'active',
    value,
    context: {
      ...sumsOf(context, context.terms.target, context.betsCounted),
      waiting: context.waiting.toString(),
      expires_at: timeOrNull(context.expiresAt),
      suspended_at: timeOrNull(context.suspendedAt),
      forced: context.forced,
      release: callOf(context.release),
      forfeit: callOf(context.forfeit),
      ending: ending === null ? null : { kind: ending.kind, reason: ending.reason },
      closed_at: timeOrNull(context.closedAt),
      review: context.review,
    },
    tags: [...tags],
    exact: true,
  };
}
