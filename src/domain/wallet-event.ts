// What the wallet tells us, decoded: exact integers, epoch milliseconds, no aliases left. `fingerprint` stands for the
// decoded payload without envelope times: the same event id with another fingerprint is another event.
import type { BrandId, PlayerId } from './ids.ts';

export type BetOutcome = 'win' | 'loss' | 'push' | 'void' | 'cashout';
export type Product = 'casino' | 'live' | 'sports' | 'virtual' | 'poker';

interface WalletEventBase {
  readonly eventId: string;
  readonly occurredAt: number;
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly betId: string;
  readonly currency: string;
  readonly fingerprint: number;
}

export interface BetSettled extends WalletEventBase {
  readonly type: 'BET_SETTLED';
  readonly settlementId: string;
  readonly stakeMinor: bigint;
  readonly winMinor: bigint | null;
  readonly outcome: BetOutcome;
  readonly product: Product | null;
  readonly gameCategory: string | null;
  readonly gameProvider: string | null;
  readonly gameId: string | null;
  /** Decimal odds as written, e.g. "1.85". */
  readonly odds: string | null;
  readonly placedAt: number | null;
  readonly settledAt: number;
}

export interface BetRolledBack extends WalletEventBase {
  readonly type: 'BET_ROLLED_BACK';
  /** Null: the latest settlement known of the bet, or else its next. */
  readonly settlementId: string | null;
  /** Null: the whole bet. */
  readonly amountMinor: bigint | null;
  readonly rolledBackAt: number;
}

export type WalletEvent = BetSettled | BetRolledBack;
