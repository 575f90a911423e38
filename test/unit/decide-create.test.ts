import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, HUGE, NOON, aBet, aCommand, rollingIdOf, type CreateOptions } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

const made = (options: CreateOptions, policy: ConstructorParameters<typeof PlayerWorld>[0] = {}) => {
  const world = new PlayerWorld(policy);
  const { reply } = world.create(options);
  return { world, reply, body: JSON.parse(reply?.body ?? 'null') as Record<string, unknown> };
};

describe('what is required', () => {
  test.each([
    ['required_minor as given', { requiredMinor: 12_345n }, 12_345n],
    ['base × multiplier', { baseMinor: 1_000n, multiplier: '30' }, 30_000n],
    ['base × a decimal multiplier', { baseMinor: 1_000n, multiplier: '2.5' }, 2_500n],
    ['rounded up once', { baseMinor: 333n, multiplier: '1.001' }, 334n],
    ['exact where a float is not', { baseMinor: HUGE, multiplier: '1.1' }, (HUGE * 11n) / 10n],
    ['however small the multiplier', { baseMinor: 1n, multiplier: '0.0000000001' }, 1n],
  ])('%s', (_rule, options, requiredMinor) => {
    const { world } = made(options);
    expect(world.rolling().facts).toMatchObject({ requiredMinor, targetMinor: requiredMinor });
  });

  test('the target is the requirement times the completion ratio, rounded up once', () => {
    const { world, body } = made({ requiredMinor: 1_001n }, { completionRatio: '0.95' });
    expect(world.rolling().facts).toMatchObject({ requiredMinor: 1_001n, targetMinor: 951n });
    expect(world.context().terms.target).toBe(9_510_000n);
    expect(body).toMatchObject({ required_minor: '1001', target_minor: '951', remaining_minor: '951' });
  });

  test.each<[string, string, CreateOptions]>([
    ['neither given', 'REQUIREMENT_MISSING', { requiredMinor: null }],
    ['a base without a multiplier', 'REQUIREMENT_MISSING', { requiredMinor: null, baseMinor: 100n }],
    ['zero', 'INVALID_AMOUNT', { requiredMinor: 0n }],
    ['a base of zero', 'INVALID_AMOUNT', { baseMinor: 0n, multiplier: '30' }],
    ['a multiplier of zero', 'INVALID_AMOUNT', { baseMinor: 100n, multiplier: '0' }],
    ['negative', 'INVALID_AMOUNT', { requiredMinor: -1n }],
    ['61 digits', 'INVALID_AMOUNT', { requiredMinor: 10n ** 60n }],
    ['a product of 61 digits', 'INVALID_AMOUNT', { baseMinor: 10n ** 59n, multiplier: '10' }],
    ['a negative release', 'INVALID_AMOUNT', { releaseMinor: -1n }],
    ['a release of 61 digits', 'INVALID_AMOUNT', { releaseMinor: 10n ** 60n }],
    ['a conversion limit of zero', 'INVALID_AMOUNT', { maxConversionMinor: 0n }],
    ['a bet cap of zero', 'INVALID_AMOUNT', { betCapMinor: 0n }],
    ['a max bet of zero', 'INVALID_AMOUNT', { maxBetMinor: 0n }],
    ['an exponent nobody has', 'CURRENCY_EXPONENT_INVALID', { exponent: 25 }],
    ['a negative exponent', 'CURRENCY_EXPONENT_INVALID', { exponent: -1 }],
    ['an expiry in the past', 'EXPIRES_IN_PAST', { expiresAt: NOON }],
    ['an expiry now', 'EXPIRES_IN_PAST', { expiresAt: NOON + 2 * 60_000 }],
    ['an expiry before the activation', 'EXPIRES_IN_PAST', { activatesAt: NOON + 2 * HOUR, expiresAt: NOON + HOUR }],
    ['an activation after the default duration', 'EXPIRES_IN_PAST', { activatesAt: NOON + 31 * DAY_MS }],
  ])('refused: %s is %s', (_what, code, options) => {
    const { world, reply, body } = made(options);
    expect(reply?.status).toBe(422);
    expect(body).toMatchObject({ status: 422, code });
    expect(world.rollings).toEqual([]);
  });

  test('60 digits and the most decimals we know are fine', () => {
    const { world } = made({ requiredMinor: 10n ** 60n - 1n, currency: 'NEAR', exponent: 24 });
    expect(world.rolling().facts.requiredMinor).toBe(10n ** 60n - 1n);
  });
});

