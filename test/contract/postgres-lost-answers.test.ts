import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPostgresStore, openStorePools, type StorePools } from '../../src/adapters/postgres/postgres-store.ts';
import type { CommitBatch, CommitOutcome, CommitResult, ShardOwnership, Store } from '../../src/ports/store.ts';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { DAY, DecidedWorld } from './decided-world.ts';

// A connection that ends in the middle of a commit: what the store answers then, and that outcomeOf tells the truth, also while
// the lost session is still alive on the server.

let database: FreshDatabase;
let proxy: CuttableProxy;
let pools: StorePools;
let admin: postgres.Sql;
let store: Store;
let world: DecidedWorld;
let shard: ShardOwnership;
let brands = 0;

beforeAll(async () => {
  database = await freshDatabase();
  const url = new URL(database.url);
  proxy = await cuttableProxy(Number(url.port));
  url.port = String(proxy.port);
  pools = openStorePools(url.href);
  store = createPostgresStore(pools);
  admin = postgres(database.url, { max: 3 });
  await store.maintainInbox(DAY - 1, DAY + 1);
});

afterAll(async () => {
  await admin.end();
  await pools.end();
  await proxy.close();
  await database.drop();
});

beforeEach(async () => {
  world = new DecidedWorld(`brand-${(brands += 1)}`);
  const [claimed] = await store.claimBrand(world.brand, { worker: 'w', token: 'token' });
  shard = claimed!;
});

function batchOfOne(): CommitBatch {
  world.create('player');
  return world.batch(shard);
}

async function journalEntries(): Promise<number> {
  const [row] = await admin<{ count: number }[]>`
    select count(*)::integer as count from journal where brand_id = ${world.brand}`;
  return row!.count;
}

const sessions = () => admin<{ pid: number; waiting: boolean }[]>`
  select pid, wait_event_type = 'Lock' as waiting
    from pg_stat_activity
   where application_name like 'rolling-service commit%' and datname = current_database()`;

/** Sends a commit of `batch` and runs `during` while it waits for its shard's row; then lets the row go. */
async function whileCommitWaits(batch: CommitBatch, during: (answer: Promise<CommitResult>) => Promise<void>) {
  let answer: Promise<CommitResult> | undefined;
  await admin.begin(async (holding) => {
    await holding`select from shards where brand_id = ${world.brand} for update`;
    answer = store.commit(batch);
    await expect.poll(async () => (await sessions()).some((session) => session.waiting)).toBe(true);
    await during(answer);
  });
  return answer!;
}

/** As a worker does: the question itself may meet the dying connection. */
async function outcomeOf(batch: CommitBatch): Promise<CommitOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.outcomeOf(batch.fences);
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

test('a session that ended while idle costs nothing, or only the question', async () => {
  await store.commit(batchOfOne());
  for (const { pid } of await sessions()) await admin`select pg_terminate_backend(${pid}, 1000)`;
  shard = { ...shard, commitSeq: 1 };
  world.settle('player');
  const batch = world.batch(shard);
  const result = await store.commit(batch);
  const { committed } = await outcomeOf(batch);
  const happened = (await journalEntries()) === 2;
  expect(committed).toBe(happened);
  expect(happened ? ['committed', 'unknown'] : ['failed', 'unknown']).toContain(result.kind);
});

test('a session that was ended in the middle of its commit leaves the outcome unknown, and it did not happen', async () => {
  const batch = batchOfOne();
  const result = await whileCommitWaits(batch, async () => {
    for (const { pid } of await sessions()) await admin`select pg_terminate_backend(${pid}, 1000)`;
  });
  expect(result.kind).toBe('unknown');
  expect(await outcomeOf(batch)).toEqual({ committed: false, lost: [] });
  expect(await store.commit(batch)).toEqual({ kind: 'committed' });
  expect(await journalEntries()).toBe(1);
});

test('a commit whose answer got lost did happen', async () => {
  const batch = batchOfOne();
  const result = whileCommitWaits(batch, async () => proxy.muteServer());
  await expect.poll(journalEntries).toBe(1);
  proxy.dropClients({ keepServer: false });
  expect((await result).kind).toBe('unknown');
  expect(await outcomeOf(batch)).toEqual({ committed: true, lost: [] });
  expect(await store.commit(batch)).toMatchObject({ kind: 'fenced' });
});

test('a commit that the server has yet to make is never made after it was told not to have happened', async () => {
  const batch = batchOfOne();
  let asked: Promise<CommitOutcome> | undefined;
  await whileCommitWaits(batch, async (answer) => {
    proxy.dropClients({ keepServer: true });
    expect((await answer).kind).toBe('unknown');
    // the lost session still waits on the server; the question ends it before it is answered
    const [lost] = await sessions();
    expect(lost?.waiting).toBe(true);
    asked = outcomeOf(batch);
    await expect.poll(async () => (await sessions()).every((session) => session.pid !== lost?.pid)).toBe(true);
  });
  expect(await asked).toEqual({ committed: false, lost: [] });
  expect(await journalEntries()).toBe(0);
  expect(await store.commit(batch)).toEqual({ kind: 'committed' });
});

describe('a server that cannot be reached', () => {
  test('has surely not committed, and may be asked again later', async () => {
    const batch = batchOfOne();
    await proxy.refuse();
    await expect
      .poll(async () => {
        const result = await store.commit(batch);
        return result.kind === 'failed' && !result.permanent;
      })
      .toBe(true);
    await proxy.accept();
    await expect.poll(async () => (await store.commit(batch)).kind, { timeout: 10_000 }).toBe('committed');
    expect(await journalEntries()).toBe(1);
  });
});
