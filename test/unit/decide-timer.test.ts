import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, MINUTE, NOON, aBet, aCommand } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

const GRACE = 60_000;

describe('the timers of a rolling', () => {
  test.each(PLACES)('in %s are those of its state', (place) => {
    const world = worldIn(place);
    const kinds = (['activate', 'expire', 'attempt'] as const).filter((kind) => world.timerOf(kind) !== null);
    const state = world.state();
    const expected =
      state === 'pending'
        ? ['activate', 'expire']
        : state === 'active' || state === 'suspended'
          ? ['expire']
          : state === 'completing' || state === 'canceling' || state === 'expiring'
            ? ['attempt']
            : [];
    expect(kinds).toEqual(expected);
  });
});

describe('a timer row read late or twice is harmless', () => {
  test.each(PLACES)('in %s nothing that is not due fires', (place) => {
    const world = worldIn(place);
    const before = world.rolling();
    for (const kind of ['activate', 'expire', 'attempt'] as const) {
      expect(world.timer(kind, 1, NOON)).toMatchObject({ outcome: 'stale', steps: [] });
    }
    expect(world.rolling()).toBe(before);
  });

  test('and so is one of a rolling nobody knows', () => {
    expect(new PlayerWorld().timer('expire', 1, NOON).outcome).toBe('stale');
  });
});

describe('expiry', () => {
  const due = NOON + DAY_MS;
  const world = (policy: ConstructorParameters<typeof PlayerWorld>[0] = {}): PlayerWorld => {
    const made = new PlayerWorld(policy);
    made.create({ activatesAt: NOON, expiresAt: due, releaseMinor: 500n });
    return made;
  };

  test('comes with the grace, not before', () => {
    const rolling = world();
    expect(rolling.timerOf('expire')).toBe(due + GRACE);
    rolling.now = due + GRACE - 1;
    expect(rolling.timer('expire').outcome).toBe('stale');
    rolling.now = due + GRACE;
    rolling.timer('expire');
    expect(rolling.state()).toBe('expiring');
    expect(rolling.lastEntry()).toMatchObject({ kind: 'TIMER', rule: 'expire', requestedBy: null });
    rolling.walletSays('done');
    expect(rolling.state()).toBe('expired');
    expect(JSON.parse(rolling.outbox[0]?.payload ?? '')).toMatchObject({
      event_type: 'ROLLING_CANCELED',
      reason: 'EXPIRED',
    });
  });

  test('within the grace the bet’s own time decides, not when it is delivered', () => {
    const rolling = world();
    rolling.now = due + GRACE - 1;
    rolling.settle(aBet({ settledAt: due }));
    rolling.settle(aBet({ betId: 'bet-2', settledAt: due + 1 }));
    expect(rolling.journalOf().map((entry) => entry.reason)).toEqual([null, null, 'SETTLED_AFTER_END']);
    expect(rolling.context().betsCounted).toBe(1);
  });

  test('never takes a rolling that reached its target in time', () => {
    const rolling = world();
    rolling.now = due + GRACE;
    rolling.settle(aBet({ stakeMinor: 1_000n, settledAt: due }));
    expect(rolling.timer('expire', 1, due + GRACE).outcome).toBe('stale');
    expect(rolling.state()).toBe('completing');
  });

  test('takes a pending and a suspended rolling too', () => {
    const pending = new PlayerWorld();
    pending.create({ activatesAt: NOON + DAY_MS - 1, expiresAt: due });
    pending.waitFor('expire');
    expect(pending.state()).toBe('expiring');
    const suspended = world();
    suspended.command(aCommand('suspend'));
    suspended.waitFor('expire');
    expect(suspended.state()).toBe('expiring');
  });

  test('waits where a suspension freezes the clock', () => {
    const rolling = world({ suspensionFreezesExpiry: true });
    rolling.command(aCommand('suspend'));
    rolling.now = due + DAY_MS;
    expect(rolling.timer('expire', 1, due + GRACE).outcome).toBe('stale');
    expect(rolling.state()).toBe('suspended');
  });

  test('of a brand without grace is due at once', () => {
    expect(world({ expiryGraceMs: 0 }).timerOf('expire')).toBe(due);
  });

  test('that forfeits nothing ends at once', () => {
    const rolling = world({ forfeit: 'none' });
    rolling.waitFor('expire');
    expect(rolling.state()).toBe('expired');
    expect(rolling.outbox).toHaveLength(1);
  });
});

describe('activation', () => {
  test('fires once', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON + HOUR });
    expect(world.timer('activate').outcome).toBe('stale');
    world.now = NOON + HOUR;
    expect(world.timer('activate', 1, NOON + HOUR).outcome).toBe('applied');
    expect(world.timer('activate', 1, NOON + HOUR).outcome).toBe('stale');
    world.settle(aBet({ placedAt: NOON + HOUR, settledAt: NOON + HOUR + MINUTE }));
    expect(world.context().betsCounted).toBe(1);
  });
});