describe('what will be released', () => {
  test.each([
    ['as given', { releaseMinor: 7n, baseMinor: 100n }, '7'],
    ['the base by default', { baseMinor: 100n }, '100'],
    ['nothing where there is no base', {}, '0'],
    ['nothing where zero is given', { releaseMinor: 0n, baseMinor: 100n }, '0'],
  ])('%s', (_rule, options, expected) => {
    expect(made(options).body).toMatchObject({ terms: { release_minor: expected } });
  });
});

describe('the frozen policy', () => {
  test('is the brand’s for this currency, overruled by the create itself', () => {
    const policy = {
      minStakeMinor: { EUR: 1n, USD: 2n },
      betCapMinor: { USD: 3n },
      maxBetMinor: { EUR: 500n },
      maxBetOnBreach: 'cancel',
      minOdds: '1.2',
    } as const;
    const { world } = made({ minOdds: '1.5', maxBetMinor: 400n }, policy);
    expect(world.rolling().facts.terms).toMatchObject({
      policyVersion: 3,
      policy: {
        minStakeMinor: 1n,
        betCapMinor: null,
        maxBet: { minor: 400n, onBreach: 'cancel' },
        minOdds: '1.5',
        contribution: { defaultBp: 10_000 },
      },
    });
  });

  test('never follows a later change', () => {
    const { world } = made({ activatesAt: NOON });
    world.policy = { ...world.policy, contribution: { defaultBp: 0, rules: [] } };
    world.settle(aBet());
    expect(world.context().progress).toBe(1_000_000n);
  });
});

describe('the beginning', () => {
  test('is at once by default, also where it lies in the past', () => {
    for (const activatesAt of [null, NOON - HOUR]) {
      const { world, reply } = made({ activatesAt });
      expect(reply?.status).toBe(201);
      expect(world.state()).toBe('active');
      expect(world.context().activeFrom).toBe(activatesAt ?? world.now);
      expect(world.lastEntry()).toMatchObject({
        version: 1,
        kind: 'CREATED',
        stateFrom: null,
        stateTo: 'active',
        rule: 'policy:3',
      });
    }
  });

  test('in the future waits for its timer', () => {
    const { world } = made({ activatesAt: NOON + HOUR });
    expect([world.state(), world.timerOf('activate')]).toEqual(['pending', NOON + HOUR]);
    world.waitFor('activate');
    expect([world.state(), world.timerOf('activate')]).toEqual(['active', null]);
    expect(world.lastEntry()).toMatchObject({ kind: 'ACTIVATED', rule: 'activates_at' });
  });

  test('expires after the policy’s duration by default, at its timer after the grace', () => {
    const { world } = made({});
    expect(world.context().expiresAt).toBe(world.now + 30 * DAY_MS);
    expect(world.timerOf('expire')).toBe(world.now + 30 * DAY_MS + 60_000);
  });
});

describe('a create is idempotent by its source', () => {
  test('the same body gives the rolling that is there, as it stands now', () => {
    const { world } = made({ activatesAt: NOON });
    world.settle(aBet());
    const again = world.create({ activatesAt: NOON, key: 'another-key', rollingId: rollingIdOf(9) });
    expect(again).toMatchObject({
      outcome: 'replayed',
      steps: [],
      reply: { status: 200, rollingId: rollingIdOf(1), version: 2 },
    });
    expect(again.reply?.body).toContain('"wagered_minor":"100"');
  });

  test('another body is a conflict that names it', () => {
    const { world } = made({});
    const other = world.create({ requiredMinor: 2n, fingerprint: 9, key: 'another-key', rollingId: rollingIdOf(9) });
    expect(other).toMatchObject({ outcome: 'refused', steps: [], reply: { status: 409 } });
    expect(JSON.parse(other.reply?.body ?? '')).toMatchObject({ code: 'SOURCE_CONFLICT', rolling_id: rollingIdOf(1) });
  });

  test('also when the rolling is closed', () => {
    const { world } = made({});
    world.command(aCommand('expire'));
    world.walletSays('done');
    expect(world.create({ key: 'another-key' })).toMatchObject({ outcome: 'replayed', reply: { status: 200 } });
    expect(world.rollings).toHaveLength(1);
  });

  test('the same key gives the first answer verbatim, a 201 stays a 201', () => {
    const { world, reply } = made({ activatesAt: NOON });
    world.settle(aBet());
    expect(world.create({ activatesAt: NOON })).toMatchObject({ outcome: 'replayed', steps: [], reply });
    expect(world.create({ fingerprint: 9 }).reply?.status).toBe(409);
  });

  test('a refusal is the answer of its key as well', () => {
    const { world, reply } = made({ requiredMinor: 0n });
    expect(world.create({ requiredMinor: 0n }).reply).toEqual(reply);
  });
});
