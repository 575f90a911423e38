import { describe, expect, test } from 'vitest';
import { rollingView } from '../../src/domain/rolling-view.ts';
import { NOON, aBet, aReview, aRollback } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

/** Completed by bet-1 of 1,000, under the policy `review`. */
const completed = (): PlayerWorld => worldIn('completed', { rollbackAfterCompletion: 'review' });

const takeBack = (world: PlayerWorld, name: string, amountMinor = 10n): void =>
  void world.rollBack(aRollback({ eventId: name, amountMinor }));

describe('under the policy review', () => {
  test('a reversal after completion opens the rolling for review, and nothing else does', () => {
    const world = completed();
    expect(rollingView(world.rolling())).toMatchObject({ review: null });
    takeBack(world, 'r1');
    expect(rollingView(world.rolling())).toMatchObject({ state: 'completed', reversed_minor: '10', review: 'open' });
    expect(world.lastEntry()).toMatchObject({ kind: 'BET_ROLLBACK', reason: 'AFTER_COMPLETION' });
  });

  test('somebody looks at it, and a later reversal opens it again', () => {
    const world = completed();
    takeBack(world, 'r1');
    const { reply } = world.command(aReview({ key: 'a', reason: 'ticket 9' }));
    expect(reply?.status).toBe(200);
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ state: 'completed', review: 'done' });
    expect(world.lastEntry()).toMatchObject({
      kind: 'COMMAND',
      rule: 'review: ticket 9',
      credited: 0n,
      requestedBy: 'admin:eve',
    });
    takeBack(world, 'r2');
    expect(world.context().review).toBe('open');
    expect(world.command(aReview({ key: 'b' })).reply?.status).toBe(200);
    expect(world.command(aReview({ key: 'c' })).reply?.status).toBe(409);
  });

  test('what waited for the wallet opens it once the wallet says done', () => {
    const world = worldIn('completing.attempting', { rollbackAfterCompletion: 'review' });
    takeBack(world, 'r1');
    expect(world.context().review).toBeNull();
    world.walletSays('done');
    expect(world.context()).toMatchObject({ review: 'open', reversed: 100_000n });
  });

  test('a completion with nothing taken back asks for none', () => {
    expect(completed().context().review).toBeNull();
  });

  test.each(['canceled', 'expired'])('a rollback after the rolling was %s asks for none', (place) => {
    const world = new PlayerWorld({ rollbackAfterCompletion: 'review', forfeit: 'none' });
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    if (place === 'expired') world.waitFor('expire');
    else world.cancelAll({ ...aReview(), operation: 'cancel-all' });
    takeBack(world, 'r1');
    expect([world.state(), world.context().review]).toEqual([place, null]);
  });
});

test.each(['record', 'shortfall'] as const)('the policy %s asks for no review', (rollbackAfterCompletion) => {
  const world = worldIn('completed', { rollbackAfterCompletion });
  takeBack(world, 'r1');
  expect(world.context().review).toBeNull();
});

test.each(PLACES)('a review in %s without anything to look at is refused', (place) => {
  const world = worldIn(place, { rollbackAfterCompletion: 'review' });
  const before = world.rolling();
  const { reply } = world.command(aReview());
  expect(JSON.parse(reply?.body ?? '')).toMatchObject({ status: 409, code: 'INVALID_STATE' });
  expect(world.rolling()).toBe(before);
});
