import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { ROWS } from './caller-matrix/rows.ts';
import { GuardedService } from './guarded-service.ts';
import { type Ended, run, until } from './service-under-test.ts';

// Everything that the service prints or answers, in good times and bad, is searched for every secret it was given: in what it
// logs at its most talkative, in errors, metrics, probes, documents, and in the last words of starts that fail.

const SECRETS = {
  databasePassword: 'hush/pg+1:7d1f',
  redisPassword: 'hush/redis+2:8e2a',
  signingKey: 'hush-signing-3-9f3b',
  walletToken: 'hush-wallet-4-a04c',
  gateway: 'hush-gateway-5-b15d',
  nextGateway: 'hush-gateway-6-c26e',
  promotion: 'hush-promotion-7-d37f',
  admin: 'hush-admin-8-e480',
  legacy: 'hush-legacy-9-f591',
  link: 'hush-link-secret-10-a602',
} as const;

/** As it is, and as it would stand in a URL, in JSON or in Base64. */
function spellings(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    inJson,
    bytes.toString('base64'),
    bytes.toString('hex'),
  ];
}

/** The names of the secrets that a text gives away. */
function givenAway(text: string, secrets: Readonly<Record<string, string>> = SECRETS): readonly string[] {
  const found = Object.entries(secrets).filter(([, secret]) => spellings(secret).some((each) => text.includes(each)));
  return found.map(([name]) => name);
}

function withPassword(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = encodeURIComponent(password);
  return changed.href;
}

const secretEnvironment = {
  BRAND_SIGNING_KEY: SECRETS.signingKey,
  FLEET_LINK_SECRET: SECRETS.link,
  INTERNAL_SERVICE_TOKEN_ROLLING: SECRETS.walletToken,
  INTERNAL_SERVICE_TOKEN_GATEWAY: `${SECRETS.gateway},${SECRETS.nextGateway}`,
  INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: SECRETS.promotion,
  INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: SECRETS.admin,
};

test('a text that holds a secret is recognised, however it is spelled', () => {
  for (const secret of Object.values(SECRETS)) {
    for (const spelling of spellings(secret)) expect(givenAway(`x${spelling}y`)).toHaveLength(1);
  }
  expect(givenAway(JSON.stringify(Object.keys(secretEnvironment)))).toEqual([]);
});

