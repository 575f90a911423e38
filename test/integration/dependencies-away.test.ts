import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RestartableServer, restartablePostgres, restartableRedis } from '../servers/restartable-servers.ts';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import { PlayedBets } from './played-bets.ts';
import { type ServiceUnderTest, until } from './service-under-test.ts';

// Postgres or Redis goes away and comes back while bets flow: the service stays, says so, loses nothing and catches up.

const BETS = 3_000;
const COMMAND_DEADLINE_MS = 1_000;

let postgres: RestartableServer;
let redis: RestartableServer;
let bets: PlayedBets;
let service: ServiceUnderTest;

beforeEach(async () => {
  [postgres, redis] = await Promise.all([restartablePostgres(), restartableRedis()]);
  bets = await PlayedBets.planned({ databaseUrl: postgres.url, redisUrl: redis.url }, BETS);
  service = bets.start({
    COMMAND_DEADLINE_MS: String(COMMAND_DEADLINE_MS),
    // A server that is silent is given up 5 s after these.
    DATABASE_COMMIT_TIMEOUT_MS: '2000',
    DATABASE_LOAD_TIMEOUT_MS: '2000',
    DATABASE_READ_TIMEOUT_MS: '2000',
    REDIS_SILENCE_TIMEOUT_MS: '2000',
  });
  await service.ready();
  await bets.createRollings();
}, 120_000);

afterEach(async () => {
  await bets.close();
  await Promise.all([postgres.remove(), redis.remove()]);
});

