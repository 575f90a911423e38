import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sql } from '../../src/adapters/postgres/connection.ts';
import {
  type ReadPool,
  createPostgresReadStore,
  createPostgresRollingChanges,
  openReadPool,
} from '../../src/adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools, type StorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { playerId } from '../../src/domain/ids.ts';
import type { ReadStore } from '../../src/ports/read-store.ts';
import type { ShardOwnership, Store } from '../../src/ports/store.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { DAY, DecidedWorld, NOON, afterCommit } from './decided-world.ts';

// How the statements run: the very statements that the store prepared are explained, over tables that nobody has analysed yet, as on the
// day of a deployment or right after midnight in the new day's partition, and over large ones.

const ROWS = 200_000;

let database: FreshDatabase;
let pools: StorePools;
let readPool: ReadPool;
let store: Store;
let reads: ReadStore;
let world: DecidedWorld;
let shard: ShardOwnership;

beforeAll(async () => {
  database = await freshDatabase();
  pools = openStorePools(database.url, { loadConnectionsMax: 1 });
  readPool = openReadPool(database.url, { connectionsMax: 1 });
  store = createPostgresStore(pools);
  reads = createPostgresReadStore(readPool);
  await store.maintainInbox(DAY - 35, DAY + 1);
  world = new DecidedWorld('brand-1');
  const [claimed] = await store.claimBrand(world.brand, { worker: 'w', token: 'token' });
  shard = claimed!;
}, 120_000);

afterAll(async () => {
  await readPool.sql.end();
  await pools.end();
  await database.drop();
});

/** Two brands with a long history each, as made by many months of bets. */
async function fill(): Promise<void> {
  const admin = postgres(database.url, { max: 1 });
  const rows = admin`generate_series(1, ${ROWS}::integer) as made(n)`;
  const brand = admin`'brand-' || (n % 2)`;
  const id = admin`('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  await admin`
    insert into rollings (brand_id, rolling_id, player_id, slot, source_type, source_id, currency, exponent, required_minor,
                          target_minor, priority, created_at, body_fingerprint, terms)
    select ${brand}, ${id}, 'history-' || (n / 4), n % 4096, 'bonus', 'source-' || n, 'EUR', 2, 1, 1, 0, now(), 1, '{}'
      from ${rows}`;
  await admin`
    insert into rolling_snapshots (brand_id, rolling_id, player_id, slot, state, version, machine_version, snapshot,
                                   updated_at, closed_at)
    select ${brand}, ${id}, 'history-' || (n / 4), n % 4096, case when n % 10 = 0 then 'active' else 'completed' end::rolling_state,
           1, 1, '{}', now(), case when n % 10 = 0 then null else to_timestamp(${NOON / 1_000}::float8 - n * 600) end
      from ${rows}`;
  await admin`
    insert into journal (brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
                         stake_minor, weight_bp, credited, state_to)
    select ${brand}, ${id}, 1, 'history-' || (n / 4), 'event-' || n, 'BET_SETTLED', now(), 'bet-' || n, 'bet-' || n, 0, 1, 1, 1, 'active'
      from ${rows}`;
  await admin`
    insert into inbox (brand_id, day, event_id, fingerprint)
    select ${brand}, date '1970-01-01' + ${DAY}::integer - n % 2, 'event-' || n, 1 from ${rows}`;
  await admin`
    insert into rollback_marks (brand_id, player_id, bet_id, settlement_id, slot, rolled_back_minor, whole)
    select ${brand}, 'history-' || (n / 4), 'bet-' || n, '', 0, 1, false from ${rows}`;
  await admin`
    insert into timers (brand_id, rolling_id, kind, player_id, slot, due_at)
    select ${brand}, ${id}, 'expire', 'history-' || (n / 4), n % 4096, now() + n * interval '1 minute' from ${rows}`;
  await admin`
    insert into command_answers (brand_id, player_id, operation, key, slot, fingerprint, at, status, body)
    select ${brand}, 'history-' || (n / 4), 'create', 'key-' || n, 0, 1, now(), 201, '{}' from ${rows}`;
  await admin`
    insert into outbox (brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, at, published_at)
    select ${brand}, 9, n, 0, ${id}, 'event-' || n, 'ROLLING_COMPLETED', '{}', now(), now() from ${rows}`;
  await admin`vacuum analyze`;
  await admin.end();
}

interface Prepared {
  name: string;
  statement: string;
}

const EXPLAINABLE = /^\s*(with|select|insert|update|delete)\b(?!.*\bpg_)/is;

/** What a connection has prepared, as it was sent. */
async function preparedBy(sql: Sql): Promise<Prepared[]> {
  const prepared = await sql.unsafe<Prepared[]>('select name, statement from pg_prepared_statements');
  return prepared.filter(({ statement }) => EXPLAINABLE.test(statement));
}

async function planOf(sql: Sql, statement: string): Promise<string> {
  const lines = await sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain (generic_plan, costs off) ${statement}`);
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

