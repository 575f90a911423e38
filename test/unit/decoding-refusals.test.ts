import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REFUSAL_CODES, type RefusalCode, REFUSALS } from '../../src/domain/decoding/refusals.ts';
import {
  BARE_SETTLE,
  decode,
  entryOf,
  type Fields,
  type Json,
  ROLLBACK,
  rollbackEnvelope,
  SETTLE,
  settleEnvelope,
  singleField,
  without,
} from './wallet-entries.ts';

const PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/contracts/wallet-stream.md');

const NUL = '\u0000';
const LONE_SURROGATE = '\ud83d';
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const envelope = (changes: Json) => singleField(settleEnvelope(SETTLE, changes));
const settle = (changes: Json) => singleField(settleEnvelope({ ...SETTLE, ...changes }));
const settleInMajor = (amount: unknown, currency = 'EUR') =>
  singleField(settleEnvelope({ ...without(BARE_SETTLE, 'stake_minor'), amount, currency }));
const rollback = (changes: Json) => singleField(rollbackEnvelope({ ...ROLLBACK, ...changes }));
/** A settle whose JSON has `number` as it stands, since JSON.stringify would tidy it up. */
const settleWritten = (name: string, number: string) => ({
  data: JSON.stringify(settleEnvelope({ ...SETTLE, [name]: '@' })).replace('"@"', number),
});