describe('a running service', () => {
  const user = `rolling-${randomUUID()}`;
  let admin: Redis;
  let service: GuardedService;
  /** Whatever was answered, headers and all. */
  let answered = '';

  beforeAll(async () => {
    admin = new Redis(inject('servers').redisUrl);
    await admin.call('ACL', 'SETUSER', user, 'on', `>${SECRETS.redisPassword}`, '~*', '&*', '+@all');
    service = await GuardedService.start(
      {
        ...secretEnvironment,
        NODE_ENV: 'test',
        LOG_LEVEL: 'trace',
        MULTI_BRAND_ENFORCEMENT: 'observe',
        DEFAULT_BRAND_ID: 'brand-default',
        INTERNAL_SERVICE_TOKEN: SECRETS.legacy,
      },
      {
        databaseUrl: (url) => withPassword(url, 'postgres', SECRETS.databasePassword),
        redisUrl: (url) => withPassword(url, user, SECRETS.redisPassword),
        adminToken: SECRETS.admin,
      },
    );
  });
  afterAll(async () => {
    await service.stop();
    await admin.call('ACL', 'DELUSER', user);
    admin.disconnect();
  });

  /** So far, in the log and in the answers. */
  function expectNothingGivenAway(): void {
    const found = { logged: givenAway(service.service.log), answered: givenAway(answered) };
    expect(found).toEqual({ logged: [], answered: [] });
  }

  async function ask(...call: Parameters<GuardedService['call']>): Promise<number> {
    const { status, headers, text } = await service.call(...call);
    answered += `${JSON.stringify([...headers])}${text}\n`;
    return status;
  }

  test('gives none away to whoever calls whatever, rightly or wrongly', async () => {
    const { id, playerId } = await service.created();
    const tokens = [
      null,
      'guess',
      SECRETS.gateway,
      SECRETS.nextGateway,
      SECRETS.promotion,
      SECRETS.admin,
      SECRETS.legacy,
    ];
    let served = 0;
    for (const { route, path, query = '', body } of ROWS) {
      const [method = '', address = ''] = route.split(' ');
      const named = (path ?? address).replace(':rolling_id', id).replace(':player_id', playerId);
      for (const token of tokens) {
        for (const brand of [null, 'brand-a', 'brand-b']) {
          const sent = body === 'create' ? service.newBonus() : body;
          const status = await ask(`${named}${query}`, {
            method,
            token,
            brand,
            ...(sent === undefined ? {} : { body: sent }),
          });
          if (status < 300) served += 1;
        }
      }
    }
    for (const path of [
      '/nowhere',
      '/internal/rolling/%00',
      '/internal/rolling?cursor=!',
      '/internal/rolling?limit=x',
    ]) {
      await ask(path, { token: SECRETS.admin });
    }
    await ask('/internal/rolling', { token: SECRETS.admin, body: { player_id: { '\u0000': [] } } });
    expect(served).toBeGreaterThan(50);
    expectNothingGivenAway();
  });

  test('gives none away that the wallet throws back at it', async () => {
    const { walletAnswers, walletCalls } = service;
    for (const status of [401, 500, 422] as const) {
      walletAnswers.status = status;
      walletAnswers.complaint = ({ headers }) => ({
        code: SECRETS.walletToken,
        message: `status ${status} for ${SECRETS.signingKey}: ${JSON.stringify(headers)}`,
      });
      const { path } = await service.created();
      const before = walletCalls.length;
      await ask(`${path}/cancel`, { token: SECRETS.admin, body: { reason: 'REQUESTED' } });
      await until(() => expect(walletCalls.length).toBeGreaterThan(before));
      await until(async () => {
        const { body } = await service.call(path, { token: SECRETS.admin });
        expect(body['cancellation']).toMatchObject({ last_error: '[redacted]' });
      });
      await service.service.says(`status ${status} for [redacted]`);
      await ask(path, { token: SECRETS.admin });
      await ask(`${path}/journal`, { token: SECRETS.admin });
    }
    expect(walletCalls.at(-1)?.headers['x-internal-service-token']).toBe(SECRETS.walletToken);
    expectNothingGivenAway();
  });

  test('gives none away about entries that it cannot read', async () => {
    for (const data of ['{', 'null', '{"event_type":"BET_SETTLED_CONFIRMED"}']) {
      await service.redis.xadd('wallet:events', '*', 'data', data);
    }
    await service.service.says('entry dead-lettered');
    expect(await ask('/internal/rolling/ops/dead-letters', { token: SECRETS.admin })).toBe(200);
    expectNothingGivenAway();
  });

  test('gives none away when its servers turn it out', async () => {
    await service.breakDatabaseConnections();
    await admin.call('ACL', 'SETUSER', user, 'resetpass', '>another-password');
    await admin.call('CLIENT', 'KILL', 'USER', user);
    await service.service.says('Redis is away');
    await until(async () => expect(await ask('/health', { token: null, brand: null })).toBe(503));
    await ask('/internal/rolling', { token: SECRETS.admin });
    await ask('/internal/rolling', { token: SECRETS.admin, body: service.newBonus() });
    for (const probe of ['/health', '/ready', '/metrics', '/openapi.json'])
      await ask(probe, { token: null, brand: null });
    const { out, err } = await service.service.end('SIGTERM');
    expect(out.split('\n').length).toBeGreaterThan(200);
    expect(answered.length).toBeGreaterThan(50_000);
    expect(givenAway(`${out}${err}`)).toEqual([]);
    expectNothingGivenAway();
  });
});

