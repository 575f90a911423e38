import { describe, expect, test } from 'vitest';
import { HUGE, NOON, aBet, aCancel, aCommand, aRollback, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

const UNITS = 10_000n;

/** A rolling of 1,000 with bet-0 of 950 counted, and bet-1 of 100 that lifts it over the target. */
function reached(prepare: (world: PlayerWorld) => void = () => undefined): PlayerWorld {
  const world = new PlayerWorld({ retry: { maxAttempts: 2, baseMs: 500, maxMs: 60_000 } });
  world.create({ activatesAt: NOON, releaseMinor: 500n });
  world.settle(aBet({ betId: 'bet-0', stakeMinor: 950n }));
  prepare(world);
  world.settle(aBet());
  return world;
}

const walletShut = (world: PlayerWorld): void => {
  world.walletOpen = false;
};

describe('before completion a rollback', () => {
  test('takes back exactly what the bet was credited', () => {
    const world = new PlayerWorld({ contribution: { defaultBp: 3_333, rules: [] } });
    world.create({ activatesAt: NOON, requiredMinor: HUGE });
    world.settle(aBet({ stakeMinor: HUGE }));
    expect(world.rollBack(aRollback()).outcome).toBe('applied');
    expect(world.context()).toMatchObject({ progress: 0n, betsCounted: 0 });
    expect(world.lastEntry()).toMatchObject({
      kind: 'BET_ROLLBACK',
      credited: -HUGE * 3_333n,
      reason: null,
      bet: { betId: 'bet-1', settlementId: 'bet-1', leg: null, stakeMinor: HUGE, weightBp: 3_333 },
    });
  });

  test('in parts adds up and stops at the stake', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    const seen = [30n, 30n, 60n, 1n].map((amountMinor, index) => {
      world.rollBack(aRollback({ eventId: `r${index}`, amountMinor }));
      return [world.context().progress / UNITS, world.context().betsCounted, world.lastEntry().reason];
    });
    expect(seen).toEqual([
      [70n, 1, null],
      [40n, 1, null],
      [0n, 0, null],
      [0n, 0, 'NOTHING_COUNTED'],
    ]);
  });

  test('of a waterfall bet unwinds the last leg first', () => {
    const world = new PlayerWorld({ allocation: 'waterfall', betCapMinor: { EUR: 60n } });
    world.create({ number: 1, activatesAt: NOON });
    world.create({ number: 2, activatesAt: NOON });
    world.settle(aBet());
    world.rollBack(aRollback({ eventId: 'r1', amountMinor: 50n }));
    expect([world.context(1).progress, world.context(2).progress]).toEqual([500_000n, 0n]);
    expect([world.context(1).betsCounted, world.context(2).betsCounted]).toEqual([1, 0]);
  });

  test('of a bet that counted nothing is explained', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet({ outcome: 'void' }));
    expect(world.rollBack(aRollback()).outcome).toBe('counted_nothing');
    expect(world.lastEntry()).toMatchObject({ reason: 'NOTHING_COUNTED', credited: 0n });
  });

  test('lowers a suspended rolling too', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.command(aCommand('suspend'));
    world.rollBack(aRollback());
    expect(world.context().progress).toBe(0n);
  });

  test('without a settlement id means the latest settlement', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.settle(aBet({ settlementId: 'again', stakeMinor: 7n }));
    world.rollBack(aRollback());
    expect(world.context().progress).toBe(100n * UNITS);
    expect(world.markOf('bet-1', 'again')).toMatchObject({ whole: true, rolledBackMinor: 7n });
  });

  test('a settle, its rollback and another settle are legal', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.rollBack(aRollback());
    world.settle(aBet({ settlementId: 'again', stakeMinor: 80n }));
    expect(world.context()).toMatchObject({ progress: 80n * UNITS, betsCounted: 1 });
  });

  test('comes once', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.rollBack(aRollback({ amountMinor: 10n }));
    expect(world.rollBack(aRollback({ amountMinor: 10n }))).toMatchObject({
      outcome: 'duplicate',
      steps: [],
      marks: [],
    });
    expect(world.rollBack(aRollback({ amountMinor: 11n, fingerprint: 77 })).refusal?.code).toBe('EVENT_ID_REUSED');
    expect(world.context().progress).toBe(90n * UNITS);
  });
});

