// What a bet must count, worked out from the contract alone and without the service's own code.
import type { BetSettled, Product } from '../../src/domain/wallet-event.ts';

/** Every rolling of a simulation is made with this table. */
export const WEIGHTS_BP: Readonly<Record<Product, number>> = {
  casino: 10_000,
  live: 3_333,
  sports: 5_000,
  virtual: 1,
  poker: 0,
};

export const CURRENCY = 'EUR';

export const weightOf = (bet: BetSettled): bigint => BigInt(bet.product === null ? 10_000 : WEIGHTS_BP[bet.product]);

/** Why the bet can never count for a rolling active from then on, whatever state it is in; null if it can. */
export function standingRefusal(bet: BetSettled, activeFrom: number): string | null {
  if (bet.currency !== CURRENCY) return 'CURRENCY_MISMATCH';
  if (bet.placedAt === null || bet.placedAt < activeFrom) return 'PLACED_BEFORE_ROLLING';
  if (bet.outcome === 'void') return 'VOID';
  if (bet.outcome === 'cashout') return 'CASHOUT';
  if (bet.outcome === 'push') return 'PUSH';
  if (bet.stakeMinor === 0n) return 'STAKE_ZERO';
  return weightOf(bet) === 0n ? 'WEIGHT_ZERO' : null;
}

/** Reasons that a state gives, whatever the bet. */
export function refusalOfState(state: string): string | null {
  switch (state) {
    case 'active':
    case 'completing':
    case 'completion_failed':
      return null;
    case 'suspended':
      return 'SUSPENDED';
    case 'pending':
      return 'PLACED_BEFORE_ROLLING';
    default:
      return 'ROLLING_NOT_OPEN';
  }
}

export const isFinal = (state: string): boolean => state === 'completed' || state === 'canceled' || state === 'expired';
