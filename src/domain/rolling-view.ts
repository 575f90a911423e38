// A rolling as it is answered to callers: amounts as decimal strings, times in RFC 3339.
import { BASIS_POINTS, type WalletCallState } from '../../machines/rolling.context.ts';
import { ceilDivide, maxBigint } from './money.ts';
import { type RollingRecord, contextOf, stateOf } from './rolling.ts';
import { formatTimestamp } from './timestamp.ts';

const RATIO_DIGITS = 4;

const timeOrNull = (atMs: number | null): string | null => (atMs === null ? null : formatTimestamp(atMs));

/** "0.4321": progress ÷ target, floored, never above 1. */
function progressRatio(progress: bigint, target: bigint): string {
  const scale = 10n ** BigInt(RATIO_DIGITS);
  const scaled = progress >= target ? scale : (progress * scale) / target;
  const text = scaled.toString().padStart(RATIO_DIGITS + 1, '0');
  return `${text.slice(0, -RATIO_DIGITS)}.${text.slice(-RATIO_DIGITS)}`;
}

function callView(call: WalletCallState): Record<string, unknown> {
  return {
    attempts: call.attempts,
    next_attempt_at: timeOrNull(call.nextAttemptAt),
    last_error: call.lastError,
    wallet_transaction_id: call.transactionId,
  };
}

/** The JSON body of a rolling in every answer. `version` is also its ETag. */
export function rollingView(rolling: RollingRecord): Record<string, unknown> {
  const { facts } = rolling;
  const context = contextOf(rolling);
  const { release, forfeit, ending } = context;
  // A correction and a rollback of the same bet may together take more than was there: shown as none.
  const progress = maxBigint(0n, context.progress);
  const { target } = facts.terms;
  const state = stateOf(rolling.snapshot);
  return {
    rolling_id: facts.rollingId,
    brand_id: facts.brandId,
    player_id: facts.playerId,
    state,
    version: rolling.version,
    currency: facts.currency,
    exponent: facts.exponent,
    source: facts.source,
    required_minor: facts.requiredMinor.toString(),
    target_minor: facts.targetMinor.toString(),
    wagered_minor: (progress / BASIS_POINTS).toString(),
    remaining_minor: progress >= target ? '0' : ceilDivide(target - context.progress, BASIS_POINTS).toString(),
    progress_ratio: progressRatio(progress, target),
    reversed_minor: (context.reversed / BASIS_POINTS).toString(),
    bets_counted: context.betsCounted,
    priority: facts.priority,
    active_from: formatTimestamp(context.activeFrom),
    expires_at: timeOrNull(context.expiresAt),
    created_at: formatTimestamp(facts.createdAt),
    updated_at: formatTimestamp(rolling.updatedAt),
    completed_at: state === 'completed' ? timeOrNull(context.closedAt) : null,
    completion:
      release === null
        ? null
        : { ...callView(release), released_minor: release.outcome === 'done' ? release.amountMinor.toString() : null },
    cancellation:
      ending === null
        ? null
        : {
            reason: ending.reason,
            requested_by: ending.requestedBy,
            ...(forfeit === null ? {} : callView(forfeit)),
            forfeited_minor:
              forfeit === null || (forfeit.outcome !== 'done' && forfeit.amountMinor > 0n)
                ? null
                : forfeit.amountMinor.toString(),
          },
    review: context.review,
    terms: {
      policy_version: facts.terms.policyVersion,
      completion_ratio: facts.terms.completionRatio,
      release_minor: facts.terms.releaseMinor.toString(),
      max_conversion_minor: facts.terms.maxConversionMinor?.toString() ?? null,
      allocation: facts.terms.policy.allocation,
      forfeit: facts.terms.policy.forfeit,
    },
    metadata: facts.metadata === null ? null : (JSON.parse(facts.metadata) as unknown),
  };
}
