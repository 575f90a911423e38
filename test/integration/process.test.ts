import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { ServiceUnderTest } from './service-under-test.ts';

// The service as its users start it: a process of its own, told by argv, environment and signals.

let database: FreshDatabase;
let redis: FreshRedis;
let environment: Record<string, string>;

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
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
  await database.drop();
  await redis.release();
});

class Service extends ServiceUnderTest {
  constructor(command: string[], changes: Record<string, string | undefined> = {}) {
    const wanted = Object.entries({ ...environment, ...changes });
    super(command, Object.fromEntries(wanted.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }
}

const headers = { 'x-internal-service-token': 'admin', 'x-brand-id': 'acme', 'content-type': 'application/json' };

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const bonus = (id: string): unknown => ({
  player_id: 'p',
  currency: 'EUR',
  source: { type: 'bonus', id },
  base_minor: '10',
  multiplier: '1',
});

describe('the command line', () => {
  test('explains itself', async () => {
    expect(await new Service(['--help']).ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/worker[\s\S]*migrate/) as string,
    });
    const { code, err } = await new Service(['fly']).ended;
    expect([code, err]).toEqual([2, expect.stringContaining("'fly' is not a command")]);
  });

  test('stops a start with every fault of the environment, and no secret', async () => {
    const changes = { MULTI_BRAND_ENFORCEMENT: undefined, HTTP_PORT: 'high', REDIS_URL: 'http://hidden-host' };
    const { code, err } = await new Service(['all'], changes).ended;
    expect(code).toBe(1);
    for (const name of Object.keys(changes)) expect(err).toContain(name);
    expect(err).not.toContain('hidden-host');
  });

  test('migrates from many places at once', async () => {
    const ends = await Promise.all([1, 2, 3].map(() => new Service(['migrate']).ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  test('says why it cannot start', async () => {
    const { code, out } = await new Service(['all'], { REDIS_URL: 'redis://127.0.0.1:1' }).ended;
    expect([code, out]).toEqual([1, expect.stringContaining('Redis cannot be reached')]);
  });
});

describe('a running service', () => {
  test('serves, and ends in order when it is told to', async () => {
    const service = new Service(['all']);
    const address = await service.ready();
    for (const probe of ['/health', '/ready', '/metrics']) expect((await fetch(`${address}${probe}`)).status).toBe(200);
    expect(await post(`${address}/internal/rolling`, bonus('1'))).toMatchObject({ state: 'active' });
    service.child.kill('SIGTERM');
    const { code, out } = await service.ended;
    expect([code, out]).toEqual([0, expect.stringContaining('"msg":"ended"')]);
  });

  test('finds everything again after kill -9', async () => {
    const first = new Service(['all']);
    const made = await post(`${await first.ready()}/internal/rolling`, bonus('2'));
    first.child.kill('SIGKILL');
    await first.ended;
    const second = new Service(['all']);
    const path = `/internal/rolling/${String(made['rolling_id'])}`;
    const found = await fetch(`${await second.ready()}${path}`, { headers });
    expect(await found.json()).toEqual(made);
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  test('as a worker serves its probes and no API', async () => {
    const service = new Service(['worker']);
    const address = await service.ready();
    const statuses = await Promise.all(
      ['/ready', '/metrics', '/internal/rolling'].map(
        async (path) => (await fetch(`${address}${path}`, { headers })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404]);
    service.child.kill('SIGINT');
    expect((await service.ended).code).toBe(0);
  });

  /** A service with a wallet call under way that is never answered. */
  async function awaitingTheWallet(source: string, changes: Record<string, string>): Promise<Service> {
    const wallet = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => {
      wallet.closeAllConnections();
      wallet.close();
    });
    await once(wallet, 'listening');
    const called = once(wallet, 'request');
    const { port } = wallet.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const service = new Service(['all'], { WALLET_SERVICE_URL: url, WALLET_TIMEOUT_MS: '60000', ...changes });
    const address = await service.ready();
    const { rolling_id: id } = await post(`${address}/internal/rolling`, bonus(source));
    await post(`${address}/internal/rolling/${String(id)}/cancel`, { reason: 'REQUESTED' });
    await called;
    return service;
  }

  test('ends at once for whoever insists', async () => {
    const service = await awaitingTheWallet('3', { SHUTDOWN_TIMEOUT_MS: '60000' });
    service.child.kill('SIGTERM');
    // Later than one Ctrl-C takes to arrive twice.
    await sleep(700);
    expect(service.child.exitCode).toBeNull();
    service.child.kill('SIGTERM');
    expect((await service.ended).code).toBe(130);
  });

  test('gives up an end that takes too long', async () => {
    const service = await awaitingTheWallet('4', { SHUTDOWN_TIMEOUT_MS: '1000', COMMAND_DEADLINE_MS: '900' });
    service.child.kill('SIGTERM');
    const { code, out } = await service.ended;
    expect([code, out]).toEqual([1, expect.stringContaining('did not end in time')]);
  });
});
