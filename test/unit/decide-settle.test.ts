import { describe, expect, test } from 'vitest';
import type { BetSettled } from '../../src/domain/wallet-event.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import {
  HOUR,
  HUGE,
  MINUTE,
  NOON,
  WALLET_SAYS,
  aBet,
  aCancel,
  aCommand,
  aRollback,
  rollingIdOf,
} from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

/** A world with one rolling of 1,000 that is active since noon. */
function oneRolling(policy: ConstructorParameters<typeof PlayerWorld>[0] = {}): PlayerWorld {
  const world = new PlayerWorld(policy);
  world.create({ activatesAt: NOON });
  return world;
}

describe('a settled bet', () => {
  test('is credited exactly and explained', () => {
    const world = oneRolling({
      contribution: { defaultBp: 10_000, rules: [{ gameCategory: 'slots', weightBp: 3_333 }] },
    });
    const decision = world.settle(aBet({ stakeMinor: 7n }));
    expect(decision.outcome).toBe('applied');
    expect(decision.inbox).toMatchObject({ eventId: 'settle:bet-1:', fingerprint: 11 });
    expect(world.context()).toMatchObject({ progress: 7n * 3_333n, betsCounted: 1 });
    expect(world.lastEntry()).toMatchObject({
      version: 2,
      kind: 'BET_SETTLED',
      bet: { betId: 'bet-1', settlementId: 'bet-1', leg: 0, stakeMinor: 7n, weightBp: 3_333 },
      credited: 7n * 3_333n,
      reason: null,
      rule: 'category:slots',
      stateFrom: 'active',
      stateTo: 'active',
    });
  });

  test('of 40 digits loses none', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON, requiredMinor: HUGE * 2n });
    world.settle(aBet({ stakeMinor: HUGE }));
    expect(world.context().progress).toBe(HUGE * 10_000n);
  });

  test('that reaches the target completes the rolling and calls the wallet once it is durable', () => {
    const world = oneRolling();
    world.settle(aBet({ stakeMinor: 999n }));
    expect(world.state()).toBe('active');
    world.settle(aBet({ betId: 'bet-2', stakeMinor: 1n }));
    expect(world.state()).toBe('completing');
    expect(world.walletCalls).toMatchObject([
      { rollingId: rollingIdOf(1), operation: 'release', amountMinor: 0n, attempt: 1 },
    ]);
    expect(world.context().release).toMatchObject({ attempts: 1, outcome: 'unknown' });
  });

  test('shows the excess and never carries it', () => {
    const world = oneRolling();
    world.create({ number: 2, activatesAt: NOON });
    world.settle(aBet({ stakeMinor: 1_700n }));
    expect(world.context(1).progress).toBe(1_700n * 10_000n);
    expect(world.context(2).progress).toBe(0n);
  });

  test('of a player without any rolling writes nothing', () => {
    const world = new PlayerWorld();
    expect(world.settle(aBet())).toMatchObject({ outcome: 'nobody', steps: [], inbox: null, marks: [] });
  });

  test('activates a rolling whose time has come before anybody else did', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: world.now + MINUTE });
    expect(world.state()).toBe('pending');
    world.now += 2 * MINUTE;
    world.settle(aBet({ placedAt: world.now - MINUTE, settledAt: world.now }));
    expect(world.journalOf().map((entry) => [entry.kind, entry.stateTo, entry.credited])).toEqual([
      ['CREATED', 'pending', 0n],
      ['ACTIVATED', 'active', 0n],
      ['BET_SETTLED', 'active', 1_000_000n],
    ]);
  });

  test('in a pending rolling is explained', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: world.now + HOUR });
    expect(world.settle(aBet()).outcome).toBe('counted_nothing');
    expect(world.lastEntry()).toMatchObject({ reason: 'PLACED_BEFORE_ROLLING', credited: 0n, bet: { leg: 0 } });
  });

  test('counts in a completing rolling, which stays as it is', () => {
    const world = oneRolling();
    world.settle(aBet({ stakeMinor: 1_000n }));
    world.settle(aBet({ betId: 'bet-2' }));
    expect(world.context().progress).toBe(1_100n * 10_000n);
    expect(world.walletCalls).toHaveLength(1);
  });

  test('counts in a rolling whose completion failed', () => {
    const world = oneRolling();
    world.settle(aBet({ stakeMinor: 1_000n }));
    world.walletSays('refused');
    expect(world.state()).toBe('completion_failed');
    world.settle(aBet({ betId: 'bet-2' }));
    expect(world.context()).toMatchObject({ progress: 1_100n * 10_000n, betsCounted: 2 });
  });
});