const CASES: Record<RefusalCode, [why: string, fields: Fields][]> = {
  ENVELOPE_MISSING: [
    ['nothing at all', {}],
    ['a type only', { event_type: 'BET_SETTLED_CONFIRMED' }],
    ['other fields', { body: '{}' }],
  ],
  ENTRY_TOO_LARGE: [['64 KiB and one', { data: `"${'x'.repeat(65_535)}"` }]],
  NESTED_TOO_DEEP: [
    ['deep envelope', { data: deep(33) }],
    ['deep enough to hurt', { data: deep(30_000) }],
    ['deep and broken', { data: '{"a":'.repeat(5_000) }],
    ['deep unknown field', { data: JSON.stringify(settleEnvelope()).replace('{', `{"x":${deep(40)},`) }],
    ['deep payload in a text', envelope({ payload: `{"x":${deep(33)}}` })],
  ],
  NOT_JSON: [
    ['text', { data: 'hello' }],
    ['empty', { event_type: 'BET_SETTLED_CONFIRMED', payload: '' }],
    ['cut off', { data: '{"event_type":"BET_SETTLED_CONFIRMED"' }],
    ['payload as text', envelope({ payload: 'hello' })],
  ],
  NOT_AN_OBJECT: [
    ['null', { data: 'null' }],
    ['a list', { data: '[]' }],
    ['a number', { data: '7' }],
    ['a list as payload', envelope({ payload: [] })],
    ['a number as payload', envelope({ payload: 7 })],
    ['text in a text as payload', envelope({ payload: '"{}"' })],
  ],
  EVENT_TYPE_MISSING: [
    ['absent', singleField(without(settleEnvelope(), 'event_type'))],
    ['null', envelope({ event_type: null })],
    ['two fields', { payload: '{}' }],
  ],
  EVENT_TYPE_INVALID: [
    ['a number', envelope({ event_type: 7 })],
    ['empty', envelope({ event_type: '' })],
    ['empty in the entry', { event_type: '', payload: '{}' }],
    ['not storable', envelope({ event_type: `BET${NUL}` })],
    ['long', { event_type: 'X'.repeat(129), payload: '{}' }],
  ],
  EVENT_TYPE_MISMATCH: [
    ['settle and rollback', { ...entryOf(rollbackEnvelope()), event_type: 'BET_SETTLED_CONFIRMED' }],
    ['ours and not ours', { event_type: 'BET_SETTLED_CONFIRMED', data: '{"event_type":"BET_PLACED"}' }],
  ],
  EVENT_VERSION_UNSUPPORTED: [2, 0, '2', true, '1.0', {}].map((version) => [
    JSON.stringify(version),
    envelope({ event_version: version }),
  ]),
  EVENT_TOO_OLD: [['36 days', envelope({ occurred_at: '2026-10-17T09:00:00Z' })]],
  EVENT_FROM_FUTURE: [['two days', envelope({ occurred_at: '2026-11-24T09:00:00Z' })]],
  BRAND_MISSING: [
    ['absent', singleField(without(settleEnvelope(), 'brand_id'))],
    ['null', envelope({ brand_id: null })],
  ],
  BRAND_MISMATCH: [
    ['another in the payload', singleField(settleEnvelope({ ...SETTLE, brand_id: 'brand-b' }))],
    ['another in the payload, by its other name', singleField(settleEnvelope({ ...SETTLE, brandId: 'brand-b' }))],
  ],
  FIELD_MISSING: [
    ...['event_id', 'occurred_at', 'payload'].map((name): [string, Fields] => [name, envelope({ [name]: null })]),
    ...['player_id', 'bet_id', 'currency', 'stake_minor'].map((name): [string, Fields] => [
      name,
      singleField(settleEnvelope(without(SETTLE, name))),
    ]),
    ...['player_id', 'bet_id', 'currency'].map((name): [string, Fields] => [
      `${name} of a rollback`,
      rollback({ [name]: null }),
    ]),
  ],
  ID_INVALID: [
    ...['event_id', 'brand_id'].map((name): [string, Fields] => [name, envelope({ [name]: 'x'.repeat(129) })]),
    ...['player_id', 'bet_id', 'settlement_id', 'currency', 'game_category', 'game_provider', 'game_id'].flatMap(
      (name) =>
        ['', 'x'.repeat(129), `a${NUL}b`, `a${LONE_SURROGATE}`, 7, {}, false].map((value): [string, Fields] => [
          `${name} ${JSON.stringify(value).slice(0, 12)}`,
          settle({ [name]: value }),
        ]),
    ),
    ['settlement_id of a rollback', rollback({ settlement_id: 7 })],
    ['brand in the payload', singleField(without(settleEnvelope({ ...SETTLE, brand_id: NUL }), 'brand_id'))],
  ],
  TIMESTAMP_INVALID: [
    ['occurred_at', envelope({ occurred_at: 'yesterday' })],
    ...['placed_at', 'settled_at'].flatMap((name) =>
      [1_795_000_000, '', '2026-11-22', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z'].map(
        (value): [string, Fields] => [`${name} ${value}`, settle({ [name]: value })],
      ),
    ),
    ['rolled_back_at', rollback({ rolled_back_at: '2026-11-22T09:00:00' })],
  ],
  AMOUNT_INVALID: [
    ...[-1, 1.5, 2 ** 53, '', '-1', '+1', '1.0', '1e3', ' 1', '01', '0x1', '1_000', '9'.repeat(61), true, {}].flatMap(
      (value): [string, Fields][] => [
        [`stake_minor ${JSON.stringify(value)}`, settle({ stake_minor: value })],
        [`win_minor ${JSON.stringify(value)}`, settle({ win_minor: value })],
        [`amount_minor ${JSON.stringify(value)}`, rollback({ amount_minor: value })],
      ],
    ),
    ...['1.0', '1e3', '1E3', '0.99999999999999999999', '9007199254740993', '1250.00'].map(
      (number): [string, Fields] => [`JSON ${number}`, settleWritten('stake_minor', number)],
    ),
    ...[12, 12.5, '', '-1', '1e2', '.5', '5.', '1,5', '9'.repeat(60), '9'.repeat(61)].map((value): [string, Fields] => [
      `amount ${JSON.stringify(value)}`,
      settleInMajor(value),
    ]),
  ],
  AMOUNT_TOO_PRECISE: [
    ['three decimals of EUR', settleInMajor('12.500')],
    ['one of JPY', settleInMajor('12.0', 'JPY')],
    ['of a rollback', singleField(rollbackEnvelope({ ...without(ROLLBACK, 'amount_minor'), amount: '0.001' }))],
  ],
  CURRENCY_UNKNOWN: ['USDT_BSC', 'eur', 'XAU', '__proto__'].map((code) => [code, settleInMajor('12.50', code)]),
  ODDS_INVALID: [1.85, '', '0', '0.00', '-1.85', '+1.85', '1e1', '17/20', 'evens'].map((odds) => [
    JSON.stringify(odds),
    settle({ odds }),
  ]),
  OUTCOME_UNKNOWN: ['WIN', '', 'lost', 1].map((outcome) => [JSON.stringify(outcome), settle({ outcome })]),
  PRODUCT_UNKNOWN: ['Casino', '', 'bingo', 1].map((product) => [JSON.stringify(product), settle({ product })]),
};

