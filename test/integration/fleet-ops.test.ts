import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Json, Platform } from './platform.ts';
import { type Ended, type ServiceUnderTest, run, until } from './service-under-test.ts';

// What operators do to a fleet of real processes, on the command line and over REST, while bets flow: an API with a worker in it,
// `one`, and a second worker, `two`.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FAST = { LEASE_MS: '5000' };
const ONE = { ...FAST, WORKER_NAME: 'one' };
const TWO = { ...FAST, WORKER_NAME: 'two', WORKER_CAPACITY: '1' };

const platform = await Platform.start();
let two: ServiceUnderTest;
beforeAll(async () => {
  await platform.serve(ONE);
  two = await platform.work(TWO);
});
afterAll(() => platform.stop());

const OPS = '/internal/rolling/ops';
const WHY = ['--reason', 'a test', '--by', 'eve'] as const;
const AUTHORITY = { reason: 'a test', requested_by: 'eve' };

const jsonOf = ({ out }: Ended): Json => JSON.parse(out) as Json;
const itemsOf = (body: Json): Json[] => body['items'] as Json[];
const looked = async (...argv: readonly string[]): Promise<Json[]> =>
  itemsOf(jsonOf(await platform.ops(...argv, '--json')));

const shardOf = async (brand: string, shardNo: number): Promise<Json | undefined> =>
  (await looked('shards', '--brand', brand)).find((shard) => shard['shard_no'] === shardNo);

let brands = 0;

