import { Redis } from 'ioredis';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WalletSimulator, startWalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { ServiceUnderTest, until } from './service-under-test.ts';

// What /metrics of the real service says after things happened to it: the right numbers, not just the names.

const STREAM = 'wallet:events';
const SERIES_MAX = 1_000;

let database: FreshDatabase;
let redis: FreshRedis;
let stream: Redis;
let wallet: WalletSimulator;
let service: ServiceUnderTest;
let address = '';

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  stream = new Redis(redis.url);
  wallet = await startWalletSimulator({ token: 'rolling', signingKey: 'key' });
  service = new ServiceUnderTest(['all'], {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    HTTP_PORT: '0',
    LINK_PORT: '0',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    WALLET_SERVICE_URL: wallet.url,
    BRAND_SIGNING_KEY: 'key',
    FLEET_LINK_SECRET: 'the secret of this fleet',
    INTERNAL_SERVICE_TOKEN_ROLLING: 'rolling',
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'admin',
    MAILBOX_MAX: '4321',
  });
  address = await service.ready();
});

afterAll(async () => {
  await service.end('SIGKILL');
  stream.disconnect();
  await wallet.stop();
  await database.drop();
  await redis.release();
});

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

class Samples {
  readonly all: readonly Sample[];

  constructor(text: string) {
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    this.all = lines.map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text_]) => [label, text_]);
      return { name, labels: Object.fromEntries(pairs) as Labels, value: Number(value) };
    });
  }

  /** The sum over all series of the name that have these labels; 0 where there is none. */
  sum(name: string, labels: Labels = {}): number {
    return this.all
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }
}

async function metrics(): Promise<Samples> {
  return new Samples(await (await fetch(`${address}/metrics`)).text());
}

/** Resolves with the samples once `look` does not throw. */
const metricsOnce = (look: (samples: Samples) => void): Promise<Samples> =>
  until(async () => {
    const samples = await metrics();
    look(samples);
    return samples;
  });

