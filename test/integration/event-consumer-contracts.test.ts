import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { REFUSAL_CODES, type RefusalCode } from '../../src/domain/decoding/refusals.ts';
import { type Json, Platform } from './platform.ts';
import { until } from './service-under-test.ts';

// What producers may put on the wallet stream, and what becomes of it, on the running service: every spelling that is read, every
// code that is refused with, what comes twice, and what names no brand.

// Services and commands are processes that start, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 120_000 });

const platform = await Platform.start();
beforeAll(async () => {
  await platform.serve();
});
afterAll(() => platform.stop());

let numbers = 0;
const name = (): string => `contract-${(numbers += 1)}`;

/** Three bets of 1000 from its end. */
const openRolling = (changes: Json = {}) => platform.rolling({ required_minor: '3000', ...changes });

const without = (object: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([member]) => !names.includes(member)));

const payloadOf = (envelope: Json): Json => envelope['payload'] as Json;
const data = (envelope: unknown): Record<string, string> => ({ data: JSON.stringify(envelope) });
const typed = (envelope: Json): Record<string, string> => ({
  event_type: String(envelope['event_type']),
  payload: JSON.stringify(envelope),
});

const wagered = (path: string, minor: string): Promise<Json> =>
  platform.until(path, (body) => body['wagered_minor'] === minor);

/** The envelope with some of its members under other names. */
function renamed(envelope: Json, outer: Record<string, string>, inner: Record<string, string> = {}): Json {
  const rename = (object: Json, names: Record<string, string>): Json =>
    Object.fromEntries(Object.entries(object).map(([member, value]) => [names[member] ?? member, value]));
  return rename({ ...envelope, payload: rename(payloadOf(envelope), inner) }, outer);
}

describe('a settled bet counts however it is spelt', () => {
  const spellings: [string, (envelope: Json) => Record<string, string>][] = [
    ['in one field', data],
    ['in two fields', typed],
    ['payload as text', (envelope) => data({ ...envelope, payload: JSON.stringify(envelope['payload']) })],
    [
      'payload as text, in two fields',
      (envelope) => typed({ ...envelope, payload: JSON.stringify(envelope['payload']) }),
    ],
    ['eventId', (envelope) => data(renamed(envelope, { event_id: 'eventId' }))],
    ['type', (envelope) => data(renamed(envelope, { event_type: 'type' }))],
    ['event', (envelope) => data(renamed(envelope, { event_type: 'event' }))],
    [
      'the type on the entry alone',
      (envelope) => ({ ...typed(envelope), payload: JSON.stringify(without(envelope, 'event_type')) }),
    ],
    ['brandId', (envelope) => data(renamed(envelope, { brand_id: 'brandId' }))],
    [
      'brand_id in the payload',
      (envelope) => data({ ...without(envelope, 'brand_id'), payload: { ...payloadOf(envelope), brand_id: 'acme' } }),
    ],
    [
      'brandId in the payload',
      (envelope) => data({ ...without(envelope, 'brand_id'), payload: { ...payloadOf(envelope), brandId: 'acme' } }),
    ],
    ...['user_id', 'userId', 'playerId'].map((alias): [string, (envelope: Json) => Record<string, string>] => [
      alias,
      (envelope) => data(renamed(envelope, {}, { player_id: alias })),
    ]),
    ...['transaction_id', 'betId'].map((alias): [string, (envelope: Json) => Record<string, string>] => [
      alias,
      (envelope) => data(renamed(envelope, {}, { bet_id: alias })),
    ]),
    [
      'amount in major units',
      (envelope) => data({ ...envelope, payload: { ...without(payloadOf(envelope), 'stake_minor'), amount: '10.00' } }),
    ],
    ['a JSON integer', (envelope) => data({ ...envelope, payload: { ...payloadOf(envelope), stake_minor: 1000 } })],
    ['event_version 1', (envelope) => data({ ...envelope, event_version: 1 })],
    [
      'nulls for what is absent',
      (envelope) =>
        data({
          ...envelope,
          eventId: null,
          payload: { ...payloadOf(envelope), user_id: null, odds: null, win_minor: null },
        }),
    ],
    [
      'fields nobody knows',
      (envelope) => ({
        ...data({ ...envelope, extra: [1], payload: { ...payloadOf(envelope), colour: 'red' } }),
        trace: 'x',
      }),
    ],
  ];

  test.each(spellings)('%s', async (_what, spell) => {
    const { path, player } = await openRolling();
    const bet = name();
    await platform.append(spell(platform.settled(player, bet)));
    await wagered(path, '1000');
    const entry = (await platform.journal(path)).at(-1);
    expect(entry).toMatchObject({
      event_id: `settle-${bet}`,
      kind: 'BET_SETTLED',
      bet_id: bet,
      settlement_id: bet,
      stake_minor: '1000',
      credited: '10000000',
      reason: null,
    });
  });

  test('a rollback in either form, by either name, takes back what the bet counted', async () => {
    const { path, player } = await openRolling();
    const bet = name();
    await platform.settle(player, bet);
    await wagered(path, '1000');
    const rollback = (amount: Json, id: string): Json => ({
      event_id: id,
      event_type: 'BET_ROLLED_BACK_CONFIRMED',
      occurred_at: new Date().toISOString(),
      brand_id: 'acme',
      payload: { player_id: player, bet_id: bet, currency: 'EUR', ...amount },
    });
    await platform.append(typed(rollback({ amount_minor: '100' }, `${bet}-a`)));
    await wagered(path, '900');
    await platform.append(
      data(
        renamed(
          rollback({ amount: '2.00' }, `${bet}-b`),
          { event_id: 'eventId', event_type: 'event' },
          { player_id: 'userId', bet_id: 'transaction_id' },
        ),
      ),
    );
    await wagered(path, '700');
    await platform.append(data(rollback({}, `${bet}-c`)));
    await wagered(path, '0');
    const kinds = (await platform.journal(path)).map((entry) => entry['kind']);
    expect(kinds.slice(-3)).toEqual(['BET_ROLLBACK', 'BET_ROLLBACK', 'BET_ROLLBACK']);
  });
});