describe('while the release is only queued, a rollback', () => {
  test('that goes below the target makes the rolling active again, and nothing is asked of the wallet', () => {
    const world = reached(walletShut);
    expect(world.state()).toBe('completing');
    expect(world.timerOf('attempt')).not.toBeNull();
    world.rollBack(aRollback());
    expect(world.state()).toBe('active');
    expect(world.context()).toMatchObject({ progress: 950n * UNITS, release: null });
    expect([world.timerOf('attempt'), world.timerOf('expire')]).toEqual([null, world.context().expiresAt! + 60_000]);
    expect(world.walletCalls).toEqual([]);
    world.walletOpen = true;
    world.settle(aBet({ betId: 'bet-2' }));
    expect(world.walletCalls).toMatchObject([{ operation: 'release', attempt: 1 }]);
  });

  test('that stays at the target leaves it completing', () => {
    const world = reached(walletShut);
    world.rollBack(aRollback({ amountMinor: 50n }));
    expect(world.state()).toBe('completing');
    expect(world.context().progress).toBe(1_000n * UNITS);
  });

  test('never reopens a forced completion', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.walletOpen = false;
    world.command(aCommand('complete'));
    world.rollBack(aRollback());
    expect(world.state()).toBe('completing');
    expect(world.context().progress).toBe(0n);
  });
});

describe('while a release may be on its way, a rollback waits for the wallet’s answer', () => {
  const OUT: readonly [string, (world: PlayerWorld) => void][] = [
    ['attempting', () => undefined],
    ['backing off', (world) => void world.walletSays('retry')],
    ['backing off after a refusal of our credentials', (world) => void world.walletSays('misconfigured')],
    [
      'failed with its attempts used up',
      (world) => {
        world.walletSays('retry');
        world.waitFor('attempt');
        world.walletSays('retry');
        expect(world.state()).toBe('completion_failed');
      },
    ],
    [
      'revived after its attempts were used up, with the wallet shut',
      (world) => {
        world.walletSays('retry');
        world.waitFor('attempt');
        world.walletSays('retry');
        world.walletOpen = false;
        world.command(aCommand('retry-completion'));
        expect(world.rolling().snapshot.value).toEqual({ completing: 'backing_off' });
        world.walletOpen = true;
      },
    ],
  ];

  /** Another attempt if none is out, so that the wallet has something to answer. */
  function answer(world: PlayerWorld, outcome: 'done' | 'refused'): void {
    world.walletSays(outcome);
  }

  test.each(OUT)('%s: acknowledged at once', (_where, prepare) => {
    const world = reached();
    prepare(world);
    const state = world.state();
    expect(world.rollBack(aRollback()).outcome).toBe('applied');
    expect(world.lastEntry()).toMatchObject({ reason: 'WAITING_FOR_WALLET', credited: 0n, stateTo: state });
    expect(world.context()).toMatchObject({ progress: 1_050n * UNITS, waiting: 100n * UNITS, waitingBets: 1 });
  });

  test.each(OUT)('%s: done means reversed after completion', (_where, prepare) => {
    const world = reached();
    prepare(world);
    world.rollBack(aRollback());
    answer(world, 'done');
    expect(world.state()).toBe('completed');
    expect(world.context()).toMatchObject({
      progress: 1_050n * UNITS,
      reversed: 100n * UNITS,
      waiting: 0n,
      betsCounted: 2,
    });
    expect(world.lastEntry().credited).toBe(-100n * UNITS);
  });

  test.each(OUT)('%s: refused means rolled back, and active again where it is below the target', (_where, prepare) => {
    const world = reached();
    prepare(world);
    world.rollBack(aRollback());
    answer(world, 'refused');
    expect(world.state()).toBe('active');
    expect(world.context()).toMatchObject({
      progress: 950n * UNITS,
      reversed: 0n,
      waiting: 0n,
      waitingBets: 0,
      betsCounted: 1,
    });
    world.settle(aBet({ betId: 'bet-2' }));
    expect(world.state()).toBe('completing');
    expect(world.walletCalls.at(-1)).toMatchObject({ operation: 'release', attempt: 1 });
  });

  test.each(OUT)('%s: refused but still at the target leaves it failed', (_where, prepare) => {
    const world = reached();
    prepare(world);
    world.rollBack(aRollback({ amountMinor: 50n }));
    answer(world, 'refused');
    expect(world.state()).toBe('completion_failed');
    expect(world.context()).toMatchObject({ progress: 1_000n * UNITS, waiting: 0n });
    world.rollBack(aRollback({ eventId: 'rest', amountMinor: 1n }));
    expect(world.state()).toBe('active');
  });

  test('refused never reopens a forced completion', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.command(aCommand('complete'));
    world.rollBack(aRollback());
    world.walletSays('refused');
    expect(world.state()).toBe('completion_failed');
    expect(world.context()).toMatchObject({ progress: 0n, waiting: 0n, forced: true });
  });
});

