import Value from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  deadLettersAnswer,
  journalAnswer,
  rollingAnswer,
  rollingsAnswer,
  summaryAnswer,
} from '../../../src/api/schemas/answers.ts';
import { problemAnswer } from '../../../src/api/schemas/problems.ts';
import { problemReply } from '../../../src/domain/problem.ts';
import { type Answer, ApiUnderTest, type Call, DEADLINE_MS, TOKENS } from './api-under-test.ts';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());
afterEach(() => {
  api.gate = null;
  api.database = 'up';
  api.redis = 'up';
  api.wallet = { kind: 'done', transactionId: 'tx-1' };
});

let sources = 0;
/** A body that creates a rolling of its own. */
function bonus(changes: Record<string, unknown> = {}): Record<string, unknown> {
  sources += 1;
  const source = { type: 'bonus', id: `source-${sources}` };
  return { player_id: `player-${sources}`, currency: 'EUR', source, base_minor: '1000', multiplier: '30', ...changes };
}

const create = (changes: Record<string, unknown> = {}, call: Call = {}): Promise<Answer> =>
  api.call('/internal/rolling', { body: bonus(changes), ...call });

async function created(changes: Record<string, unknown> = {}): Promise<{ id: string; path: string; player: string }> {
  const { status, body } = await create(changes);
  expect(status).toBe(201);
  const id = String(body['rolling_id']);
  return { id, path: `/internal/rolling/${id}`, player: String(body['player_id']) };
}

const headers = (changes: Record<string, string>): Record<string, string> => ({
  'x-internal-service-token': TOKENS.admin_service,
  'x-brand-id': 'acme',
  ...changes,
});

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(Value.Check(problemAnswer, answer.body)).toBe(true);
  expect(answer.body['status']).toBe(status);
}

const pointersOf = ({ body }: Answer): string[] =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();

const itemsOf = ({ body }: Answer): Record<string, unknown>[] => body['items'] as Record<string, unknown>[];

