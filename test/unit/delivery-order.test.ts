// The same settles and rollbacks in any order, some of them more than once: short of every target the end is the same to the unit;
// across targets, where order may decide who gets what, the laws of money still hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/domain/rolling.ts';
import type { WalletEvent } from '../../src/domain/wallet-event.ts';
import { NOON, aBet, aCancel, aRollback } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

const DIGITS_40 = 10n ** 40n - 1n;
/** More than all bets together can reach. */
const OUT_OF_REACH = 10n ** 60n - 1n;

const minor = fc.oneof(fc.bigInt({ min: 1n, max: 999n }), fc.bigInt({ min: 1n, max: DIGITS_40 }));
const weightBp = fc.constantFrom(1, 1_000, 3_333, 9_999, 10_000);

interface RollingPlan {
  readonly requiredMinor: bigint;
  readonly weightBp: number;
  readonly betCapMinor: bigint | null;
  readonly priority: number;
}

interface WorldPlan {
  readonly allocation: 'single' | 'waterfall';
  readonly exponent: number;
  readonly rollings: readonly RollingPlan[];
}

const worldPlan = (requiredMinor: fc.Arbitrary<bigint>): fc.Arbitrary<WorldPlan> =>
  fc.record({
    allocation: fc.constantFrom('single', 'waterfall'),
    exponent: fc.constantFrom(0, 2, 3, 8, 18),
    rollings: fc.array(fc.record({ requiredMinor, weightBp, betCapMinor: fc.option(minor), priority: fc.nat(2) }), {
      minLength: 1,
      maxLength: 3,
    }),
  });

