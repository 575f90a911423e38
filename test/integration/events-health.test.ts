import { Redis } from 'ioredis';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { PlayedBets } from './played-bets.ts';
import { type ServiceUnderTest, run, until } from './service-under-test.ts';

// What /live, /ready and /health say while a part of the world is in the way of one loop: the loop that makes no progress is
// stale, though it turns, and no other; and the process stays.

const STALE_AFTER_MS = 1_000;
const HEALTH_TIMEOUT_MS = 400;
const BETS = 60;
/** Well within Postgres' own limits, which would end a wait for a lock. */
const NOTICED_MS = 12_000;

let database: FreshDatabase;
let redis: FreshRedis;
let admin: postgres.Sql;
let client: Redis;
let postgresWire: CuttableProxy;
let redisWire: CuttableProxy;
let bets: PlayedBets;
let service: ServiceUnderTest;
let fed = 0;

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  admin = postgres(database.url, { max: 3, onnotice: () => undefined });
  client = new Redis(redis.url);
  postgresWire = await cuttableProxy(Number(new URL(database.url).port));
  redisWire = await cuttableProxy(Number(new URL(redis.url).port));
  bets = await PlayedBets.planned({ databaseUrl: database.url, redisUrl: redis.url }, BETS);
  service = bets.start({
    DATABASE_URL: through(postgresWire, database.url),
    REDIS_URL: through(redisWire, redis.url),
    HEALTH_TIMEOUT_MS: String(HEALTH_TIMEOUT_MS),
    ...Object.fromEntries(
      ['EVENT_CONSUMER', 'DECIDER', 'GROUP_COMMITTER', 'OUTBOX_PUBLISHER', 'EXPIRY_SCHEDULER', 'COMPLETION_RETRY'].map(
        (loop) => [`READY_${loop}_MS`, String(STALE_AFTER_MS)],
      ),
    ),
  });
  await service.ready();
  await bets.createRollings();
});

afterAll(async () => {
  await bets.close();
  client.disconnect();
  await admin.end();
  await Promise.all([postgresWire.close(), redisWire.close()]);
  await Promise.all([database.drop(), redis.release()]);
});

function through(proxy: CuttableProxy, url: string): string {
  const changed = new URL(url);
  changed.port = String(proxy.port);
  return changed.href;
}

async function ask(path: '/live' | '/ready' | '/health'): Promise<{ status: number; body: unknown; ms: number }> {
  const askedAt = performance.now();
  const response = await fetch(`${bets.url}${path}`);
  return { status: response.status, body: await response.json(), ms: performance.now() - askedAt };
}

async function staleLoops(): Promise<string[]> {
  const { status, body } = await ask('/ready');
  const { loops } = body as { loops: Record<string, { status: string; threshold_ms: number }> };
  const stale = Object.keys(loops).filter((loop) => loops[loop]?.status === 'stale');
  expect(status).toBe(stale.length === 0 ? 200 : 503);
  return stale;
}

/** Exactly these are stale, and stay so for a while; the process is worth keeping all the same. */
async function expectStale(loops: readonly string[]): Promise<void> {
  await until(async () => expect(await staleLoops()).toEqual(loops), NOTICED_MS);
  const seenAt = performance.now();
  while (performance.now() - seenAt < STALE_AFTER_MS) expect(await staleLoops()).toEqual(loops);
  expect(await ask('/live')).toMatchObject({ status: 200, body: { status: 'alive' } });
}

async function expectFresh(): Promise<void> {
  await until(async () => expect(await staleLoops()).toEqual([]), NOTICED_MS);
}

async function feedSome(): Promise<void> {
  const some = bets.plan.feed.slice(fed, fed + 10);
  fed += some.length;
  expect(some.length).toBeGreaterThan(0);
  await bets.feed(some);
}

async function cancelOne(id: string): Promise<void> {
  const { rolling_id: rollingId } = (await (await bets.createAside('health', id)).json()) as { rolling_id: string };
  await bets.command('health', rollingId, 'cancel', { reason: 'REQUESTED' });
}

/** A table that is not there is an error at once, for whoever asks it and nobody else. */
async function without(table: string): Promise<() => Promise<void>> {
  await admin`alter table ${admin(table)} rename to ${admin(`${table}_away`)}`;
  let isBack = false;
  const bringBack = async (): Promise<void> => {
    if (isBack) return;
    isBack = true;
    await admin`alter table ${admin(`${table}_away`)} rename to ${admin(table)}`;
  };
  onTestFinished(bringBack);
  return bringBack;
}

