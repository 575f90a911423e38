import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStorableId } from '../../src/domain/ids.ts';
import {
  decode,
  entryOf,
  type Json,
  renamed,
  ROLLBACK,
  rollbackEnvelope,
  SETTLE,
  settled,
  settleEnvelope,
  singleField,
  without,
} from './wallet-entries.ts';

const KINDS = ['event', 'ignored', 'refused'];
const storable = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter(isStorableId);
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });

/** Values that a careless or hostile producer might put into any field. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  anyText,
  fc.constantFrom('', '-1', '1e9', '1.5', '9'.repeat(61), '\u0000', '\ud800', '2026-02-30T00:00:00Z', 2 ** 53, -0),
);
const names = [...Object.keys({ ...settleEnvelope(), ...SETTLE, ...ROLLBACK }), 'amount', 'type', 'event', '__proto__'];
const anyChanges = fc.dictionary(fc.constantFrom(...names), anyValue, { maxKeys: 4 });

describe('decoding is total', () => {
  test('over any record of strings', () => {
    const key = fc.oneof(fc.constantFrom('event_type', 'payload', 'data', 'type', 'event'), fc.string());
    const value = fc.oneof(anyText, fc.json(), fc.constantFrom('BET_SETTLED_CONFIRMED', 'BET_ROLLED_BACK_CONFIRMED'));
    fc.assert(
      fc.property(fc.dictionary(key, value), (fields) => {
        expect(KINDS).toContain(decode(fields).kind);
      }),
      { numRuns: 2_000 },
    );
  });

  test('over entries that are nearly right, and lets nothing in that cannot be stored', () => {
    fc.assert(
      fc.property(anyChanges, anyChanges, fc.boolean(), (outer, inner, settle) => {
        const payload: Json = { ...(settle ? SETTLE : ROLLBACK), ...inner };
        const envelope = settle ? settleEnvelope(payload, outer) : rollbackEnvelope(payload, outer);
        const decoded = decode(singleField(envelope));
        const texts = Object.values(decoded.kind === 'event' ? decoded.event : decoded);
        expect(texts.filter((text) => typeof text === 'string' && !isStorableId(text))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('spelling', () => {
  const spellings = fc.record({
    event_id: fc.constantFrom('event_id', 'eventId'),
    event_type: fc.constantFrom('event_type', 'type', 'event'),
    brand_id: fc.constantFrom('brand_id', 'brandId', 'inside', 'brandId inside'),
    player_id: fc.constantFrom('player_id', 'user_id', 'userId', 'playerId'),
    bet_id: fc.constantFrom('bet_id', 'transaction_id', 'betId'),
    amount: fc.constantFrom('text', 'major', 'number'),
    payload: fc.constantFrom('object', 'text'),
    form: fc.constantFrom('two fields', 'one field'),
    reversed: fc.boolean(),
  });

  test('never changes the decoded event', () => {
    const bet = fc.record({ player_id: storable, bet_id: storable, cents: fc.maxSafeNat() });
    fc.assert(
      fc.property(bet, storable, spellings, ({ cents, ...ids }, brand, spelling) => {
        const plain: Json = { ...SETTLE, ...ids, stake_minor: String(cents) };
        const expected = decode(entryOf(settleEnvelope(plain, { brand_id: brand })));
        expect(expected.kind).toBe('event');

        let payload = renamed(renamed(plain, 'player_id', spelling.player_id), 'bet_id', spelling.bet_id);
        if (spelling.amount === 'number') payload['stake_minor'] = cents;
        if (spelling.amount === 'major')
          payload = {
            ...without(payload, 'stake_minor'),
            amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
          };
        const inside = spelling.brand_id.endsWith('inside');
        if (inside) payload[spelling.brand_id.startsWith('brandId') ? 'brandId' : 'brand_id'] = brand;
        if (spelling.reversed) payload = Object.fromEntries(Object.entries(payload).toReversed());
        let envelope = settleEnvelope(spelling.payload === 'text' ? JSON.stringify(payload) : payload);
        envelope = inside
          ? without(envelope, 'brand_id')
          : renamed({ ...envelope, brand_id: brand }, 'brand_id', spelling.brand_id);
        envelope = renamed(renamed(envelope, 'event_id', spelling.event_id), 'event_type', spelling.event_type);
        const fields =
          spelling.form === 'one field'
            ? singleField(envelope)
            : { event_type: 'BET_SETTLED_CONFIRMED', payload: JSON.stringify(envelope) };
        expect(decode(fields)).toEqual(expected);
      }),
    );
  });
});

describe('amounts', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 60n - 1n });

  test('of up to 60 digits come through exactly', () => {
    fc.assert(
      fc.property(amount, amount, (stake, win) => {
        const event = settled({ ...SETTLE, stake_minor: String(stake), win_minor: String(win) });
        expect([event.stakeMinor, event.winMinor]).toEqual([stake, win]);
      }),
    );
  });

  test('in major units of 18 decimals come through exactly', () => {
    fc.assert(
      fc.property(amount, (stake) => {
        const digits = String(stake).padStart(19, '0');
        const major = `${digits.slice(0, -18)}.${digits.slice(-18)}`;
        const payload = { ...without(SETTLE, 'stake_minor'), amount: major, currency: 'ETH' };
        expect(settled(payload).stakeMinor).toBe(stake);
      }),
    );
  });
});

test('two payloads that decode differently have different fingerprints', () => {
  const part = fc.option(storable, { nil: undefined });
  const texts = fc.record({ settlement_id: part, game_category: part, game_provider: part, game_id: part });
  const key = ({ settlementId, gameCategory, gameProvider, gameId }: ReturnType<typeof settled>) =>
    JSON.stringify([settlementId, gameCategory, gameProvider, gameId]);
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      const [one, other] = [settled({ ...SETTLE, ...left }), settled({ ...SETTLE, ...right })];
      expect(one.fingerprint === other.fingerprint).toBe(key(one) === key(other));
    }),
  );
});