async function probe(path: '/health' | '/ready' | '/live'): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${bets.url}${path}`);
  return { status: response.status, body: await response.json() };
}

/** The readiness thresholds are 15 s; the rest is for the machine. */
const NOTICED_MS = 45_000;

/** By one of `loops` at least: what waits for a server is stuck where it stood when the server went. */
async function becomesUnready(...loops: readonly string[]): Promise<void> {
  await until(async () => {
    const { status, body } = await probe('/ready');
    const told = (body as { loops: Record<string, { status: string }> }).loops;
    const stale = Object.keys(told).filter((loop) => told[loop]!.status === 'stale');
    expect([status, stale.filter((loop) => loops.includes(loop))]).toEqual([
      503,
      expect.arrayContaining([expect.anything()]),
    ]);
  }, NOTICED_MS);
}

/** A busy machine may let the deadline pass: then nothing was done, and the same key is asked again. */
async function createdInTheEnd(brand: string, id: string): Promise<void> {
  await until(async () => expect([200, 201]).toContain((await bets.createAside(brand, id)).status));
}

async function isWellAgain(): Promise<void> {
  expect(await probe('/ready')).toMatchObject({ status: 200 });
  expect(await probe('/health')).toMatchObject({ status: 200 });
  expect(service.isRunning).toBe(true);
}

/** Nothing was lost and nothing happened twice, by the demo's judges and by the service's own books. */
async function expectNothingLost(): Promise<void> {
  await bets.drained();
  expect(await bets.findings()).toEqual([]);
  expect(await bets.verify()).toMatchObject({ code: 0, out: expect.stringContaining('consistent') as string });
}

/** How long a call takes to be answered, and with what. */
async function timed(call: Promise<Response>): Promise<{ status: number; retryAfter: string | null; ms: number }> {
  const askedAt = performance.now();
  const response = await call;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ms: performance.now() - askedAt };
}

/** Lines of level warn and above: an outage is said a few times, not four times a second. */
function complaints(): string[] {
  return service.log.split('\n').filter((line) => /^\{"level":"(warn|error|fatal)"/.test(line));
}

test('Postgres goes away while bets flow: said, survived and caught up', { timeout: 240_000 }, async () => {
  const half = Math.floor(bets.plan.feed.length / 2);
  await createdInTheEnd('known-brand', 'before');
  await bets.feed(bets.plan.feed.slice(0, half));
  await bets.acknowledged(1);
  await postgres.stop();
  await bets.feed(bets.plan.feed.slice(half));

  expect(await probe('/health')).toMatchObject({
    status: 503,
    body: { dependencies: { postgres: { status: 'down' }, redis: { status: 'up' } } },
  });
  for (const brand of ['known-brand', 'unheard-brand']) {
    const answer = await timed(bets.createAside(brand, 'while-away'));
    expect(answer).toMatchObject({ status: 503, retryAfter: '1' });
    expect(answer.ms).toBeLessThan(COMMAND_DEADLINE_MS + 1_000);
  }
  await becomesUnready('decider', 'group_committer');

  await postgres.start();
  await bets.drained();
  // The same keys find out what became of them: done wholly, or not at all and now.
  for (const brand of ['known-brand', 'unheard-brand']) {
    await createdInTheEnd(brand, 'while-away');
  }
  await isWellAgain();
  await expectNothingLost();
  // It was away for more than fifteen seconds, and some five loops tried it four times a second.
  expect(complaints().length).toBeLessThan(40);
  expect(service.log).toMatch(/"msg":"commits again"/);
});

test('Redis goes away while bets flow: said, survived and caught up', { timeout: 240_000 }, async () => {
  const half = Math.floor(bets.plan.feed.length / 2);
  await bets.feed(bets.plan.feed.slice(0, half));
  await bets.acknowledged(1);
  await redis.stop();

  expect(await probe('/health')).toMatchObject({
    status: 503,
    body: { dependencies: { postgres: { status: 'up' }, redis: { status: 'down' } } },
  });
  // A command needs no Redis.
  await createdInTheEnd('some-brand', 'without-redis');
  await becomesUnready('event_consumer');

  await redis.start();
  await bets.feed(bets.plan.feed.slice(half));
  await bets.drained();
  await isWellAgain();
  await expectNothingLost();
});

test(
  'Postgres freezes while bets flow: given up, asked anew, and nothing counted twice',
  { timeout: 240_000 },
  async () => {
    const half = Math.floor(bets.plan.feed.length / 2);
    await bets.feed(bets.plan.feed.slice(0, half));
    await bets.acknowledged(1);
    await postgres.freeze();
    await bets.feed(bets.plan.feed.slice(half));
    const answer = await timed(bets.createAside('some-brand', 'while-frozen'));
    expect(answer).toMatchObject({ status: 503, retryAfter: '1' });
    expect(await probe('/health')).toMatchObject({
      status: 503,
      body: { dependencies: { postgres: { status: 'down', error: 'NO_ANSWER_IN_TIME' }, redis: { status: 'up' } } },
    });
    expect(await probe('/live')).toMatchObject({ status: 200 });
    // Whatever it was waiting for when the server froze, by now it has given those connections up.
    await until(() => expect(service.log).toMatch(/cannot commit|cannot load|cannot confirm/), NOTICED_MS);
    await postgres.thaw();
    await bets.drained();
    await createdInTheEnd('some-brand', 'while-frozen');
    await isWellAgain();
    await expectNothingLost();
  },
);

test('Redis freezes while bets flow: given up, asked anew, and nothing lost', { timeout: 240_000 }, async () => {
  const half = Math.floor(bets.plan.feed.length / 2);
  await bets.feed(bets.plan.feed.slice(0, half));
  await bets.acknowledged(1);
  await redis.freeze();
  expect(await probe('/health')).toMatchObject({
    status: 503,
    body: { dependencies: { postgres: { status: 'up' }, redis: { status: 'down' } } },
  });
  expect(await probe('/live')).toMatchObject({ status: 200 });
  await createdInTheEnd('some-brand', 'without-redis');
  await service.says('Redis is away');
  await redis.thaw();
  await bets.feed(bets.plan.feed.slice(half));
  await bets.drained();
  await isWellAgain();
  await expectNothingLost();
});

test('Postgres cuts every connection in the middle of commits, again and again', { timeout: 240_000 }, async () => {
  const admin = openPool(postgres.url, { applicationName: 'cutter', connectionsMax: 1, statementTimeoutMs: 5_000 });
  const feeding = bets.feed();
  for (const share of Array.from({ length: 20 }, (_, cut) => cut / 22)) {
    await bets.acknowledged(Math.floor(bets.plan.feed.length * share));
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rolling-service%'`;
  }
  await feeding;
  await admin.end();
  await bets.drained();
  await isWellAgain();
  await expectNothingLost();
});
