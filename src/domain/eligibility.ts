// Whether one rolling takes one bet, and if not, the reason the player will read.
import { compareDecimals, minBigint, parseDecimal } from './money.ts';
import { type RollingRecord, contextOf, stateOf } from './rolling.ts';
import type { FrozenPolicy } from './policy.ts';
import type { Reason } from './journal.ts';
import { weightOf } from './contribution.ts';
import type { BetSettled } from './wallet-event.ts';

/** What a rolling says to a bet: `countableMinor` is the most of its stake that may count; zero comes with a reason. */
export interface Offer {
  readonly countableMinor: bigint;
  readonly weightBp: number;
  readonly rule: string | null;
  readonly reason: Reason | null;
  /** A max-bet breach whose policy cancels the rolling: never one that has reached its target, wherever its wallet call stands. */
  readonly cancels: boolean;
}

const refused = (reason: Reason, rule: string | null = null, cancels = false): Offer => ({
  countableMinor: 0n,
  weightBp: 0,
  rule,
  reason,
  cancels,
});

/** The state's own answer, before the bet itself is looked at. */
function refusalByState(rolling: RollingRecord): Reason | null {
  switch (stateOf(rolling.snapshot)) {
    case 'active':
    case 'completing':
    case 'completion_failed':
      return null;
    case 'suspended':
      return 'SUSPENDED';
    case 'pending':
      return 'PLACED_BEFORE_ROLLING';
    case 'canceling':
    case 'expiring':
    case 'cancellation_failed':
    case 'completed':
    case 'canceled':
    case 'expired':
      return 'ROLLING_NOT_OPEN';
  }
}

function refusalByTime(rolling: RollingRecord, bet: BetSettled): Reason | null {
  const { activeFrom, expiresAt } = contextOf(rolling);
  if (bet.placedAt === null ? rolling.facts.terms.policy.placedAtMissing === 'zero' : bet.placedAt < activeFrom) {
    return 'PLACED_BEFORE_ROLLING';
  }
  return expiresAt !== null && bet.settledAt > expiresAt ? 'SETTLED_AFTER_END' : null;
}

function refusalByOutcome(policy: FrozenPolicy, bet: BetSettled): Reason | null {
  if (bet.outcome === 'void') return 'VOID';
  if (bet.outcome === 'cashout' && policy.cashout === 'zero') return 'CASHOUT';
  if (bet.outcome === 'push' && policy.push === 'zero') return 'PUSH';
  return null;
}

/** `min_odds` binds only bets that carry odds or are of product sports. */
function refusalByOdds(policy: FrozenPolicy, bet: BetSettled): Reason | null {
  if (policy.minOdds === null || (bet.odds === null && bet.product !== 'sports')) return null;
  const odds = parseDecimal(bet.odds);
  const minimum = parseDecimal(policy.minOdds);
  return odds === null || (minimum !== null && compareDecimals(odds, minimum) < 0) ? 'ODDS_BELOW_MIN' : null;
}

/** The stake that may count: the sports basis, then the per-bet cap, then the max bet where its breach only caps. */
function countable(policy: FrozenPolicy, bet: BetSettled): bigint {
  let stake = bet.stakeMinor;
  if (policy.sportsBasis === 'lesser_of_stake_and_winnings' && bet.product === 'sports') {
    stake = minBigint(stake, bet.winMinor ?? 0n);
  }
  if (policy.betCapMinor !== null) stake = minBigint(stake, policy.betCapMinor);
  if (policy.maxBet !== null && policy.maxBet.onBreach === 'cap') stake = minBigint(stake, policy.maxBet.minor);
  return stake;
}

export function offerBet(rolling: RollingRecord, bet: BetSettled): Offer {
  const { policy } = rolling.facts.terms;
  const early =
    refusalByState(rolling) ??
    (bet.currency === rolling.facts.currency ? null : 'CURRENCY_MISMATCH') ??
    refusalByTime(rolling, bet) ??
    refusalByOutcome(policy, bet) ??
    (bet.stakeMinor === 0n ? 'STAKE_ZERO' : null) ??
    (policy.minStakeMinor !== null && bet.stakeMinor < policy.minStakeMinor ? 'STAKE_BELOW_MIN' : null) ??
    refusalByOdds(policy, bet);
  if (early !== null) return refused(early);
  const { maxBet } = policy;
  if (maxBet !== null && bet.stakeMinor > maxBet.minor && maxBet.onBreach !== 'cap') {
    const cancels = maxBet.onBreach === 'cancel' && stateOf(rolling.snapshot) === 'active';
    return refused('MAX_BET_BREACH', null, cancels);
  }
  const { weightBp, rule } = weightOf(policy.contribution, bet);
  if (weightBp === 0) return refused('WEIGHT_ZERO', rule);
  const countableMinor = countable(policy, bet);
  if (countableMinor === 0n) return refused('NOTHING_WON', rule);
  return { countableMinor, weightBp, rule, reason: null, cancels: false };
}
