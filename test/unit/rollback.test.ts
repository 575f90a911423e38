import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BetLeg } from '../../src/domain/journal.ts';
import { cappedRollback, reversalsOf, targetSettlement } from '../../src/domain/rollback.ts';
import type { BetRolledBack, BetSettled } from '../../src/domain/wallet-event.ts';
import { HUGE, NOON, aBet, aRollback, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

/** Legs of one settlement of `stakeMinor`, each counted `[stake, weight]`. */
const legs = (stakeMinor: bigint, ...counted: readonly (readonly [bigint, number])[]): BetLeg[] =>
  counted.map(([countedMinor, weightBp], leg) => ({
    rollingId: rollingIdOf(leg + 1),
    betId: 'bet-1',
    settlementId: 'bet-1',
    leg,
    stakeMinor,
    weightBp,
    credited: countedMinor * BigInt(weightBp),
    at: NOON,
  }));

const reversed = (parts: readonly BetLeg[], before: bigint, after: bigint) =>
  reversalsOf(parts, before, after).map((reversal) => reversal.reversed);

describe('a rollback takes back', () => {
  test('stake that was not counted first', () => {
    const capped = legs(100n, [60n, 10_000]);
    expect(reversed(capped, 0n, 40n)).toEqual([0n]);
    expect(reversed(capped, 0n, 41n)).toEqual([10_000n]);
    expect(reversed(capped, 0n, 100n)).toEqual([600_000n]);
  });

  test('then the part that was allocated last', () => {
    const both = legs(100n, [30n, 5_000], [60n, 10_000]);
    expect(reversed(both, 0n, 10n)).toEqual([0n, 0n]);
    expect(reversed(both, 0n, 50n)).toEqual([0n, 400_000n]);
    expect(reversed(both, 50n, 90n)).toEqual([20n * 5_000n, 200_000n]);
    expect(reversed(both, 0n, 100n)).toEqual([150_000n, 600_000n]);
  });

  test('nothing from a leg that counted nothing', () => {
    expect(reversed(legs(100n, [0n, 0], [100n, 10_000]), 0n, 100n)).toEqual([0n, 1_000_000n]);
  });

  test('a bet as a whole once, however many parts it comes in', () => {
    const both = legs(100n, [30n, 5_000], [60n, 10_000]);
    const wholes = [0n, 20n, 70n, 100n].flatMap((before, index, cuts) => {
      const after = cuts[index + 1];
      return after === undefined ? [] : [reversalsOf(both, before, after).map((reversal) => reversal.whole)];
    });
    expect(wholes).toEqual([
      [false, false],
      [false, true],
      [true, false],
    ]);
  });

  test('never more than the stake', () => {
    expect(cappedRollback(100n, { rolledBackMinor: 250n, whole: false })).toBe(100n);
    expect(cappedRollback(100n, { rolledBackMinor: 30n, whole: false })).toBe(30n);
    expect(cappedRollback(100n, { rolledBackMinor: 30n, whole: true })).toBe(100n);
  });

  test('in any parts what it takes back at once', () => {
    const stake = fc.bigInt({ min: 1n, max: HUGE });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(stake, fc.integer({ min: 1, max: 10_000 })), { minLength: 1, maxLength: 3 }),
        stake,
        fc.array(stake, { maxLength: 5 }),
        (counted, uncounted, cuts) => {
          const total = counted.reduce((sum, [minor]) => sum + minor, uncounted);
          const parts = legs(total, ...counted);
          const marks = [...cuts.map((cut) => cut % total), total].toSorted((a, b) => (a < b ? -1 : 1));
          const sums = parts.map(() => 0n);
          let before = 0n;
          for (const after of marks) {
            reversed(parts, before, after).forEach((each, index) => {
              expect(each >= 0n).toBe(true);
              sums[index] = (sums[index] ?? 0n) + each;
            });
            before = after;
          }
          expect(sums).toEqual(parts.map((part) => part.credited));
        },
      ),
    );
  });
});

describe('the settlement that a rollback means', () => {
  const [first] = legs(100n, [100n, 10_000]);
  if (first === undefined) throw new Error('one leg');
  const again = { ...first, settlementId: 'again', at: NOON + 1 };

  test('is the one it names, known or not', () => {
    expect(targetSettlement([first, again], 'bet-1')).toBe('bet-1');
    expect(targetSettlement([], 'bet-1')).toBe('bet-1');
  });

  test('or the latest, in whatever order they are listed', () => {
    expect(targetSettlement([first, again], null)).toBe('again');
    expect(targetSettlement([again, first], null)).toBe('again');
  });

  test('or the next to come', () => {
    expect(targetSettlement([], null)).toBeNull();
  });
});

describe('any order of one bet’s settle and rollbacks ends in the same sums', () => {
  const amount = fc.bigInt({ min: 1n, max: HUGE });
  const anyCase = fc.record({
    allocation: fc.constantFrom('single', 'waterfall'),
    weightBp: fc.integer({ min: 1, max: 10_000 }),
    capMinor: fc.option(amount),
    secondRolling: fc.boolean(),
    stakeMinor: amount,
    // tenths of the stake, and a little; null is the whole
    parts: fc.array(
      fc.option(fc.tuple(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 1n, max: 9n })), { freq: 5 }),
      {
        maxLength: 4,
      },
    ),
    named: fc.boolean(),
  });

  interface Happening {
    readonly settle?: BetSettled;
    readonly rollback?: BetRolledBack;
  }

  test('over one or two rollings, to the last of 40 digits', () => {
    const scenario = anyCase.chain((given) => {
      const { stakeMinor, parts, named } = given;
      const happenings: Happening[] = [{ settle: aBet({ stakeMinor }) }];
      parts.forEach((part, index) => {
        const amountMinor = part === null ? null : (stakeMinor * part[0]) / 10n + part[1];
        const settlementId = named ? 'bet-1' : null;
        happenings.push({ rollback: aRollback({ eventId: `rollback-${index}`, amountMinor, settlementId }) });
      });
      const shuffled = fc.shuffledSubarray(happenings, { minLength: happenings.length });
      return fc.tuple(fc.constant(given), fc.constant(happenings), shuffled);
    });
    fc.assert(
      fc.property(scenario, ([given, straight, shuffled]) => {
        expect(sumsAfter(given, shuffled)).toEqual(sumsAfter(given, straight));
      }),
      { numRuns: 400 },
    );
  });

  type Given = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;

  function sumsAfter(given: Given, happenings: readonly Happening[]) {
    const world = new PlayerWorld({
      allocation: given.allocation,
      contribution: { defaultBp: given.weightBp, rules: [] },
      betCapMinor: given.capMinor === null ? {} : { EUR: given.capMinor },
    });
    // the targets are above anything the bet could count, but what the first needs is less than the stake
    const requiredMinor = given.allocation === 'waterfall' && given.secondRolling ? given.stakeMinor * 2n : HUGE * 2n;
    world.create({ number: 1, requiredMinor, activatesAt: NOON, priority: 1 });
    if (given.secondRolling) world.create({ number: 2, requiredMinor: HUGE * 2n, activatesAt: NOON });
    for (const { settle, rollback } of happenings) {
      if (settle !== undefined) world.settle(settle);
      if (rollback !== undefined) world.rollBack(rollback);
    }
    return world.rollings.map(({ snapshot }) => [
      snapshot.value,
      snapshot.context.progress,
      snapshot.context.betsCounted,
    ]);
  }
});