describe('an event has one effect', () => {
  test('and none when it comes again', () => {
    const world = oneRolling();
    world.settle(aBet());
    expect(world.settle(aBet())).toMatchObject({
      outcome: 'duplicate',
      steps: [],
      inbox: null,
      marks: [],
      refusal: null,
    });
    expect(world.context().progress).toBe(1_000_000n);
  });

  test('and is refused when its id comes with another payload', () => {
    const world = oneRolling();
    world.settle(aBet());
    expect(world.settle(aBet({ stakeMinor: 5n, fingerprint: 99 }))).toMatchObject({
      outcome: 'refused',
      steps: [],
      refusal: { code: 'EVENT_ID_REUSED' },
    });
    expect(world.rollBack(aRollback({ eventId: 'settle:bet-1:' }))).toMatchObject({
      refusal: { code: 'EVENT_ID_REUSED' },
    });
  });

  test('a settlement counts once, also under another event id on another day', () => {
    const world = oneRolling();
    world.settle(aBet());
    const again = world.settle(aBet({ eventId: 'other', occurredAt: NOON + 3 * DAY_MS, stakeMinor: 900n }));
    expect(again).toMatchObject({ outcome: 'counted_nothing', inbox: { eventId: 'other' } });
    expect(world.lastEntry()).toMatchObject({ reason: 'DUPLICATE_SETTLEMENT', credited: 0n, bet: { leg: null } });
    expect(world.context()).toMatchObject({ progress: 1_000_000n, betsCounted: 1 });
  });

  test('a duplicate settlement is said on the rolling that has it', () => {
    const world = oneRolling();
    world.settle(aBet());
    world.create({ number: 2, activatesAt: NOON, priority: 9 });
    world.command(aCommand('suspend', { number: 2 }));
    world.rollings.reverse();
    world.settle(aBet({ eventId: 'other' }));
    expect(world.lastEntry(1).reason).toBe('DUPLICATE_SETTLEMENT');
    expect(world.journalOf(2)).toHaveLength(2);
  });

  test('a settlement that counted nothing is not decided anew either', () => {
    const world = oneRolling();
    world.settle(aBet({ currency: 'USD' }));
    world.settle(aBet({ eventId: 'other' }));
    expect(world.lastEntry().reason).toBe('DUPLICATE_SETTLEMENT');
    expect(world.context().progress).toBe(0n);
  });

  test('settlements of one bet follow each other in time, whatever the clock', () => {
    const world = oneRolling();
    world.settle(aBet({ settlementId: 'z' }));
    world.settle(aBet({ settlementId: 'm' }));
    world.now -= HOUR;
    world.settle(aBet({ settlementId: 'a' }));
    world.rollBack(aRollback({ amountMinor: 40n }));
    expect(world.legs.map((leg) => leg.at)).toEqual([0, 1, 2].map((later) => NOON + 2 * MINUTE + later));
    expect(world.markOf('bet-1', 'a')).toMatchObject({ rolledBackMinor: 40n });
  });
});

