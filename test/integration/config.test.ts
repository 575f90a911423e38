import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import { makeCertificates } from '../servers/certificates.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { PlayedBets } from './played-bets.ts';
import { type ServiceUnderTest, run, until } from './service-under-test.ts';

// The environment as the real process takes it: what stops a start, what is never printed, and what each switch does.

describe('an unfit environment', () => {
  const SECRET = 'hush-hush';
  const unfit = {
    NODE_ENV: 'production',
    DATABASE_URL: `postgres://rolling:${SECRET}@db/rolling?sslmode=prefer`,
    DATABASE_DIRECT_URL: `mysql://rolling:${SECRET}@db/rolling`,
    DATABASE_CA_FILE: `/nowhere/${SECRET}.pem`,
    DATABASE_LOAD_CONNECTIONS: '0',
    REDIS_URL: `http://:${SECRET}@redis`,
    REDIS_CA_FILE: `/nowhere/${SECRET}.pem`,
    WALLET_SERVICE_URL: `https://user:${SECRET}@wallet`,
    BRAND_SIGNING_KEY: SECRET,
    INTERNAL_SERVICE_TOKEN_GATEWAY: `${SECRET}-1`,
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: `${SECRET}-1`,
    HTTP_PORT: SECRET,
    HEALTH_TIMEOUT_MS: '1',
    READY_EVENT_CONSUMER_MS: SECRET,
    ENABLE_OUTBOX_POLLER: SECRET,
  };
  const faulty = [
    'DATABASE_URL has an sslmode that is none of disable, require, verify-ca, verify-full',
    'DATABASE_DIRECT_URL must be a URL that begins with postgres://',
    'DATABASE_CA_FILE names a file that cannot be read',
    'DATABASE_LOAD_CONNECTIONS must be >= 1',
    'REDIS_URL must be a URL that begins with redis:// or rediss://',
    'REDIS_CA_FILE names a file that cannot be read',
    'WALLET_SERVICE_URL may have a path, but no credentials',
    'INTERNAL_SERVICE_TOKEN_ROLLING is required',
    'MULTI_BRAND_ENFORCEMENT is required',
    'FLEET_LINK_SECRET is required',
    'INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE shares a token with INTERNAL_SERVICE_TOKEN_GATEWAY',
    'HTTP_PORT must be integer',
    'HEALTH_TIMEOUT_MS must be >= 50',
    'READY_EVENT_CONSUMER_MS must be integer',
    'ENABLE_OUTBOX_POLLER must be one of on, off, true, false, 1, 0',
  ];

  test.for(['all', 'worker'])('stops a start of %s with every fault, and prints no value', async (role) => {
    const { code, out, err } = await run([role], unfit).ended;
    expect(code).toBe(1);
    for (const fault of faulty) expect(err).toContain(`  ${fault}`);
    expect(err.match(/^ {2}[A-Z_]+ /gm)).toHaveLength(faulty.length);
    expect(`${out}${err}`).not.toContain(SECRET);
    expect(out).toBe('');
  });

  test('stops a migration and an audit as well', async () => {
    for (const argv of [['migrate'], ['ops', 'verify']]) {
      const { code, err, out } = await run(argv, unfit).ended;
      expect(code).not.toBe(0);
      for (const fault of faulty.slice(0, 3)) expect(err).toContain(fault);
      expect(`${out}${err}`).not.toContain(SECRET);
    }
  });

  test('of a migration is told in a sentence, also where the driver would stumble over it or nobody answers', async () => {
    const migrateAt = async (url: string) => run(['migrate'], { DATABASE_URL: url }).ended;
    const stray = await migrateAt(`postgres://rolling:${SECRET}%@db/rolling`);
    expect(stray.err).toContain('  DATABASE_URL has a % that begins no escape');
    expect(stray.err).not.toContain(SECRET);
    const { code, err } = await migrateAt(`postgres://rolling:${SECRET}@127.0.0.1:1/rolling`);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'migrate failed: connect ECONNREFUSED 127.0.0.1:1 (ECONNREFUSED)\n',
    });
  });

  test('has no certificate of an authority where the file holds something else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rolling-config-'));
    const certificates = await makeCertificates();
    const notPem = join(folder, 'not.pem');
    await writeFile(notPem, SECRET);
    const { err } = await run(['all'], { ...unfit, DATABASE_CA_FILE: notPem, REDIS_CA_FILE: certificates.certFile })
      .ended;
    expect(err).toContain('DATABASE_CA_FILE names a file that holds no certificate in PEM');
    expect(err).toContain('REDIS_CA_FILE names a file whose certificate is not of an authority');
    expect(err).not.toContain(SECRET);
    await certificates.remove();
    await rm(folder, { recursive: true });
  });
});

