import { describe, expect, test } from 'vitest';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { stateOf } from '../../src/domain/rolling.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, HUGE, NOON, aBet, aCommand, aRollback, anAdjust } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

const UNITS = 10_000n;
const ADJUSTABLE = ['pending', 'active', 'suspended'];
const END = NOON + 2 * 60_000 + GLOBAL_DEFAULT_POLICY.durationMs;

describe('an adjust', () => {
  test.each(ADJUSTABLE)('gives and takes progress in state %s, signed in the journal', (place) => {
    const world = worldIn(place);
    world.command(anAdjust({ key: 'a', wageredDeltaMinor: 300n }));
    expect(world.lastEntry()).toMatchObject({ kind: 'COMMAND', rule: 'adjust: goodwill', credited: 300n * UNITS });
    const { reply } = world.command(anAdjust({ key: 'b', wageredDeltaMinor: -100n, reason: 'too much' }));
    expect(world.lastEntry()).toMatchObject({
      rule: 'adjust: too much',
      credited: -100n * UNITS,
      requestedBy: 'admin:eve',
    });
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ state: place, wagered_minor: '200', bets_counted: 0 });
  });

  test.each(ADJUSTABLE)('puts the end off in state %s, and its timer with it', (place) => {
    const world = worldIn(place);
    world.command(anAdjust({ expiresAt: END + DAY_MS }));
    expect(world.context().expiresAt).toBe(END + DAY_MS);
    expect(world.timerOf('expire')).toBe(END + DAY_MS + 60_000);
    const rule = `adjust: expires_at ${new Date(END + DAY_MS).toISOString()}: goodwill`;
    expect(world.lastEntry()).toMatchObject({ kind: 'COMMAND', rule, credited: 0n, requestedBy: 'admin:eve' });
  });

  test('of both is one commit with an entry for each', () => {
    const world = worldIn('active');
    const { steps, reply } = world.command(anAdjust({ expiresAt: END + HOUR, wageredDeltaMinor: 5n }));
    expect(steps.map(({ entry }) => entry.credited)).toEqual([0n, 5n * UNITS]);
    expect(steps.map(({ entry }) => entry.note)).toEqual(['ticket 9', 'ticket 9']);
    expect(reply).toMatchObject({ status: 200, version: 3 });
    expect(world.context()).toMatchObject({ expiresAt: END + HOUR, progress: 5n * UNITS });
  });

  test('to the target completes the rolling, in the same commit', () => {
    const world = worldIn('active');
    const { reply } = world.command(anAdjust({ expiresAt: END + HOUR, wageredDeltaMinor: 1_000n }));
    expect([reply?.status, world.state()]).toEqual([202, 'completing']);
    expect(world.walletCalls).toMatchObject([{ operation: 'release', amountMinor: 500n }]);
    expect(world.timerOf('expire')).toBeNull();
  });

  test.each([
    ['pending', (world: PlayerWorld) => world.waitFor('activate')],
    ['suspended', (world: PlayerWorld) => world.command(aCommand('resume'))],
  ] as const)('to the target of a %s one completes it once it may count again', (place, goOn) => {
    const world = worldIn(place);
    world.command(anAdjust({ wageredDeltaMinor: 1_000n }));
    expect(world.state()).toBe(place);
    goOn(world);
    expect(world.state()).toBe('completing');
  });

  test('takes all there is and not one more, exactly', () => {
    const world = new PlayerWorld({ contribution: { defaultBp: 3_333, rules: [] } });
    world.create({ activatesAt: NOON, requiredMinor: HUGE * 9n });
    world.settle(aBet({ stakeMinor: HUGE }));
    const most = (HUGE * 3_333n) / UNITS;
    const refused = world.command(anAdjust({ key: 'more', wageredDeltaMinor: -(most + 1n) }));
    expect(refused).toMatchObject({ outcome: 'refused', steps: [], reply: { status: 422 } });
    expect(JSON.parse(refused.reply?.body ?? '')).toMatchObject({ code: 'PROGRESS_BELOW_ZERO' });
    world.command(anAdjust({ key: 'all', wageredDeltaMinor: -most }));
    expect(world.context().progress).toBe(HUGE * 3_333n - most * UNITS);
  });

  test('of what a rollback took below zero lifts it, and takes no more', () => {
    const world = worldIn('active');
    world.settle(aBet());
    world.command(anAdjust({ key: 'a', wageredDeltaMinor: -100n }));
    world.rollBack(aRollback());
    expect(world.context().progress).toBe(-100n * UNITS);
    expect(world.command(anAdjust({ key: 'b', wageredDeltaMinor: -1n })).reply?.status).toBe(422);
    world.command(anAdjust({ key: 'c', wageredDeltaMinor: 150n }));
    expect(world.context().progress).toBe(50n * UNITS);
  });

  test.each([
    ['not later than now', NOON + 2 * 60_000, 'EXPIRES_IN_PAST'],
    ['not later than before', END, 'EXPIRY_NOT_EXTENDED'],
    ['earlier than before', END - 1, 'EXPIRY_NOT_EXTENDED'],
  ])('refuses an end that is %s, and then changes nothing else either', (_what, expiresAt, code) => {
    const world = worldIn('active');
    const before = world.rolling();
    const { reply } = world.command(anAdjust({ expiresAt, wageredDeltaMinor: 5n }));
    expect([reply?.status, JSON.parse(reply?.body ?? '')]).toMatchObject([422, { code }]);
    expect(world.rolling()).toBe(before);
  });

  test.each(PLACES.filter((place) => !ADJUSTABLE.includes(place)))('is refused in %s', (place) => {
    const world = worldIn(place);
    const before = world.rolling();
    const { reply } = world.command(anAdjust({ expiresAt: END + DAY_MS, wageredDeltaMinor: -9_999n }));
    const problem: unknown = JSON.parse(reply?.body ?? '');
    expect(problem).toMatchObject({ status: 409, code: 'INVALID_STATE', state: stateOf(before.snapshot) });
    expect(world.rolling()).toBe(before);
  });

  test('is answered once under its key', () => {
    const world = worldIn('active');
    const first = world.command(anAdjust({ wageredDeltaMinor: 5n }));
    expect(world.command(anAdjust({ wageredDeltaMinor: 5n }))).toMatchObject({ steps: [], reply: first.reply });
    expect(world.context().progress).toBe(5n * UNITS);
  });
});
