import { beforeEach, describe, expect, test } from 'vitest';
import { COME_AGAIN, WATCHERS_MAX, WATCH_MS_MAX } from '../../src/inspect/inspection.ts';
import { BUFFERED_BYTES_MAX } from '../../src/inspect/watcher.ts';
import { type Heard, WatchingWorld, settled } from './watching-world.ts';

// Watchers of one process: what they are told, what it costs, and what becomes of the slow and the gone.

const LOOK_MS = 250;
const told = (heard: readonly Heard[]): unknown[] => heard.map(({ type, rolling_version: at }) => [type, at]);

let world: WatchingWorld;
beforeEach(() => {
  world = new WatchingWorld();
  world.create(1);
});

describe('a watcher', () => {
  test('hears of the rolling as it stands, then an event and a snapshot for every committed step', async () => {
    const socket = world.watch();
    expect(told(socket.heard())).toEqual([['@xstate.actor', 1]]);
    world.bet(2);
    await world.clock.pass(LOOK_MS);
    const steps = socket.heard();
    expect(told(steps)).toEqual([
      ['@xstate.event', 2],
      ['@xstate.snapshot', 2],
      ['@xstate.event', 3],
      ['@xstate.snapshot', 3],
    ]);
    expect(steps.at(1)?.snapshot?.context).toMatchObject({ wagered_minor: '100', bets_counted: 1 });
    expect(steps.at(3)?.snapshot?.context).toMatchObject({ wagered_minor: '200', bets_counted: 2 });
    await world.clock.pass(LOOK_MS);
    expect(socket.heard()).toEqual([]);
  });

  test('who comes later begins where the others are', async () => {
    const early = world.watch();
    early.heard();
    world.bet();
    const late = world.watch();
    expect(told(late.heard())).toEqual([['@xstate.actor', 1]]);
    await world.clock.pass(LOOK_MS);
    expect(late.heard()).toEqual(early.heard());
  });

  test('of one rolling hears nothing of another', async () => {
    world.create(2);
    const other = world.watch(2);
    other.heard();
    world.bet(3);
    await world.clock.pass(LOOK_MS);
    expect(world.player.rolling(1).version).toBe(4);
    expect(other.heard()).toEqual([]);
  });

  test('of a rolling with more steps than are told at once hears where it stands', async () => {
    const socket = world.watch();
    socket.heard();
    world.bet(101);
    await world.clock.pass(LOOK_MS);
    const heard = socket.heard();
    expect(told(heard)).toEqual([['@xstate.snapshot', 102]]);
    expect(heard[0]?.snapshot?.context).toMatchObject({ bets_counted: 101 });
    world.bet(100);
    await world.clock.pass(LOOK_MS);
    expect(socket.heard()).toHaveLength(200);
  });
});

describe('what it costs', () => {
  test('nothing is asked while nobody watches: not before the first, not after the last', async () => {
    await world.clock.pass(LOOK_MS);
    expect(world.asked).toEqual([]);
    expect(world.clock.sleeps).toEqual([]);
    const socket = world.watch();
    await world.clock.pass(LOOK_MS);
    expect(world.asked).toEqual([1]);
    socket.terminate();
    await world.clock.pass(LOOK_MS);
    await world.clock.pass(LOOK_MS);
    expect(world.asked).toEqual([1]);
    expect(world.clock.sleeps).toHaveLength(2);
    world.watch();
    await world.clock.pass(LOOK_MS);
    expect(world.asked).toEqual([1, 1]);
  });

  test('one question is asked for all who watch, and one rolling is asked about once', async () => {
    world.create(2);
    for (const number of [1, 1, 1, 2]) world.watch(number);
    await world.clock.pass(LOOK_MS);
    expect(world.asked).toEqual([2]);
  });

  test('looking takes a fifth of the time at most, however long it takes', async () => {
    world.watch();
    world.lookMs = 100;
    await world.clock.pass(LOOK_MS);
    expect(world.clock.sleeps.at(-1)).toBe(400);
    world.lookMs = 10;
    await world.clock.pass(400);
    expect(world.clock.sleeps.at(-1)).toBe(240);
  });

  test('there are places for so many and no more', async () => {
    const sockets = Array.from({ length: WATCHERS_MAX }, () => world.watch());
    expect(world.inspection.isFull).toBe(true);
    sockets[0]!.terminate();
    expect(world.inspection.isFull).toBe(false);
    expect((await world.metrics.watchers.get()).values[0]?.value).toBe(WATCHERS_MAX - 1);
  });
});

