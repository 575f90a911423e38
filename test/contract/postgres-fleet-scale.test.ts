import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sql } from '../../src/adapters/postgres/connection.ts';
import {
  type FleetPools,
  createPostgresFleetStore,
  openFleetPools,
} from '../../src/adapters/postgres/postgres-fleet-store.ts';
import { brandId } from '../../src/domain/ids.ts';
import type { FleetStore, WorkerRegistration } from '../../src/ports/fleet-store.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';

// A fleet of 5,000 brands and ten workers, with a long past: what is asked every few seconds must cost little, and the statements
// that were prepared are explained. The bounds are several times what an idle machine takes, which is written beside them.

const BRANDS = 5_000;
const WORKERS = 10;
const LEASE_MS = 600_000;
const AUTHORITY = { requestedBy: 'leader', reason: 'start-up' };

let database: FreshDatabase;
let pools: FleetPools;
let fleet: FleetStore;
const workers: WorkerRegistration[] = Array.from({ length: WORKERS }, (_, n) => ({
  worker: `worker-${n}`,
  token: `token-${n}`,
  address: `ws://worker-${n}`,
  build: 'b1',
  machineVersion: 1,
  capacity: 1,
}));
const first = workers[0]!;

beforeAll(async () => {
  database = await freshDatabase();
  pools = openFleetPools(database.url, database.url);
  fleet = createPostgresFleetStore(pools);
  const admin = postgres(database.url, { max: 1 });
  await admin`
    insert into shards (brand_id, shard_no, slot_from, slot_to)
    select 'brand-' || lpad(n::text, 5, '0'), 1, 0, 4096 from generate_series(1, ${BRANDS}) as made(n)`;
  await admin`
    insert into shards (brand_id, shard_no, slot_from, slot_to, owner, token, retired_at)
    select 'brand-' || lpad(n::text, 5, '0'), 1 + past, 0, 4096, 'worker-0', 'token-0', now()
      from generate_series(1, ${BRANDS}) as made(n), generate_series(1, 4) as past`;
  await admin`
    insert into fleet_history (kind, brand_id, shard_no, detail, requested_by, reason, state)
    select 'place', 'brand-' || n % ${BRANDS}, 1, '{}', 'leader', 'balance', 'done' from generate_series(1, 100000) as past(n)`;
  await admin`vacuum analyze`;
  await admin.end();
  for (const worker of workers) await fleet.register(worker, LEASE_MS, ['wallet:events']);
}, 120_000);

afterAll(async () => {
  await pools.end();
  await database.drop();
});

async function timed<T>(name: string, msMax: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  expect(ms, `${name}: ${ms.toFixed(1)} ms`).toBeLessThan(msMax);
  if (process.env['SHOW_TIMES'] !== undefined) process.stderr.write(`${name}: ${ms.toFixed(1)} ms\n`);
  return result;
}

const brands = Array.from({ length: BRANDS }, (_, n) => brandId(`brand-${String(n + 1).padStart(5, '0')}`));

/** Plans of everything a pool has prepared: whole tables that only grow are never read, nor shards but for all of them. */
async function plansOf(sql: Sql): Promise<Map<string, string>> {
  const prepared = await sql.unsafe<{ statement: string }[]>('select statement from pg_prepared_statements');
  const plans = new Map<string, string>();
  for (const { statement } of prepared) {
    if (!/^\s*(with|select|insert|update|delete)\b/i.test(statement) || statement.includes('pg_prepared')) continue;
    const lines = await sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain (generic_plan, costs off) ${statement}`);
    plans.set(statement, lines.map((line) => line['QUERY PLAN']).join('\n'));
  }
  return plans;
}

const READS_ALL =
  /Seq Scan on (shards|shard_loads|fleet_history)\b.*|Index (Only )?Scan using (?!fleet_history_open)\w+ on (shards|shard_loads|fleet_history)\b.*\n(?!\s+Index Cond)/g;

describe('a fleet of thousands of shards', () => {
  test('is placed, claimed, renewed, looked at and reshaped within milliseconds a piece, by indexes', async () => {
    // 130 ms.
    await timed('assign 5,000', 3_000, () =>
      fleet.assign(
        brands.map((brand) => ({ brandId: brand, shardNo: 1, target: first.worker })),
        [],
        AUTHORITY,
      ),
    );
    await timed('renew, 5,000 claimable', 500, () => fleet.renew(first, LEASE_MS));
    // 150 ms.
    const { shards } = await timed('claim 5,000', 3_000, () => fleet.claim(first, BRANDS));
    expect(shards).toHaveLength(BRANDS);
    const held = await timed('renew, 5,000 held', 500, () => fleet.renew(first, LEASE_MS));
    expect(held!.shards).toHaveLength(BRANDS);
    await timed('loads of 5,000', 3_000, () => fleet.reportLoads(shards.map((shard) => ({ ...shard, eventsPerS: 1 }))));

    const spread = shards.map((shard, n) => ({ ...shard, target: `worker-${n % WORKERS}` }));
    await fleet.assign(spread, [], AUTHORITY);
    await timed('release 4,500', 3_000, () =>
      fleet.release(
        shards.filter((_, n) => n % WORKERS > 0),
        first,
      ),
    );
    for (const worker of workers.slice(1)) expect((await fleet.claim(worker, BRANDS)).shards).toHaveLength(500);
    await timed('renew, 500 held', 200, () => fleet.renew(workers[1]!, LEASE_MS));
    for (let round = 0; round < 3; round += 1) await timed('state', 1_000, () => fleet.state());
    const state = await timed('state', 1_000, () => fleet.state());
    expect(state.shards.filter(({ ownerAlive }) => ownerAlive)).toHaveLength(BRANDS);
    await timed('routes of all', 1_000, () => fleet.routes(null));
    await timed('routes of ten', 200, () => fleet.routes(brands.slice(0, 10)));

    await fleet.openOrders(first);
    await fleet.history(null, null, 50);
    await fleet.streamEpochs();
    await fleet.move({ brandId: brands[0]!, shardNo: 1 }, 'worker-1', false, AUTHORITY);
    await fleet.move({ brandId: brands[0]!, shardNo: 1 }, 'worker-0', false, AUTHORITY);
    await fleet.pin({ brandId: brands[0]!, shardNo: 1 }, null, AUTHORITY);
    await fleet.openBrand(brands[0]!, first);
    const order = await fleet.orderSplit({ brandId: brands[0]!, shardNo: 1 }, [9], AUTHORITY);
    const ranges = [
      { slotFrom: 0, slotTo: 9 },
      { slotFrom: 9, slotTo: 4_096 },
    ];
    const { id } = order as { id: number };
    const made = await timed('split', 500, () => fleet.reshape([shards[0]!], ranges, id));
    expect(made).toHaveLength(2);
    await fleet.closeOrder(id, 'done', 'again');
    await fleet.reshape([shards[0]!], ranges, id);
    await fleet.leave(workers[9]!);

    const asked = [...(await plansOf(pools.leases)), ...(await plansOf(pools.changes))];
    expect(asked.length).toBeGreaterThan(12);
    // All of them are asked for here, and only here.
    const some = asked.filter(([statement]) => !/where (true and )?retired_at is null\s+order by/.test(statement));
    expect(asked.length - some.length).toBe(2);
    const found = some.flatMap(([statement, plan]) =>
      [...plan.matchAll(READS_ALL)].map(([line]) => `${line} in ${statement}\n${plan}`),
    );
    expect(found).toEqual([]);
  });
});
