// BET_SETTLED_CONFIRMED: a bet has its outcome.
import type { BetOutcome, BetSettled, Product } from '../wallet-event.ts';
import type { DecodeOptions, EventHead } from './decoded-entry.ts';
import { BET_ID, CURRENCY } from './field-names.ts';
import type { FieldReader } from './field-reader.ts';
import { fingerprintOfFields } from './fingerprint.ts';
import type { Fault } from './refusals.ts';

const OUTCOMES: ReadonlyMap<unknown, BetOutcome> = new Map(
  (['win', 'loss', 'push', 'void', 'cashout'] as const).map((outcome) => [outcome, outcome]),
);
const PRODUCTS: ReadonlyMap<unknown, Product> = new Map(
  (['casino', 'live', 'sports', 'virtual', 'poker'] as const).map((product) => [product, product]),
);

/** The event, or the first fault of its fields. */
export function readBetSettled(payload: FieldReader, head: EventHead, options: DecodeOptions): BetSettled | Fault {
  const playerId = payload.playerId();
  const betId = payload.requiredId(BET_ID);
  const settlementId = payload.optionalId('settlement_id') ?? betId;
  const currency = payload.requiredId(CURRENCY);
  const stakeMinor = payload.requiredAmount('stake_minor', currency, options.exponentOf);
  const winMinor = payload.minorUnits('win_minor');
  const outcome =
    payload.oneOf('outcome', OUTCOMES, 'OUTCOME_UNKNOWN') ?? (winMinor !== null && winMinor > 0n ? 'win' : 'loss');
  const product = payload.oneOf('product', PRODUCTS, 'PRODUCT_UNKNOWN');
  const gameCategory = payload.optionalId('game_category');
  const gameProvider = payload.optionalId('game_provider');
  const gameId = payload.optionalId('game_id');
  const odds = payload.odds();
  const placedAt = payload.optionalTimestamp('placed_at');
  const settledAt = payload.optionalTimestamp('settled_at');
  if (payload.fault !== null) return payload.fault;

  const bet = [playerId, betId, settlementId, currency] as const;
  const game = [product, gameCategory, gameProvider, gameId, odds] as const;
  const canonical = ['BET_SETTLED', ...bet, stakeMinor, winMinor, outcome, ...game, placedAt, settledAt];
  return {
    type: 'BET_SETTLED',
    eventId: head.eventId,
    occurredAt: head.occurredAt,
    brandId: head.brandId,
    playerId,
    betId,
    settlementId,
    currency,
    stakeMinor,
    winMinor,
    outcome,
    product,
    gameCategory,
    gameProvider,
    gameId,
    odds,
    placedAt,
    settledAt: settledAt ?? head.occurredAt,
    fingerprint: fingerprintOfFields(canonical),
  };
}
