// What the demo decides to do before it does anything: which rollings it creates and which events it feeds, in which order.
import type { BetRow } from './bet-row.ts';

export const CURRENCY = 'BTC';
/** Decimals of a BTC amount: 1 BTC = 10^8 minor units. */
export const CURRENCY_EXPONENT = 8;

/** Every bet of the demo is on this one game, so a contribution table gives one weight to all bets of a rolling. */
export const GAME = {
  product: 'casino',
  game_category: 'crash',
  game_provider: 'demo-studio',
  game_id: 'crash-1',
} as const;

export interface ContributionRule {
  readonly game_id?: string;
  readonly game_provider?: string;
  readonly game_category?: string;
  readonly product?: string;
  readonly weight_bp: number;
}

/** The body of POST /internal/rolling, as it goes on the wire. */
export interface CreateBody {
  readonly player_id: string;
  readonly currency: string;
  readonly source: { readonly type: 'bonus' | 'deposit' | 'free_spins' | 'manual'; readonly id: string };
  readonly required_minor?: string;
  readonly base_minor?: string;
  readonly multiplier?: string;
  readonly release_minor?: string;
  readonly priority: number;
  readonly activates_at: string;
  readonly expires_at: string;
  readonly contribution?: { readonly default_bp: number; readonly rules: readonly ContributionRule[] };
}

export interface PlannedRolling {
  readonly brandId: string;
  readonly body: CreateBody;
}

/** How an event is written on the stream; every spelling means the same to a tolerant reader. */
export const SPELLINGS = ['canonical', 'camel', 'legacy', 'nested', 'single-field'] as const;
type Spelling = (typeof SPELLINGS)[number];

interface EventFrame {
  readonly eventId: string;
  readonly brandId: string;
  readonly row: BetRow;
  readonly spelling: Spelling;
  readonly occurredAt: string;
}

export interface SettleEvent extends EventFrame {
  readonly kind: 'settle';
  readonly placedAt: string;
}

export interface RollbackEvent extends EventFrame {
  readonly kind: 'rollback';
  /** undefined = the whole bet. */
  readonly amountMinor: bigint | undefined;
}

export type PlannedEvent = SettleEvent | RollbackEvent;

export interface Plan {
  readonly brands: readonly string[];
  readonly rollings: readonly PlannedRolling[];
  /** The wallet stream, entry by entry, as it is fed: a repeated delivery is the same event twice. */
  readonly feed: readonly PlannedEvent[];
}
