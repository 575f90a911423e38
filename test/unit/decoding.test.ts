import { describe, expect, test } from 'vitest';
import {
  BARE_SETTLE,
  DEFAULT_BRAND,
  decode,
  entryOf,
  type Json,
  NOW_MS,
  OCCURRED_AT,
  renamed,
  ROLLBACK,
  rollbackEnvelope,
  rolledBack,
  SETTLE,
  settled,
  settleEnvelope,
  singleField,
  without,
} from './wallet-entries.ts';

const OCCURRED_AT_MS = Date.parse(OCCURRED_AT);

describe('a settled bet', () => {
  test('is decoded whole, in either form of entry', () => {
    const expected = {
      kind: 'event',
      brand: 'stated',
      event: {
        type: 'BET_SETTLED',
        eventId: 'event-1',
        occurredAt: OCCURRED_AT_MS,
        brandId: 'brand-a',
        playerId: 'player-1',
        betId: 'bet-1',
        settlementId: 'settlement-1',
        currency: 'EUR',
        stakeMinor: 1250n,
        winMinor: 2312n,
        outcome: 'win',
        product: 'sports',
        gameCategory: 'football',
        gameProvider: 'acme',
        gameId: 'acme:match-1',
        odds: '1.85',
        placedAt: Date.UTC(2026, 10, 22, 8),
        settledAt: Date.UTC(2026, 10, 22, 8, 59, 58),
        fingerprint: 5_394_615_625_907_928,
      },
    };
    expect(decode(entryOf(settleEnvelope()))).toEqual(expected);
    expect(decode(singleField(settleEnvelope()))).toEqual(expected);
  });

  test('takes its settlement, time and outcome from what is there', () => {
    expect(settled(BARE_SETTLE)).toMatchObject({
      settlementId: 'bet-1',
      settledAt: OCCURRED_AT_MS,
      outcome: 'loss',
      winMinor: null,
      product: null,
      gameCategory: null,
      gameProvider: null,
      gameId: null,
      odds: null,
      placedAt: null,
    });
  });

  test.each([
    ['1', undefined, 'win'],
    ['0', undefined, 'loss'],
    [1, null, 'win'],
    ['5', 'void', 'void'],
    ['0', 'push', 'push'],
    ['5', 'cashout', 'cashout'],
    ['5', 'loss', 'loss'],
  ])('of win %j and outcome %j is a %s', (win, outcome, expected) => {
    expect(settled({ ...BARE_SETTLE, win_minor: win, outcome }).outcome).toBe(expected);
  });

  test.each(['casino', 'live', 'sports', 'virtual', 'poker'])('may be of product %s', (product) => {
    expect(settled({ ...BARE_SETTLE, product }).product).toBe(product);
  });

  test('reads null as absent everywhere it may be', () => {
    const nulls = Object.fromEntries(Object.keys(SETTLE).map((name) => [name, null]));
    expect(settled({ ...nulls, ...BARE_SETTLE })).toEqual(settled(BARE_SETTLE));
  });

  test.each([
    ['0', 0n],
    [0, 0n],
    [1250, 1250n],
    [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991n],
    ['9'.repeat(60), 10n ** 60n - 1n],
  ])('may have a stake of %j', (stake, expected) => {
    expect(settled({ ...BARE_SETTLE, stake_minor: stake }).stakeMinor).toBe(expected);
  });

  test.each([
    ['12.50', 'EUR', 1250n],
    ['12', 'EUR', 1200n],
    ['0.00', 'EUR', 0n],
    ['7', 'JPY', 7n],
    ['0.00001250', 'BTC', 1250n],
    ['1.000000000000000001', 'ETH', 1_000_000_000_000_000_001n],
  ])('of amount %j %s has a stake of %s minor units', (amount, currency, expected) => {
    expect(settled({ ...without(BARE_SETTLE, 'stake_minor'), amount, currency }).stakeMinor).toBe(expected);
  });

  test('needs no known currency where its stake is in minor units', () => {
    expect(settled({ ...BARE_SETTLE, currency: 'USDT_BSC' }).currency).toBe('USDT_BSC');
  });
});

