import Value from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollingAnswer } from '../../../src/api/schemas/answers.ts';
import { configAnswer } from '../../../src/api/schemas/brand-config.ts';
import { problemAnswer } from '../../../src/api/schemas/problems.ts';
import { type Answer, ApiUnderTest, TOKENS } from './api-under-test.ts';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());

let brands = 0;
const newBrand = (): string => `brand-${(brands += 1)}`;
const headers = (brand: string) => ({ 'x-internal-service-token': TOKENS.admin_service, 'x-brand-id': brand });

const get = (brand: string): Promise<Answer> => api.call('/internal/rolling/brand-config', { headers: headers(brand) });

const put = (brand: string, config: unknown, more: Record<string, unknown> = {}): Promise<Answer> =>
  api.call('/internal/rolling/brand-config', { method: 'PUT', headers: headers(brand), body: { config, ...more } });

let sources = 0;
function create(brand: string, changes: Record<string, unknown> = {}): Promise<Answer> {
  sources += 1;
  const source = { type: 'bonus', id: `source-${sources}` };
  const body = { player_id: 'p', currency: 'EUR', source, base_minor: '1000', multiplier: '10', ...changes };
  return api.call('/internal/rolling', { headers: headers(brand), body });
}

const daysOf = ({ body }: Answer): number =>
  (Date.parse(String(body['expires_at'])) - Date.parse(String(body['created_at']))) / 86_400_000;

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  expect(Value.Check(problemAnswer, answer.body)).toBe(true);
}

const pointersOf = ({ body }: Answer): string[] =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();

describe('the config of a brand', () => {
  test('is made of defaults where the brand never set any', async () => {
    const answer = await get(newBrand());
    expect(answer.status).toBe(200);
    expect(Value.Errors(configAnswer, answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      version: 0,
      config: {},
      effective: { duration_days: 30, completion_ratio: '1', jurisdiction: null },
      sources: { duration_days: 'default' },
    });
  });

  test('is answered as it was set, with what is in force and whose word it is', async () => {
    const brand = newBrand();
    const config = { jurisdiction: 'DK', min_stake_minor: { DKK: 100 }, retry: { max_attempts: 5 } };
    const answer = await put(brand, config);
    expect(answer.status).toBe(200);
    expect(Value.Errors(configAnswer, answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      version: 1,
      config,
      effective: { jurisdiction: 'DK', duration_days: 60, min_stake_minor: { DKK: '100' }, retry: { base_ms: 500 } },
      sources: { jurisdiction: 'brand', duration_days: 'jurisdiction', push: 'default', 'retry.base_ms': 'default' },
    });
    expect((await get(brand)).body).toEqual(answer.body);
    expect((await get(newBrand())).body).toMatchObject({ version: 0 });
  });

  test('holds for the create that follows, and never for a rolling that is open', async () => {
    const brand = newBrand();
    const before = await create(brand);
    await put(brand, { duration_days: 7, completion_ratio: '0.5', allocation: 'waterfall' });
    const after = await create(brand);
    await put(brand, {});
    expect(before.body).toMatchObject({ target_minor: '10000', terms: { policy_version: 0, allocation: 'single' } });
    expect(after.body).toMatchObject({ target_minor: '5000', terms: { policy_version: 1, allocation: 'waterfall' } });
    expect([daysOf(before), daysOf(after)]).toEqual([30, 7]);
    for (const made of [before, after]) {
      const now = await api.call(`/internal/rolling/${String(made.body['rolling_id'])}`, { headers: headers(brand) });
      expect(Value.Errors(rollingAnswer, now.body)).toEqual([]);
      expect(now.body).toEqual(made.body);
    }
    expect((await create(brand)).body).toMatchObject({ target_minor: '10000', terms: { policy_version: 2 } });
  });

  test('is not stored over a version that its author has not seen', async () => {
    const brand = newBrand();
    expect((await put(brand, { duration_days: 1 }, { expected_version: 0 })).body['version']).toBe(1);
    const stale = await put(brand, { duration_days: 2 }, { expected_version: 0 });
    expectProblem(stale, 409, 'STALE_VERSION');
    expect(stale.body['version']).toBe(1);
    expect((await put(brand, { duration_days: 2 }, { expected_version: 1 })).body['version']).toBe(2);
    expectProblem(await put(brand, { duration_days: 3 }, { expected_version: 9 }), 409, 'STALE_VERSION');
    expect((await get(brand)).body).toMatchObject({ version: 2, config: { duration_days: 2 } });
  });

  test('sent again is answered again, and not stored twice', async () => {
    const brand = newBrand();
    const change = { expected_version: 0, note: 'why', requested_by: 'eve' };
    const first = await put(brand, { push: 'count', retry: { base_ms: 1, max_ms: 2 } }, change);
    const again = await put(brand, { retry: { max_ms: 2, base_ms: 1 }, push: 'count' }, change);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expectProblem(await put(brand, { push: 'zero' }, change), 409, 'STALE_VERSION');
  });

  test('is refused with every fault at once, and then nothing changes', async () => {
    const brand = newBrand();
    const answer = await put(brand, {
      jurisdiction: 'DK',
      duration_days: 30,
      colour: 'red',
      completion_ratio: 0.5,
      contribution: { default_bp: 10_000, rules: [{ weight_bp: 1 }, { product: 'poker', weight_bp: 10_001 }] },
      min_stake_minor: { EUR: 10 },
      max_bet: { minor: { EUR: 9 } },
      retry: { max_attempts: 0, tries: 1 },
    });
    expectProblem(answer, 422, 'INVALID_BRAND_CONFIG');
    expect(pointersOf(answer)).toEqual([
      '/config/colour',
      '/config/completion_ratio',
      '/config/contribution/rules/0/weight_bp',
      '/config/contribution/rules/1/weight_bp',
      '/config/duration_days',
      '/config/max_bet/minor/EUR',
      '/config/retry/max_attempts',
      '/config/retry/tries',
    ]);
    expect((await get(brand)).body['version']).toBe(0);
  });

  test.for<[unknown, number, string, string]>([
    [null, 400, 'INVALID_REQUEST', '/config'],
    [[], 400, 'INVALID_REQUEST', '/config'],
    ['{}', 400, 'INVALID_REQUEST', '/config'],
    [
      { contribution: { rules: [{ game_id: '\u0000', weight_bp: 0 }] } },
      400,
      'INVALID_REQUEST',
      '/config/contribution/rules/0/game_id',
    ],
    [undefined, 400, 'INVALID_REQUEST', '/config'],
  ])('that is %j is refused', async ([config, status, code, pointer]) => {
    const answer = await put(newBrand(), config);
    expectProblem(answer, status, code);
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  test('binds creates to the jurisdiction, with the limit named', async () => {
    const brand = newBrand();
    await put(brand, { jurisdiction: 'GB' });
    const above = await create(brand, { multiplier: '10.01' });
    expectProblem(above, 422, 'JURISDICTION_LIMIT');
    expect(above.body).toMatchObject({ limit: 'multiplier', pointer: '/multiplier', jurisdiction: 'GB' });
    const bare = await create(brand, { base_minor: undefined, multiplier: undefined, required_minor: '1' });
    expect(bare.body).toMatchObject({ code: 'JURISDICTION_LIMIT', limit: 'multiplier_required' });
    expect((await create(brand)).status).toBe(201);
  });
});