test('with nothing to do every loop is fresh, for longer than its threshold', async () => {
  await expectFresh();
  const since = performance.now();
  while (performance.now() - since < STALE_AFTER_MS * 1.5) expect(await staleLoops()).toEqual([]);
  expect(await ask('/health')).toMatchObject({
    status: 200,
    body: { status: 'up', dependencies: { postgres: { status: 'up' }, redis: { status: 'up' } } },
  });
});

test('reading works and nothing is acknowledged: neither the consumer nor the committer is fresh', async () => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = admin.begin(async (sql) => {
    await sql`select from shards for update`;
    await feedSome();
    await expectStale(['event_consumer', 'group_committer']);
    await released;
  });
  release();
  await holding;
  await expectFresh();
});

test('what decisions need cannot be loaded: the decider is not fresh', async () => {
  await expectFresh();
  const bringBack = await without('brand_configs');
  // A create asks for its brand's config; nobody waits for this one's answer.
  const creating = bets.createAside('health', 'undecided');
  await expectStale(['decider']);
  await bringBack();
  await expectFresh();
  expect([201, 503]).toContain((await creating).status);
});

test('the event stream takes nothing: the publisher is not fresh, and has published once it does', async () => {
  await client.del('rolling:events');
  await client.set('rolling:events', 'in the way');
  await cancelOne('unannounced');
  await expectStale(['outbox_publisher']);
  await client.del('rolling:events');
  await expectFresh();
  await until(async () => expect(await client.xlen('rolling:events')).toBeGreaterThan(0));
});

test('timers cannot be read: neither of their loops is fresh', async () => {
  const bringBack = await without('timers');
  await expectStale(['expiry_scheduler', 'completion_retry']);
  await bringBack();
  await expectFresh();
});

test('Redis is away: the consumer is not fresh, and nothing else minds', async () => {
  await redisWire.refuse();
  await expectStale(['event_consumer']);
  expect(await ask('/health')).toMatchObject({
    status: 503,
    body: { status: 'down', dependencies: { postgres: { status: 'up' }, redis: { status: 'down' } } },
  });
  await redisWire.accept();
  await expectFresh();
  await feedSome();
  await bets.acknowledged(fed);
});

test('a Postgres that hangs does not hang /health, however many ask', async () => {
  postgresWire.muteServer();
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask('/health')));
  for (const { status, body, ms } of answers) {
    expect(status).toBe(503);
    expect(body).toMatchObject({
      dependencies: { postgres: { status: 'down', error: 'NO_ANSWER_IN_TIME' }, redis: { status: 'up' } },
    });
    expect(ms).toBeLessThan(HEALTH_TIMEOUT_MS + 1_000);
  }
  // Of thirty questions the server got one.
  const [row] = await admin<{ count: number }[]>`
    select count(*)::integer from pg_stat_activity
     where application_name = 'rolling-service read' and query = 'select 1' and datname = current_database()`;
  expect(row!.count).toBeLessThanOrEqual(1);
  expect(await ask('/live')).toMatchObject({ status: 200 });
  postgresWire.dropClients({ keepServer: false });
  await until(async () => expect((await ask('/health')).status).toBe(200), NOTICED_MS);
  await expectFresh();
  await feedSome();
  await bets.acknowledged(fed);
});

test('one silent stream of several is not hidden by the others', async () => {
  await client.set('second:events', 'in the way');
  const port = String(await freePort());
  const both = run(['worker'], {
    ...bets.environment,
    WORKER_HTTP_PORT: port,
    WALLET_STREAMS: 'first:events,second:events',
    READY_EVENT_CONSUMER_MS: String(STALE_AFTER_MS),
  });
  onTestFinished(() => void both.child.kill('SIGKILL'));
  const address = await both.ready();
  await until(async () => {
    const response = await fetch(`${address}/ready`);
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { loops: { event_consumer: { status: 'stale' } } },
    ]);
  }, NOTICED_MS);
  await client.del('second:events');
  await until(async () => expect((await fetch(`${address}/ready`)).status).toBe(200), NOTICED_MS);
});
