// A frozen policy as JSON and back. FROZEN FORMAT, part of the terms: names as in a brand's config, amounts of one currency.
import type { FrozenPolicy } from './policy.ts';
import {
  ALLOCATIONS,
  FORFEITS,
  MAX_BET_BREACHES,
  ROLLBACKS_AFTER_COMPLETION,
  SPORTS_BASES,
  UNBOUNDED,
  ZERO_OR_COUNT,
  contributionAsJson,
  readContribution,
} from './policy-shape.ts';
import { ShapeReader } from './shape-reader.ts';

export function encodePolicy(policy: FrozenPolicy): string {
  const { maxBet } = policy;
  return JSON.stringify({
    allocation: policy.allocation,
    contribution: contributionAsJson(policy.contribution),
    min_stake_minor: policy.minStakeMinor?.toString(),
    bet_cap_minor: policy.betCapMinor?.toString(),
    max_bet: maxBet === null ? undefined : { minor: maxBet.minor.toString(), on_breach: maxBet.onBreach },
    min_odds: policy.minOdds ?? undefined,
    sports_basis: policy.sportsBasis,
    push: policy.push,
    cashout: policy.cashout,
    placed_at_missing: policy.placedAtMissing,
    forfeit: policy.forfeit,
    suspension_freezes_expiry: policy.suspensionFreezesExpiry,
    rollback_after_completion: policy.rollbackAfterCompletion,
    retry: {
      max_attempts: policy.retry.maxAttempts,
      base_ms: policy.retry.baseMs,
      max_ms: policy.retry.maxMs,
    },
    expiry_grace_ms: policy.expiryGraceMs,
  });
}

/** Throws `TypeError`, naming every fault, where `value` is no policy of `encodePolicy`. */
export function decodePolicy(value: unknown): FrozenPolicy {
  const reader = ShapeReader.of(value);
  const required = <Value>(name: string, read: Value | undefined): Value => {
    if (read === undefined)
      throw new TypeError(`a frozen policy has ${name}; faults: ${JSON.stringify(reader.faults)}`);
    return read;
  };
  const maxBet = reader.object('max_bet');
  const retry = required('retry', reader.object('retry'));
  const policy: FrozenPolicy = {
    allocation: required('allocation', reader.oneOf('allocation', ALLOCATIONS)),
    contribution: readContribution(required('contribution', reader.object('contribution')), UNBOUNDED),
    minStakeMinor: reader.minor('min_stake_minor') ?? null,
    betCapMinor: reader.minor('bet_cap_minor') ?? null,
    maxBet:
      maxBet === undefined
        ? null
        : {
            minor: required('max_bet.minor', maxBet.minor('minor')),
            onBreach: required('max_bet.on_breach', maxBet.oneOf('on_breach', MAX_BET_BREACHES)),
          },
    minOdds: reader.decimal('min_odds', 'must be a decimal', () => true) ?? null,
    sportsBasis: required('sports_basis', reader.oneOf('sports_basis', SPORTS_BASES)),
    push: required('push', reader.oneOf('push', ZERO_OR_COUNT)),
    cashout: required('cashout', reader.oneOf('cashout', ZERO_OR_COUNT)),
    placedAtMissing: required('placed_at_missing', reader.oneOf('placed_at_missing', ZERO_OR_COUNT)),
    forfeit: required('forfeit', reader.oneOf('forfeit', FORFEITS)),
    suspensionFreezesExpiry: required('suspension_freezes_expiry', reader.boolean('suspension_freezes_expiry')),
    rollbackAfterCompletion: required(
      'rollback_after_completion',
      reader.oneOf('rollback_after_completion', ROLLBACKS_AFTER_COMPLETION),
    ),
    retry: {
      maxAttempts: required('retry.max_attempts', retry.integer('max_attempts', 0, Number.MAX_SAFE_INTEGER)),
      baseMs: required('retry.base_ms', retry.integer('base_ms', 0, Number.MAX_SAFE_INTEGER)),
      maxMs: required('retry.max_ms', retry.integer('max_ms', 0, Number.MAX_SAFE_INTEGER)),
    },
    expiryGraceMs: required('expiry_grace_ms', reader.integer('expiry_grace_ms', 0, Number.MAX_SAFE_INTEGER)),
  };
  if (reader.faults.length > 0) throw new TypeError(`not a frozen policy: ${JSON.stringify(reader.faults)}`);
  return policy;
}