describe('after completion a rollback', () => {
  test('is journalled and shown, and moves nothing', () => {
    const world = reached();
    world.walletSays('done');
    const { progress, betsCounted } = world.context();
    world.rollBack(aRollback({ amountMinor: 40n }));
    expect(world.state()).toBe('completed');
    expect(world.context()).toMatchObject({ progress, betsCounted, reversed: 40n * UNITS });
    expect(world.lastEntry()).toMatchObject({ reason: 'AFTER_COMPLETION', credited: -40n * UNITS });
    expect(world.walletCalls).toHaveLength(1);
    expect(world.outbox).toHaveLength(1);
  });
});

describe('during and after a cancel a rollback is only journalled', () => {
  const bets = (world: PlayerWorld): void => {
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    world.command(aCancel());
  };

  test.each<[string, string, (world: PlayerWorld) => void]>([
    ['under way', 'canceling', () => undefined],
    ['failed', 'cancellation_failed', (world) => void world.walletSays('refused')],
    ['done', 'canceled', (world) => void world.walletSays('done')],
  ])('%s', (_when, state, prepare) => {
    const world = new PlayerWorld();
    bets(world);
    prepare(world);
    const { length } = world.outbox;
    world.rollBack(aRollback());
    expect(world.state()).toBe(state);
    expect(world.context()).toMatchObject({ progress: 0n, reversed: 0n });
    expect(world.lastEntry()).toMatchObject({ credited: -100n * UNITS, reason: null });
    expect(world.outbox).toHaveLength(length);
  });
});

test('a rollback reads the journal of a rolling that the bet’s later settlements never touched', () => {
  const world = new PlayerWorld();
  world.create({ activatesAt: NOON });
  world.settle(aBet());
  world.command(aCancel());
  world.walletSays('done');
  world.create({ number: 2, activatesAt: NOON });
  world.settle(aBet({ settlementId: 'again' }));
  world.rollBack(aRollback({ settlementId: 'bet-1' }));
  expect(world.context(1).progress).toBe(0n);
  expect(world.context(2).progress).toBe(100n * UNITS);
});

test('a rollback that names a rolling nobody loaded is refused loudly, never dropped', () => {
  const world = new PlayerWorld();
  world.create({ activatesAt: NOON });
  world.settle(aBet());
  world.rollings.length = 0;
  expect(() => world.rollBack(aRollback())).toThrow(rollingIdOf(1));
});