async function post(path: string, brand: string, body: unknown): Promise<Response> {
  const headers = { 'x-internal-service-token': 'admin', 'x-brand-id': brand, 'content-type': 'application/json' };
  return fetch(`${address}/internal/rolling${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Of ten units for the wager of a hundred; the player is named after the rolling's source. */
async function create(brand: string, name: string): Promise<void> {
  const source = { type: 'bonus', id: name };
  const body = { player_id: `player-${name}`, currency: 'EUR', source, required_minor: '100', base_minor: '10' };
  expect((await post('', brand, body)).status).toBe(201);
}

let events = 0;

function bet(brand: string | undefined, player: string, over: Labels = {}): readonly string[] {
  events += 1;
  const occurredAt = new Date().toISOString();
  const payload = {
    player_id: `player-${player}`,
    bet_id: `bet-${events}`,
    currency: 'EUR',
    stake_minor: '100',
    win_minor: '0',
    placed_at: occurredAt,
    ...over,
  };
  const envelope = { event_id: `event-${events}`, event_type: 'BET_SETTLED_CONFIRMED', occurred_at: occurredAt };
  return ['data', JSON.stringify({ ...envelope, brand_id: brand, payload })];
}

/** Puts entries on the wallet stream; resolves when the service has acknowledged all. */
async function deliver(...entries: readonly (readonly string[])[]): Promise<void> {
  const appends = stream.pipeline();
  for (const fields of entries) appends.xadd(STREAM, '*', ...fields);
  await appends.exec();
  await until(async () => {
    const [group] = (await stream.xinfo('GROUPS', STREAM)) as [readonly unknown[]];
    const fact = (name: string): unknown => group[group.indexOf(name) + 1];
    expect([fact('pending'), fact('lag')]).toEqual([0, 0]);
  });
}

describe('metrics of a running service', () => {
  test('say what runs, under which bounds and in which mode', async () => {
    const samples = await metrics();
    expect(samples.sum('rolling_build_info', { node: process.version, machine: '1', version: '0.1.0' })).toBe(1);
    expect(samples.sum('rolling_limit', { limit: 'mailbox' })).toBe(4_321);
    expect(samples.sum('multi_brand_enforcement_mode', { service: 'rolling_service', mode: 'enforce' })).toBe(1);
    expect(samples.sum('rolling_loop_threshold_seconds', { loop: 'event_consumer' })).toBe(15);
    expect(samples.sum('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(samples.sum('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  });

  test('count bets, completions, refused entries and what is waiting, as they were', async () => {
    for (const name of ['done-1', 'done-2', 'refused', 'open']) await create('acme', name);
    await deliver(
      bet('acme', 'done-1'),
      bet('acme', 'done-2'),
      // In another currency it counts nothing; of a stranger it is nobody's.
      bet('acme', 'open', { currency: 'SEK' }),
      bet('acme', 'stranger'),
      // No brand under `enforce`, no JSON: dead letters. Of no concern to us: ignored.
      bet(undefined, 'open'),
      ['data', '{'],
      ['event_type', 'SOMETHING_ELSE', 'payload', '{}'],
    );
    const samples = await metricsOnce((seen) => {
      expect(seen.sum('rolling_outbox_published_total')).toBe(2);
    });
    expect(samples.sum('rolling_created_total')).toBe(4);
    expect(samples.sum('rolling_events_total', { type: 'settle', outcome: 'applied' })).toBe(2);
    expect(samples.sum('rolling_events_total', { type: 'settle', outcome: 'nobody' })).toBe(1);
    expect(samples.sum('rolling_events_total', { type: 'settle' })).toBe(4);
    expect(samples.sum('rolling_zero_contributions_total')).toBe(1);
    expect(samples.sum('rolling_dead_letters_total')).toBe(2);
    expect(samples.sum('rolling_dead_letters_total', { reason: 'BRAND_MISSING' })).toBe(1);
    expect(samples.sum('rolling_ignored_events_total')).toBe(1);
    expect(samples.sum('rolling_commands_total', { operation: 'create', status: '201' })).toBe(4);
    expect(samples.sum('rolling_requests_total', { caller: 'admin_service', outcome: 'served' })).toBe(4);
    expect(samples.sum('rolling_completions_total')).toBe(2);
    expect(samples.sum('rolling_wallet_calls_total', { operation: 'release', outcome: 'done' })).toBe(2);
    expect(samples.sum('rolling_event_to_published_seconds_count')).toBe(2);
    expect(samples.sum('rolling_hydrations_total')).toBeGreaterThanOrEqual(1);
    // Every entry of the stream, whatever became of it; none was older than the test.
    expect(samples.sum('rolling_event_to_commit_seconds_count')).toBe(7);
    expect(samples.sum('rolling_event_to_commit_seconds_bucket', { le: '30' })).toBe(7);
    expect(samples.sum('rolling_mailbox_depth')).toBe(0);
    expect(samples.sum('rolling_wallet_breakers_open')).toBe(0);
  });

  test('show what a person has to move on: dead letters, and refused completions', { timeout: 60_000 }, async () => {
    await wallet.behave({ refuse_rate: 1 });
    await deliver(bet('acme', 'refused'));
    const samples = await metricsOnce((seen) => {
      expect(seen.sum('rolling_waiting_for_people', { state: 'completion_failed' })).toBe(1);
      expect(seen.sum('rolling_dead_letters_open')).toBe(2);
      expect(seen.sum('rolling_dead_letters_oldest_seconds')).toBeGreaterThan(0);
      expect(seen.sum('rolling_outbox_backlog')).toBe(0);
    });
    expect(samples.sum('rolling_wallet_calls_total', { operation: 'release', outcome: 'refused' })).toBe(1);
    expect(samples.sum('rolling_waiting_for_people', { state: 'review_open' })).toBe(0);
    expect(samples.sum('rolling_outbox_oldest_seconds')).toBe(0);
    expect(Math.abs(samples.sum('rolling_clock_skew_seconds', { server: 'postgres' }))).toBeLessThan(2);
    expect(Math.abs(samples.sum('rolling_clock_skew_seconds', { server: 'redis' }))).toBeLessThan(2);
  });

  test('name the brand whose wallet breaker is open, and no other', { timeout: 60_000 }, async () => {
    await wallet.behave({ outage: true });
    const names = Array.from({ length: 24 }, (_, number) => `outage-${number}`);
    for (const name of names) await create('unlucky', name);
    await deliver(...names.map((name) => bet('unlucky', name)));
    const samples = await metricsOnce((seen) => expect(seen.sum('rolling_wallet_breakers_open')).toBe(1));
    const named = samples.all.filter(({ name }) => name === 'rolling_wallet_breaker_open');
    expect(named).toEqual([{ name: 'rolling_wallet_breaker_open', labels: { brand: 'unlucky' }, value: 1 }]);
    expect(samples.sum('rolling_wallet_calls_total', { outcome: 'retry' })).toBeGreaterThanOrEqual(20);

    await wallet.behave({});
    const after = await metricsOnce((seen) => expect(seen.sum('rolling_completions_total')).toBe(2 + names.length));
    expect(after.sum('rolling_wallet_breakers_open')).toBe(0);
    expect(after.all.filter(({ name }) => name === 'rolling_wallet_breaker_open')).toEqual([]);
  });

  test('are as many with a hundred brands and a thousand players as with few', { timeout: 60_000 }, async () => {
    const before = await metrics();
    const brands = Array.from({ length: 100 }, (_, number) => `brand-of-many-${number}`);
    await Promise.all(brands.map((brand) => create(brand, `first of ${brand}`)));
    const players = Array.from({ length: 1_000 }, (_, number) => `crowd-${number}`);
    await deliver(...players.map((player, number) => bet(brands[number % brands.length], player)));
    await Promise.all(brands.map((brand) => post(`/unheard-of-${brand}/cancel`, brand, { reason: 'REQUESTED' })));
    const after = await metrics();
    expect(after.sum('rolling_events_total', { type: 'settle', outcome: 'nobody' })).toBe(1 + players.length);
    expect(after.all.length).toBeLessThan(SERIES_MAX);
    // A route and outcomes that nobody had met before, with their buckets; nothing for each brand or player.
    expect(after.all.length - before.all.length).toBeLessThan(brands.length);
    const text = JSON.stringify(after.all);
    for (const unheard of ['brand-of-many', 'crowd-', 'player-', 'unheard-of']) expect(text).not.toContain(unheard);
  });

  test('tell how long bets have waited, while the database decides nothing', { timeout: 60_000 }, async () => {
    const admin = postgres(database.url, { max: 1 });
    const before = await metrics();
    const waiting = await admin.begin(async (transaction) => {
      await transaction`lock table rolling_snapshots in access exclusive mode`;
      await stream.xadd(STREAM, '*', ...bet('acme', 'open'));
      const seen = await metricsOnce((samples) => {
        expect(samples.sum('rolling_stream_pending', { stream: STREAM })).toBe(1);
        expect(samples.sum('rolling_stream_lag_seconds', { stream: STREAM })).toBeGreaterThan(1);
      });
      return seen;
    });
    await admin.end();
    expect(waiting.sum('rolling_event_to_commit_seconds_count')).toBe(
      before.sum('rolling_event_to_commit_seconds_count'),
    );
    const after = await metricsOnce((samples) => {
      expect(samples.sum('rolling_stream_pending', { stream: STREAM })).toBe(0);
      expect(samples.sum('rolling_stream_lag_seconds', { stream: STREAM })).toBe(0);
    });
    const late = (samples: Samples): number =>
      samples.sum('rolling_event_to_commit_seconds_count') -
      samples.sum('rolling_event_to_commit_seconds_bucket', { le: '1' });
    expect(late(after) - late(before)).toBe(1);
  });
});