describe('a rollback that came before its settle', () => {
  test.each([
    ['by name', 'bet-1'],
    ['without a settlement id', null],
  ])('%s, whole: the settle counts nothing and a re-settle counts', (_how, settlementId) => {
    const world = oneRolling();
    expect(world.rollBack(aRollback({ settlementId })).outcome).toBe('remembered');
    expect(world.settle(aBet()).outcome).toBe('counted_nothing');
    expect(world.lastEntry()).toMatchObject({
      reason: 'CANCELED_BY_ROLLBACK',
      credited: 0n,
      bet: { weightBp: 10_000 },
    });
    world.settle(aBet({ settlementId: 'again' }));
    expect(world.context()).toMatchObject({ progress: 1_000_000n, betsCounted: 1 });
  });

  test.each([
    ['by name', 'bet-1'],
    ['without a settlement id', null],
  ])('%s, in part: the settle counts what is left, later rollbacks of it the rest', (_how, settlementId) => {
    const world = oneRolling();
    world.rollBack(aRollback({ eventId: 'r1', settlementId, amountMinor: 20n }));
    world.rollBack(aRollback({ eventId: 'r2', settlementId, amountMinor: 15n }));
    world.settle(aBet());
    expect(world.context().progress).toBe(65n * 10_000n);
    expect(world.markOf('bet-1', 'bet-1')).toMatchObject({ rolledBackMinor: 35n, whole: false });
    world.rollBack(aRollback({ eventId: 'r3', amountMinor: 1_000n }));
    expect(world.context()).toMatchObject({ progress: 0n, betsCounted: 0 });
    world.settle(aBet({ settlementId: 'again' }));
    expect(world.context().progress).toBe(1_000_000n);
  });

  test('adds up over both ways of naming it, and never to more than the stake', () => {
    const world = oneRolling();
    world.rollBack(aRollback({ eventId: 'r1', settlementId: 'bet-1', amountMinor: 80n }));
    world.rollBack(aRollback({ eventId: 'r2', settlementId: null, amountMinor: 70n }));
    world.settle(aBet());
    expect(world.lastEntry().reason).toBe('CANCELED_BY_ROLLBACK');
    expect(world.markOf('bet-1', 'bet-1')).toMatchObject({ rolledBackMinor: 100n });
    expect(world.markOf('bet-1', '')).toMatchObject({ rolledBackMinor: 0n, whole: false });
    world.settle(aBet({ settlementId: 'again' }));
    expect(world.context().progress).toBe(1_000_000n);
  });

  test('is held against the settle though nobody had a rolling then', () => {
    const world = new PlayerWorld();
    expect(world.rollBack(aRollback())).toMatchObject({
      outcome: 'remembered',
      steps: [],
      inbox: { eventId: 'rollback:bet-1' },
    });
    world.create({ activatesAt: NOON });
    world.settle(aBet());
    expect(world.lastEntry().reason).toBe('CANCELED_BY_ROLLBACK');
  });

  test('leaves another reason that the bet has', () => {
    const world = oneRolling();
    world.rollBack(aRollback());
    world.settle(aBet({ outcome: 'void' }));
    expect(world.lastEntry().reason).toBe('VOID');
  });
});

describe('a bet that settles after the end', () => {
  const ended = (): PlayerWorld => {
    const world = oneRolling();
    world.now = NOON + HOUR;
    world.command(aCancel());
    world.walletSays('done');
    world.now += HOUR;
    return world;
  };
  const late = (placedAt: number | null): BetSettled => aBet({ placedAt, settledAt: NOON + 2 * HOUR });

  test('and was placed before it is journalled zero and changes nothing else', () => {
    const world = ended();
    expect(world.settle(late(NOON + MINUTE)).outcome).toBe('counted_nothing');
    expect(world.lastEntry()).toMatchObject({ reason: 'ROLLING_NOT_OPEN', credited: 0n, stateTo: 'canceled' });
    expect(world.outbox).toHaveLength(1);
  });

  test('and was placed after it leaves no trace', () => {
    const world = ended();
    for (const placedAt of [NOON + HOUR, NOON + 2 * HOUR, null]) {
      expect(world.settle(late(placedAt))).toMatchObject({ outcome: 'nobody', steps: [] });
    }
  });

  test('counts for the rolling that is open now, and the closed one says why it did not', () => {
    const world = ended();
    world.create({ number: 2, activatesAt: NOON });
    world.settle(late(NOON + MINUTE));
    expect(world.context(2).progress).toBe(1_000_000n);
    expect(world.journalOf(1).map((entry) => entry.reason)).toContain('ROLLING_NOT_OPEN');
  });
});

