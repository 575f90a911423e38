import fc from 'fast-check';
import { hostileJson, hostileText, jsonText } from './hostile.ts';

// Entries of the wallet stream: valid ones, valid ones with something done to them, and whatever else fits into a stream.

type Json = Record<string, unknown>;
/** Field names and values as Redis keeps them: bytes. */
export type FuzzedEntry = readonly (readonly [name: string, value: Buffer])[];

export const PLAYERS = ['f0', 'f1', 'f2', 'f3', 'f4'];

const time = fc
  .integer({ min: -3_600_000, max: 3_600_000 })
  .map((offsetMs) => new Date(Date.now() + offsetMs).toISOString());
const minor = fc.oneof(
  fc.bigInt({ min: 0n, max: 5_000n }).map(String),
  fc.integer({ min: 0, max: 5_000 }),
  fc.bigInt({ min: 0n, max: 10n ** 60n - 1n }).map(String),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Few enough for repeats, rollbacks of bets that are known, and ids used twice. */
const betId = fc.integer({ min: 0, max: 150 }).map((n) => `bet-${n}`);

const settle = fc.record({
  player_id: fc.constantFrom(...PLAYERS, 'nobody'),
  bet_id: betId,
  settlement_id: optional(fc.constantFrom('s1', 's2')),
  currency: fc.constantFrom('EUR', 'EUR', 'JPY'),
  stake_minor: minor,
  win_minor: optional(minor),
  outcome: optional(fc.constantFrom('win', 'loss', 'push', 'void', 'cashout')),
  product: optional(fc.constantFrom('casino', 'live', 'sports', 'virtual', 'poker')),
  odds: optional(fc.constantFrom('1.85', '2', '1000000')),
  placed_at: optional(time),
  settled_at: optional(time),
});
const rollback = fc.record({
  player_id: fc.constantFrom(...PLAYERS, 'nobody'),
  bet_id: betId,
  settlement_id: optional(fc.constantFrom('s1', 's2')),
  currency: fc.constant('EUR'),
  amount_minor: optional(minor),
  rolled_back_at: optional(time),
});

const eventId = fc.oneof(
  { weight: 20, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.constantFrom('e1', 'e2', 'e3') },
);

const envelopeOf = (type: string, payload: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.record<Json>({
    event_id: eventId,
    event_type: fc.constant(type),
    event_version: fc.constantFrom(1, '1', undefined),
    occurred_at: time,
    brand_id: fc.constantFrom('brand-a', 'brand-b'),
    payload,
  });

const valid = fc.oneof(
  { weight: 3, arbitrary: envelopeOf('BET_SETTLED_CONFIRMED', settle) },
  { weight: 1, arbitrary: envelopeOf('BET_ROLLED_BACK_CONFIRMED', rollback) },
);

type Mutation = (envelope: Json) => Json;

const inPayload =
  (change: Mutation): Mutation =>
  (envelope) => {
    const { payload } = envelope;
    return typeof payload === 'object' && payload !== null
      ? { ...envelope, payload: change({ ...payload }) }
      : envelope;
  };

const named = fc
  .nat()
  .map((n) => (object: Json) => Object.keys(object)[n % Math.max(1, Object.keys(object).length)] ?? 'x');
const drop = named.map((pick): Mutation => (object) => ({ ...object, [pick(object)]: undefined }));
const replace = fc.tuple(named, hostileJson).map(([pick, value]): Mutation => (object) => ({
  ...object,
  [pick(object)]: value,
}));
const add = fc
  .tuple(
    fc.oneof(hostileText, fc.constantFrom('@proto', 'amount', 'userId', 'eventId', 'type', 'brandId')),
    hostileJson,
  )
  .map(([name, value]): Mutation => (object) => ({ ...object, [name]: value }));
/** One that was dropped before stays away. */
const asText: Mutation = (envelope) =>
  envelope['payload'] === undefined ? envelope : { ...envelope, payload: jsonText(envelope['payload']) };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  drop,
  replace,
  add,
  drop.map(inPayload),
  replace.map(inPayload),
  add.map(inPayload),
  fc.constant(asText),
);

const envelope = fc
  .tuple(
    valid,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
    ),
  )
  .map(([whole, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), whole));

const cut = (text: string, at: number): string => text.slice(0, at % (text.length + 1));

const body: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 20, arbitrary: envelope.map((object) => Buffer.from(jsonText(object))) },
  { weight: 1, arbitrary: fc.tuple(envelope, fc.nat()).map(([object, at]) => Buffer.from(cut(jsonText(object), at))) },
  { weight: 1, arbitrary: hostileJson.map((value) => Buffer.from(jsonText(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(40, 3_000).map((levels) => Buffer.from('['.repeat(levels) + ']'.repeat(levels))),
  },
  { weight: 1, arbitrary: fc.constant(Buffer.from(JSON.stringify({ event_id: 'x'.repeat(70_000) }))) },
);

const TYPES = ['BET_SETTLED_CONFIRMED', 'BET_ROLLED_BACK_CONFIRMED', 'DEPOSIT_CONFIRMED', '__proto__', ''];

export const entryArbitrary: fc.Arbitrary<FuzzedEntry> = fc.oneof(
  { weight: 10, arbitrary: body.map((bytes): FuzzedEntry => [['data', bytes]]) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...TYPES), body).map(([type, bytes]): FuzzedEntry => [
      ['event_type', Buffer.from(type)],
      ['payload', bytes],
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(
      fc.tuple(
        fc.oneof(fc.constantFrom('event', 'type', 'payload', 'data', '__proto__', 'constructor'), hostileText),
        fc.oneof(
          body,
          hostileText.map((text) => Buffer.from(text)),
        ),
      ),
      { minLength: 1, maxLength: 5, selector: ([name]) => Buffer.from(name).toString('hex') },
    ),
  },
);
