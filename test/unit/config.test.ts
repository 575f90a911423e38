import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/faults.ts';
import { type Environment, loadConfig, loadDatabaseUrl } from '../../src/config/load-config.ts';
import { VARIABLES, VARIABLE_NAMES } from '../../src/config/variables.ts';

const PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/configuration.md');

const desk = { MULTI_BRAND_ENFORCEMENT: 'enforce' };
const production = {
  ...desk,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://rolling:pgsecret@db/rolling',
  REDIS_URL: 'redis://:redissecret@redis:6379',
  WALLET_SERVICE_URL: 'https://wallet.internal/v2',
  BRAND_SIGNING_KEY: 'signingsecret',
  INTERNAL_SERVICE_TOKEN_ROLLING: 'rollingsecret',
  INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'adminsecret, adminsecret2',
  FLEET_LINK_SECRET: 'linksecret-of-the-fleet, linksecret-of-before',
};

function faultsOf(environment: Environment): Record<string, string> {
  try {
    loadConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.faults.map(({ variable, problem }) => [variable, problem]));
  }
  return {};
}

describe('a configuration', () => {
  test('on a desk needs the brand mode alone', () => {
    expect(loadConfig(desk)).toMatchObject({
      environment: 'development',
      database: null,
      redis: null,
      brandEnforcement: 'enforce',
      http: { host: '127.0.0.1', port: 8080 },
      streams: { wallet: ['wallet:events'], event: 'rolling:events' },
      callers: [],
      limits: { residentRollings: 200_000, commandDeadlineMs: 5_000 },
    });
    expect(faultsOf({})).toEqual({ MULTI_BRAND_ENFORCEMENT: 'is required' });
  });

  test('in production needs its servers, the wallet and a caller', () => {
    expect(faultsOf(production)).toEqual({});
    expect(Object.keys(faultsOf({ ...desk, NODE_ENV: 'production' })).toSorted()).toEqual([
      'BRAND_SIGNING_KEY',
      'DATABASE_URL',
      'FLEET_LINK_SECRET',
      'INTERNAL_SERVICE_TOKEN_GATEWAY',
      'INTERNAL_SERVICE_TOKEN_ROLLING',
      'REDIS_URL',
      'WALLET_SERVICE_URL',
    ]);
  });

  test('names every fault at once', () => {
    const environment = {
      NODE_ENV: 'production',
      MULTI_BRAND_ENFORCEMENT: 'maybe',
      HTTP_PORT: '80.5',
      MAILBOX_MAX: '0',
      ENABLE_EVENT_CONSUMER: 'yes',
      DATABASE_URL: 'mysql://db',
      REDIS_URL: 'not a url',
      WALLET_STREAMS: 'a,b,a',
    };
    expect(faultsOf(environment)).toMatchObject({
      MULTI_BRAND_ENFORCEMENT: 'must be one of off, observe, enforce',
      HTTP_PORT: 'must be integer',
      MAILBOX_MAX: 'must be >= 1',
      ENABLE_EVENT_CONSUMER: 'must be one of on, off, true, false, 1, 0',
      DATABASE_URL: 'must be a URL that begins with postgres:// or postgresql://',
      REDIS_URL: 'must be a URL that begins with redis:// or rediss://',
      WALLET_STREAMS: 'names a stream twice',
      WALLET_SERVICE_URL: 'is required',
    });
  });

  test.for<[string, Environment, readonly string[]]>([
    ['one server', { REDIS_URL: 'rediss://u:p%2Cq@redis:6380/3' }, ['rediss://u:p%2Cq@redis:6380/3']],
    ['one node', { REDIS_URL: 'redis://redis:6379', REDIS_CLUSTER: 'on' }, ['redis://redis:6379']],
    [
      'several nodes',
      { REDIS_URL: 'rediss://u:p@redis-0:6379, redis-1,[::1]:7000', REDIS_CLUSTER: 'on' },
      ['rediss://u:p@redis-0:6379', 'rediss://u:p@redis-1', 'rediss://u:p@[::1]:7000'],
    ],
  ])('reads the Redis of %s', ([, variables, urls]) => {
    const { redis, redisLimits } = loadConfig({ ...production, ...variables });
    expect(redis?.urls.map((url) => url.reveal())).toEqual(urls);
    expect(redisLimits.cluster).toBe(variables['REDIS_CLUSTER'] === 'on');
  });

  test.for<[Environment, string, string]>([
    [{ REDIS_URL: 'redis://a:1,b:2' }, 'REDIS_URL', 'goes with REDIS_CLUSTER=on'],
    [{ REDIS_URL: 'redis://a:1,redis://b:2', REDIS_CLUSTER: 'on' }, 'REDIS_URL', 'as host:port'],
    [{ REDIS_URL: 'redis://a:1,u:p@b:2', REDIS_CLUSTER: 'on' }, 'REDIS_URL', 'as host:port'],
    [{ REDIS_URL: 'redis://a:1,b:port', REDIS_CLUSTER: 'on' }, 'REDIS_URL', 'as host:port'],
    [{ REDIS_URL: 'http://a:1,b:2', REDIS_CLUSTER: 'on' }, 'REDIS_URL', 'redis:// or rediss://'],
    [{ REDIS_URL: 'redis://a:1/2', REDIS_CLUSTER: 'on' }, 'REDIS_URL', 'a cluster has none but 0'],
    [{ NODE_ENV: 'development', REDIS_URL: '', REDIS_CLUSTER: 'on' }, 'REDIS_CLUSTER', 'goes with REDIS_URL'],
  ])('refuses a cluster that is none: %j', ([variables, variable, problem]) => {
    expect(faultsOf({ ...production, ...variables })).toEqual({
      [variable]: expect.stringContaining(problem) as string,
    });
  });

  test('names every misshapen variable, however many there are', () => {
    const shaped = VARIABLE_NAMES.filter((name) => {
      const schema = VARIABLES.properties[name];
      return 'enum' in schema || 'minimum' in schema;
    });
    const faults = faultsOf(Object.fromEntries(shaped.map((name) => [name, 'neither word nor number'])));
    expect(Object.keys(faults)).toEqual(expect.arrayContaining(shaped));
  });

  test.for<[Environment, string]>([
    [{ WALLET_STREAMS: ' , ' }, 'WALLET_STREAMS'],
    [{ WALLET_STREAMS: 'rolling:events' }, 'WALLET_STREAMS'],
    [{ HTTP_PORT: '8081' }, 'WORKER_HTTP_PORT'],
    [{ LINK_PORT: '8081' }, 'LINK_PORT'],
    [{ LINK_HOST: '0.0.0.0' }, 'LINK_ADVERTISED_URL'],
    [{ LINK_ADVERTISED_URL: 'https://worker-1:8082' }, 'LINK_ADVERTISED_URL'],
    [{ LINK_ADVERTISED_URL: 'ws://user:pass@worker-1:8082' }, 'LINK_ADVERTISED_URL'],
    [{ FLEET_LINK_SECRET: ' , ' }, 'FLEET_LINK_SECRET'],
    [{ ...production, FLEET_LINK_SECRET: `${production.FLEET_LINK_SECRET},short` }, 'FLEET_LINK_SECRET'],
    [{ INGRESS_READ_COUNT: '600', MAILBOX_MAX: '500' }, 'INGRESS_READ_COUNT'],
    [{ COMMAND_DEADLINE_MS: '9000', SHUTDOWN_TIMEOUT_MS: '9000' }, 'COMMAND_DEADLINE_MS'],
    [{ WALLET_SERVICE_URL: 'https://user:pass@wallet' }, 'WALLET_SERVICE_URL'],
    [{ DATABASE_URL: 'postgres://rolling:se%cret@db/rolling' }, 'DATABASE_URL'],
    [{ REDIS_URL: 'redis://:se%cret@redis' }, 'REDIS_URL'],
    [
      { INTERNAL_SERVICE_TOKEN_GATEWAY: 'same', INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'x, same' },
      'INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE',
    ],
    [{ INTERNAL_SERVICE_TOKEN_GATEWAY: 'same', INTERNAL_SERVICE_TOKEN: 'same' }, 'INTERNAL_SERVICE_TOKEN'],
    [{ INTERNAL_SERVICE_TOKEN_GATEWAY: ' , ,' }, 'INTERNAL_SERVICE_TOKEN_GATEWAY'],
    [{ INTERNAL_SERVICE_TOKEN_GATEWAY: 'good,schlüssel' }, 'INTERNAL_SERVICE_TOKEN_GATEWAY'],
    [{ INTERNAL_SERVICE_TOKEN_GATEWAY: 'x'.repeat(1_025) }, 'INTERNAL_SERVICE_TOKEN_GATEWAY'],
    [{ INTERNAL_SERVICE_TOKEN_ROLLING: 'two\nlines' }, 'INTERNAL_SERVICE_TOKEN_ROLLING'],
  ])('refuses %o', ([environment, variable]) => {
    expect(Object.keys(faultsOf({ ...desk, ...environment }))).toEqual([variable]);
  });

  test('stops a production start where the shared token lingers and is no longer wanted', () => {
    const lingering = { ...production, INTERNAL_SERVICE_TOKEN: 'sharedsecret', PER_CALLER_TOKEN_REQUIRED: 'on' };
    expect(Object.keys(faultsOf(lingering))).toEqual(['INTERNAL_SERVICE_TOKEN']);
    expect(faultsOf({ ...lingering, PER_CALLER_TOKEN_REQUIRED: 'off' })).toEqual({});
    expect(faultsOf({ ...lingering, INTERNAL_SERVICE_TOKEN: '  ' })).toEqual({});
  });

  test('offers a sign-in link to whoever sits at the machine, and nowhere else', () => {
    const code = 'c'.repeat(32);
    const offered = { ...desk, CONSOLE_SIGN_IN_CODE: code, INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'older,newest' };
    const problemOf = (changes: Environment) => faultsOf({ ...offered, ...changes })['CONSOLE_SIGN_IN_CODE'];
    expect(loadConfig(offered).consoleSignInCode?.reveal()).toBe(code);
    expect(loadConfig(desk).consoleSignInCode).toBeNull();
    expect(problemOf({ HTTP_HOST: '0.0.0.0' })).toBe('goes with a loopback HTTP_HOST');
    expect(problemOf({ INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: '' })).toMatch('goes with INTERNAL_SERVICE_TOKEN_ADMIN');
    expect(problemOf({ CONSOLE_SIGN_IN_CODE: 'c'.repeat(31) })).toBe('must have at least 32 characters');
    expect(faultsOf({ ...production, CONSOLE_SIGN_IN_CODE: code })).toEqual({
      CONSOLE_SIGN_IN_CODE: 'is refused in production',
    });
  });

  test('lets nobody in with the token that the wallet is shown', () => {
    const borrowed = { ...production, INTERNAL_SERVICE_TOKEN_GATEWAY: 'mine,rollingsecret' };
    expect(faultsOf(borrowed)).toEqual({
      INTERNAL_SERVICE_TOKEN_GATEWAY: 'shares a token with INTERNAL_SERVICE_TOKEN_ROLLING',
    });
  });

  test('knows the shared token only to refuse it where tokens per caller are required', () => {
    const shared = { ...desk, INTERNAL_SERVICE_TOKEN: 'shared', INTERNAL_SERVICE_TOKEN_GATEWAY: 'mine,next' };
    const callersOf = (environment: Environment): unknown =>
      loadConfig(environment).callers.map(({ caller, accepted, tokens }) => [
        caller,
        accepted,
        tokens.map((token) => token.reveal()),
      ]);
    expect(callersOf(shared)).toEqual([
      ['gateway', true, ['mine', 'next']],
      ['legacy', true, ['shared']],
    ]);
    expect(callersOf({ ...shared, PER_CALLER_TOKEN_REQUIRED: 'on' })).toEqual([
      ['gateway', true, ['mine', 'next']],
      ['legacy', false, ['shared']],
    ]);
  });

  test('prints no secret, neither whole nor in a fault', () => {
    const config = loadConfig(production);
    const printed = `${JSON.stringify(config)}${inspect(config, { depth: 9 })}${String(config.wallet.signingKey)}`;
    expect(printed).not.toMatch(/secret/);
    const broken = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, 'mysql://topsecret:x@h']));
    expect(() => loadConfig(broken)).toThrow(ConfigError);
    expect(() => loadConfig(broken)).not.toThrow(/topsecret/);
  });

  test('is frozen all the way down', () => {
    const config = loadConfig(production);
    expect(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.callers)).toBe(true);
  });

  test('of a migration is the database alone', () => {
    expect(loadDatabaseUrl({ DATABASE_URL: production.DATABASE_URL })?.reveal()).toBe(production.DATABASE_URL);
    expect(loadDatabaseUrl({})).toBeNull();
    expect(() => loadDatabaseUrl({ NODE_ENV: 'production' })).toThrow(/DATABASE_URL is required/);
  });
});

describe('docs/configuration.md', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([, name]) => name !== undefined && /^[A-Z_]+$/.test(name))
    .map(([, name = '', fallback = '', required = '']) => ({ name, fallback, required }));

  test('lists the variables there are, in their order', () => {
    expect(rows.map(({ name }) => name)).toEqual(VARIABLE_NAMES);
  });

  test('states the defaults of the code', () => {
    const actual = VARIABLE_NAMES.map((name) => {
      const schema = VARIABLES.properties[name];
      if (name === 'WORKER_NAME') return "the host's name";
      return 'default' in schema ? String(schema.default) : '';
    });
    expect(rows.map(({ fallback }) => fallback)).toEqual(actual);
  });

  test('states what is required', () => {
    const documented = (when: string): Set<string> =>
      new Set(rows.filter(({ required }) => required === when).map(({ name }) => name));
    expect(documented('always')).toEqual(new Set(Object.keys(faultsOf({}))));
    const inProduction = faultsOf({ ...desk, NODE_ENV: 'production', INTERNAL_SERVICE_TOKEN_GATEWAY: 'x' });
    expect(documented('in production')).toEqual(new Set(Object.keys(inProduction)));
  });
});