const LARGE = 'rollings|rolling_snapshots|journal|inbox\\w*|rollback_marks|timers|command_answers|outbox';
/** A scan of a whole table or index, or a join that needs one or compares each row with each. */
const READS_ALL = new RegExp(
  `Seq Scan on (${LARGE})\\b.*|Index (Only )?Scan using \\w+ on (${LARGE})\\b.*\\n(?!\\s+Index Cond)|(Hash|Merge) Join|` +
    `Join Filter.*\\b(${LARGE})\\..*|Materialize(?=\\n\\s+->  .* on (${LARGE})\\b)`,
  'g',
);

async function tablesReadWhole(sql: Sql): Promise<string[]> {
  const found: string[] = [];
  for (const { statement } of await preparedBy(sql)) {
    for (const [line] of (await planOf(sql, statement)).matchAll(READS_ALL)) found.push(`${line} in ${statement}`);
  }
  return found;
}

async function committedOne(player: string) {
  const { rollingId } = world.create(player).facts;
  const batch = world.batch(shard);
  expect(await store.commit(batch)).toEqual({ kind: 'committed' });
  shard = afterCommit(shard, batch);
  return reads.findRolling(rollingId);
}

function readsNoTableWhole(): void {
  test('a load of a thousand keys of everything reads no table whole', async () => {
    const many = <Row>(make: (n: number) => Row): Row[] => Array.from({ length: 1_000 }, (_, n) => make(n));
    const who = (n: number) => ({ brandId: world.brand, playerId: playerId(`player-${n}`) });
    const { rollingId } = world.create('somebody').facts;
    const startedAt = performance.now();
    await store.load({
      players: many(who),
      closedSince: NOON,
      rollings: many(() => ({ brandId: world.brand, rollingId })),
      events: many((n) => ({ brandId: world.brand, day: DAY - (n % 3), eventId: `e-${n}` })),
      bets: many((n) => ({ ...who(n), betId: `b-${n}`, rollings: true })),
      sources: many((n) => ({ ...who(n), source: { type: 'bonus', id: `s-${n}` } })),
      answers: many((n) => ({ ...who(n), operation: 'create', key: `k-${n}` })),
      policies: [world.brand],
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await preparedBy(pools.loads)).not.toEqual([]);
    expect(await tablesReadWhole(pools.loads)).toEqual([]);
  });

  test('neither do the loops of an owner, and none reads what is not its own', async () => {
    const range = { brandId: world.brand, slotFrom: 0, slotTo: 4_096 };
    const page = await store.indexPage(range, NOON - 7 * 86_400_000, null, 100);
    if (page.length > 0) await store.indexPage(range, NOON - 7 * 86_400_000, page.at(-1)!, 100);
    await store.dueTimers('token', ['activate', 'expire', 'attempt'], NOON, 100, []);
    await store.unpublished('token', 100);
    await store.markPublished([{ brandId: world.brand, shardNo: 1, seq: 1 }], NOON);
    await store.lostShards([shard]);
    expect(await tablesReadWhole(pools.loads)).toEqual([]);
  });

  test('nor a commit', async () => {
    world.create('p');
    const first = world.batch(shard);
    expect(await store.commit(first)).toEqual({ kind: 'committed' });
    shard = afterCommit(shard, first);
    world.settle('p');
    world.rollBack('p', { betId: 'x' });
    const rolling = world.create('q');
    world.command(rolling, 'complete');
    world.confirm(rolling);
    const second = world.batch(shard);
    expect(await store.commit(second)).toEqual({ kind: 'committed' });
    shard = afterCommit(shard, second);
    expect(await tablesReadWhole(pools.commits)).toEqual([]);
  });

  test('nor what callers read', async () => {
    const all = { brandId: world.brand, playerId: null, states: null, sourceType: null, sourceId: null };
    const { rollingId } = world.create('reader').facts;
    const watched = (await committedOne('watched'))!;
    await reads.findRolling(rollingId);
    await reads.journalPage(world.brand, rollingId, 0, 50);
    await reads.listRollings({ ...all, playerId: playerId('p') }, rollingId, 50);
    await reads.listRollings({ ...all, sourceId: 's', sourceType: 'bonus' }, rollingId, 50);
    await reads.listRollings({ ...all, sourceId: 's' }, rollingId, 50);
    await reads.listRollings({ ...all, sourceType: 'bonus' }, rollingId, 50);
    await reads.listRollings(
      { ...all, playerId: playerId('p'), states: ['active'], sourceType: 'bonus' },
      rollingId,
      50,
    );
    await reads.listRollings({ ...all, states: ['completion_failed'] }, rollingId, 50);
    await reads.listRollings({ ...all, reviewOpen: true }, rollingId, 50);
    await reads.listRollings(all, rollingId, 50);
    await reads.backlog('token');
    // Watched: one that is known at a lower version than it has, so that its entries are asked for too.
    await createPostgresRollingChanges(readPool).since([{ ...watched, version: 0 }], 100);
    const statements = (await preparedBy(readPool.sql)).map(({ statement }) => statement);
    expect(['as known(', 'as span('].filter((part) => !statements.some((each) => each.includes(part)))).toEqual([]);
    expect(await tablesReadWhole(readPool.sql)).toEqual([]);
  });
}

describe('over tables that nobody has analysed yet', () => {
  readsNoTableWhole();
});

describe('over large tables', () => {
  beforeAll(fill, 120_000);
  readsNoTableWhole();

  test('the inbox is asked in one partition a day', async () => {
    const events = [{ brandId: world.brand, day: DAY, eventId: 'e' }];
    await store.load({
      players: [],
      closedSince: 0,
      rollings: [],
      events,
      bets: [],
      sources: [],
      answers: [],
      policies: [],
    });
    const lookup = (await preparedBy(pools.loads)).find(({ statement }) => statement.includes('from inbox'));
    const lines = await pools.loads.unsafe<{ 'QUERY PLAN': string }[]>(
      `explain (costs off) execute "${lookup!.name}"('{brand-1}', '{e}', ${DAY})`,
    );
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    const partitions = new Set(plan.match(/inbox_y\d{4}m\d{2}d\d{2}(?= )/g));
    expect(partitions.size).toBe(1);
    expect(plan).toContain('Subplans Removed: 36');
  });

  test('a rolling that stays open is rewritten in place', async () => {
    for (let n = 0; n < 300; n += 1) world.create(`hot-${n}`, { requiredMinor: 10n ** 12n });
    const made = world.batch(shard);
    await store.commit(made);
    shard = afterCommit(shard, made);
    const shareInPlace = async (): Promise<number> => {
      const before = await updatesOfSnapshots();
      for (let round = 0; round < 10; round += 1) {
        for (let n = 0; n < 300; n += 1) world.settle(`hot-${n}`);
        const batch = world.batch(shard);
        expect(await store.commit(batch)).toEqual({ kind: 'committed' });
        shard = afterCommit(shard, batch);
      }
      const after = await updatesOfSnapshots();
      expect(after.updates - before.updates).toBe(3_000);
      return (after.hot - before.hot) / 3_000;
    };
    // Room comes from what nobody can see any more: an autovacuum that looks at the table meanwhile still sees it for a moment.
    await expect.poll(shareInPlace, { timeout: 20_000 }).toBeGreaterThan(0.9);
  });
});

async function updatesOfSnapshots(): Promise<{ updates: number; hot: number }> {
  await pools.commits`select pg_stat_force_next_flush()`;
  const [row] = await pools.commits<{ updates: number; hot: number }[]>`
    select n_tup_upd as updates, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'rolling_snapshots'`;
  return row!;
}