describe('a rolled-back bet', () => {
  test('is decoded whole', () => {
    expect(rolledBack(ROLLBACK)).toEqual({
      type: 'BET_ROLLED_BACK',
      eventId: 'event-2',
      occurredAt: OCCURRED_AT_MS,
      brandId: 'brand-a',
      playerId: 'player-1',
      betId: 'bet-1',
      settlementId: 'settlement-1',
      currency: 'EUR',
      amountMinor: 1250n,
      rolledBackAt: Date.UTC(2026, 10, 22, 8, 59, 59),
      fingerprint: 5_657_100_977_823_631,
    });
  });

  test('without settlement or amount means the latest settlement and the whole bet', () => {
    expect(rolledBack(without(ROLLBACK, 'settlement_id', 'amount_minor', 'rolled_back_at'))).toMatchObject({
      settlementId: null,
      amountMinor: null,
      rolledBackAt: OCCURRED_AT_MS,
    });
  });

  test('may come in the form with two fields', () => {
    expect(decode(entryOf(rollbackEnvelope()))).toEqual(decode(singleField(rollbackEnvelope())));
  });

  test('may have its amount in major units', () => {
    const payload = { ...without(ROLLBACK, 'amount_minor'), amount: '12.5' };
    expect(rolledBack(payload)).toEqual(rolledBack(ROLLBACK));
  });
});

describe('an alias', () => {
  test.each([
    ['event_id', 'eventId'],
    ['event_type', 'type'],
    ['event_type', 'event'],
    ['brand_id', 'brandId'],
  ])('of the envelope: %s as %s', (name, alias) => {
    const envelope = settleEnvelope();
    expect(decode(singleField(renamed(envelope, name, alias)))).toEqual(decode(singleField(envelope)));
  });

  test.each([
    ['player_id', 'user_id'],
    ['player_id', 'userId'],
    ['player_id', 'playerId'],
    ['bet_id', 'transaction_id'],
    ['bet_id', 'betId'],
  ])('of the payload: %s as %s', (name, alias) => {
    expect(settled(renamed(SETTLE, name, alias))).toEqual(settled(SETTLE));
    expect(rolledBack(renamed(ROLLBACK, name, alias))).toEqual(rolledBack(ROLLBACK));
  });

  test('never outranks the name of the contract', () => {
    const aliases = { user_id: 'other', betId: 'other', amount: '99.99' };
    expect(settled({ ...aliases, ...SETTLE })).toEqual(settled(SETTLE));
  });

  test('stands in where the name of the contract is null', () => {
    expect(settled({ ...SETTLE, player_id: null, userId: 'player-1' })).toEqual(settled(SETTLE));
  });

  test.each(['brand_id', 'brandId'])('of the brand inside the payload: %s', (name) => {
    const envelope = without(settleEnvelope({ ...SETTLE, [name]: 'brand-a' }), 'brand_id');
    expect(decode(singleField(envelope))).toEqual(decode(singleField(settleEnvelope())));
  });

  test('of the payload: JSON as text inside the JSON', () => {
    expect(settled(JSON.stringify(SETTLE))).toEqual(settled(SETTLE));
  });

  test.each(['event_type', 'type', 'event'])('of the event type as the entry has it: %s', (name) => {
    const envelope = without(settleEnvelope(), 'event_type');
    const fields = { [name]: 'BET_SETTLED_CONFIRMED', payload: JSON.stringify(envelope) };
    expect(decode(fields)).toEqual(decode(entryOf(settleEnvelope())));
  });
});

