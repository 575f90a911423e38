import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Share, allocate } from '../../src/domain/allocation.ts';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { HOUR, HUGE, NOON, aBet, aRolling, rollingIdOf, type RollingOptions } from './domain-fixtures.ts';
import { event } from './machine-fixtures.ts';

const shown = (shares: readonly Share[]) =>
  shares.map(({ rolling, offer, countedMinor }) => [
    Number.parseInt(rolling.facts.rollingId.slice(-4), 16),
    offer.reason ?? countedMinor,
  ]);

const share = (rollings: readonly RollingRecord[], stakeMinor: bigint, availableMinor = stakeMinor) =>
  shown(allocate(rollings, aBet({ stakeMinor }), availableMinor));

const suspended = [event('SUSPEND')];
const completing = (stakeMinor: bigint) => [event('BET_SETTLED', { credited: stakeMinor * 10_000n })];
const waterfall = { allocation: 'waterfall' } as const;

test('the ids of the fixtures sort by number', () => {
  expect(rollingIdOf(1) < rollingIdOf(2)).toBe(true);
});

describe('the order in which rollings are offered a bet', () => {
  const INORDER: readonly [string, RollingOptions, RollingOptions][] = [
    ['higher priority first', { priority: 1, expiresAt: NOON + 9 * HOUR }, { priority: 0, expiresAt: NOON + HOUR }],
    [
      'then what expires sooner',
      { expiresAt: NOON + HOUR, createdAt: NOON + 1 },
      { expiresAt: NOON + 2 * HOUR, createdAt: NOON },
    ],
    ['what never expires last', { expiresAt: NOON + HOUR }, { expiresAt: null }],
    ['then what was created sooner', { createdAt: NOON }, { createdAt: NOON + 1 }],
    [
      'two that never expire by creation',
      { expiresAt: null, createdAt: NOON },
      { expiresAt: null, createdAt: NOON + 1 },
    ],
  ];
  test.each(INORDER)('%s', (_rule, first, second) => {
    // the ids would say the opposite
    const [one, two] = [aRolling({ ...first, number: 9 }), aRolling({ ...second, number: 1 })];
    expect(share([two, one], 100n)).toEqual([[9, 100n]]);
    expect(share([one, two], 100n)).toEqual([[9, 100n]]);
  });

  test('and at last by id', () => {
    expect(share([aRolling({ number: 2 }), aRolling({ number: 1 })], 100n)).toEqual([[1, 100n]]);
  });
});

describe('single', () => {
  test('credits the first the whole bet, also beyond its target', () => {
    const rollings = [aRolling({ number: 1, targetMinor: 30n }), aRolling({ number: 2 })];
    expect(share(rollings, 100n)).toEqual([[1, 100n]]);
  });

  test('lets those that refuse before it say why', () => {
    const rollings = [aRolling({ number: 1, events: suspended }), aRolling({ number: 2 }), aRolling({ number: 3 })];
    expect(share(rollings, 100n)).toEqual([
      [1, 'SUSPENDED'],
      [2, 100n],
    ]);
  });

  test('counts no more than rollbacks have left', () => {
    expect(share([aRolling()], 100n, 30n)).toEqual([[1, 30n]]);
    expect(share([aRolling({ policy: { betCapMinor: 50n } })], 100n, 70n)).toEqual([[1, 50n]]);
  });

  test('has nobody else take what was rolled back whole', () => {
    expect(share([aRolling({ number: 1 }), aRolling({ number: 2 })], 100n, 0n)).toEqual([[1, 0n]]);
  });
});