describe('a switch', () => {
  const BETS = 60;
  let database: FreshDatabase;
  let redis: FreshRedis;
  let client: Redis;
  let bets: PlayedBets;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
    client = new Redis(redis.url);
    bets = await PlayedBets.planned({ databaseUrl: database.url, redisUrl: redis.url }, BETS);
  });

  afterEach(async () => {
    await service.end('SIGTERM');
  });

  afterAll(async () => {
    await bets.close();
    client.disconnect();
    await Promise.all([database.drop(), redis.release()]);
  });

  async function startWith(changes: Readonly<Record<string, string>>): Promise<void> {
    service = bets.start(changes);
    await service.ready();
  }

  async function loops(): Promise<Record<string, { status: string }>> {
    const response = await fetch(`${bets.url}/ready`);
    expect(response.status).toBe(200);
    return ((await response.json()) as { loops: Record<string, { status: string }> }).loops;
  }

  async function disabledLoops(): Promise<string[]> {
    const report = await loops();
    return Object.keys(report).filter((loop) => report[loop]?.status === 'disabled');
  }

  async function rows<Row>(query: string): Promise<readonly Row[]> {
    const sql = openPool(database.url, { applicationName: 'test', connectionsMax: 1, statementTimeoutMs: 5_000 });
    try {
      return (await sql.unsafe(query)) as unknown as readonly Row[];
    } finally {
      await sql.end();
    }
  }

  async function create(id: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const response = await bets.createAside('switches', id, more);
    expect(response.status).toBe(201);
    return (await response.json()) as Record<string, unknown>;
  }

  test('ENABLE_EVENT_CONSUMER=off: the wallet stream is not even joined', async () => {
    await startWith({ ENABLE_EVENT_CONSUMER: 'off' });
    expect(await disabledLoops()).toEqual(['event_consumer']);
    await client.xadd('wallet:events', '*', 'event_type', 'OTHER', 'payload', '{}');
    await create('while-deaf');
    expect(await client.xinfo('GROUPS', 'wallet:events')).toEqual([]);
    await service.end('SIGTERM');
    await startWith({});
    await until(async () => {
      expect(await client.xinfo('GROUPS', 'wallet:events')).toMatchObject([expect.arrayContaining(['lag', 0])]);
      expect(await client.xpending('wallet:events', 'rolling_service')).toEqual([0, null, null, null]);
    });
  });

  test('ENABLE_OUTBOX_POLLER=off: events are owed, not published, and published once it is on', async () => {
    const published = (): Promise<number> => client.xlen('rolling:events');
    const unpublished = () => rows(`select from outbox where published_at is null`);
    await startWith({ ENABLE_OUTBOX_POLLER: 'off' });
    expect(await disabledLoops()).toEqual(['outbox_publisher']);
    const { rolling_id: id } = await create('unheard');
    expect((await bets.command('switches', String(id), 'cancel', { reason: 'REQUESTED' })).status).toBeLessThan(300);
    await until(async () => expect(await unpublished()).toHaveLength(1));
    expect(await published()).toBe(0);
    await service.end('SIGTERM');
    await startWith({});
    await until(async () => expect(await published()).toBe(1));
    await until(async () => expect(await unpublished()).toHaveLength(0));
  });

  test('ENABLE_EXPIRY_SCHEDULER=off: a rolling outlives its end until it is on', async () => {
    await startWith({ ENABLE_EXPIRY_SCHEDULER: 'off' });
    expect(await disabledLoops()).toEqual(['expiry_scheduler']);
    // Later than the create is decided, on a busy machine as well.
    const soon = new Date(Date.now() + 3_000).toISOString();
    const { rolling_id: id } = await create('short-lived', { activates_at: soon });
    const stateOf = async (): Promise<unknown> => (await bets.read('switches', String(id)))['state'];
    const overdue = () => rows(`select from timers where kind = 'activate' and due_at < now() - interval '700 ms'`);
    await until(async () => expect(await overdue()).toHaveLength(1));
    expect(await stateOf()).toBe('pending');
    await service.end('SIGTERM');
    await startWith({});
    await until(async () => expect(await stateOf()).toBe('active'));
  });

  test('ENABLE_COMPLETION_RETRY=off: a wallet that failed is not asked again until it is on', async () => {
    const attempts = async (): Promise<unknown> => (await bets.read('switches', id))['cancellation'];
    await startWith({ ENABLE_COMPLETION_RETRY: 'off' });
    expect(await disabledLoops()).toEqual(['completion_retry']);
    await bets.behave({ fail_rate: 1 });
    const { rolling_id: made } = await create('unlucky', { release_minor: '100' });
    const id = String(made);
    expect((await bets.command('switches', id, 'cancel', { reason: 'REQUESTED' })).status).toBe(202);
    const overdue = () => rows(`select from timers where kind = 'attempt' and due_at < now() - interval '700 ms'`);
    await until(async () => expect(await overdue()).toHaveLength(1));
    expect(await attempts()).toMatchObject({ attempts: 1 });
    await bets.behave({ fail_rate: 0 });
    await service.end('SIGTERM');
    await startWith({});
    await until(async () => expect((await bets.read('switches', id))['state']).toBe('canceled'));
  });
});
