// What the journal keeps of a bet beside its stake and its credit: all that a decision reads, so that a dry-run can decide it again
// under another config. What no rule ever looks at is left out, for every byte is written with every bet.
import type { BetOutcome, BetSettled, Product } from './wallet-event.ts';

/** Together with the currency, what contribution rules match; a few hundred per brand, however many bets. */
export interface RecordedGame {
  readonly currency: string;
  readonly product: Product | null;
  readonly gameCategory: string | null;
  readonly gameProvider: string | null;
  readonly gameId: string | null;
}

export interface RecordedBet extends RecordedGame {
  readonly outcome: BetOutcome;
  readonly odds: string | null;
  /** Kept of sports bets only: no other product is judged by it. */
  readonly winMinor: bigint | null;
  readonly placedAt: number | null;
  readonly settledAt: number;
  /** Stake that rollbacks had taken back before the settle came. */
  readonly heldBackMinor: bigint;
}

export function recordedBet(bet: BetSettled, heldBackMinor: bigint): RecordedBet {
  const { currency, product, gameCategory, gameProvider, gameId, outcome, odds, placedAt, settledAt } = bet;
  const winMinor = product === 'sports' ? bet.winMinor : null;
  return {
    currency,
    product,
    gameCategory,
    gameProvider,
    gameId,
    outcome,
    odds,
    winMinor,
    placedAt,
    settledAt,
    heldBackMinor,
  };
}