describe('a bet above the max whose policy cancels', () => {
  const policy = { maxBetMinor: { EUR: 50n }, maxBetOnBreach: 'cancel' } as const;

  test('counts nothing and cancels an active rolling in the same decision', () => {
    const world = oneRolling(policy);
    world.settle(aBet());
    expect(world.journalOf().map((entry) => [entry.version, entry.kind, entry.reason, entry.stateTo])).toEqual([
      [1, 'CREATED', null, 'active'],
      [2, 'BET_SETTLED', 'MAX_BET_BREACH', 'active'],
      [3, 'COMMAND', 'MAX_BET_BREACH', 'canceling'],
    ]);
    expect(world.walletCalls).toMatchObject([{ operation: 'forfeit' }]);
    world.walletSays('done');
    expect(world.outbox).toMatchObject([{ eventType: 'ROLLING_CANCELED' }]);
    expect(world.outbox[0]?.payload).toContain('"reason":"MAX_BET_BREACH"');
  });

  test('goes on to the next rolling, whose policy may differ', () => {
    const world = oneRolling(policy);
    world.policy = { ...world.policy, maxBetMinor: {} };
    world.create({ number: 2, activatesAt: NOON });
    world.settle(aBet());
    expect(world.state(1)).toBe('canceling');
    expect(world.context(2).progress).toBe(1_000_000n);
  });

  test.each([
    ['queued', (world: PlayerWorld) => (world.walletOpen = false)],
    ['attempting', () => undefined],
  ])('never cancels a rolling that is completing (%s)', (_where, prepare) => {
    const world = oneRolling(policy);
    prepare(world);
    for (let number = 0; number < 20; number += 1) world.settle(aBet({ betId: `small-${number}`, stakeMinor: 50n }));
    expect(world.state()).toBe('completing');
    world.settle(aBet());
    expect(world.state()).toBe('completing');
    expect(world.lastEntry()).toMatchObject({ kind: 'BET_SETTLED', reason: 'MAX_BET_BREACH', credited: 0n });
  });

  test('never cancels a rolling whose release was refused', () => {
    const world = oneRolling(policy);
    for (let number = 0; number < 20; number += 1) world.settle(aBet({ betId: `small-${number}`, stakeMinor: 50n }));
    world.walletSays(WALLET_SAYS.refused);
    world.settle(aBet());
    expect(world.state()).toBe('completion_failed');
  });
});

test('a suspended rolling counts nothing and says so', () => {
  const world = oneRolling();
  world.command(aCommand('suspend'));
  world.settle(aBet());
  expect(world.lastEntry()).toMatchObject({ reason: 'SUSPENDED', credited: 0n });
  world.command(aCommand('resume'));
  world.settle(aBet({ betId: 'bet-2' }));
  expect(world.context().betsCounted).toBe(1);
});

test('the waterfall’s legs are numbered in the order of allocation', () => {
  const world = oneRolling({ allocation: 'waterfall' });
  world.create({ number: 2, activatesAt: NOON });
  world.settle(aBet({ stakeMinor: 1_500n }));
  expect(world.legs).toMatchObject([
    { rollingId: rollingIdOf(1), leg: 0, stakeMinor: 1_500n, credited: 10_000_000n },
    { rollingId: rollingIdOf(2), leg: 1, stakeMinor: 1_500n, credited: 5_000_000n },
  ]);
  expect([world.state(1), world.state(2)]).toEqual(['completing', 'active']);
});