describe('creating a rolling', () => {
  test('answers 201 with its address and version', async () => {
    const answer = await create({ metadata: { campaign: 'Ω', deep: [{ a: 1 }] }, max_conversion_minor: 5000 });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/internal/rolling/${String(answer.body['rolling_id'])}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(Value.Errors(rollingAnswer, answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      brand_id: 'acme',
      state: 'active',
      required_minor: '30000',
      remaining_minor: '30000',
      progress_ratio: '0.0000',
      terms: { release_minor: '1000', max_conversion_minor: '5000' },
      metadata: { campaign: 'Ω', deep: [{ a: 1 }] },
    });
  });

  test('is idempotent by source, whatever the order of members', async () => {
    const body = bonus();
    const first = await api.call('/internal/rolling', { body });
    const again = await api.call('/internal/rolling', { body: Object.fromEntries(Object.entries(body).toReversed()) });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await api.call('/internal/rolling', { body: { ...body, priority: 1 } });
    expectProblem(other, 409, 'SOURCE_CONFLICT');
    expect(other.body['rolling_id']).toBe(first.body['rolling_id']);
  });

  test('with a repeated key gives the first answer word for word', async () => {
    const call = { body: bonus(), headers: headers({ 'idempotency-key': 'key-1' }) };
    const first = await api.call('/internal/rolling', call);
    const again = await api.call('/internal/rolling', call);
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([201, first.text, '"1"']);
    const other = { ...call, body: { ...call.body, priority: 7 } };
    expectProblem(await api.call('/internal/rolling', other), 409, 'IDEMPOTENCY_KEY_REUSED');
  });

  test('takes amounts exactly, as text or as safe integers', async () => {
    const huge = '9'.repeat(60);
    const texts = await create({
      base_minor: undefined,
      multiplier: undefined,
      required_minor: huge,
      release_minor: 0,
    });
    expect(texts.body).toMatchObject({ required_minor: huge, terms: { release_minor: '0' } });
    const integer = await create({ base_minor: Number.MAX_SAFE_INTEGER, multiplier: '1' });
    expect(integer.body).toMatchObject({ required_minor: '9007199254740991' });
    const fraction = await create({ base_minor: '3', multiplier: '2.5' });
    expect(fraction.body).toMatchObject({ required_minor: '8' });
  });

  test.for([
    ['base_minor', '-5'],
    ['base_minor', 0],
    ['base_minor', '9'.repeat(61)],
    ['base_minor', '007'],
    ['max_bet_minor', '0'],
    ['release_minor', -1],
  ] as const)('refuses %s = %s', async ([name, amount]) => {
    const answer = await create({ [name]: amount });
    expectProblem(answer, 422, 'INVALID_AMOUNT');
    expect(answer.body['pointer']).toBe(`/${name}`);
  });

  test('refuses an integer that JSON has already rounded', async () => {
    const body = JSON.stringify(bonus()).replace('"1000"', '9007199254740993');
    expectProblem(await api.call('/internal/rolling', { body }), 422, 'INVALID_AMOUNT');
  });

  test('needs a requirement, and not two', async () => {
    expectProblem(await create({ multiplier: undefined }), 422, 'REQUIREMENT_MISSING');
    const both = await create({ required_minor: '5' });
    expectProblem(both, 400, 'INVALID_REQUEST');
    expect(pointersOf(both)).toEqual(['/multiplier']);
  });

  test('knows currencies, or is told their exponent', async () => {
    expectProblem(await create({ currency: 'DOUBLOON' }), 422, 'UNKNOWN_CURRENCY');
    expectProblem(await create({ currency: 'EUR', exponent: 3 }), 422, 'CURRENCY_EXPONENT_INVALID');
    expect((await create({ currency: 'DOUBLOON', exponent: 4 })).body['exponent']).toBe(4);
    expect((await create({ currency: 'JPY' })).body['exponent']).toBe(0);
  });

  test('names every fault of the shape with its place', async () => {
    const answer = await create({
      currency: '',
      source: { type: 'gift', id: 'x', extra: 1 },
      base_minor: 1.5,
      multiplier: '-3',
      priority: 'high',
      expires_at: 'tomorrow',
      contribution: { default_bp: 10_001, rules: [{ weight_bp: 1 }, { game_id: 'g', weight_bp: 0, colour: 'red' }] },
      colour: 'red',
    });
    expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(pointersOf(answer)).toEqual([
      '/base_minor',
      '/colour',
      '/contribution/default_bp',
      '/contribution/rules/0',
      '/contribution/rules/1/colour',
      '/currency',
      '/expires_at',
      '/multiplier',
      '/priority',
      '/source/extra',
      '/source/type',
    ]);
  });

  test.for<[string, unknown, string]>([
    ['player_id', 'a\u0000b', '/player_id'],
    ['player_id', '\ud800', '/player_id'],
    ['player_id', 'x'.repeat(129), '/player_id'],
    ['player_id', '😀'.repeat(100), '/player_id'],
    ['metadata', { note: '\u0000' }, '/metadata/note'],
    ['metadata', { text: 'é'.repeat(2_100) }, '/metadata'],
    ['expires_at', '2027-02-30T00:00:00Z', '/expires_at'],
    ['player_id', null, '/player_id'],
  ])('refuses %s = %j', async ([name, value, pointer]) => {
    const answer = await create({ [name]: value });
    expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  test('refuses nesting without end', async () => {
    const deep = `{"metadata":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expectProblem(await api.call('/internal/rolling', { body: deep }), 400, 'INVALID_REQUEST');
  });

  test('refuses an end in the past', async () => {
    expectProblem(await create({ expires_at: '2020-01-01T00:00:00Z' }), 422, 'EXPIRES_IN_PAST');
  });

  test('begins when it is told to', async () => {
    const later = await create({ activates_at: '2099-01-01T00:00:00+02:00', expires_at: '2099-02-01T00:00:00Z' });
    expect(later.body).toMatchObject({ state: 'pending', active_from: '2098-12-31T22:00:00.000Z' });
  });
});

describe('reading rollings', () => {
  test('by id, and not again while its version stands', async () => {
    const { path, id } = await created();
    const answer = await api.call(path);
    expect(answer.body['rolling_id']).toBe(id);
    expect(Value.Errors(rollingAnswer, answer.body)).toEqual([]);
    const etag = answer.headers.get('etag') ?? '';
    expect((await api.call(path, { headers: headers({ 'if-none-match': etag }) })).status).toBe(304);
    expect((await api.call(path, { headers: headers({ 'if-none-match': '"0"' }) })).status).toBe(200);
  });

  test.for(['no-uuid', '01a202a7-d608-7d20-b528-e43433c01be4'])('answers 404 for %s', async (id) => {
    expectProblem(await api.call(`/internal/rolling/${id}`), 404, 'ROLLING_NOT_FOUND');
    expectProblem(await api.call(`/internal/rolling/${id}/journal`), 404, 'ROLLING_NOT_FOUND');
    expectProblem(await api.call(`/internal/rolling/${id}/suspend`, { method: 'POST' }), 404, 'ROLLING_NOT_FOUND');
  });

  test('as a list in pages, filtered', async () => {
    const player = 'player of pages';
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await created({ player_id: player })).id);
    await api.call(`/internal/rolling/${ids[1]}/suspend`, { method: 'POST' });
    const path = `/internal/rolling?player_id=${encodeURIComponent(player)}`;
    const read: unknown[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 9; pages += 1) {
      const page = await api.call(`${path}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(Value.Errors(rollingsAnswer, page.body)).toEqual([]);
      read.push(...itemsOf(page).map((item) => item['rolling_id']));
      cursor = page.body['next_cursor'] as string | null;
    }
    expect(read).toEqual(ids);
    const suspended = await api.call(`${path}&state=suspended,canceled`);
    expect(itemsOf(suspended).map((item) => item['rolling_id'])).toEqual([ids[1]]);
    const [first] = itemsOf(await api.call(`${path}&limit=1`));
    const source = first?.['source'] as { id: string };
    const bySource = await api.call(`/internal/rolling?source_type=bonus&source_id=${source.id}`);
    expect(itemsOf(bySource).map((item) => item['rolling_id'])).toEqual([ids[0]]);
  });

  test.for([
    ['limit=201', '/limit'],
    ['limit=0', '/limit'],
    ['cursor=nonsense', '/cursor'],
    ['state=active,lost', '/state'],
    ['playerid=1', '/playerid'],
    ['source_type=gift', '/source_type'],
    ['source_id=a%00b', '/source_id'],
    ['player_id=a%00b', '/player_id'],
  ] as const)('refuses the query %s', async ([query, pointer]) => {
    const answer = await api.call(`/internal/rolling?${query}`);
    expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  test('as a journal that says who did what, in pages', async () => {
    const { path } = await created();
    await api.call(`${path}/suspend`, { body: { requested_by: 'agent-7' } });
    await api.call(`${path}/resume`, { method: 'POST' });
    const first = await api.call(`${path}/journal?limit=2`);
    expect(Value.Errors(journalAnswer, first.body)).toEqual([]);
    expect(itemsOf(first)).toMatchObject([
      { version: 1, kind: 'CREATED', state_from: null, state_to: 'active', credited: '0' },
      { version: 2, kind: 'COMMAND', rule: 'suspend', state_to: 'suspended', requested_by: 'agent-7' },
    ]);
    const rest = await api.call(`${path}/journal?limit=2&cursor=${String(first.body['next_cursor'])}`);
    expect(itemsOf(rest)).toMatchObject([{ version: 3, rule: 'resume', requested_by: 'admin_service' }]);
    expect(rest.body['next_cursor']).toBeNull();
  });

  test('as a summary of what is left to stake', async () => {
    const player = 'player/with slash';
    const path = `/internal/rolling/players/${encodeURIComponent(player)}/summary`;
    const nobody = await api.call(path);
    expect(nobody.body).toEqual({ player_id: player, may_withdraw: true, open: 0, by_currency: [], rollings: [] });
    await created({ player_id: player, base_minor: '100', multiplier: '10' });
    await created({ player_id: player, base_minor: '1', multiplier: '10' });
    await created({ player_id: player, currency: 'BTC', base_minor: '7', multiplier: '1' });
    const ended = await created({ player_id: player });
    await api.call(`${ended.path}/cancel`, { body: { reason: 'REQUESTED' } });
    await expect.poll(async () => (await api.call(ended.path)).body['state']).toBe('canceled');
    const summary = await api.call(path);
    expect(Value.Errors(summaryAnswer, summary.body)).toEqual([]);
    expect(summary.body).toMatchObject({
      may_withdraw: false,
      open: 3,
      by_currency: [
        { currency: 'EUR', remaining_minor: '1010', open: 2 },
        { currency: 'BTC', remaining_minor: '7', open: 1 },
      ],
    });
  });
});

describe('reading dead letters', () => {
  test('shows what could not be applied, newest first, in pages', async () => {
    const letter = {
      stream: 'wallet:events',
      eventId: null,
      brandId: null,
      reason: 'NOT_JSON',
      detail: 'no',
      raw: '{}',
      replayOf: null,
    };
    const kept = ['1-0', '2-0', '3-0'].map((entryId) => ({ ...letter, entryId, receivedAt: 1_700_000_000_000 }));
    await api.store.writeDeadLetters(kept);
    const path = '/internal/rolling/ops/dead-letters?limit=2';
    const first = await api.call(path);
    expect(Value.Errors(deadLettersAnswer, first.body)).toEqual([]);
    expect(itemsOf(first).map((item) => item['entry_id'])).toEqual(['3-0', '2-0']);
    const rest = await api.call(`${path}&cursor=${String(first.body['next_cursor'])}`);
    expect(itemsOf(rest)).toMatchObject([
      { entry_id: '1-0', source: 'wallet:events', reason: 'NOT_JSON', received_at: '2023-11-14T22:13:20.000Z' },
    ]);
    expect(rest.body['next_cursor']).toBeNull();
    expectProblem(await api.call(`${path}&cursor=nonsense`), 400, 'INVALID_REQUEST');
  });
});

describe('a command on a rolling', () => {
  test('is answered with the rolling and its new version', async () => {
    const { path } = await created();
    const answer = await api.call(`${path}/suspend`, { body: {} });
    expect([answer.status, answer.body['state'], answer.headers.get('etag')]).toEqual([200, 'suspended', '"2"']);
    expect((await api.call(path)).text).toBe(answer.text);
  });

  test('may come without a body, with or without a content type', async () => {
    const { path } = await created();
    expect((await api.call(`${path}/suspend`, { method: 'POST' })).status).toBe(200);
    const announced = headers({ 'content-type': 'application/json' });
    expect((await api.call(`${path}/resume`, { method: 'POST', headers: announced })).status).toBe(200);
  });

  test('is 202 while the wallet is awaited, and then done', async () => {
    const { path } = await created();
    const answer = await api.call(`${path}/cancel`, { body: { reason: 'SELF_EXCLUSION', requested_by: 'agent-7' } });
    expect([answer.status, answer.body['state']]).toEqual([202, 'canceling']);
    await expect.poll(async () => (await api.call(path)).body['state']).toBe('canceled');
    expect((await api.call(path)).body['cancellation']).toMatchObject({
      reason: 'SELF_EXCLUSION',
      requested_by: 'agent-7',
      forfeited_minor: '1000',
      wallet_transaction_id: 'tx-1',
    });
  });

  test('completes by force, and revives what the wallet refused', async () => {
    const { path } = await created();
    api.wallet = { kind: 'refused', code: 'ACCOUNT_LOCKED', detail: 'locked' };
    expect((await api.call(`${path}/complete`, { body: { requested_by: 'agent-7' } })).status).toBe(202);
    await expect.poll(async () => (await api.call(path)).body['state']).toBe('completion_failed');
    api.wallet = { kind: 'done', transactionId: 'tx-2' };
    expect((await api.call(`${path}/retry-completion`, { method: 'POST' })).status).toBe(202);
    await expect.poll(async () => (await api.call(path)).body['state']).toBe('completed');
    expect((await api.call(path)).body['completion']).toMatchObject({ wallet_transaction_id: 'tx-2' });
  });

  test('expires with the reason EXPIRED, whatever is said about it', async () => {
    const { path } = await created();
    await api.call(`${path}/expire`, { body: { reason: 'because we can', note: 'ticket 7' } });
    await expect.poll(async () => (await api.call(path)).body['state']).toBe('expired');
    expect((await api.call(path)).body['cancellation']).toMatchObject({ reason: 'EXPIRED' });
    expect(api.logged.some((line) => line.includes('ticket 7'))).toBe(true);
  });

  test('is refused with the state that forbids it', async () => {
    const { path } = await created();
    const answer = await api.call(`${path}/resume`, { method: 'POST' });
    expectProblem(answer, 409, 'INVALID_STATE');
    expect(answer.body['state']).toBe('active');
  });

  test('with a repeated key is done once', async () => {
    const { path } = await created();
    const call = { body: { requested_by: 'a' }, headers: headers({ 'idempotency-key': 'suspend-1' }) };
    const first = await api.call(`${path}/suspend`, call);
    await api.call(`${path}/resume`, { method: 'POST' });
    expect((await api.call(`${path}/suspend`, call)).text).toBe(first.text);
    expect((await api.call(path)).body['state']).toBe('active');
    const other = { ...call, body: { requested_by: 'b' } };
    expectProblem(await api.call(`${path}/suspend`, other), 409, 'IDEMPOTENCY_KEY_REUSED');
  });

  test.for<[unknown, string]>([
    [{}, '/reason'],
    [{ reason: 'MOOD' }, '/reason'],
    [{ reason: 'REQUESTED', force: true }, '/force'],
    [{ reason: 'REQUESTED', requested_by: '' }, '/requested_by'],
  ])('cancel refuses the body %j', async ([body, pointer]) => {
    const { path } = await created();
    const answer = await api.call(`${path}/cancel`, { body });
    expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  test('carries its deadline, and a 503 asks to come again', async () => {
    const { path } = await created();
    let patienceMs = 0;
    const late = problemReply('DEADLINE_PASSED', 'too late');
    api.gate = async (_command, deadlineAt) => {
      patienceMs = deadlineAt - Date.now();
      return late;
    };
    const answer = await api.call(`${path}/suspend`, { method: 'POST' });
    expect([answer.status, answer.text, answer.headers.get('retry-after')]).toEqual([503, late.body, '1']);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(patienceMs).toBeGreaterThan(DEADLINE_MS - 1_000);
    expect(patienceMs).toBeLessThanOrEqual(DEADLINE_MS);
  });
});

describe('who may call', () => {
  test('is whoever has a token, the older one during a rotation too', async () => {
    for (const token of Object.values(TOKENS).flatMap((each) => [each, `older-${each}`])) {
      expect(
        (await api.call('/internal/rolling', { headers: headers({ 'x-internal-service-token': token }) })).status,
      ).toBe(200);
    }
  });

  test.for(['', 'wrong', `${TOKENS.gateway} `.repeat(2)])('is not %j', async (token) => {
    const answer = await api.call('/internal/rolling', { headers: headers({ 'x-internal-service-token': token }) });
    expectProblem(answer, 401, 'UNAUTHENTICATED');
  });

  test('must say for which brand', async () => {
    const { 'x-brand-id': _brand, ...unbranded } = headers({});
    expectProblem(await api.call('/internal/rolling', { headers: unbranded }), 400, 'MISSING_BRAND');
    const long = await api.call('/internal/rolling', { headers: headers({ 'x-brand-id': 'b'.repeat(129) }) });
    expect(pointersOf(long)).toEqual(['/x-brand-id']);
  });

  test('sees nothing of another brand, and is counted for trying', async () => {
    const { path, id, player } = await created();
    const foreign = headers({ 'x-brand-id': 'umbrella' });
    const before = (await api.metrics.crossBrandRejected.get()).values[0]?.value ?? 0;
    expectProblem(await api.call(path, { headers: foreign }), 404, 'ROLLING_NOT_FOUND');
    expectProblem(await api.call(`${path}/suspend`, { method: 'POST', headers: foreign }), 404, 'ROLLING_NOT_FOUND');
    expect((await api.metrics.crossBrandRejected.get()).values[0]?.value).toBe(before + 2);
    expect(itemsOf(await api.call(`/internal/rolling?player_id=${player}`, { headers: foreign }))).toEqual([]);
    expect((await api.call(`/internal/rolling/${id}`)).body['state']).toBe('active');
  });
});

describe('a request', () => {
  test('keeps its id, or is given one', async () => {
    const named = await api.call('/internal/rolling', { headers: headers({ 'x-request-id': 'trace-1' }) });
    expect(named.headers.get('x-request-id')).toBe('trace-1');
    const unnamed = await api.call('/nowhere', { headers: headers({ 'x-request-id': 'not an id' }) });
    expect(unnamed.headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/);
  });

  test.for<[string, Call, number, string]>([
    ['/internal/rolling', { body: '{"a":' }, 400, 'INVALID_JSON'],
    ['/internal/rolling', { body: '{"__proto__":{}}' }, 400, 'INVALID_JSON'],
    ['/internal/rolling', { method: 'POST' }, 400, 'INVALID_REQUEST'],
    ['/internal/rolling', { body: '[]' }, 400, 'INVALID_REQUEST'],
    ['/internal/rolling', { body: `"${'x'.repeat(70_000)}"` }, 413, 'BODY_TOO_LARGE'],
    [
      '/internal/rolling',
      { body: 'a', headers: headers({ 'content-type': 'text/plain' }) },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['/internal/rolling', { method: 'DELETE' }, 404, 'ROUTE_NOT_FOUND'],
    ['/internal/nothing', {}, 404, 'ROUTE_NOT_FOUND'],
    ['/internal/rolling/%zz', {}, 400, 'INVALID_REQUEST'],
  ])('to %s with %o is refused', async ([path, call, status, code]) => {
    expectProblem(await api.call(path, call), status, code);
  });

  test('is 503 while the database does not answer, without a word about where it is', async () => {
    const { path } = await created();
    api.database = 'down';
    const answer = await api.call(path);
    expectProblem(answer, 503, 'STORE_UNAVAILABLE');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.text).not.toMatch(/secret-host/);
  });

  test('that meets a bug of ours says nothing about it', async () => {
    const { path } = await created();
    api.gate = async () => {
      throw new Error('secret detail');
    };
    const answer = await api.call(`${path}/suspend`, { method: 'POST' });
    expectProblem(answer, 500, 'INTERNAL_ERROR');
    expect(answer.text).not.toMatch(/secret/);
    expect(api.logged.some((line) => line.includes('secret detail'))).toBe(true);
  });
});

describe('probes need no token', () => {
  const none = { headers: {} };

  test('/health names each dependency', async () => {
    const up = await api.call('/health', none);
    expect([up.status, up.body]).toMatchObject([
      200,
      { status: 'up', dependencies: { postgres: { status: 'up' }, redis: { status: 'up' } } },
    ]);
    api.redis = 'down';
    const down = await api.call('/health', none);
    expect([down.status, down.body]).toMatchObject([
      503,
      {
        status: 'down',
        dependencies: { postgres: { status: 'up' }, redis: { status: 'down', error: 'ECONNREFUSED' } },
      },
    ]);
    expect(down.text).not.toMatch(/secret-host/);
  });

  test('/health does not wait for ever', async () => {
    api.database = 'silent';
    const answer = await api.call('/health', none);
    expect([answer.status, answer.body]).toMatchObject([503, { dependencies: { postgres: { status: 'down' } } }]);
  });

  test('/ready is no while a loop hangs, and tells loops switched off apart', async () => {
    const ready = await api.call('/ready', none);
    expect([ready.status, ready.body]).toMatchObject([
      200,
      { status: 'ready', loops: { outbox_publisher: { status: 'fresh' }, event_consumer: { status: 'disabled' } } },
    ]);
    api.health.register('completion_retry', { thresholdMs: 5, enabled: true }, Date.now() - 10);
    const stale = await api.call('/ready', none);
    expect([stale.status, stale.body]).toMatchObject([
      503,
      { status: 'not_ready', loops: { completion_retry: { status: 'stale', threshold_ms: 5 } } },
    ]);
    api.health.register('completion_retry', { thresholdMs: 5, enabled: false }, Date.now());
  });

  test('/metrics counts by route, not by address', async () => {
    await api.call((await created()).path);
    const { status, text } = await api.call('/metrics', none);
    expect(status).toBe(200);
    expect(text).toMatch(
      /rolling_http_request_seconds_count\{route="\/internal\/rolling\/:rolling_id",method="GET",status="200"\} \d+/,
    );
    expect(text).toMatch(/rolling_commands_total\{operation="create",status="201"\} \d+/);
    expect(text).toMatch(/rolling_loop_age_seconds\{loop="outbox_publisher"\} \d/);
  });

  test('/openapi.json describes every route', async () => {
    const { body } = await api.call('/openapi.json', none);
    expect(body['openapi']).toBe('3.1.0');
    expect(Object.keys(body['paths'] as object).toSorted()).toEqual([
      '/health',
      '/internal/rolling',
      '/internal/rolling/brand-config',
      '/internal/rolling/brand-config/dry-run',
      '/internal/rolling/ops/dead-letters',
      '/internal/rolling/ops/dead-letters/{id}',
      '/internal/rolling/ops/dead-letters/{id}/discard',
      '/internal/rolling/ops/dead-letters/{id}/replay',
      '/internal/rolling/ops/history',
      '/internal/rolling/ops/history/{id}',
      '/internal/rolling/ops/parked',
      '/internal/rolling/ops/parked/{player_id}',
      '/internal/rolling/ops/parked/{player_id}/events',
      '/internal/rolling/ops/parked/{player_id}/events/{seq}/discard',
      '/internal/rolling/ops/parked/{player_id}/replay',
      '/internal/rolling/ops/rebalance',
      '/internal/rolling/ops/shards',
      '/internal/rolling/ops/shards/{brand}/{shard_no}/merge',
      '/internal/rolling/ops/shards/{brand}/{shard_no}/move',
      '/internal/rolling/ops/shards/{brand}/{shard_no}/pin',
      '/internal/rolling/ops/shards/{brand}/{shard_no}/split',
      '/internal/rolling/ops/streams',
      '/internal/rolling/ops/streams/{stream}/forget',
      '/internal/rolling/ops/workers',
      '/internal/rolling/ops/workers/{worker}/drain',
      '/internal/rolling/ops/workers/{worker}/undrain',
      '/internal/rolling/players/{player_id}/cancel-all',
      '/internal/rolling/players/{player_id}/summary',
      '/internal/rolling/{rolling_id}',
      '/internal/rolling/{rolling_id}/adjust',
      '/internal/rolling/{rolling_id}/cancel',
      '/internal/rolling/{rolling_id}/complete',
      '/internal/rolling/{rolling_id}/expire',
      '/internal/rolling/{rolling_id}/inspect-ticket',
      '/internal/rolling/{rolling_id}/journal',
      '/internal/rolling/{rolling_id}/resume',
      '/internal/rolling/{rolling_id}/retry-completion',
      '/internal/rolling/{rolling_id}/review',
      '/internal/rolling/{rolling_id}/steps',
      '/internal/rolling/{rolling_id}/suspend',
      '/live',
      '/metrics',
      '/ready',
    ]);
  });
});