describe('waterfall', () => {
  test('gives each what it needs and the last that accepts the rest', () => {
    const rollings = [
      aRolling({ number: 1, targetMinor: 30n, policy: waterfall }),
      aRolling({ number: 2, targetMinor: 50n, policy: waterfall }),
      aRolling({ number: 3, targetMinor: 5n, policy: waterfall }),
      aRolling({ number: 4, policy: waterfall, events: suspended }),
    ];
    expect(share(rollings, 100n)).toEqual([
      [1, 30n],
      [2, 50n],
      [3, 20n],
      [4, 'SUSPENDED'],
    ]);
    expect(share(rollings, 40n)).toEqual([
      [1, 30n],
      [2, 10n],
      [4, 'SUSPENDED'],
    ]);
  });

  test('consumes the stake a weight needs, rounded up', () => {
    const contribution = { defaultBp: 3_000, rules: [] };
    const rollings = [
      aRolling({ number: 1, targetMinor: 10n, policy: { ...waterfall, contribution } }),
      aRolling({ number: 2, policy: waterfall }),
    ];
    // ⌈10 ÷ 0.3⌉ = 34
    expect(share(rollings, 100n)).toEqual([
      [1, 34n],
      [2, 66n],
    ]);
  });

  test('hands on what is above a cap', () => {
    const rollings = [
      aRolling({ number: 1, policy: { ...waterfall, betCapMinor: 25n } }),
      aRolling({ number: 2, policy: waterfall }),
    ];
    expect(share(rollings, 100n)).toEqual([
      [1, 25n],
      [2, 75n],
    ]);
  });

  test('asks completing rollings only if nobody else accepts', () => {
    const full = aRolling({ number: 1, priority: 9, targetMinor: 50n, policy: waterfall, events: completing(80n) });
    const open = aRolling({ number: 2, policy: waterfall });
    expect(share([full, open], 100n)).toEqual([[2, 100n]]);
    const shut = aRolling({ number: 2, policy: waterfall, events: suspended });
    expect(share([full, shut], 100n)).toEqual([
      [2, 'SUSPENDED'],
      [1, 100n],
    ]);
  });

  test('takes nothing for rollings past their target before the last', () => {
    const rollings = [1, 2].map((number) =>
      aRolling({ number, targetMinor: 50n, policy: waterfall, events: completing(150n) }),
    );
    expect(share(rollings, 100n)).toEqual([[2, 100n]]);
  });

  test('says on the first that accepts that a bet was rolled back whole', () => {
    const rollings = [
      aRolling({ number: 1, policy: waterfall, events: suspended }),
      aRolling({ number: 2, policy: waterfall }),
      aRolling({ number: 3, policy: waterfall }),
      aRolling({ number: 4, targetMinor: 10n, policy: waterfall, events: completing(10n) }),
    ];
    expect(share(rollings, 100n, 0n)).toEqual([
      [1, 'SUSPENDED'],
      [2, 0n],
    ]);
  });

  test('is the policy of the first open rolling, whatever a closed one had', () => {
    const closed = aRolling({
      number: 1,
      priority: 9,
      policy: waterfall,
      events: [event('CANCEL'), event('WALLET_DONE')],
    });
    const open = aRolling({ number: 2, targetMinor: 30n });
    expect(share([closed, open, aRolling({ number: 3 })], 100n)).toEqual([
      [1, 'ROLLING_NOT_OPEN'],
      [2, 100n],
    ]);
  });
});

describe('whatever the rollings', () => {
  const anyRolling = fc.record({
    targetMinor: fc.bigInt({ min: 1n, max: HUGE }),
    priority: fc.nat(2),
    state: fc.constantFrom('active', 'suspended', 'completing'),
    weightBp: fc.integer({ min: 0, max: 10_000 }),
    betCapMinor: fc.option(fc.bigInt({ min: 1n, max: HUGE })),
    progress: fc.bigInt({ min: 0n, max: 2n * HUGE }),
  });
  const anyCase = fc.record({
    allocation: fc.constantFrom('single', 'waterfall'),
    rollings: fc.array(anyRolling, { minLength: 1, maxLength: 4 }),
    stakeMinor: fc.bigInt({ min: 1n, max: HUGE }),
    leftOfTen: fc.bigInt({ min: 0n, max: 10n }),
  });

  test('no unit of stake is counted twice, none is counted below zero, and every zero has its reason', () => {
    fc.assert(
      fc.property(anyCase, ({ allocation, rollings, stakeMinor, leftOfTen }) => {
        const records = rollings.map(({ targetMinor, priority, state, weightBp, betCapMinor, progress }, index) =>
          aRolling({
            number: index + 1,
            targetMinor,
            priority,
            policy: { allocation, betCapMinor, contribution: { defaultBp: weightBp, rules: [] } },
            events: [
              ...(state === 'completing' ? completing(targetMinor + progress) : completing(progress % targetMinor)),
              ...(state === 'suspended' ? suspended : []),
            ],
          }),
        );
        const availableMinor = (stakeMinor * leftOfTen) / 10n;
        const shares = allocate(records, aBet({ stakeMinor }), availableMinor);
        const counted = shares.reduce((sum, each) => sum + each.countedMinor, 0n);
        expect(counted <= availableMinor).toBe(true);
        for (const { countedMinor, offer } of shares) {
          expect(countedMinor >= 0n && countedMinor <= offer.countableMinor).toBe(true);
          expect(countedMinor > 0n || offer.reason !== null || availableMinor === 0n).toBe(true);
        }
        const asked = new Set(shares.map((each) => each.rolling));
        expect(asked.size).toBe(shares.length);
        // a bet that somebody could take leaves a trace on somebody
        expect(shares.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
