import { once } from 'node:events';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { type ServiceUnderTest, run, until } from './service-under-test.ts';

// A trace goes in with a request or a bet, and comes out with the wallet call, its repeats and the closing event, whoever makes
// them and however often the process died in between.

interface WalletCalled {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

let database: FreshDatabase;
let redis: FreshRedis;
let client: Redis;
let wallet: Server;
let walletStatus = 200;
let service: ServiceUnderTest;
let address: string;
let number = 0;
const calls: WalletCalled[] = [];

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  client = new Redis(redis.url);
  wallet = createServer((request, response) => {
    calls.push({ url: request.url ?? '', headers: request.headers });
    response.writeHead(walletStatus, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'ok', transaction_id: 'tx' }));
  }).listen(0, '127.0.0.1');
  await once(wallet, 'listening');
});

afterEach(async () => {
  walletStatus = 200;
  await service.end('SIGKILL');
});

afterAll(async () => {
  client.disconnect();
  wallet.closeAllConnections();
  wallet.close();
  await Promise.all([database.drop(), redis.release()]);
});

async function start(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  service = run(['all'], {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    HTTP_PORT: '0',
    LINK_PORT: '0',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    WALLET_SERVICE_URL: `http://127.0.0.1:${(wallet.address() as AddressInfo).port}`,
    BRAND_SIGNING_KEY: 'key',
    FLEET_LINK_SECRET: 'the secret of this fleet',
    INTERNAL_SERVICE_TOKEN_ROLLING: 'rolling',
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'admin',
    ...changes,
  });
  address = await service.ready();
}

async function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(`${address}/internal/rolling${path}`, {
    method: 'POST',
    headers: {
      'x-internal-service-token': 'admin',
      'x-brand-id': 'acme',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
  return ((await response.json()) as { rolling_id: string }).rolling_id;
}

async function create(): Promise<{ id: string; player: string }> {
  number += 1;
  const player = `player-${number}`;
  const source = { type: 'bonus', id: `bonus-${number}` };
  return {
    id: await post('', { player_id: player, currency: 'EUR', source, base_minor: '100', multiplier: '1' }),
    player,
  };
}

/** The `traceparent` of the nth call for a rolling, as soon as there is one. */
async function walletHeaders(rollingId: string, nth = 0): Promise<IncomingHttpHeaders> {
  return until(() => {
    const call = calls.filter(({ url }) => url.includes(rollingId))[nth];
    if (call === undefined) throw new Error(`the wallet was not called ${nth + 1} times for ${rollingId}`);
    return call.headers;
  });
}

async function published(rollingId: string): Promise<Record<string, string>> {
  return until(async () => {
    for (const [, fields] of await client.xrange('rolling:events', '-', '+')) {
      const event: Record<string, string> = {};
      for (let at = 0; at < fields.length; at += 2) event[fields[at]!] = fields[at + 1]!;
      if (event['event_id']?.startsWith(rollingId) === true) return event;
    }
    throw new Error(`nothing is published of ${rollingId}`);
  });
}

/** A lawful traceparent of this trace, under another span than the one given. */
function expectHop(traceparent: string | string[] | undefined, traceId: string, flags: string, notSpan = ''): void {
  expect(traceparent).toMatch(new RegExp(`^00-${traceId}-(?!${notSpan || 'x'})[0-9a-f]{16}-${flags}$`));
}

const traceIdFor = (digit: string): string => digit.repeat(32);
const SPAN = '00f067aa0ba902b7';

async function bet(player: string, traced: { fields?: string[]; members?: Record<string, string> }): Promise<void> {
  number += 1;
  const now = new Date().toISOString();
  const envelope = {
    event_id: `event-${number}`,
    event_type: 'BET_SETTLED_CONFIRMED',
    occurred_at: now,
    brand_id: 'acme',
    payload: {
      player_id: player,
      bet_id: `bet-${number}`,
      currency: 'EUR',
      stake_minor: '100',
      win_minor: '0',
      placed_at: now,
    },
    ...traced.members,
  };
  const fields = ['event_type', envelope.event_type, 'payload', JSON.stringify(envelope), ...(traced.fields ?? [])];
  await client.xadd('wallet:events', '*', ...fields);
}

test('of a request goes on to the wallet, the event and the log', async () => {
  await start();
  const traceId = traceIdFor('a');
  const traceparent = `00-${traceId}-${SPAN}-01`;
  const { id } = await create();
  await post(
    `/${id}/cancel`,
    { reason: 'REQUESTED' },
    { traceparent, tracestate: 'rojo=1', 'x-request-id': 'asked-1' },
  );
  const headers = await walletHeaders(id);
  expectHop(headers['traceparent'], traceId, '01', SPAN);
  expect(headers['tracestate']).toBe('rojo=1');
  const event = await published(id);
  expectHop(event['traceparent'], traceId, '01', SPAN);
  expect(event['tracestate']).toBe('rojo=1');
  expect(event['traceparent']).not.toBe(headers['traceparent']);
  expect(event['payload']).not.toContain(traceId);
  const lines = service.log.split('\n').filter((line) => line.includes(traceId));
  expect(lines.join('\n')).toMatch(/a command was answered/);
  expect(lines.find((line) => line.includes('rolling canceling'))).toContain('"requestId":"asked-1"');
  expect(lines.join('\n')).toMatch(/rolling canceled/);
});

test.for(['fields of the entry', 'members of the envelope'])('of a bet goes on, given as %s', async (where) => {
  await start();
  const traceId = traceIdFor(where.startsWith('fields') ? 'b' : 'c');
  const traceparent = `00-${traceId}-${SPAN}-01`;
  const { id, player } = await create();
  await bet(
    player,
    where.startsWith('fields') ? { fields: ['traceparent', traceparent] } : { members: { traceparent } },
  );
  expectHop((await walletHeaders(id))['traceparent'], traceId, '01', SPAN);
  expectHop((await published(id))['traceparent'], traceId, '01', SPAN);
});

test('that is malformed, or none at all, gives way to the one of the rolling itself', async () => {
  await start();
  for (const traced of [{}, { fields: ['traceparent', '00-nonsense'] }]) {
    const { id, player } = await create();
    await bet(player, traced);
    const own = id.replaceAll('-', '');
    expectHop((await walletHeaders(id))['traceparent'], own, '00');
    expectHop((await published(id))['traceparent'], own, '00');
  }
});

test('outlives kill -9 between the attempts, and between commit and publishing', async () => {
  const traceId = traceIdFor('d');
  await start({ ENABLE_OUTBOX_POLLER: 'off' });
  walletStatus = 503;
  const { id } = await create();
  await post(`/${id}/cancel`, { reason: 'REQUESTED' }, { traceparent: `00-${traceId}-${SPAN}-01` });
  const first = await walletHeaders(id);
  await service.says('the wallet did not confirm');
  await service.end('SIGKILL');
  await start({ ENABLE_OUTBOX_POLLER: 'off' });
  walletStatus = 200;
  await service.says('rolling canceled');
  const attempts = calls.filter(({ url }) => url.includes(id));
  expect(attempts.length).toBeGreaterThan(1);
  for (const { headers } of attempts) expectHop(headers['traceparent'], traceId, '01', SPAN);
  expect(attempts.at(-1)?.headers['idempotency-key']).toBe(first['idempotency-key']);
  await service.end('SIGKILL');
  await start();
  expectHop((await published(id))['traceparent'], traceId, '01', SPAN);
});
