import { describe, expect, test } from 'vitest';
import { isOpen, stateOf } from '../../src/domain/rolling.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, NOON, aBet, aCancelAll, aCommand, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

const CANCELABLE = ['pending', 'active', 'suspended', 'completing.queued', 'completion_failed, refused'];
const bodyOf = (reply: { body: string } | null): unknown => JSON.parse(reply?.body ?? '');

describe('cancel-all', () => {
  test.each(PLACES)('of a player whose only rolling is %s', (place) => {
    const world = worldIn(place);
    const before = world.rolling();
    const { reply, steps } = world.cancelAll(aCancelAll());
    const canceled = CANCELABLE.includes(place);
    const state = stateOf(before.snapshot);
    const named = !canceled && isOpen(before.snapshot) ? [{ rolling_id: rollingIdOf(1), state }] : [];
    expect(bodyOf(reply)).toMatchObject({
      player_id: 'anna',
      canceled: canceled ? [{ rolling_id: rollingIdOf(1), state: 'canceling' }] : [],
      not_canceled: named,
    });
    expect(steps).toHaveLength(canceled ? 1 : 0);
    const awaited = canceled || ['completing', 'canceling', 'expiring'].includes(state);
    expect(reply).toMatchObject({ status: awaited ? 202 : 200, rollingId: null, version: null });
    expect(world.rolling() === before).toBe(!canceled);
  });

  test('ends every one of many in one decision, and names the one it may not', () => {
    const world = new PlayerWorld();
    world.create({ number: 1, activatesAt: NOON, requiredMinor: 100n });
    world.settle(aBet());
    world.create({ number: 2, activatesAt: NOON });
    world.create({ number: 3, activatesAt: NOON + DAY_MS });
    world.create({ number: 4, activatesAt: NOON });
    world.command(aCommand('suspend', { number: 4 }));
    const { reply, steps } = world.cancelAll(aCancelAll());
    expect(steps.map(({ after }) => after.facts.rollingId)).toEqual([2, 3, 4].map(rollingIdOf));
    expect(bodyOf(reply)).toMatchObject({
      canceled: [2, 3, 4].map((number) => ({ rolling_id: rollingIdOf(number), state: 'canceling' })),
      not_canceled: [{ rolling_id: rollingIdOf(1), state: 'completing' }],
    });
    expect(world.walletCalls.map(({ operation }) => operation)).toEqual(['release', 'forfeit', 'forfeit', 'forfeit']);
    expect(world.lastEntry(4)).toMatchObject({
      kind: 'COMMAND',
      rule: 'cancel-all: SELF_EXCLUSION',
      requestedBy: 'admin:eve',
      note: 'ticket 9',
    });
    world.walletSays('done', 4);
    expect(JSON.parse(world.outbox[0]?.payload ?? '')).toMatchObject({
      reason: 'SELF_EXCLUSION',
      requested_by: 'admin:eve',
    });
  });

  test('activates what was due before it ends it', () => {
    const world = worldIn('pending');
    world.now = NOON + DAY_MS + HOUR;
    world.cancelAll(aCancelAll());
    expect(world.journalOf().map(({ kind }) => kind)).toEqual(['CREATED', 'ACTIVATED', 'COMMAND']);
  });

  test('where nothing is forfeited is done at once', () => {
    const world = worldIn('active', { forfeit: 'none' });
    const { reply } = world.cancelAll(aCancelAll());
    expect([reply?.status, world.state()]).toEqual([200, 'canceled']);
  });

  test('under its key again is the first answer, also for a rolling made since; another body is a conflict', () => {
    const world = worldIn('active');
    const first = world.cancelAll(aCancelAll());
    world.create({ number: 2 });
    expect(world.cancelAll(aCancelAll())).toMatchObject({ outcome: 'replayed', steps: [], reply: first.reply });
    expect(world.cancelAll(aCancelAll({ fingerprint: 2 })).reply?.status).toBe(409);
    expect(world.state(2)).toBe('active');
    world.cancelAll(aCancelAll({ key: 'again' }));
    expect(world.state(2)).toBe('canceling');
  });
});
