import Value from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dryRunAnswer } from '../../src/api/schemas/brand-config.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { freshRedis } from '../servers/fresh-redis.ts';
import { PlayedBets } from './played-bets.ts';

// Real bets, with repeats, rollbacks and a wallet that sometimes fails, played through a real process; then asked what another config
// would have made of them.

const BETS = 3_000;
const closing: (() => Promise<void>)[] = [];
let bets: PlayedBets;

beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  bets = await PlayedBets.planned({ databaseUrl: database.url, redisUrl: redis.url }, BETS);
  closing.push(database.drop, redis.release, () => bets.close());
  await bets.start().ready();
  await bets.createRollings();
  await bets.feed();
  await bets.drained();
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function call(
  brand: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${bets.url}/internal/rolling${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-internal-service-token': 'admin-token',
      'x-brand-id': brand,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const HOUR_MS = 3_600_000;
const period = () => ({
  from: new Date(Date.now() - HOUR_MS).toISOString(),
  to: new Date(Date.now() + HOUR_MS).toISOString(),
});

const dryRun = (brand: string, config: unknown, over: Record<string, unknown> = {}) =>
  call(brand, '/brand-config/dry-run', { config, ...period(), ...over });

interface Report {
  readonly rollings: number;
  readonly bets: number;
  readonly left_out: Record<string, number>;
  readonly before: Record<'completed' | 'open' | 'refused' | 'bets_counted', number>;
  readonly after: Record<'completed' | 'open' | 'refused' | 'bets_counted', number>;
  readonly changed_count: number;
  readonly changed: { rolling_id: string; before: { state: string }; after: { state: string } }[];
}

async function reportOf(brand: string, config: unknown): Promise<Report> {
  const { status, body } = await dryRun(brand, config);
  expect([status, body['code']]).toEqual([200, undefined]);
  expect(Value.Errors(dryRunAnswer, body)).toEqual([]);
  return body as unknown as Report;
}

async function rollingsOf(brand: string): Promise<Record<string, unknown>[]> {
  const { body } = await call(brand, '?limit=200');
  return body['items'] as Record<string, unknown>[];
}

describe('a dry-run over real bets', () => {
  test('of the config in force reproduces every rolling, and changes none', async () => {
    for (const brand of bets.plan.brands) {
      const report = await reportOf(brand, {});
      const stored = await rollingsOf(brand);
      // Bets of one millisecond on two rollings of a player are in an order that no journal tells.
      const leftOut = report.left_out['not_reproduced'] ?? 0;
      expect(leftOut).toBeLessThanOrEqual(stored.length * 0.1);
      expect(report.rollings).toBe(stored.length - leftOut);
      expect(report.bets).toBeGreaterThan(0);
      expect(report.changed).toEqual([]);
      expect(report.after).toEqual(report.before);
      const completed = stored.filter((rolling) => rolling['state'] === 'completed').length;
      expect(report.before.completed).toBeGreaterThanOrEqual(completed - leftOut);
      expect(report.before.completed).toBeLessThanOrEqual(completed);
    }
  });

  test('shows what would have been otherwise, and changes nothing', async () => {
    const brand = bets.plan.brands[0] ?? '';
    const before = [await rollingsOf(brand), await call(brand, '/brand-config')];
    const lower = await reportOf(brand, { completion_ratio: '0.2' });
    expect(lower.after.completed).toBeGreaterThan(lower.before.completed);
    expect(lower.changed.some((each) => each.before.state === 'open' && each.after.state === 'completed')).toBe(true);
    const higher = await reportOf(brand, { completion_ratio: '50' });
    expect(higher.after.completed).toBeLessThan(higher.before.completed);
    const british = await reportOf(brand, { jurisdiction: 'GB' });
    expect(british.after.refused).toBeGreaterThan(0);
    expect([await rollingsOf(brand), await call(brand, '/brand-config')]).toEqual(before);
    expect(await bets.verify()).toMatchObject({ code: 0 });
  });

  test('looks at rollings created in the period alone', async () => {
    const brand = bets.plan.brands[0] ?? '';
    const { body } = await dryRun(brand, {}, { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' });
    expect(body).toMatchObject({ rollings: 0, bets: 0, period: { from: '2020-01-01T00:00:00.000Z' } });
    expect((await reportOf('nobody', {})).rollings).toBe(0);
  });

  test('refuses a config that could not be set, and a period that is none', async () => {
    const brand = bets.plan.brands[0] ?? '';
    const config = await dryRun(brand, { min_odds: '1' });
    expect([config.status, config.body['code']]).toEqual([422, 'INVALID_BRAND_CONFIG']);
    const backwards = await dryRun(brand, {}, { to: '2020-02-01T00:00:00Z' });
    expect([backwards.status, backwards.body['code']]).toEqual([400, 'INVALID_REQUEST']);
    const when = await dryRun(brand, {}, { from: 'yesterday' });
    expect([when.status, when.body['code']]).toEqual([400, 'INVALID_REQUEST']);
  });

  test('runs alone in its process', async () => {
    const brand = bets.plan.brands[0] ?? '';
    const answers = await Promise.all(Array.from({ length: 10 }, () => dryRun(brand, {})));
    const codes = new Set(
      answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${JSON.stringify(body['code'])}`)),
    );
    expect(codes).toEqual(new Set(['200', '503 "DRY_RUN_BUSY"']));
  });
});
