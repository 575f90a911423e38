import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeCommand,
  decodeOrigin,
  decodeReply,
  encodeCommand,
  encodeReply,
} from '../../src/domain/command-codec.ts';
import type { Command, CommandReply } from '../../src/domain/command.ts';
import { type BrandId, type PlayerId, brandId, playerId, rollingId } from '../../src/domain/ids.ts';
import { traceOf } from '../../src/domain/trace.ts';
import type { ContributionTable } from '../../src/domain/policy.ts';
import { type Members, RecordFault, member, optional, readRecord, writeRecord } from '../../src/domain/record-codec.ts';

const any = fc.string({ unit: 'binary' });
const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.isWellFormed() && !text.includes('\u0000') && text.length <= 128);
const amount = fc.bigInt({ min: 0n, max: 10n ** 60n });
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value);
const time = fc.integer({ min: 0, max: 253_402_300_799_999 });

const base = {
  brandId: id.map(brandId) satisfies fc.Arbitrary<BrandId>,
  playerId: id.map(playerId) satisfies fc.Arbitrary<PlayerId>,
  key: any,
  fingerprint: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  requestedBy: maybe(any),
};
const noted = { ...base, note: maybe(any) };
const onRolling = { ...noted, rollingId: fc.uuid().map(rollingId) };
/** With and without a version that it is meant for. */
function versioned<Shape extends object>(command: fc.Arbitrary<Shape>): fc.Arbitrary<Shape> {
  const versions = fc.option(fc.array(fc.nat()));
  return fc
    .tuple(command, versions)
    .map(([plain, ifVersion]) => (ifVersion === null ? plain : { ...plain, ifVersion }));
}

const rule = fc.record(
  {
    gameId: any,
    gameProvider: any,
    gameCategory: any,
    product: fc.constantFrom('casino', 'live', 'sports', 'virtual', 'poker'),
    weightBp: fc.nat(10_000),
  },
  { requiredKeys: ['weightBp'] },
);
const contribution: fc.Arbitrary<ContributionTable> = fc.record({
  defaultBp: fc.nat(10_000),
  rules: fc.array(rule, { maxLength: 5 }),
});

/** One per operation: a new one fails to compile until it is here. */
const COMMANDS: { readonly [Operation in Command['operation']]: fc.Arbitrary<Command> } = {
  create: fc.record({
    ...base,
    rollingId: fc.uuid().map(rollingId),
    operation: fc.constant('create' as const),
    currency: any,
    exponent: fc.nat(18),
    source: fc.record({
      type: fc.constantFrom('bonus', 'deposit', 'free_spins', 'manual', 'shortfall'),
      id: any,
    }),
    requiredMinor: maybe(amount),
    baseMinor: maybe(amount),
    multiplier: maybe(fc.record({ text: any, value: fc.record({ digits: amount, scale: fc.nat(60) }) })),
    releaseMinor: maybe(amount),
    maxConversionMinor: maybe(amount),
    activatesAt: maybe(time),
    expiresAt: maybe(time),
    priority: fc.integer(),
    contribution: maybe(contribution),
    minOdds: maybe(any),
    maxBetMinor: maybe(amount),
    betCapMinor: maybe(amount),
    metadata: maybe(any),
  }),
  cancel: versioned(fc.record({ ...onRolling, operation: fc.constant('cancel' as const), reason: any })),
  complete: versioned(fc.record({ ...onRolling, operation: fc.constant('complete' as const), reason: maybe(any) })),
  expire: versioned(fc.record({ ...onRolling, operation: fc.constant('expire' as const), reason: maybe(any) })),
  'retry-completion': versioned(
    fc.record({ ...onRolling, operation: fc.constant('retry-completion' as const), reason: maybe(any) }),
  ),
  suspend: versioned(fc.record({ ...onRolling, operation: fc.constant('suspend' as const), reason: maybe(any) })),
  resume: versioned(fc.record({ ...onRolling, operation: fc.constant('resume' as const), reason: maybe(any) })),
  adjust: versioned(
    fc.record({
      ...onRolling,
      operation: fc.constant('adjust' as const),
      reason: any,
      expiresAt: maybe(time),
      wageredDeltaMinor: maybe(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n })),
    }),
  ),
  review: versioned(fc.record({ ...onRolling, operation: fc.constant('review' as const), reason: any })),
  'cancel-all': fc.record({ ...noted, operation: fc.constant('cancel-all' as const), reason: any }),
};

