import { describe, expect, test } from 'vitest';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import { slotOfRollingId } from '../../src/domain/slot.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, MINUTE, NOON, SLOT, aBet, aCommand, aRollback, anAdjust, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

const UNITS = 10_000n;

function completing(policy: ConstructorParameters<typeof PlayerWorld>[0] = {}, stakeMinor = 1_100n): PlayerWorld {
  const world = new PlayerWorld({ rollbackAfterCompletion: 'shortfall', ...policy });
  world.create({ activatesAt: NOON, expiresAt: NOON + 3 * DAY_MS, releaseMinor: 500n, priority: 4 });
  world.settle(aBet({ stakeMinor }));
  return world;
}

/** A target of 1,000 reached with 1,100. */
function completed(policy: ConstructorParameters<typeof PlayerWorld>[0] = {}, stakeMinor = 1_100n): PlayerWorld {
  const world = completing(policy, stakeMinor);
  world.walletSays('done');
  return world;
}

const takeBack = (world: PlayerWorld, name: string, amountMinor: bigint | null, betId = 'bet-1'): void =>
  void world.rollBack(aRollback({ eventId: name, amountMinor, betId }));

const shortfalls = (world: PlayerWorld): RollingRecord[] =>
  world.rollings.filter(({ facts }) => facts.source.type === 'shortfall');

describe('under the policy shortfall', () => {
  test('a reversal after completion makes a rolling for what is missing, under the same terms, in its own decision', () => {
    const world = completed();
    world.now += 5 * HOUR;
    const { steps } = world.rollBack(aRollback({ eventId: 'r1', amountMinor: 300n }));
    expect(steps.map(({ entry }) => [entry.kind, entry.rule])).toEqual([
      ['BET_ROLLBACK', null],
      ['CREATED', 'shortfall'],
    ]);
    const [made] = shortfalls(world);
    const { facts: original } = world.rolling();
    expect(made?.facts).toMatchObject({
      source: { type: 'shortfall', id: `${rollingIdOf(1)}:r1` },
      requiredMinor: 200n,
      targetMinor: 200n,
      priority: 4,
      currency: 'EUR',
      exponent: 2,
      terms: { target: 200n * UNITS, releaseMinor: 0n, completionRatio: '1', policyVersion: 3 },
    });
    expect(made?.facts.terms.policy).toBe(original.terms.policy);
    expect(made?.snapshot).toMatchObject({
      value: 'active',
      context: { activeFrom: world.now, expiresAt: world.now + 3 * DAY_MS },
    });
    expect(slotOfRollingId(made!.facts.rollingId)).toBe(SLOT);
    expect(world.state()).toBe('completed');
  });

  test('each event asks only for what it takes below the target itself', () => {
    const world = completed();
    takeBack(world, 'r1', 60n);
    expect(shortfalls(world)).toEqual([]);
    takeBack(world, 'r2', 60n);
    takeBack(world, 'r3', 100n);
    takeBack(world, 'r4', null);
    expect(shortfalls(world).map(({ facts }) => facts.requiredMinor)).toEqual([20n, 100n, 880n]);
    expect(shortfalls(world).map(({ facts }) => facts.source.id.slice(-2))).toEqual(['r2', 'r3', 'r4']);
  });

  test('what is missing is rounded up to a minor unit', () => {
    const world = completed({ contribution: { defaultBp: 3_333, rules: [] } }, 3_001n);
    takeBack(world, 'r1', 1n);
    expect(contextOf(world.rolling()).progress).toBe(3_001n * 3_333n);
    expect(shortfalls(world)[0]?.facts.requiredMinor).toBe(1n);
  });

  test('the same decision taken again makes the same rolling, and a repeated event none', () => {
    const [one, other] = [completed(), completed()];
    for (const world of [one, other]) takeBack(world, 'r1', 300n);
    expect(shortfalls(one)[0]?.facts).toEqual(shortfalls(other)[0]?.facts);
    takeBack(one, 'r1', 300n);
    expect(shortfalls(one)).toHaveLength(1);
  });

  test('what waited for the wallet asks for one rolling when the wallet says done', () => {
    const world = completing();
    takeBack(world, 'r1', 200n);
    takeBack(world, 'r2', 150n);
    expect(shortfalls(world)).toEqual([]);
    const { steps } = world.walletSays('done');
    expect(steps.map(({ entry }) => entry.kind)).toEqual(['WALLET_RESULT', 'CREATED']);
    const [made] = shortfalls(world);
    const source = { type: 'shortfall', id: `${rollingIdOf(1)}:wallet:${rollingIdOf(1)}:release:1` };
    expect(made?.facts).toMatchObject({ source, requiredMinor: 250n });
  });

  test('what waited and is refused by the wallet asks for none: the rolling goes on', () => {
    const world = completing();
    takeBack(world, 'r1', 300n);
    world.walletSays('refused');
    expect([world.state(), shortfalls(world)]).toEqual(['active', []]);
  });

  test('a forced completion asks for none', () => {
    const world = new PlayerWorld({ rollbackAfterCompletion: 'shortfall' });
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.command(aCommand('complete'));
    world.walletSays('done');
    takeBack(world, 'r1', null);
    expect([world.state(), shortfalls(world)]).toEqual(['completed', []]);
  });

  test.each(['canceled', 'expired'])('a rolling that was %s asks for none', (place) => {
    const world = new PlayerWorld({ rollbackAfterCompletion: 'shortfall', forfeit: 'none' });
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    if (place === 'expired') world.waitFor('expire');
    else world.cancelAll({ ...anAdjust(), operation: 'cancel-all' });
    takeBack(world, 'r1', null);
    expect([world.state(), shortfalls(world)]).toEqual([place, []]);
  });

  test('it gets the player’s next bets, completes, and its own reversals are only recorded', () => {
    const world = completed();
    takeBack(world, 'r1', 300n);
    world.now += HOUR;
    world.settle(aBet({ betId: 'early', stakeMinor: 500n }));
    const made = (): RollingRecord => shortfalls(world)[0]!;
    expect(contextOf(made()).progress).toBe(0n);
    const now = world.now + MINUTE;
    world.settle(aBet({ betId: 'bet-2', stakeMinor: 200n, placedAt: now, settledAt: now }));
    expect(stateOf(made().snapshot)).toBe('completing');
    const call = world.walletCalls.at(-1);
    expect(call).toMatchObject({ rollingId: made().facts.rollingId, operation: 'release', amountMinor: 0n });
    world.walletSaysTo(made().facts.rollingId, 'done');
    expect(stateOf(made().snapshot)).toBe('completed');
    takeBack(world, 'r2', null, 'bet-2');
    expect(contextOf(made()).reversed).toBe(200n * UNITS);
    expect(shortfalls(world)).toHaveLength(1);
  });
});

test.each(['record', 'review'] as const)('the policy %s makes no rolling', (rollbackAfterCompletion) => {
  const world = completed({ rollbackAfterCompletion });
  takeBack(world, 'r1', null);
  expect(world.rollings).toHaveLength(1);
});
