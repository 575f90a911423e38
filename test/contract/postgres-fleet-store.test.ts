import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { createPostgresFleetStore, openFleetPools } from '../../src/adapters/postgres/postgres-fleet-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { createPostgresWatermarks } from '../../src/adapters/postgres/watermarks.ts';
import { brandId } from '../../src/domain/ids.ts';
import { cuttableProxy } from '../servers/cuttable-proxy.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { fleetStoreContract } from './fleet-store.contract.ts';

describe('the Postgres fleet store', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  fleetStoreContract(async () => {
    const database = await freshDatabase();
    const [here, elsewhere] = [openFleetPools(database.url, database.url), openFleetPools(database.url, database.url)];
    const stores = openStorePools(database.url);
    const admin = postgres(database.url, { max: 1 });
    closing.push(database.drop, here.end, elsewhere.end, stores.end, () => admin.end());
    return {
      fleet: createPostgresFleetStore(here),
      elsewhere: createPostgresFleetStore(elsewhere),
      store: createPostgresStore(stores),
      watermarks: createPostgresWatermarks(here.changes),
      endLease: async (worker) => {
        await admin`update workers set lease_until = now() - interval '1 second' where worker = ${worker}`;
      },
      ageHistory: async (ms) => {
        await admin`update fleet_history set done_at = done_at - ${ms}::float8 * interval '1 ms'`;
      },
    };
  });

  test('a brand that another process is just making is waited for, and stays its own', async () => {
    const database = await freshDatabase();
    const pools = openFleetPools(database.url, database.url);
    const [admin, other] = [postgres(database.url, { max: 1 }), postgres(database.url, { max: 1 })];
    const fleet = createPostgresFleetStore(pools);
    const by = { worker: 'w', token: 't', address: 'ws://w', build: 'b', machineVersion: 1, capacity: 1 };
    await fleet.register(by, 60_000, []);
    const brand = brandId('new');
    const opened = await other.begin(async (sql) => {
      await sql`
        insert into shards (brand_id, shard_no, slot_from, slot_to, owner, token, epoch)
        values (${brand}, 1, 0, 4096, 'other', 'others', 1)`;
      const opening = fleet.openBrand(brand, by);
      let waiting = 0;
      while (waiting === 0) {
        waiting = (
          await admin`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        ).length;
      }
      return { opening };
    });
    expect(await opened.opening).toEqual([]);
    expect((await fleet.state()).shards).toMatchObject([{ owner: 'other', epoch: 1 }]);
    await Promise.all([admin.end(), other.end(), pools.end()]);
    await database.drop();
  });

  test('a server that falls silent is given up, and asked again over a new connection', async () => {
    const database = await freshDatabase();
    const proxy = await cuttableProxy(Number(new URL(database.url).port));
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const pools = openFleetPools(url.href, database.url, { leaseTimeoutMs: 500, changeTimeoutMs: 500 });
    const fleet = createPostgresFleetStore(pools);
    const by = { worker: 'w', token: 't', address: 'ws://w', build: 'b', machineVersion: 1, capacity: 1 };
    await fleet.register(by, 60_000, []);
    const before = await fleet.pulse();
    proxy.muteServer();
    const asked = [() => fleet.renew(by, 60_000), () => fleet.pulse()];
    const ends = await Promise.all(
      asked.map((ask) =>
        ask().then(
          () => 'answered',
          () => 'given up',
        ),
      ),
    );
    expect(ends).toEqual(['given up', 'given up']);
    expect(await fleet.renew(by, 60_000)).toMatchObject({ shards: [] });
    expect(await fleet.pulse()).toBe(before);
    await pools.end();
    await proxy.close();
    await database.drop();
  });

  test('an order about a shard that is just being retired waits, and is refused', async () => {
    const database = await freshDatabase();
    const pools = openFleetPools(database.url, database.url);
    const [admin, other] = [postgres(database.url, { max: 1 }), postgres(database.url, { max: 1 })];
    const fleet = createPostgresFleetStore(pools);
    const by = { worker: 'w', token: 't', address: 'ws://w', build: 'b', machineVersion: 1, capacity: 1 };
    await fleet.register(by, 60_000, []);
    const [shard] = await fleet.openBrand(brandId('split'), by);
    const authority = { requestedBy: 'eve', reason: 'a test' };
    const { ordering } = await other.begin(async (sql) => {
      await sql`update shards set retired_at = now()`;
      const asked = fleet.orderSplit(shard!, [9], authority);
      let waiting = 0;
      while (waiting === 0) {
        waiting = (
          await admin`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        ).length;
      }
      return { ordering: asked };
    });
    expect(await ordering).toEqual({ refused: 'no_such_shard' });
    expect(await fleet.history(null, null, 10)).toEqual([]);
    await Promise.all([admin.end(), other.end(), pools.end()]);
    await database.drop();
  });

  test('orders that come between the look of a split and its locks end with the shard', async () => {
    const database = await freshDatabase();
    const [pools, others] = [openFleetPools(database.url, database.url), openFleetPools(database.url, database.url)];
    const [admin, blocker] = [postgres(database.url, { max: 1 }), postgres(database.url, { max: 1 })];
    const [fleet, operator] = [createPostgresFleetStore(pools), createPostgresFleetStore(others)];
    const by = { worker: 'w', token: 't', address: 'ws://w', build: 'b', machineVersion: 1, capacity: 1 };
    await fleet.register(by, 60_000, []);
    const [shard] = await fleet.openBrand(brandId('split'), by);
    const authority = { requestedBy: 'eve', reason: 'a test' };
    const first = (await operator.orderSplit(shard!, [9], authority)) as { id: number };
    const halves = [
      { slotFrom: 0, slotTo: 9 },
      { slotFrom: 9, slotTo: 4_096 },
    ];
    const { reshaping } = await blocker.begin(async (sql) => {
      // As an order does: whoever reshapes has looked already, and waits.
      await sql`select from shards for share`;
      const reshaped = fleet.reshape([shard!], halves, first.id);
      let waiting = 0;
      while (waiting === 0) {
        waiting = (
          await admin`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        ).length;
      }
      expect(await operator.orderSplit(shard!, [10], authority)).toHaveProperty('id');
      return { reshaping: reshaped };
    });
    expect(await reshaping).toHaveLength(2);
    const history = await fleet.history(null, null, 10);
    expect(history.map(({ state, outcome }) => [state, outcome])).toEqual([
      ['failed', `its shard was retired by order ${first.id}`],
      ['done', 'became 2, 3'],
    ]);
    for (const { at, doneAt } of history) expect(doneAt).toBeGreaterThanOrEqual(at);
    await Promise.all([admin.end(), blocker.end(), pools.end(), others.end()]);
    await database.drop();
  });

  // The driver throws beside every promise when a connection is lost between the statements of a transaction: the process would end.
  test('a look at the fleet that loses its connection fails, and the next one succeeds', async () => {
    const database = await freshDatabase();
    const pools = openFleetPools(database.url, database.url);
    const [admin, other] = [postgres(database.url, { max: 1 }), postgres(database.url, { max: 1 })];
    const fleet = createPostgresFleetStore(pools);
    await other.begin(async (sql) => {
      await sql`lock table workers in access exclusive mode`;
      const looking = fleet.state().then(String, String);
      let ended = 0;
      while (ended === 0) {
        ended = (
          await admin`
            select pg_terminate_backend(pid) from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database()`
        ).length;
      }
      expect(await looking).toMatch(/terminat|CLOSED|EPIPE|RESET/);
    });
    expect(await fleet.state()).toEqual({ workers: [], shards: [], streams: [] });
    await Promise.all([admin.end(), other.end(), pools.end()]);
    await database.drop();
  });
});
