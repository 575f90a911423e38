import postgres from 'postgres';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { freshDatabase } from '../servers/fresh-database.ts';
import { freshRedis } from '../servers/fresh-redis.ts';
import { restartablePostgres } from '../servers/restartable-servers.ts';
import { PlayedBets } from './played-bets.ts';
import { type Ended, type ServiceUnderTest, until } from './service-under-test.ts';

// SIGTERM in the middle of everything: what was begun is ended, what was answered or acknowledged is durable, and whoever insists,
// or has lost the database, still gets the process ended.

const BETS = 3_000;
const ASKED_AT_ONCE = 20;
const BRAND = 'aside';

let bets: PlayedBets;
let service: ServiceUnderTest;

afterEach(async () => {
  await bets.close();
});

async function playing(databaseUrl: string, changes: Record<string, string> = {}): Promise<void> {
  const redis = await freshRedis();
  onTestFinished(redis.release);
  bets = await PlayedBets.planned({ databaseUrl, redisUrl: redis.url }, BETS);
  service = bets.start(changes);
  await service.ready();
  await bets.createRollings();
  expect((await bets.createAside(BRAND, 'first')).status).toBe(201);
}

/** Holds every commit where it is, until it is told to let go: requests stay under way for as long as a test needs them to. */
async function holdCommits(sql: postgres.Sql): Promise<() => Promise<void>> {
  const connection = await sql.reserve();
  await connection`begin`;
  await connection`select brand_id from shards for update`;
  return async () => {
    await connection`rollback`;
    connection.release();
  };
}

async function commitWaits(sql: postgres.Sql): Promise<void> {
  await until(async () => {
    const waiting = await sql`
      select pid from pg_stat_activity
       where application_name like 'rolling-service commit%' and wait_event_type = 'Lock'
         and datname = current_database()`;
    expect(waiting).toHaveLength(1);
  });
}

async function freshlyPlaying(changes: Record<string, string> = {}): Promise<postgres.Sql> {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  onTestFinished(() => sql.end());
  await playing(database.url, changes);
  return sql;
}

/** The service again, on what the first left: it catches up, and the independent judges find nothing wrong. */
async function expectTheNextToFinish(): Promise<void> {
  const next = bets.start();
  await next.ready();
  await bets.feed(bets.plan.feed.slice(bets.stream.fed));
  await bets.drained();
  expect(await bets.findings()).toEqual([]);
  expect(await bets.verify()).toMatchObject({ code: 0 });
  expect((await next.end('SIGTERM')).code).toBe(0);
}

describe('SIGTERM in the middle of traffic', () => {
  test('answers what was asked, leaves nothing half done, and ends with 0', { timeout: 60_000 }, async () => {
    const sql = await freshlyPlaying();
    await bets.feed(bets.plan.feed.slice(0, BETS / 2));
    await bets.acknowledged(BETS / 10);
    const letGo = await holdCommits(sql);
    const asked = Array.from({ length: ASKED_AT_ONCE }, (_, number) => bets.createAside(BRAND, `asked-${number}`));
    await commitWaits(sql);
    // A round trip behind the requests: by now they have all been heard.
    await fetch(`${bets.url}/health`);

    service.child.kill('SIGTERM');
    await service.says('ends in order');
    await letGo();
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const { code, lastWords } = await service.ended;
    expect([code, lastWords]).toEqual([0, expect.stringContaining('"msg":"ended"')]);

    const answered = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { rolling_id: string }).rolling_id),
    );
    const durable = await sql`select rolling_id from rollings where rolling_id = any(${answered}::uuid[])`;
    expect(durable).toHaveLength(ASKED_AT_ONCE);
    expect(await bets.stream.state()).toMatchObject({ pending: 0 });
    expect(await sql`select seq from outbox where published_at is null`).toEqual([]);
    expect(await bets.verify()).toMatchObject({ code: 0 });
    await expectTheNextToFinish();
  });

  test('and again for whoever insists: ends at once with 130, and nothing is lost', { timeout: 60_000 }, async () => {
    const sql = await freshlyPlaying();
    const letGo = await holdCommits(sql);
    await bets.feed(bets.plan.feed.slice(0, BETS / 2));
    await commitWaits(sql);
    service.child.kill('SIGTERM');
    await service.says('ends in order');
    await until(() => {
      service.child.kill('SIGTERM');
      expect(service.isRunning).toBe(false);
    });
    expect((await service.ended).code).toBe(130);
    await letGo();
    await expectTheNextToFinish();
  });
});

describe('SIGTERM while Postgres is away', () => {
  async function endedWithin(shutdownMs: number): Promise<Ended> {
    const startedAt = performance.now();
    const ended = await service.end('SIGTERM');
    expect(performance.now() - startedAt).toBeLessThan(shutdownMs + 1_000);
    return ended;
  }

  async function playingWithPostgres(shutdownMs: number) {
    const server = await restartablePostgres();
    onTestFinished(server.remove);
    await playing(server.url, { SHUTDOWN_TIMEOUT_MS: String(shutdownMs), COMMAND_DEADLINE_MS: '1000' });
    return server;
  }

  test('gives up in time what cannot be made durable, says so, and loses none of it', { timeout: 60_000 }, async () => {
    const server = await playingWithPostgres(2_000);
    await bets.feed(bets.plan.feed.slice(0, BETS / 4));
    await bets.acknowledged(1);
    await server.stop();
    await bets.feed(bets.plan.feed.slice(BETS / 4, BETS / 2));
    await until(async () => expect((await bets.stream.state()).pending).toBeGreaterThan(0));
    const { code, lastWords } = await endedWithin(2_000);
    expect([code, lastWords]).toEqual([1, expect.stringMatching(/"part":"worker".*"msg":"did not end in time/)]);
    await server.start();
    await expectTheNextToFinish();
  });

  test('ends in order when there is nothing to make durable', { timeout: 60_000 }, async () => {
    // Far longer than it takes: an orderly end is what is asked for, on a busy machine as well.
    const server = await playingWithPostgres(10_000);
    await server.stop();
    expect(await endedWithin(10_000)).toMatchObject({ code: 0 });
    await server.start();
    await expectTheNextToFinish();
  });
});
