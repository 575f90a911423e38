import { expect, test } from 'vitest';
import { brandId, playerId } from '../../src/domain/ids.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Store } from '../../src/ports/store.ts';
import { IndexLoader } from '../../src/shard/index-loader.ts';
import { Shard } from '../../src/shard/shard.ts';

const PAGE_MS = 10;
const acme = brandId('acme');
const page = (number: number, length: number) =>
  Array.from({ length }, (_, place) => playerId(`page-${number}-${place}`));

/** Loads a shard's players from these pages. Resolves with the moments at which a page was asked for. */
async function loaded(pages: readonly (readonly ReturnType<typeof playerId>[])[], shard: Shard) {
  let now = 0;
  const askedAt: number[] = [];
  const asked: (string | null)[] = [];
  const indexPage: Store['indexPage'] = async (_range, _closedSince, after) => {
    asked.push(after);
    askedAt.push(now);
    now += PAGE_MS;
    const found = pages[askedAt.length - 1] ?? [];
    if (askedAt.length === pages.length) loader.stop();
    return found;
  };
  const loader = new IndexLoader({
    store: { indexPage } as Store,
    clock: { now: () => now, monotonic: () => now, sleep: async (ms) => void (now += ms) },
    metrics: createMetrics(),
    logger: createLogger({ level: 'silent' }),
    retryDelayMs: 250,
  });
  loader.load(shard);
  await loader.run();
  return { askedAt, asked };
}

const shardOf = () =>
  new Shard({
    brandId: acme,
    shardNo: 1,
    slotFrom: 0,
    slotTo: 4_096,
    epoch: 1,
    token: 't',
    commitSeq: 0,
    outboxSeq: 0,
  });

test('two thirds of the time that reading in a large shard takes are left to bets and commands', async () => {
  const shard = shardOf();
  const pages = [page(1, 1_000), page(2, 1_000), page(3, 7)];
  const { askedAt, asked } = await loaded(pages, shard);
  expect(askedAt).toEqual([0, 30, 60]);
  expect(asked).toEqual([null, 'page-1-999', 'page-2-999']);
  expect(shard.index.size).toBe(2_007);
  expect(shard.index.complete).toBe(true);
});

test('who is not on a page yet is not known to be nobody', async () => {
  const shard = shardOf();
  await loaded([page(1, 1_000)], shard);
  expect(shard.index.complete).toBe(false);
});
