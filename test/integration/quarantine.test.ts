import { Redis } from 'ioredis';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { type Ended, type ServiceUnderTest, run, until } from './service-under-test.ts';

// A rolling whose row somebody broke, in the real service: everybody else's bets count, its own player's wait in order, and once the
// row is mended an operator has them replayed.

const BRAND = 'acme';
const PARKED = '/internal/rolling/ops/parked';

let database: FreshDatabase;
let redis: FreshRedis;
let sql: postgres.Sql;
let stream: Redis;
let environment: Record<string, string>;
let service: ServiceUnderTest;
let address = '';

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  stream = new Redis(redis.url);
  environment = {
    NODE_ENV: 'production',
    FLEET_LINK_SECRET: 'known to this fleet alone',
    LINK_PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    HTTP_PORT: '0',
    WORKER_HTTP_PORT: '0',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    WALLET_SERVICE_URL: 'http://127.0.0.1:1',
    BRAND_SIGNING_KEY: 'key',
    INTERNAL_SERVICE_TOKEN_ROLLING: 'rolling',
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'admin',
  };
});

afterAll(async () => {
  await service.end('SIGKILL');
  stream.disconnect();
  await sql.end();
  await Promise.all([database.drop(), redis.release()]);
});

async function start(): Promise<void> {
  service = run(['all'], environment);
  address = await service.ready();
}

async function call(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${address}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-internal-service-token': 'admin',
      'x-brand-id': BRAND,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ops = (...argv: readonly string[]): Promise<Ended> => run(['ops', 'parked', ...argv], environment).ended;

async function create(player: string): Promise<void> {
  const source = { type: 'bonus', id: `bonus of ${player}` };
  const activates_at = new Date(Date.now() - 3_600_000).toISOString();
  const asked = { player_id: player, currency: 'EUR', source, required_minor: '100000', activates_at };
  expect(await call('/internal/rolling', asked)).toMatchObject({ status: 201 });
}

async function bet(player: string, id: string, stake: string): Promise<void> {
  const at = new Date(Date.now() - 60_000).toISOString();
  const payload = { player_id: player, bet_id: id, currency: 'EUR', stake_minor: stake, placed_at: at, settled_at: at };
  const envelope = { event_id: `event-${id}`, event_type: 'BET_SETTLED_CONFIRMED', occurred_at: at, brand_id: BRAND };
  await stream.xadd('wallet:events', '*', 'payload', JSON.stringify({ ...envelope, payload }));
}

async function rollingOf(player: string): Promise<Record<string, unknown>> {
  const { body } = await call(`/internal/rolling?player_id=${player}`);
  return (body['items'] as Record<string, unknown>[])[0] ?? {};
}

const wagered = (player: string, minor: string): Promise<void> =>
  until(async () => expect(await rollingOf(player)).toMatchObject({ wagered_minor: minor }));

const acknowledged = (): Promise<void> =>
  until(async () => {
    const [pending] = (await stream.xpending('wallet:events', 'rolling_service')) as [number];
    const [group] = (await stream.xinfo('GROUPS', 'wallet:events')) as (string | number)[][];
    expect([pending, group?.[group.indexOf('lag') + 1]]).toEqual([0, 0]);
  });

test('a broken row holds up its player alone, and nothing of that player is lost', { timeout: 120_000 }, async () => {
  await start();
  for (const player of ['anna', 'bert']) await create(player);
  await bet('anna', 'a1', '100');
  await wagered('anna', '100');
  expect((await service.end('SIGTERM')).code).toBe(0);
  const [row] = await sql<{ snapshot: string }[]>`select snapshot from rolling_snapshots where player_id = 'anna'`;
  await sql`update rolling_snapshots set snapshot = '{"value":' where player_id = 'anna'`;

  await start();
  for (const id of ['2', '3']) {
    await bet('anna', `a${id}`, `${id}00`);
    await bet('bert', `b${id}`, `${id}0`);
  }
  await wagered('bert', '50');
  await acknowledged();
  const held = { brand_id: BRAND, player_id: 'anna', reason: 'ROLLING_UNREADABLE', parked: 2, replay: null };
  expect((await call(PARKED)).body).toMatchObject({ items: [held], next_cursor: null });
  expect(await call(`${PARKED}/anna`)).toMatchObject({ status: 200, body: held });
  const { body: events } = await call(`${PARKED}/anna/events`);
  expect(events).toMatchObject({ items: [{ event_id: 'event-a2' }, { event_id: 'event-a3' }] });
  expect(await call(`${PARKED}/bert`)).toMatchObject({ status: 404, body: { code: 'NOT_QUARANTINED' } });
  const asked = { reason: 'SELF_EXCLUSION' };
  expect(await call('/internal/rolling/players/anna/cancel-all', asked)).toMatchObject({
    status: 409,
    body: { code: 'PLAYER_QUARANTINED' },
  });

  // What comes while its owner is gone finds it in quarantine at the next one.
  await service.end('SIGKILL');
  await start();
  await bet('anna', 'a4', '400');
  await acknowledged();
  const who = ['--brand', BRAND, '--player', 'anna'];
  expect(await ops('show', ...who)).toMatchObject({ code: 0, out: expect.stringContaining('event-a4') as string });
  const failed = await ops('replay', ...who, '--json');
  expect(failed).toMatchObject({ code: 1 });
  expect(JSON.parse(failed.out)).toMatchObject({ ended: false, quarantine: { parked: 3, replay: null } });

  await sql`update rolling_snapshots set snapshot = ${row!.snapshot} where player_id = 'anna'`;
  const first = (events['items'] as { seq: string }[])[0]!.seq;
  const discarded = await call(`${PARKED}/anna/events/${first}/discard`, { reason: 'the wallet says it never was' });
  expect(discarded).toMatchObject({ status: 200, body: { parked: 2 } });
  expect(await call(`${PARKED}/anna/replay`, { reason: 'the row is mended' })).toMatchObject({ status: 202 });
  await wagered('anna', '800');
  await until(async () => expect(await call(`${PARKED}/anna`)).toMatchObject({ status: 404 }));
  expect(await ops('list')).toMatchObject({ code: 0, out: 'nobody is in quarantine\n' });
  await bet('anna', 'a5', '500');
  await wagered('anna', '1300');
  expect((await run(['ops', 'verify'], environment).ended).code).toBe(0);
  expect((await service.end('SIGTERM')).code).toBe(0);
});