describe('what is not ours', () => {
  test('is acknowledged and counted, in either form, and is no dead letter', async () => {
    const before = await platform.metric('rolling_ignored_events_total');
    const letters = (await platform.letters('state=all&limit=200')).length;
    const envelope = { event_id: name(), event_type: 'BET_PLACED', payload: {} };
    await platform.append(data(envelope));
    await platform.append(typed(envelope));
    // Said by the entry, the envelope is not even looked at.
    await platform.append({ event_type: 'PLAYER_LOGGED_IN', payload: 'no json' });
    await platform.digested();
    await until(async () => expect(await platform.metric('rolling_ignored_events_total')).toBe(before + 3));
    expect(await platform.letters('state=all&limit=200')).toHaveLength(letters);
  });
});

describe('a refused entry is kept with its code, acknowledged, and holds nobody up', () => {
  const deep = `{"x":${'['.repeat(40)}${']'.repeat(40)}}`;
  const day = 24 * 3_600_000;
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const inPayload =
    (changes: Json, ...gone: string[]) =>
    (envelope: Json): Record<string, string> =>
      data({ ...envelope, payload: { ...without(payloadOf(envelope), ...gone), ...changes } });
  const inEnvelope =
    (changes: Json, ...gone: string[]) =>
    (envelope: Json): Record<string, string> =>
      data({ ...without(envelope, ...gone), ...changes });

  const refusals: Record<RefusalCode, (envelope: Json) => Record<string, string>> = {
    ENVELOPE_MISSING: () => ({ event_type: 'BET_SETTLED_CONFIRMED', body: '{}' }),
    ENTRY_TOO_LARGE: inPayload({ note: 'x'.repeat(66_000) }),
    NESTED_TOO_DEEP: () => ({ data: deep }),
    NOT_JSON: () => ({ data: '{"event_id":' }),
    NOT_AN_OBJECT: () => ({ data: '[]' }),
    EVENT_TYPE_MISSING: inEnvelope({}, 'event_type'),
    EVENT_TYPE_INVALID: inEnvelope({ event_type: 7 }),
    EVENT_TYPE_MISMATCH: (envelope) => ({ ...typed(envelope), event_type: 'BET_ROLLED_BACK_CONFIRMED' }),
    EVENT_VERSION_UNSUPPORTED: inEnvelope({ event_version: 2 }),
    EVENT_TOO_OLD: inEnvelope({ occurred_at: at(-36 * day) }),
    EVENT_FROM_FUTURE: inEnvelope({ occurred_at: at(2 * day) }),
    BRAND_MISSING: inEnvelope({}, 'brand_id'),
    BRAND_MISMATCH: inPayload({ brand_id: 'other' }),
    FIELD_MISSING: inPayload({}, 'player_id'),
    ID_INVALID: inPayload({ bet_id: 'x'.repeat(129) }),
    TIMESTAMP_INVALID: inPayload({ placed_at: 'yesterday' }),
    AMOUNT_INVALID: inPayload({ stake_minor: '-5' }),
    AMOUNT_TOO_PRECISE: inPayload({ amount: '10.005' }, 'stake_minor'),
    CURRENCY_UNKNOWN: inPayload({ amount: '10', currency: 'GOLD' }, 'stake_minor'),
    ODDS_INVALID: inPayload({ odds: 'evens' }),
    OUTCOME_UNKNOWN: inPayload({ outcome: 'lost' }),
    PRODUCT_UNKNOWN: inPayload({ product: 'bingo' }),
  };

  test('every code there is', async () => {
    expect(Object.keys(refusals)).toEqual(REFUSAL_CODES);
    const { path, player } = await openRolling();
    const sent: [code: string, entry: string, fields: Record<string, string>][] = [];
    for (const [code, spoil] of Object.entries(refusals)) {
      const fields = spoil(platform.settled(player, name()));
      sent.push([code, await platform.append(fields), fields]);
    }
    // The good one behind them all.
    await platform.settle(player, name());
    await wagered(path, '1000');
    await platform.digested();
    const letters = await platform.letters('limit=200');
    for (const [code, entry, fields] of sent) {
      const letter = letters.find((each) => each['entry_id'] === entry);
      expect(letter, code).toMatchObject({ reason: code, source: 'wallet:events', state: 'open', replay_of: null });
      expect(JSON.parse(String(letter?.['raw']))).toEqual(fields);
      expect(await platform.metric(`rolling_dead_letters_total{reason="${code}"}`)).toBeGreaterThanOrEqual(1);
    }
    expect(await platform.journal(path)).toHaveLength(2);
    expect(letters.find((each) => each['reason'] === 'AMOUNT_INVALID')).toMatchObject({
      brand_id: 'acme',
      event_id: expect.stringMatching(/^settle-/) as string,
    });
  });

  test('an entry that was trimmed while it was pending', async () => {
    // Drawn under the name that readers share, by one that died; then trimmed by others.
    const { redis } = platform;
    const stream = 'wallet:trimmed';
    const doomed = await redis.xadd(stream, '*', 'data', JSON.stringify(platform.settled('p', name())));
    await redis.xgroup('CREATE', stream, 'rolling_service', '0');
    await redis.xreadgroup('GROUP', 'rolling_service', 'rolling_service', 'STREAMS', stream, '>');
    await redis.xtrim(stream, 'MAXLEN', 0);
    await platform.latest.end('SIGTERM');
    await platform.serve({ WALLET_STREAMS: `wallet:events,${stream}` });
    const letter = await platform.letterOf(doomed!);
    expect(letter).toMatchObject({ reason: 'ENTRY_TRIMMED', source: stream, raw: '{}' });
    const refused = await platform.call(`/internal/rolling/ops/dead-letters/${String(letter['id'])}/replay`, {
      body: {},
    });
    expect([refused.status, refused.body['code']]).toEqual([422, 'NOTHING_TO_REPLAY']);
    await platform.digested();
    await platform.latest.end('SIGTERM');
    await platform.serve();
  });
});