function thrownBy(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

describe('a command', () => {
  test.each(Object.entries(COMMANDS))('%s survives its way to another process', (_operation, commands) => {
    fc.assert(
      fc.property(commands, (command) => {
        expect(decodeCommand(encodeCommand(command))).toEqual(command);
      }),
      { numRuns: 200 },
    );
  });

  const SUSPEND =
    '{"brandId":"brand-a","playerId":"player-1","key":"k","fingerprint":7,"requestedBy":null,' +
    '"note":null,"rollingId":"019ecb27-2201-7936-8000-000000000001","operation":"suspend","reason":null}';

  test('takes along where it came from, and is the same command without', () => {
    const trace = traceOf('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'vendor=a b');
    const origin = { requestId: 'request-1', trace };
    const sent = encodeCommand(decodeCommand(SUSPEND), origin);
    expect(decodeOrigin(sent)).toEqual(origin);
    expect(encodeCommand(decodeCommand(sent))).toBe(SUSPEND);
    expect(decodeOrigin(SUSPEND)).toBeUndefined();
    const forged = sent.replace('00-4bf9', 'zz-4bf9');
    expect(decodeOrigin(forged)).toEqual({ requestId: 'request-1', trace: null });
  });

  test('is written as it always was', () => {
    expect(encodeCommand(decodeCommand(SUSPEND))).toBe(SUSPEND);
    const adjust = SUSPEND.replace(
      '"suspend","reason":null',
      '"adjust","reason":"r","expiresAt":9,"wageredDeltaMinor":"-12345678901234567890"',
    );
    expect(decodeCommand(adjust)).toMatchObject({ wageredDeltaMinor: -12_345_678_901_234_567_890n });
    expect(encodeCommand(decodeCommand(adjust))).toBe(adjust);
  });

  test('of a newer build is understood without what that build added', () => {
    const newer = SUSPEND.replace('{', '{"traceparent":"00-1","expectedVersion":3,');
    expect(decodeCommand(newer)).toEqual(decodeCommand(SUSPEND));
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['an operation that nobody knows', SUSPEND.replace('suspend', 'levitate')],
    ['an operation that every object has', SUSPEND.replace('suspend', 'constructor')],
    ['a member too few', SUSPEND.replace('"key":"k",', '')],
    ['a member of another type', SUSPEND.replace('"k"', '1')],
    ['an id that is none', SUSPEND.replace('019ecb27', 'x')],
    [
      'an amount that lost its digits',
      SUSPEND.replace('"suspend","reason":null', '"adjust","reason":"r","expiresAt":9,"wageredDeltaMinor":1e30'),
    ],
  ])('that is %s is refused', (_what, json) => {
    expect(() => decodeCommand(json)).toThrow(RecordFault);
  });

  test('whose contribution has a rule of a newer build is refused, for its bets would count otherwise', () => {
    const [create] = fc.sample(COMMANDS.create, { numRuns: 1, seed: 1 });
    if (create?.operation !== 'create') throw new Error('not a create');
    const json = encodeCommand({ ...create, contribution: { defaultBp: 1, rules: [{ weightBp: 2 }] } });
    expect(() => decodeCommand(json.replace('"weight_bp":2', '"weight_bp":2,"volatility":"high"'))).toThrow(
      RecordFault,
    );
  });

  test('never makes a reader throw anything else, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((inner) => SUSPEND.replace('"k"', inner)),
        ),
        (json) => {
          expect(thrownBy(() => decodeCommand(json))).toSatisfy(
            (error) => error === null || error instanceof RecordFault,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test('a reply survives its way back', () => {
  const replies: fc.Arbitrary<CommandReply> = fc.record({
    status: fc.integer({ min: 200, max: 599 }),
    body: any,
    rollingId: maybe(fc.uuid().map(rollingId)),
    version: maybe(fc.nat()),
  });
  fc.assert(
    fc.property(replies, (reply) => {
      expect(decodeReply(encodeReply(reply))).toEqual(reply);
    }),
  );
  expect(() => decodeReply('{"status":200}')).toThrow(RecordFault);
});

test('an optional member that is absent stays absent', () => {
  interface Traced {
    readonly key: string;
    readonly traceparent?: string;
  }
  const text = member<string>(
    (value) => value,
    (value) => (typeof value === 'string' ? value : undefined),
  );
  const members: Members<Traced> = { key: text, traceparent: optional(text) };
  expect(readRecord(members, writeRecord(members, { key: 'a' }))).toStrictEqual({ key: 'a' });
  expect(readRecord(members, writeRecord(members, { key: 'a', traceparent: 't' }))).toEqual({
    key: 'a',
    traceparent: 't',
  });
  expect(() => readRecord(members, { traceparent: 't' })).toThrow(RecordFault);
  expect(() => readRecord(members, { key: 'a', traceparent: 1 })).toThrow(RecordFault);
});