/** One bet with one or two settlements, and what is rolled back of each. */
const betEvents = (betId: string): fc.Arbitrary<readonly WalletEvent[]> =>
  fc
    .array(fc.record({ stakeMinor: minor, rollbacks: fc.array(fc.option(minor, { freq: 3 }), { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 2,
    })
    .map((settlements) =>
      settlements.flatMap(({ stakeMinor, rollbacks }, index) => {
        const settlementId = `${betId}-${index}`;
        const settle = aBet({ betId, settlementId, stakeMinor });
        const taken = rollbacks.map((amountMinor, number) =>
          aRollback({ betId, settlementId, amountMinor, eventId: `rollback:${settlementId}:${number}` }),
        );
        return [settle, ...taken];
      }),
    );

const events = fc.tuple(betEvents('bet-1'), betEvents('bet-2'), betEvents('bet-3')).map((each) => each.flat());

/** All of them in some order, and some of them again at some place. */
const delivery = (all: readonly WalletEvent[]): fc.Arbitrary<readonly WalletEvent[]> =>
  fc
    .tuple(fc.shuffledSubarray([...all], { minLength: all.length }), fc.subarray([...all]))
    .chain(([once, again]) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }));

function worldOf({ allocation, exponent, rollings }: WorldPlan): PlayerWorld {
  const world = new PlayerWorld({ allocation });
  rollings.forEach(({ requiredMinor, weightBp: defaultBp, betCapMinor, priority }, index) => {
    const contribution = { defaultBp, rules: [] };
    const terms = { requiredMinor, contribution, betCapMinor, priority, exponent };
    world.create({ number: index + 1, activatesAt: NOON, releaseMinor: 5n, ...terms });
  });
  return world;
}

function deliver(world: PlayerWorld, event: WalletEvent): void {
  if (event.type === 'BET_SETTLED') world.settle(event);
  else world.rollBack(event);
}

const sumsOf = (world: PlayerWorld): readonly unknown[] =>
  world.rollings.map((rolling) => {
    const { progress, betsCounted } = contextOf(rolling);
    const journal = world.journal.filter((entry) => entry.rollingId === rolling.facts.rollingId);
    return { progress, betsCounted, journalled: journal.reduce((sum, entry) => sum + entry.credited, 0n) };
  });

/** What rollbacks leave of a stake: each counts once, and together they take no more than there is. */
function leftOf(all: readonly WalletEvent[], settlementId: string, stakeMinor: bigint): bigint {
  let left = stakeMinor;
  for (const event of all) {
    if (event.type === 'BET_SETTLED' || event.settlementId !== settlementId) continue;
    left -= event.amountMinor ?? stakeMinor;
  }
  return left < 0n ? 0n : left;
}

describe('short of every target', () => {
  test('any order of delivery, with any repeats, ends in the same sums', () => {
    const cases = fc
      .tuple(worldPlan(fc.constant(OUT_OF_REACH)), events)
      .chain(([plan, all]) => fc.tuple(fc.constant(plan), fc.constant(all), delivery(all)));
    fc.assert(
      fc.property(cases, ([plan, all, delivered]) => {
        const [inOrder, inAnyOrder] = [worldOf(plan), worldOf(plan)];
        for (const event of all) deliver(inOrder, event);
        for (const event of delivered) deliver(inAnyOrder, event);
        expect(sumsOf(inAnyOrder)).toEqual(sumsOf(inOrder));
      }),
      { numRuns: 300 },
    );
  });
});

describe('across every target', () => {
  interface Life {
    readonly plan: WorldPlan;
    readonly all: readonly WalletEvent[];
    readonly delivered: readonly WalletEvent[];
    /** What happens to every rolling behind each delivery. */
    readonly happenings: readonly ('done' | 'retry' | 'refused' | 'misconfigured' | 'cancel' | null)[];
  }
  const happening = fc.constantFrom('done', 'retry', 'refused', 'misconfigured', 'cancel', null, null);
  const lives: fc.Arbitrary<Life> = fc.tuple(worldPlan(minor), events).chain(([plan, all]) =>
    fc.record({
      plan: fc.constant(plan),
      all: fc.constant(all),
      delivered: delivery(all),
      happenings: fc.array(happening, { minLength: all.length, maxLength: all.length * 2 }),
    }),
  );

  function live({ plan, delivered, happenings }: Life): PlayerWorld {
    const world = worldOf(plan);
    delivered.forEach((event, step) => {
      deliver(world, event);
      const happens = happenings[step] ?? null;
      for (let number = 1; number <= world.rollings.length; number += 1) {
        if (happens === 'cancel') world.command(aCancel({ number, key: `cancel-${step}` }));
        else if (happens !== null && world.hasCalled(number)) world.walletSays(happens, number);
      }
    });
    return world;
  }

  test('money moves once and one way, and progress is what was credited less what was reversed', () => {
    let completed = 0;
    fc.assert(
      fc.property(lives, (life) => {
        const world = live(life);
        for (const rolling of world.rollings) {
          const { rollingId } = rolling.facts;
          const done = world.journal.filter(
            (entry) => entry.rollingId === rollingId && /^(release|forfeit):done$/.test(entry.rule ?? ''),
          );
          expect(done.length).toBeLessThanOrEqual(1);
          const { progress, reversed, waiting } = contextOf(rolling);
          expect(progress - reversed - waiting).toBe(keptBy(world, life.all, rollingId));
        }
        completed += world.outbox.filter(({ eventId }) => eventId.endsWith('COMPLETED')).length;
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(completed).toBeGreaterThan(50);
  });

  test('no unit of a stake is counted twice', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const legs of settlementsOf(live(life))) {
          const counted = legs.reduce(
            (sum, { weightBp: weight, credited }) => sum + countedMinor(weight, credited),
            0n,
          );
          expect(counted <= (legs[0]?.stakeMinor ?? 0n)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const countedMinor = (weight: number, credited: bigint): bigint => (weight === 0 ? 0n : credited / BigInt(weight));

const settlementsOf = (world: PlayerWorld) =>
  [...Map.groupBy(world.legs, ({ settlementId }) => settlementId).values()].map((legs) =>
    legs.toSorted((left, right) => left.leg - right.leg),
  );

/** What is left of each stake belongs to those who were given theirs first. */
function keptBy(world: PlayerWorld, all: readonly WalletEvent[], rollingId: string): bigint {
  let kept = 0n;
  for (const legs of settlementsOf(world)) {
    const [first] = legs;
    if (first === undefined) continue;
    let left = leftOf(all, first.settlementId, first.stakeMinor);
    for (const leg of legs) {
      const counted = countedMinor(leg.weightBp, leg.credited);
      const stays = counted < left ? counted : left;
      left -= stays;
      if (leg.rollingId === rollingId) kept += stays * BigInt(leg.weightBp);
    }
  }
  return kept;
}