describe('what comes twice', () => {
  test('the same event counts once, however it is spelt and whenever it comes', async () => {
    const { path, player } = await openRolling();
    const envelope = platform.settled(player, name());
    for (const fields of [
      data(envelope),
      typed(envelope),
      data(renamed(envelope, { event_id: 'eventId' }, { player_id: 'user_id' })),
    ]) {
      await platform.append(fields);
    }
    await platform.digested();
    await platform.latest.end('SIGTERM');
    await platform.serve();
    await platform.append(
      data({ ...envelope, payload: { ...without(payloadOf(envelope), 'stake_minor'), amount: '10.00' } }),
    );
    const duplicates = 'rolling_events_total{type="settle",outcome="duplicate"}';
    await until(async () => expect(await platform.metric(duplicates)).toBe(1));
    expect((await platform.call(path)).body).toMatchObject({ wagered_minor: '1000', bets_counted: 1 });
    expect(await platform.journal(path)).toHaveLength(2);
  });

  test('the same id with another payload is a dead letter, also when it is replayed', async () => {
    const { path, player } = await openRolling();
    const envelope = platform.settled(player, name());
    await platform.append(data(envelope));
    const other = await platform.append(
      data({ ...envelope, payload: { ...payloadOf(envelope), stake_minor: '1001' } }),
    );
    const letter = await platform.letterOf(other);
    expect(letter).toMatchObject({ reason: 'EVENT_ID_REUSED', event_id: envelope['event_id'], brand_id: 'acme' });
    const replayed = await platform.call(`/internal/rolling/ops/dead-letters/${String(letter['id'])}/replay`, {
      body: {},
    });
    const again = await platform.letterOf(String((replayed.body['resolution'] as Json)['replayed_as']));
    expect(again).toMatchObject({ reason: 'EVENT_ID_REUSED', replay_of: letter['id'] });
    expect((await platform.call(path)).body).toMatchObject({ wagered_minor: '1000' });
  });

  test('one settlement under two event ids counts once and is journalled', async () => {
    const { path, player } = await openRolling();
    const bet = name();
    await platform.settle(player, bet);
    await platform.settle(player, bet, { event_id: `${bet}-again` });
    await until(async () => expect(await platform.journal(path)).toHaveLength(3));
    expect((await platform.journal(path)).at(-1)).toMatchObject({ reason: 'DUPLICATE_SETTLEMENT', credited: '0' });
    expect((await platform.call(path)).body).toMatchObject({ wagered_minor: '1000', bets_counted: 1 });
  });
});

