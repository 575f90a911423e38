import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_DEADLINE_MS, QUEUE_PROBE_MS, backOffMs } from '../../machines/rolling.retry.ts';
import { decideWalletResult } from '../../src/domain/decide/wallet-result.ts';
import { BRAND, PLAYER, SLOT, WALLET_SAYS, aCancel, aCommand, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

const RETRY = { maxAttempts: 2, baseMs: 500, maxMs: 60_000 };

describe('the wallet’s yes', () => {
  test('to a release completes the rolling, and only then is it told', () => {
    const world = worldIn('completing.attempting');
    expect(world.outbox).toEqual([]);
    expect(world.walletSays('done').outcome).toBe('applied');
    expect(world.state()).toBe('completed');
    expect(world.lastEntry()).toMatchObject({ kind: 'WALLET_RESULT', rule: 'release:done', stateTo: 'completed' });
    expect(world.outbox).toMatchObject([{ eventId: `${rollingIdOf(1)}:ROLLING_COMPLETED` }]);
    expect(world.context()).toMatchObject({ closedAt: world.now, release: { outcome: 'done', transactionId: 'tx-1' } });
  });

  test.each(['completing.backing_off', 'completion_failed'])('counts also when it comes late, in %s', (place) => {
    const world = worldIn(place);
    world.walletSays('done', 1, 1);
    expect(world.state()).toBe('completed');
  });

  test.each([
    ['canceling.backing_off', 'canceled'],
    ['expiring.backing_off', 'expired'],
    ['cancellation_failed', 'canceled'],
  ])('to a forfeit counts late in %s', (place, end) => {
    const world = worldIn(place);
    world.walletSays('done', 1, 1);
    expect(world.state()).toBe(end);
    expect(world.outbox).toHaveLength(1);
  });

  test('while another attempt is out makes that one’s answer stale', () => {
    const world = worldIn('completing.backing_off');
    world.waitFor('attempt');
    world.walletSays('done', 1, 1);
    for (const outcome of ['done', 'refused', 'retry', 'misconfigured'] as const) {
      expect(world.walletSays(outcome, 1, 2)).toMatchObject({ outcome: 'stale', steps: [] });
    }
    expect(world.outbox).toHaveLength(1);
  });
});

describe('an answer that nobody waits for changes nothing', () => {
  const awaiting = /attempting|backing_off|completion_failed$|cancellation_failed$/;

  test.each(PLACES)('in %s', (place) => {
    const world = worldIn(place);
    const before = world.rolling();
    const heard = ['release', 'forfeit'].flatMap((operation) =>
      Object.values(WALLET_SAYS).map((outcome) => {
        const result = {
          brandId: BRAND,
          playerId: PLAYER,
          rollingId: rollingIdOf(1),
          operation: operation === 'release' ? 'release' : 'forfeit',
          attempt: 7,
          outcome,
        } as const;
        const view = { brandId: BRAND, playerId: PLAYER, slot: SLOT, rollings: world.rollings };
        return decideWalletResult(view, result, world).outcome === 'applied' ? `${operation} ${outcome.kind}` : null;
      }),
    );
    const operation = place.startsWith('compl') ? 'release' : 'forfeit';
    // of an attempt it does not know, only the wallet's final word counts
    expect(heard.filter((each) => each !== null)).toEqual(
      awaiting.test(place) ? [`${operation} done`, `${operation} refused`] : [],
    );
    expect(world.rolling()).toBe(before);
  });

  test('of a rolling nobody knows neither', () => {
    const view = { brandId: BRAND, playerId: PLAYER, slot: SLOT, rollings: [] };
    const result = {
      brandId: BRAND,
      playerId: PLAYER,
      rollingId: rollingIdOf(1),
      operation: 'release',
      attempt: 1,
      outcome: WALLET_SAYS.done,
    } as const;
    expect(decideWalletResult(view, result, new PlayerWorld()).outcome).toBe('stale');
  });
});

describe('the wallet’s no', () => {
  test('is final for a release: completion failed, and no timer asks again', () => {
    const world = worldIn('completing.attempting');
    world.walletSays('refused');
    expect(world.state()).toBe('completion_failed');
    expect(world.context().release).toMatchObject({
      outcome: 'refused',
      lastError: 'NOT_ALLOWED',
      nextAttemptAt: null,
    });
    expect(world.timerOf('attempt')).toBeNull();
    expect(world.outbox).toEqual([]);
  });

  test.each(['canceling.attempting', 'expiring.attempting'])('is final for a forfeit in %s', (place) => {
    const world = worldIn(place);
    world.walletSays('refused');
    expect(world.state()).toBe('cancellation_failed');
    expect(world.timerOf('attempt')).toBeNull();
  });

  test('may come after the attempts are used up, and then a cancel is possible', () => {
    const world = worldIn('completion_failed');
    world.walletSays('refused');
    expect(world.context().release?.outcome).toBe('refused');
    expect(world.command(aCancel()).reply?.status).toBe(202);
  });
});

describe('no answer', () => {
  test('is asked again with the same call after the back-off', () => {
    const world = worldIn('completing.attempting');
    world.walletSays('retry');
    const { nextAttemptAt } = world.context().release!;
    expect(nextAttemptAt).toBe(world.now + backOffMs(RETRY, 1, rollingIdOf(1)));
    expect(world.timerOf('attempt')).toBe(nextAttemptAt);
    world.waitFor('attempt');
    expect(world.walletCalls).toMatchObject([
      { operation: 'release', amountMinor: 500n, attempt: 1 },
      { operation: 'release', amountMinor: 500n, attempt: 2 },
    ]);
  });

  test('waits as long as the wallet asked where that is later', () => {
    const world = worldIn('completing.attempting');
    world.walletSays({ ...WALLET_SAYS.retry, retryAfterMs: 90_000 });
    expect(world.timerOf('attempt')).toBe(world.now + 90_000);
  });

  test('waits for the back-off where that is later than the wallet asked', () => {
    const world = worldIn('completing.attempting');
    world.walletSays({ ...WALLET_SAYS.retry, retryAfterMs: 1 });
    expect(world.timerOf('attempt')).toBe(world.now + backOffMs(RETRY, 1, rollingIdOf(1)));
  });

  test('within the deadline makes the timer repeat the call', () => {
    const world = worldIn('completing.attempting');
    expect(world.timerOf('attempt')).toBe(world.now + ANSWER_DEADLINE_MS + backOffMs(RETRY, 1, rollingIdOf(1)));
    world.waitFor('attempt');
    expect(world.walletCalls.at(-1)).toMatchObject({ attempt: 2 });
    // the first attempt's own "come again" is late by now
    expect(world.walletSays('retry', 1, 1).outcome).toBe('stale');
    world.waitFor('attempt');
    expect(world.state()).toBe('completion_failed');
    expect(world.context().release).toMatchObject({ outcome: 'unknown', lastError: 'NO_ANSWER', nextAttemptAt: null });
    expect(world.walletCalls).toHaveLength(2);
  });

  test.each([
    ['completing.attempting', 'completion_failed'],
    ['canceling.attempting', 'cancellation_failed'],
    ['expiring.attempting', 'cancellation_failed'],
  ])('to the last attempt in %s rests in %s until somebody retries', (place, rest) => {
    const world = worldIn(place);
    world.walletSays('retry');
    world.waitFor('attempt');
    world.walletSays('retry');
    expect(world.state()).toBe(rest);
    expect(world.timerOf('attempt')).toBeNull();
    world.command(aCommand('retry-completion'));
    expect(world.walletCalls.at(-1)).toMatchObject({ attempt: 1 });
    world.walletSays('done');
    expect(world.outbox).toHaveLength(1);
  });
});

describe('a refusal of our credentials', () => {
  test.each(['completing.attempting', 'canceling.attempting', 'expiring.attempting'])(
    'uses up no attempt in %s',
    (place) => {
      const world = worldIn(place);
      for (let time = 0; time < 10; time += 1) {
        world.walletSays('misconfigured');
        expect(world.rolling().snapshot.value).toEqual({ [world.state()]: 'backing_off' });
        world.waitFor('attempt');
      }
      const call = world.context().ending === null ? world.context().release : world.context().forfeit;
      expect(call).toMatchObject({ attempts: 1, outcome: 'unknown', lastError: 'UNAUTHORIZED' });
      expect(world.walletCalls).toHaveLength(11);
    },
  );

  test('after real attempts keeps those', () => {
    const world = worldIn('completing.backing_off');
    world.waitFor('attempt');
    world.walletSays('misconfigured');
    expect(world.context().release?.attempts).toBe(1);
    world.waitFor('attempt');
    world.walletSays('retry');
    expect(world.state()).toBe('completion_failed');
  });
});

describe('while the wallet is shut', () => {
  test.each(['completing.queued', 'canceling.queued', 'expiring.queued'])(
    '%s looks again and again and uses up nothing',
    (place) => {
      const world = worldIn(place);
      world.walletOpen = false;
      for (let time = 0; time < 5; time += 1) {
        expect(world.timerOf('attempt')).toBe(world.now + QUEUE_PROBE_MS);
        world.waitFor('attempt');
      }
      expect(world.walletCalls).toEqual([]);
      world.walletOpen = true;
      world.waitFor('attempt');
      expect(world.walletCalls).toMatchObject([{ attempt: 1 }]);
    },
  );

  test('a call that may have been sent goes on backing off', () => {
    const world = worldIn('completing.backing_off');
    world.walletOpen = false;
    world.waitFor('attempt');
    expect(world.rolling().snapshot.value).toEqual({ completing: 'backing_off' });
    expect(world.context().release).toMatchObject({ attempts: 1, outcome: 'unknown' });
    expect(world.timerOf('attempt')).toBe(world.now + QUEUE_PROBE_MS);
  });
});

describe('the back-off', () => {
  const policy = fc.record({
    maxAttempts: fc.constant(30),
    baseMs: fc.integer({ min: 1, max: 10_000 }),
    maxMs: fc.integer({ min: 1, max: 3_600_000 }),
  });
  const attempt = fc.integer({ min: 0, max: 1_000 });

  test('is the same wherever it is worked out, and between half of its step and the whole', () => {
    fc.assert(
      fc.property(policy, attempt, fc.uuid(), (retry, number, id) => {
        const wait = backOffMs(retry, number, id);
        expect(backOffMs(retry, number, id)).toBe(wait);
        const step = Math.min(retry.maxMs, retry.baseMs * 2 ** Math.min(40, Math.max(0, number - 1)));
        expect(Number.isSafeInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(step / 2);
        expect(wait).toBeLessThanOrEqual(Math.ceil(step));
      }),
    );
  });

  test('spreads rollings that wait for the same wallet', () => {
    const retry = { maxAttempts: 30, baseMs: 1_000, maxMs: 600_000 };
    const waits = Array.from({ length: 1_000 }, (_, number) => backOffMs(retry, 1, rollingIdOf(number)));
    expect(new Set(waits).size).toBeGreaterThan(300);
    const quarters = [500, 625, 750, 875].map(
      (from) => waits.filter((wait) => wait >= from && wait < from + 125).length,
    );
    for (const count of quarters) expect(count).toBeGreaterThan(150);
  });

  test('doubles from attempt to attempt up to its limit', () => {
    const retry = { maxAttempts: 30, baseMs: 1_000, maxMs: 8_000 };
    const waits = [1, 2, 3, 4, 5, 6].map((number) => backOffMs(retry, number, rollingIdOf(1)));
    [1_000, 2_000, 4_000, 8_000, 8_000, 8_000].forEach((step, index) => {
      expect(waits[index]).toBeGreaterThanOrEqual(step / 2);
      expect(waits[index]).toBeLessThanOrEqual(step);
    });
  });
});