describe('a slow watcher', () => {
  test('is written to no further than a bound, then gets the latest snapshot only, and goes on from there', async () => {
    const [slow, swift] = [world.watch(), world.watch()];
    for (const each of [slow, swift]) each.heard();
    slow.bufferedAmount = BUFFERED_BYTES_MAX + 1;
    for (let look = 0; look < 3; look += 1) {
      world.bet();
      await world.clock.pass(LOOK_MS);
    }
    expect(slow.heard()).toEqual([]);
    expect(swift.heard()).toHaveLength(6);
    // Not before it has read all: one that is at the bound all the time would be shown nothing but snapshots.
    slow.bufferedAmount = 1;
    await world.clock.pass(LOOK_MS);
    expect(slow.heard()).toEqual([]);
    slow.bufferedAmount = 0;
    await world.clock.pass(LOOK_MS);
    expect(told(slow.heard())).toEqual([['@xstate.snapshot', 4]]);
    world.bet();
    await world.clock.pass(LOOK_MS);
    expect(told(slow.heard())).toEqual([
      ['@xstate.event', 5],
      ['@xstate.snapshot', 5],
    ]);
    expect((await world.metrics.watchStepsUnseen.get()).values[0]?.value).toBe(3);
  });
});

describe('who is gone', () => {
  test('without a word is let go when it does not answer the next ping', async () => {
    const [gone, there] = [world.watch(), world.watch()];
    await world.clock.pass(30_000);
    expect([gone.pings, there.pings]).toEqual([1, 1]);
    world.pong(there);
    await world.clock.pass(30_000);
    expect([gone.isTerminated, there.isTerminated]).toEqual([true, false]);
    expect((await world.metrics.watchers.get()).values[0]?.value).toBe(1);
  });

  test('has watched for an hour and is asked to come again, under rights as they are by then', async () => {
    const socket = world.watch();
    await world.clock.pass(30_000);
    world.pong(socket);
    await world.clock.pass(WATCH_MS_MAX);
    expect(socket.closed?.code).toBe(COME_AGAIN);
  });

  test('gets nothing written to it any more', async () => {
    const socket = world.watch();
    socket.heard();
    socket.isOpen = false;
    world.bet();
    await world.clock.pass(LOOK_MS);
    expect(socket.heard()).toEqual([]);
  });
});

test('while the database is away watchers wait, it is said once, and then they hear of all that happened', async () => {
  const socket = world.watch();
  socket.heard();
  world.database = 'down';
  world.bet(2);
  for (let look = 0; look < 4; look += 1) await world.clock.pass(LOOK_MS);
  expect(socket.heard()).toEqual([]);
  expect(world.logged.filter((line) => line.includes('watchers wait'))).toHaveLength(1);
  world.database = 'up';
  await world.clock.pass(LOOK_MS);
  expect(socket.heard()).toHaveLength(4);
  expect(world.logged.some((line) => line.includes('followed again'))).toBe(true);
});

test('the end of the process is told to all, and waits for none who does not answer', async () => {
  const [polite, silent] = [world.watch(), world.watch()];
  const stopped = world.inspection.stop();
  expect([polite.closed?.code, silent.closed?.code]).toEqual([1_001, 1_001]);
  expect(world.inspection.isFull).toBe(true);
  polite.onGone();
  await settled();
  expect(silent.isTerminated).toBe(false);
  await world.clock.pass(1_000);
  await stopped;
  expect(silent.isTerminated).toBe(true);
});