describe('an event of a type that is not ours', () => {
  test('is ignored, its envelope unread where the entry names the type', () => {
    expect(decode({ event_type: 'DEPOSIT_CONFIRMED', payload: 'not JSON' })).toEqual({
      kind: 'ignored',
      eventType: 'DEPOSIT_CONFIRMED',
    });
  });

  test('is ignored where only the envelope names it', () => {
    const envelope = settleEnvelope(SETTLE, { event_type: 'BET_PLACED', event_version: 7 });
    expect(decode(singleField(envelope))).toEqual({ kind: 'ignored', eventType: 'BET_PLACED' });
  });

  test('does not hide a bet: a field `type` of the entry yields to the envelope', () => {
    expect(decode({ type: 'wallet', data: JSON.stringify(settleEnvelope()) }).kind).toBe('event');
  });
});

describe('an event without a brand', () => {
  const brandless = (payload: Json = SETTLE) => singleField(without(settleEnvelope(payload), 'brand_id'));

  test.each(['off', 'observe'] as const)('belongs to the default brand under `%s`, and says so', (brandEnforcement) => {
    const decoded = decode(brandless(), { brandEnforcement });
    expect(decoded).toMatchObject({ kind: 'event', brand: 'defaulted', event: { brandId: DEFAULT_BRAND } });
  });

  test('is refused under `enforce`, and where there is no default', () => {
    expect(decode(brandless())).toMatchObject({ kind: 'refused', code: 'BRAND_MISSING', eventId: 'event-1' });
    expect(decode(brandless(), { brandEnforcement: 'off', defaultBrandId: null })).toMatchObject({
      code: 'BRAND_MISSING',
    });
  });

  test('is not one whose brand is wrong', () => {
    const decoded = decode(singleField(settleEnvelope(SETTLE, { brand_id: 7 })), { brandEnforcement: 'off' });
    expect(decoded).toMatchObject({ kind: 'refused', code: 'ID_INVALID', brandId: null });
  });
});

describe('an event with two brands', () => {
  const disputed = (inner: unknown, name = 'brand_id') => singleField(settleEnvelope({ ...SETTLE, [name]: inner }));

  test.each(['off', 'observe'] as const)('is its envelope’s under `%s`, and says so', (brandEnforcement) => {
    for (const inner of ['brand-b', 7, '', {}]) {
      const decoded = decode(disputed(inner), { brandEnforcement });
      expect(decoded).toMatchObject({ kind: 'event', brand: 'disputed', event: { brandId: 'brand-a' } });
    }
  });

  test.each(['brand_id', 'brandId'])('is refused under `enforce`: %s', (name) => {
    const decoded = decode(disputed('brand-b', name));
    expect(decoded).toMatchObject({ kind: 'refused', code: 'BRAND_MISMATCH', eventId: 'event-1', brandId: 'brand-a' });
  });

  test('is not one that says the same twice, or nothing the second time', () => {
    for (const inner of ['brand-a', null, undefined])
      expect(decode(disputed(inner))).toMatchObject({ brand: 'stated' });
  });
});

describe('the time of an event', () => {
  const DAY_MS = 86_400_000;
  const at = (ms: number) => decode(singleField(settleEnvelope(SETTLE, { occurred_at: new Date(ms).toISOString() })));

  test('may reach back as far as event ids are kept', () => {
    expect(at(NOW_MS - 35 * DAY_MS).kind).toBe('event');
    expect(at(NOW_MS - 35 * DAY_MS - 1)).toMatchObject({ kind: 'refused', code: 'EVENT_TOO_OLD' });
  });

  test('may be a day ahead', () => {
    expect(at(NOW_MS + DAY_MS).kind).toBe('event');
    expect(at(NOW_MS + DAY_MS + 1)).toMatchObject({ kind: 'refused', code: 'EVENT_FROM_FUTURE' });
  });
});

