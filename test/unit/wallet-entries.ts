// Wallet stream entries as the tests of decoding spell them.
import { exponentOf } from '../../src/adapters/currency/iso-4217.ts';
import { decodeEntry } from '../../src/domain/decoding/decode-entry.ts';
import type { DecodedEntry, DecodeOptions } from '../../src/domain/decoding/decoded-entry.ts';
import { brandId } from '../../src/domain/ids.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import type { BetRolledBack, BetSettled } from '../../src/domain/wallet-event.ts';

export type Json = Record<string, unknown>;
export type Fields = Record<string, string>;

export const NOW_MS = Date.UTC(2026, 10, 22, 9, 0, 0);
export const OCCURRED_AT = '2026-11-22T08:59:59.456Z';
export const DEFAULT_BRAND = brandId('brand-default');

const ENFORCE: DecodeOptions = {
  nowMs: NOW_MS,
  brandEnforcement: 'enforce',
  defaultBrandId: DEFAULT_BRAND,
  exponentOf,
  retentionMs: 35 * DAY_MS,
  futureMs: DAY_MS,
};

/** A settle with every field of the contract. */
export const SETTLE: Json = {
  player_id: 'player-1',
  bet_id: 'bet-1',
  settlement_id: 'settlement-1',
  currency: 'EUR',
  stake_minor: '1250',
  win_minor: '2312',
  outcome: 'win',
  product: 'sports',
  game_category: 'football',
  game_provider: 'acme',
  game_id: 'acme:match-1',
  odds: '1.85',
  placed_at: '2026-11-22T08:00:00Z',
  settled_at: '2026-11-22T08:59:58Z',
  round_id: 'round-1',
};

/** A settle with the required fields only. */
export const BARE_SETTLE: Json = { player_id: 'player-1', bet_id: 'bet-1', currency: 'EUR', stake_minor: '1250' };

export const ROLLBACK: Json = {
  player_id: 'player-1',
  bet_id: 'bet-1',
  settlement_id: 'settlement-1',
  currency: 'EUR',
  amount_minor: '1250',
  rolled_back_at: '2026-11-22T08:59:59Z',
};

export function settleEnvelope(payload: unknown = SETTLE, changes: Json = {}): Json {
  return {
    event_id: 'event-1',
    event_type: 'BET_SETTLED_CONFIRMED',
    event_version: 1,
    occurred_at: OCCURRED_AT,
    brand_id: 'brand-a',
    payload,
    ...changes,
  };
}

export function rollbackEnvelope(payload: unknown = ROLLBACK, changes: Json = {}): Json {
  return settleEnvelope(payload, { event_id: 'event-2', event_type: 'BET_ROLLED_BACK_CONFIRMED', ...changes });
}

/** The entry form with two fields. */
export function entryOf(envelope: Json): Fields {
  return { event_type: String(envelope['event_type']), payload: JSON.stringify(envelope) };
}

/** The entry form with one field. */
export function singleField(envelope: Json): Fields {
  return { data: JSON.stringify(envelope) };
}

export function decode(fields: Fields, options: Partial<DecodeOptions> = {}): DecodedEntry {
  return decodeEntry(fields, { ...ENFORCE, ...options });
}

export function settled(payload: unknown, changes: Json = {}): BetSettled {
  const decoded = decode(singleField(settleEnvelope(payload, changes)));
  if (decoded.kind === 'event' && decoded.event.type === 'BET_SETTLED') return decoded.event;
  throw new Error(`no settle: ${JSON.stringify(decoded, (_, value: unknown) => String(value))}`);
}

export function rolledBack(payload: unknown, changes: Json = {}): BetRolledBack {
  const decoded = decode(singleField(rollbackEnvelope(payload, changes)));
  if (decoded.kind === 'event' && decoded.event.type === 'BET_ROLLED_BACK') return decoded.event;
  throw new Error(`no rollback: ${JSON.stringify(decoded, (_, value: unknown) => String(value))}`);
}

/** `object` with one member under another name. */
export function renamed(object: Json, from: string, to: string): Json {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name === from ? to : name, value]));
}

export function without(object: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