describe.concurrent('a start that fails', () => {
  let database: FreshDatabase;
  let redis: FreshRedis;
  /** Neither Postgres nor Redis: says what neither understands. */
  const stranger = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
  });

  beforeAll(async () => {
    [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
  });
  afterAll(async () => {
    stranger.close();
    await database.drop();
    await redis.release();
  });

  const postgresAt = (place: string): string =>
    `postgres://someone:${encodeURIComponent(SECRETS.databasePassword)}@${place}`;
  const redisAt = (place: string, scheme = 'redis'): string =>
    `${scheme}://someone:${encodeURIComponent(SECRETS.redisPassword)}@${place}`;
  const strangerAt = (): string => `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const hostOf = (url: string): string => new URL(url).host;

  function start(command: readonly string[], changes: Readonly<Record<string, string>>): Promise<Ended> {
    return run(command, {
      ...secretEnvironment,
      NODE_ENV: 'production',
      LOG_LEVEL: 'trace',
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      HTTP_PORT: '0',
      LINK_PORT: '0',
      WORKER_HTTP_PORT: '0',
      WALLET_SERVICE_URL: 'http://127.0.0.1:1',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ...changes,
    }).ended;
  }

  function expectSilence({ code, out, err }: Ended, reason: RegExp): void {
    expect(code).not.toBe(0);
    expect(`${out}${err}`).toMatch(reason);
    expect(givenAway(`${out}${err}`)).toEqual([]);
  }

  test.for<[string, RegExp, () => Record<string, string>]>([
    ['Postgres does not listen', /ECONNREFUSED/, () => ({ DATABASE_URL: postgresAt('127.0.0.1:1/rolling') })],
    [
      'Postgres has no such address',
      /ENOTFOUND|EAI_AGAIN/,
      () => ({ DATABASE_URL: postgresAt('no-such-host.invalid/rolling') }),
    ],
    [
      'Postgres does not know the user',
      /someone.* does not exist/,
      () => ({ DATABASE_URL: postgresAt(`${hostOf(database.url)}/rolling`) }),
    ],
    ['Postgres is something else', /CONNECT_TIMEOUT/, () => ({ DATABASE_URL: postgresAt(`${strangerAt()}/rolling`) })],
    [
      'the address of Postgres is wrongly encoded',
      /DATABASE_URL has a % that begins no escape/,
      () => ({ DATABASE_URL: `${postgresAt('127.0.0.1:1/rolling')}%zz` }),
    ],
    ['Redis does not listen', /Redis cannot be reached.*ECONNREFUSED/, () => ({ REDIS_URL: redisAt('127.0.0.1:1') })],
    [
      'Redis has no such address',
      /Redis cannot be reached.*(ENOTFOUND|EAI_AGAIN)/,
      () => ({ REDIS_URL: redisAt('no-such-host.invalid') }),
    ],
    [
      'Redis refuses the password',
      /Redis cannot be reached.*WRONGPASS/,
      () => ({ REDIS_URL: redisAt(hostOf(redis.url)) }),
    ],
    ['Redis is something else', /Redis cannot be reached/, () => ({ REDIS_URL: redisAt(strangerAt()) })],
    ['Redis does not speak TLS', /Redis cannot be reached/, () => ({ REDIS_URL: redisAt(strangerAt(), 'rediss') })],
  ])('because %s gives no secret away', { timeout: 60_000 }, async ([, reason, changes]) => {
    expectSilence(await start(['all'], changes()), reason);
  });

  test.for<[string, Record<string, string>]>([
    ['an address with a secret has the wrong scheme', { DATABASE_URL: `mysql://x:${SECRETS.databasePassword}@db/x` }],
    ['an address with a secret is none', { REDIS_URL: `redis://x:${SECRETS.redisPassword}@:port` }],
    ['the wallet’s address holds credentials', { WALLET_SERVICE_URL: `https://x:${SECRETS.walletToken}@wallet` }],
    ['two callers share a token', { INTERNAL_SERVICE_TOKEN_GATEWAY: SECRETS.admin }],
    ['the shared token lingers', { PER_CALLER_TOKEN_REQUIRED: 'on', INTERNAL_SERVICE_TOKEN: SECRETS.legacy }],
    ['a secret stands where a number should', { HTTP_PORT: SECRETS.signingKey, MAILBOX_MAX: SECRETS.walletToken }],
    ['a secret stands where a word should', { LOG_LEVEL: SECRETS.admin, MULTI_BRAND_ENFORCEMENT: SECRETS.gateway }],
    [
      'a secret stands where a flag or a name should',
      { ENABLE_EVENT_CONSUMER: SECRETS.admin, WORKER_NAME: `${SECRETS.gateway} /` },
    ],
  ])('because %s gives no secret away', async ([, changes]) => {
    expectSilence(await start(['all'], changes), new RegExp(Object.keys(changes).at(-1) ?? ''));
  });

  test.for<[string, string]>([
    ['nobody listens', '127.0.0.1:1/rolling'],
    ['there is no such address', 'no-such-host.invalid/rolling'],
    ['it is none', '127.0.0.1:port/rolling'],
  ])('of a command on a database where %s gives no secret away', { timeout: 60_000 }, async ([, place]) => {
    const DATABASE_URL = postgresAt(place);
    for (const command of [['migrate'], ['ops', 'verify']]) {
      expectSilence(await start(command, { DATABASE_URL }), /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|URL/);
    }
  });
});