describe('the fingerprint', () => {
  const fingerprint = settled(SETTLE).fingerprint;

  test('is frozen', () => {
    expect(fingerprint).toBe(5_394_615_625_907_928);
    expect(settled(BARE_SETTLE).fingerprint).toBe(1_636_467_064_167_265);
    expect(settled({ ...BARE_SETTLE, player_id: 'игрок-Ω-🎲' }).fingerprint).toBe(3_010_673_016_291_078);
    expect(rolledBack(ROLLBACK).fingerprint).toBe(5_657_100_977_823_631);
    expect(rolledBack(without(ROLLBACK, 'settlement_id', 'amount_minor', 'rolled_back_at')).fingerprint).toBe(
      3_449_356_236_601_124,
    );
  });

  test.each<[string, Json]>([
    ['the order of fields', Object.fromEntries(Object.entries(SETTLE).toReversed())],
    ['major units', { ...without(SETTLE, 'stake_minor'), amount: '12.50' }],
    ['a JSON integer', { ...SETTLE, stake_minor: 1250 }],
    ['unknown fields', { ...SETTLE, vip: true }],
    ['the default outcome', without(SETTLE, 'outcome')],
    ['the offset of a time', { ...SETTLE, settled_at: '2026-11-22T10:59:58.000+02:00' }],
  ])('does not see %s', (_, payload) => {
    expect(settled(payload).fingerprint).toBe(fingerprint);
  });

  test('does not see the envelope: its time, its id, its brand', () => {
    const changes = { occurred_at: '2026-11-20T00:00:00Z', event_id: 'event-9', brand_id: 'brand-b' };
    expect(settled(SETTLE, changes).fingerprint).toBe(fingerprint);
  });

  test('does not see a time that was only defaulted from the envelope', () => {
    const later = { occurred_at: '2026-11-22T08:59:59.999Z' };
    expect(settled(BARE_SETTLE, later).fingerprint).toBe(settled(BARE_SETTLE).fingerprint);
    const bare = without(ROLLBACK, 'rolled_back_at');
    expect(rolledBack(bare, later).fingerprint).toBe(rolledBack(bare).fingerprint);
  });

  test('does not see a default written out', () => {
    const written = { ...BARE_SETTLE, settlement_id: 'bet-1', outcome: 'loss' };
    expect(settled(written).fingerprint).toBe(settled(BARE_SETTLE).fingerprint);
  });

  test.each<[string, unknown]>([
    ['player_id', 'player-2'],
    ['bet_id', 'bet-2'],
    ['settlement_id', 'settlement-2'],
    ['currency', 'USD'],
    ['stake_minor', '1251'],
    ['win_minor', '2313'],
    ['outcome', 'cashout'],
    ['product', 'casino'],
    ['game_category', 'tennis'],
    ['game_provider', 'other'],
    ['game_id', 'acme:match-2'],
    ['odds', '1.86'],
    ['placed_at', '2026-11-22T08:00:01Z'],
    ['settled_at', '2026-11-22T08:59:59Z'],
  ])('sees another %s', (name, value) => {
    expect(settled({ ...SETTLE, [name]: value }).fingerprint).not.toBe(fingerprint);
  });

  test('sees in which field a text stands', () => {
    const one = settled({ ...BARE_SETTLE, game_category: 'slots' });
    const other = settled({ ...BARE_SETTLE, game_provider: 'slots' });
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });

  test.each(['settlement_id', 'amount_minor', 'rolled_back_at', 'bet_id', 'player_id', 'currency'])(
    'of a rollback sees %s',
    (name) => {
      const other = { settlement_id: 's', amount_minor: 7, rolled_back_at: OCCURRED_AT, bet_id: 'b', player_id: 'p' };
      const changed = rolledBack({ ...ROLLBACK, [name]: { ...other, currency: 'USD' }[name] });
      expect(changed.fingerprint).not.toBe(rolledBack(ROLLBACK).fingerprint);
    },
  );

  test('tells a settle from a rollback', () => {
    const payload = without(ROLLBACK, 'rolled_back_at');
    expect(settled({ ...payload, stake_minor: '1250' }).fingerprint).not.toBe(rolledBack(payload).fingerprint);
  });
});
