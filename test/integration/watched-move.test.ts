import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Platform } from './platform.ts';
import { until } from './service-under-test.ts';

// A rolling is watched through an API that owns nothing, while bets flow and its shard moves from one worker to another and back.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FAST = { LEASE_MS: '5000' };
const WAITING_MAX = 50;
const WHY = ['--reason', 'a test', '--by', 'eve'] as const;

const platform = await Platform.start();
let onlooker = '';
beforeAll(async () => {
  await platform.serve({ ...FAST, WORKER_NAME: 'one' });
  await platform.work({ ...FAST, WORKER_NAME: 'two' });
  onlooker = await platform.answer({ ...FAST, WORKER_NAME: 'onlooker' });
});
afterAll(() => platform.stop());

interface Told {
  readonly type: string;
  readonly sessionId: string;
  readonly rolling_version: number;
  readonly snapshot?: { readonly value: unknown; readonly exact: boolean; readonly context: Record<string, unknown> };
}

/** With a ticket that another process made. */
async function watched(path: string): Promise<Told[]> {
  const { status, body } = await platform.call(`${path}/inspect-ticket`, { method: 'POST' });
  expect(status).toBe(200);
  const told: Told[] = [];
  const socket = new WebSocket(`${onlooker.replace('http', 'ws')}${String(body['url'])}`);
  socket.on('message', (data) => void told.push(JSON.parse(String(data as Buffer)) as Told));
  await until(() => expect(told).toHaveLength(1));
  return told;
}

test('a watcher sees every step, once and in order, over two moves of the shard, and the completion at the end', async () => {
  const { player, path, id } = await platform.rolling({ required_minor: '1000000000' });
  const shard = `${platform.brand}/1`;
  expect(await platform.ops('move', shard, 'one', '--wait', ...WHY)).toMatchObject({ code: 0 });
  const told = await watched(path);
  const moved = new AbortController();
  const moves = (async () => {
    for (const worker of ['two', 'one']) {
      expect(await platform.ops('move', shard, worker, '--wait', ...WHY)).toMatchObject({ code: 0 });
    }
  })().finally(() => moved.abort());
  let bets = 0;
  while (!moved.signal.aborted) {
    // What waits for the new owner is decided at once: of more than a watcher is told at once, it would see the last alone.
    if (bets - told.length / 2 < WAITING_MAX) {
      bets += 1;
      await platform.settle(player, `bet-${bets}`);
    }
    await platform.call(path);
  }
  await moves;
  await platform.until(path, (body) => body['bets_counted'] === bets);
  expect((await platform.call(`${path}/complete`, { body: { reason: 'seen enough' } })).status).toBe(202);
  const { version } = await platform.until(path, (body) => body['state'] === 'completed');
  await until(() => expect(told.at(-1)).toMatchObject({ rolling_version: version }));

  const snapshots = told.filter(({ type }) => type === '@xstate.snapshot');
  const versions = snapshots.map(({ rolling_version: at }) => at);
  expect(versions).toEqual(versions.map((_, index) => index + 2));
  expect(bets).toBeGreaterThan(10);
  expect(new Set(told.map(({ sessionId }) => sessionId))).toEqual(new Set([`rolling:${id}`]));
  const wagered = snapshots.map(({ snapshot }) => Number(snapshot?.context['wagered_minor']));
  expect(wagered.slice(0, bets)).toEqual(wagered.slice(0, bets).map((_, index) => 1_000 * (index + 1)));
  expect(snapshots.at(-1)?.snapshot).toMatchObject({
    value: 'completed',
    exact: true,
    context: { wagered_minor: String(1_000 * bets), bets_counted: bets, forced: true },
  });
});