/** A brand with a rolling that bets flow into, pinned to the worker `one`; every bet must be counted once in the end. */
async function underTraffic(work: (brand: string) => Promise<void>): Promise<void> {
  brands += 1;
  const brand = `brand-${brands}`;
  platform.brand = brand;
  const rollings = await Promise.all([1, 2, 3].map(() => platform.rolling({ required_minor: '1000000000000' })));
  expect(await platform.ops('pin', `${brand}/1`, 'one', ...WHY)).toMatchObject({ code: 0 });
  await until(async () => expect(await shardOf(brand, 1)).toMatchObject({ owner: 'one', target: null }));
  expect(await platform.ops('pin', `${brand}/1`, '--none', ...WHY)).toMatchObject({ code: 0 });
  let sent = 0;
  const over = new AbortController();
  const flow = (async () => {
    while (!over.signal.aborted) {
      sent += 1;
      for (const { player } of rollings) await platform.settle(player, `${brand}-${player}-${sent}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  try {
    await work(brand);
  } finally {
    over.abort();
    await flow;
  }
  for (const { path } of rollings) {
    await platform.until(path, (body) => body['bets_counted'] === sent);
    const { body } = await platform.call(path);
    expect(body).toMatchObject({ bets_counted: sent, wagered_minor: String(1_000 * sent) });
  }
}

describe('on the command line', () => {
  test('a shard is moved under traffic: it arrives, and the history says when and why', async () => {
    await underTraffic(async (brand) => {
      const moved = await platform.ops('move', `${brand}/1`, 'two', '--wait', ...WHY);
      expect(moved).toMatchObject({ code: 0 });
      expect(moved.out).toMatch(/^order \d+, move brand-\d+\/1: done after [\d.]+ m?s: two has it under epoch \d+\n$/);
      expect(await shardOf(brand, 1)).toMatchObject({ owner: 'two', owner_alive: true, target: null });
      const [entry] = (await looked('history', '--brand', brand)).filter(({ kind }) => kind === 'move');
      expect(entry).toMatchObject({ ...AUTHORITY, subject: 'two', state: 'done', shard_no: 1 });
      expect(entry!['took_ms']).toBeGreaterThan(0);
      const forced = await platform.ops('move', `${brand}/1`, 'one', '--force', '--wait', '--json', ...WHY);
      expect(jsonOf(forced)).toMatchObject({ state: 'done', detail: { force: true, owner: 'two', target: 'one' } });
      const there = await platform.ops('move', `${brand}/1`, 'one', ...WHY);
      expect(there.out).toMatch(/: done: it was there already\n$/);
    });
  });

  test('a shard is split in three, and two of them are merged, under traffic', async () => {
    await underTraffic(async (brand) => {
      const split = await platform.ops('split', `${brand}/1`, '--into', '3', '--wait', ...WHY);
      expect(split).toMatchObject({
        code: 0,
        out: expect.stringMatching(/done after .*: became 2, 3, 4\n$/) as string,
      });
      const slots = (await looked('shards', '--brand', brand)).map((shard) => [shard['slot_from'], shard['slot_to']]);
      expect(slots).toEqual([
        [0, 1_365],
        [1_365, 2_730],
        [2_730, 4_096],
      ]);
      // Merging two of different owners moves one of them first.
      await platform.ops('move', `${brand}/3`, 'two', '--wait', ...WHY);
      const merged = await platform.ops('merge', `${brand}/2`, '3', '--wait', ...WHY);
      expect(merged).toMatchObject({ code: 0, out: expect.stringMatching(/: became 5\n$/) as string });
      expect(await shardOf(brand, 5)).toMatchObject({ slot_from: 0, slot_to: 2_730, epoch: 1 });
    });
  });

  test('a drained worker is emptied, stays empty over a restart, and may be filled again', async () => {
    await underTraffic(async (brand) => {
      await platform.ops('move', `${brand}/1`, 'two', '--wait', ...WHY);
      const drained = await platform.ops('drain', 'two', '--wait', ...WHY);
      expect(drained).toMatchObject({ code: 0 });
      expect(drained.out).toMatch(/^order \d+, drain two: done after .*: it holds nothing any more\n$/);
      expect(await platform.ops('move', `${brand}/1`, 'two', ...WHY)).toMatchObject({
        code: 1,
        err: expect.stringContaining('refused (WORKER_DRAINING): that worker is being drained') as string,
      });
      expect((await platform.ops('workers')).out).toMatch(/^two +drained \(\d+\) +0 +0 +- +1 /m);

      // The machine is mended: stopped in order, started again, and still nobody gives it anything.
      expect(await two.end('SIGTERM')).toMatchObject({ code: 0 });
      expect((await platform.ops('workers')).out).toMatch(/^two +drained \(\d+\), away +0 /m);
      two = await platform.work(TWO);
      const seen = (await looked('workers')).find(({ worker }) => worker === 'two');
      expect(seen).toMatchObject({ condition: 'drained', alive: true, shards: 0, reads: [] });
      expect(await platform.ops('undrain', 'two', ...WHY)).toMatchObject({ code: 0 });
      const moved = await platform.ops('move', `${brand}/1`, 'two', '--wait', ...WHY);
      expect(moved).toMatchObject({ code: 0 });
    });
  });

  test('SIGTERM drains as well: everything has moved before the process ends', async () => {
    await underTraffic(async (brand) => {
      await platform.ops('move', `${brand}/1`, 'two', '--wait', ...WHY);
      expect(await two.end('SIGTERM')).toMatchObject({ code: 0 });
      expect(await shardOf(brand, 1)).toMatchObject({ owner: 'one', owner_alive: true });
      expect((await looked('workers')).map(({ worker }) => worker)).toEqual(['one']);
      expect((await platform.ops('history', '--brand', brand)).out).toContain('its owner is being drained');
      two = await platform.work(TWO);
    });
  });

  test('a pin holds a shard, and refuses a move elsewhere', async () => {
    await underTraffic(async (brand) => {
      expect(await platform.ops('pin', `${brand}/1`, 'two', ...WHY)).toMatchObject({ code: 0 });
      await until(async () => expect(await shardOf(brand, 1)).toMatchObject({ owner: 'two', pinned_to: 'two' }));
      const refused = await platform.ops('move', `${brand}/1`, 'one', '--json', ...WHY);
      expect(refused.code).toBe(1);
      expect(jsonOf(refused)).toMatchObject({ refused: 'SHARD_PINNED' });
    });
  });

  test('says what it cannot do, and what was asked wrongly', async () => {
    const refusals: [string[], string][] = [
      [['move', 'nobody/1', 'one'], 'SHARD_NOT_FOUND'],
      [['move', 'brand-1/1', 'three'], 'WORKER_NOT_FOUND'],
      [['pin', 'brand-1/1', 'three'], 'WORKER_NOT_FOUND'],
      [['drain', 'three'], 'WORKER_NOT_FOUND'],
      [['undrain', 'three'], 'WORKER_NOT_FOUND'],
      [['split', 'nobody/1', '--into', '2'], 'SHARD_NOT_FOUND'],
      [['split', 'brand-2/5', '--at', '3000'], 'BAD_SLOT'],
      [['merge', 'brand-2/5', '5'], 'SHARDS_NOT_ADJACENT'],
      [['merge', 'brand-2/5', '9'], 'SHARD_NOT_FOUND'],
      [['streams', 'forget', 'wallet:events'], 'STREAM_IN_USE'],
      [['streams', 'forget', 'nothing'], 'STREAM_NOT_FOUND'],
    ];
    for (const [argv, code] of refusals) {
      const ended = await platform.ops(...argv, ...WHY);
      expect([argv, ended.code, ended.err]).toEqual([argv, 1, expect.stringContaining(`refused (${code}): `)]);
    }
  });

  test('shows the fleet again and again, until interrupted', async () => {
    const watched = run(['ops', 'workers', '--watch'], platform.environment);
    await until(() => expect(watched.log.match(/^one /gm)?.length).toBeGreaterThanOrEqual(2));
    watched.child.kill('SIGINT');
    expect(await watched.ended).toMatchObject({ code: 0, err: '' });
    const lines = run(['ops', 'streams', '--watch', '--json'], platform.environment);
    await until(() => expect(lines.log.trim().split('\n').length).toBeGreaterThanOrEqual(2));
    lines.child.kill('SIGTERM');
    for (const line of (await lines.ended).out.trim().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({
        items: [{ stream: 'wallet:events', epoch: expect.any(Number) as number }],
      });
    }
  });

  test('tells what placement would do, and does nothing', async () => {
    const told = await platform.ops('rebalance', '--dry-run', '--json');
    expect(told.code).toBe(0);
    expect(jsonOf(told)).toMatchObject({ workers: [{ worker: 'one' }, { worker: 'two' }], stranded: [] });
    expect((await platform.ops('rebalance', '--dry-run')).out).toMatch(/^WORKER +SHARDS +EVENTS\/S +STREAMS$/m);
  });
});

describe('over REST', () => {
  const order = async (path: string, body: Json, status: number): Promise<Json> => {
    const answered = await platform.call(`${OPS}/${path}`, { body: { ...AUTHORITY, ...body } });
    // Whoever carries it out may have been faster than the answer.
    const expected = status === 202 ? [200, 202] : [status];
    expect(expected, JSON.stringify(answered.body)).toContain(answered.status);
    return answered.body;
  };
  const done = (id: unknown): Promise<Json> =>
    platform.until(`${OPS}/history/${String(id)}`, (body) => body['state'] !== 'open');

  test('a shard is moved, split and merged under traffic; 202 names the order, which tells what became of it', async () => {
    await underTraffic(async (brand) => {
      const moved = await order(`shards/${brand}/1/move`, { worker: 'two' }, 202);
      expect(moved).toMatchObject({ ...AUTHORITY, kind: 'move', brand_id: brand, shard_no: 1, subject: 'two' });
      const outcome = expect.stringMatching(/^two has it under epoch \d+$/) as string;
      expect(await done(moved['id'])).toMatchObject({ state: 'done', outcome, took_ms: expect.any(Number) as number });
      await order(`shards/${brand}/1/move`, { worker: 'two' }, 200);
      const split = await order(`shards/${brand}/1/split`, { at: [1_000] }, 202);
      expect(await done(split['id'])).toMatchObject({ state: 'done', outcome: 'became 2, 3' });
      const first = await platform.call(`${OPS}/shards?brand_id=${brand}&limit=1`);
      expect(itemsOf(first.body)).toMatchObject([{ shard_no: 2, slot_to: 1_000 }]);
      const next = await platform.call(
        `${OPS}/shards?brand_id=${brand}&limit=1&cursor=${String(first.body['next_cursor'])}`,
      );
      expect(next.body).toMatchObject({ items: [{ shard_no: 3 }], next_cursor: null });
      const merged = await order(`shards/${brand}/2/merge`, { with: 3 }, 202);
      expect(await done(merged['id'])).toMatchObject({ outcome: 'became 4' });
      const { body } = await platform.call(`${OPS}/history?brand_id=${brand}&limit=3`);
      expect(itemsOf(body).every((entry) => entry['brand_id'] === brand)).toBe(true);
      expect(itemsOf(body).map(({ id }) => id)).toContain(merged['id']);
    });
  });

  test('a worker is drained and undrained, a shard pinned; what cannot be is refused by name', async () => {
    await underTraffic(async (brand) => {
      await order(`shards/${brand}/1/pin`, { worker: 'two' }, 200);
      await until(async () => expect(await shardOf(brand, 1)).toMatchObject({ owner: 'two', pinned_to: 'two' }));
      expect(await order(`shards/${brand}/1/move`, { worker: 'one' }, 409)).toMatchObject({ code: 'SHARD_PINNED' });
      const drained = await order('workers/two/drain', {}, 202);
      expect(await done(drained['id'])).toMatchObject({ state: 'done', subject: 'two' });
      const { body } = await platform.call(`${OPS}/workers`);
      expect(itemsOf(body)[1]).toMatchObject({ worker: 'two', condition: 'drained', drain_order: drained['id'] });
      await order(`shards/${brand}/1/pin`, { worker: null }, 200);
      expect(await order(`shards/${brand}/1/move`, { worker: 'two' }, 409)).toMatchObject({ code: 'WORKER_DRAINING' });
      await order('workers/two/undrain', {}, 200);

      expect(await order(`shards/${brand}/1/split`, { at: [9, 5] }, 422)).toMatchObject({ code: 'BAD_SLOT' });
      expect(await order(`shards/${brand}/1/split`, {}, 400)).toMatchObject({ code: 'INVALID_REQUEST' });
      expect(await order('streams/wallet:events/forget', {}, 409)).toMatchObject({ code: 'STREAM_IN_USE' });
      expect((await platform.call(`${OPS}/rebalance`)).body).toMatchObject({ stranded: [] });
      expect((await platform.call(`${OPS}/shards?cursor=eA`)).body).toMatchObject({ code: 'INVALID_REQUEST' });
    });
  });
});