describe('an event that names no brand', () => {
  const brandless = (player: string, bet: string): Record<string, string> =>
    data(without(platform.settled(player, bet), 'brand_id'));

  test('is refused under enforce; replayed under off, it is the default brand’s, and replayed twice it still counts once', async () => {
    const { path, player } = await openRolling();
    const bet = name();
    const letter = await platform.letterOf(await platform.append(brandless(player, bet)));
    expect(letter).toMatchObject({ reason: 'BRAND_MISSING', brand_id: null, event_id: `settle-${bet}` });
    await platform.latest.end('SIGTERM');
    await platform.serve({ MULTI_BRAND_ENFORCEMENT: 'off', DEFAULT_BRAND_ID: 'acme' });
    const id = String(letter['id']);
    const replayed = await platform.call(`/internal/rolling/ops/dead-letters/${id}/replay`, {
      body: { reason: 'mode changed' },
    });
    expect(replayed.status).toBe(200);
    await wagered(path, '1000');
    // As where the mark was lost: a second copy of the entry has no second effect.
    await platform.sql`
      update dead_letters set state = 'open', resolved_at = null, resolved_by = null, replayed_as = null where id = ${id}`;
    expect((await platform.call(`/internal/rolling/ops/dead-letters/${id}/replay`, { body: {} })).status).toBe(200);
    await platform.digested();
    expect((await platform.call(path)).body).toMatchObject({ wagered_minor: '1000', bets_counted: 1 });
    expect(await platform.journal(path)).toHaveLength(2);
  });

  test('is the default brand’s under observe, and counted', async () => {
    await platform.latest.end('SIGTERM');
    await platform.serve({ MULTI_BRAND_ENFORCEMENT: 'observe', DEFAULT_BRAND_ID: 'acme' });
    const { path, player } = await openRolling();
    await platform.append(brandless(player, name()));
    await wagered(path, '1000');
    expect(await platform.metric('rolling_brand_defaulted_total')).toBe(1);
    expect(await platform.metric('multi_brand_enforcement_mode{service="rolling_service",mode="observe"}')).toBe(1);
  });

  test('is refused under off where there is no default brand', async () => {
    await platform.latest.end('SIGTERM');
    await platform.serve({ MULTI_BRAND_ENFORCEMENT: 'off' });
    const { player } = await openRolling();
    expect(await platform.letterOf(await platform.append(brandless(player, name())))).toMatchObject({
      reason: 'BRAND_MISSING',
    });
  });
});