const rows = Object.entries(CASES).flatMap(([code, cases]) => cases.map(([why, fields]) => ({ code, why, fields })));

describe('an entry is refused', () => {
  test.each(rows)('as $code: $why', ({ code, fields }) => {
    const decoded = decode(fields);
    expect(decoded).toMatchObject({ kind: 'refused', code });
    expect(JSON.stringify(decoded)).not.toContain(String.raw`\u0000`);
  });

  test('by the first fault, named with its field', () => {
    const decoded = decode(settle({ stake_minor: '-1', odds: 'evens' }));
    expect(decoded).toEqual({
      kind: 'refused',
      code: 'AMOUNT_INVALID',
      detail: 'stake_minor is not a non-negative integer of up to 60 digits',
      eventId: 'event-1',
      brandId: 'brand-a',
    });
  });

  test('with the ids it has under any of their names, as far as they can be stored', () => {
    const payload = { ...without(SETTLE, 'currency'), brandId: 'brand-b' };
    const aliased = { eventId: 'event-7', type: 'BET_SETTLED_CONFIRMED', occurred_at: '2026-11-22T08:00:00Z', payload };
    expect(decode(singleField(aliased))).toMatchObject({ eventId: 'event-7', brandId: 'brand-b' });
    const poison = { ...aliased, eventId: NUL, payload: { ...payload, brandId: 'x'.repeat(129) } };
    expect(decode(singleField(poison))).toMatchObject({ eventId: null, brandId: null });
  });
});

describe('an entry is not refused', () => {
  test('for brackets in its texts, or nesting up to the bound', () => {
    expect(decode(settle({ game_id: '[{'.repeat(50) })).kind).toBe('event');
    expect(decode(settle({ note: String.raw`"\"[[[[`.repeat(30) })).kind).toBe('event');
    expect(decode(settle({ list: Array.from({ length: 100 }, () => []) })).kind).toBe('event');
    expect(decode({ data: JSON.stringify(settleEnvelope()).replace('{', `{"x":${deep(31)},`) }).kind).toBe('event');
  });

  test('for a fraction in a field that is not an amount', () => {
    expect(decode(settle({ stake_minor: 1250, rtp: 96.5 })).kind).toBe('event');
  });

  test('for its version as text', () => {
    expect(decode(envelope({ event_version: '1' })).kind).toBe('event');
  });

  test('for a length of exactly 64 KiB', () => {
    const bare = JSON.stringify(settleEnvelope({ ...SETTLE, note: '' })).length;
    expect(decode(settle({ note: 'x'.repeat(65_536 - bare) })).kind).toBe('event');
    expect(decode(settle({ note: 'x'.repeat(65_537 - bare) }))).toMatchObject({ code: 'ENTRY_TOO_LARGE' });
  });
});

test('every refusal code has a case', () => {
  expect(Object.entries(CASES).filter(([, cases]) => cases.length === 0)).toEqual([]);
  expect(Object.keys(CASES)).toEqual([...REFUSAL_CODES]);
});

test('the documented refusal codes are the known ones, both ways', () => {
  const table = readFileSync(PAGE, 'utf8')
    .split('## Codes of entries that could be read')[0]!
    .matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm);
  expect(Object.fromEntries([...table].map(([, code, sentence]) => [code, sentence]))).toEqual(REFUSALS);
});
