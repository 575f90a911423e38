import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, GuardedService } from './guarded-service.ts';
import { until } from './service-under-test.ts';

// The brand that a call or an event names against the brand of what it is about, in the three modes, on the real service.
// Every route's status in every mode is caller-matrix.test.ts; here is what becomes of the rolling, the log and the counters.

const MODES = ['off', 'observe', 'enforce'] as const;

const OBSERVED = 'rolling_cross_brand_observed_total';
const REJECTED = 'rolling_cross_brand_rejected_total';

async function total(service: GuardedService, metric: string): Promise<number> {
  return (await service.metric(metric))[''] ?? 0;
}

/** How much both counters of crossed brands grow while `ask` runs. */
async function crossed(
  service: GuardedService,
  ask: () => Promise<unknown>,
): Promise<[observed: number, rejected: number]> {
  const before = [await total(service, OBSERVED), await total(service, REJECTED)] as const;
  await ask();
  return [(await total(service, OBSERVED)) - before[0], (await total(service, REJECTED)) - before[1]];
}

const itemsOf = ({ body }: Answered): Record<string, unknown>[] => body['items'] as Record<string, unknown>[];

/** The answer to a call for a rolling that is not there, as it would read for `id`. */
async function answerToUnknown(service: GuardedService, path: string, id: string, body?: unknown): Promise<unknown> {
  const unknown = randomUUID();
  const answer = await service.call(path.replace(id, unknown), body === undefined ? {} : { body });
  return shapeOf({ ...answer, text: answer.text.replaceAll(unknown, id) });
}

/** All that a caller can see of an answer but for what differs between any two. */
function shapeOf({ status, headers, text }: Answered): unknown {
  const differing = new Set(['date', 'x-request-id', 'keep-alive', 'ratelimit-remaining', 'ratelimit-reset']);
  return { status, text, headers: [...headers].filter(([name]) => !differing.has(name)) };
}

describe.for(MODES)('under %s', (mode) => {
  const isStrict = mode === 'enforce';
  let service: GuardedService;
  beforeAll(async () => {
    service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: mode, DEFAULT_BRAND_ID: 'brand-default' });
  });
  afterAll(() => service.stop());

  async function append(envelope: Record<string, unknown>): Promise<string> {
    const data = { event_id: randomUUID(), event_type: 'BET_SETTLED_CONFIRMED', occurred_at: new Date().toISOString() };
    return String(await service.redis.xadd('wallet:events', '*', 'data', JSON.stringify({ ...data, ...envelope })));
  }

  /** Puts an envelope on the wallet's stream and resolves with its id once it is acknowledged. */
  async function wallet(envelope: Record<string, unknown>): Promise<string> {
    const id = await append(envelope);
    await until(async () => {
      const [group] = (await service.redis.xinfo('GROUPS', 'wallet:events')) as unknown[][];
      const facts = new Map(
        Array.from({ length: (group?.length ?? 0) / 2 }, (_, at) => [group?.[at * 2], group?.[at * 2 + 1]]),
      );
      expect([facts.get('last-delivered-id'), facts.get('pending')]).toEqual([id, 0]);
    });
    return id;
  }

  const settled = (playerId: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
    player_id: playerId,
    bet_id: randomUUID(),
    currency: 'EUR',
    stake_minor: '100',
    placed_at: new Date(Date.now() + 1_000).toISOString(),
    ...changes,
  });

  const lettersOf = async (entryId: string) =>
    itemsOf(await service.call('/internal/rolling/ops/dead-letters')).filter((each) => each['entry_id'] === entryId);

  const wagered = async (path: string, brand: string): Promise<unknown> =>
    (await service.call(path, { brand })).body['wagered_minor'];

  test('the gauge says so, and that the others are not', async () => {
    const gauge = await service.metric('multi_brand_enforcement_mode');
    expect(gauge).toEqual(
      Object.fromEntries(MODES.map((each) => [`{service="rolling_service",mode="${each}"}`, each === mode ? 1 : 0])),
    );
  });

  test('a read as another brand', async () => {
    const { id, path } = await service.created();
    const right = await service.call(path);
    const journal = await service.call(`${path}/journal`);
    const counted = await crossed(service, async () => {
      const wrong = await service.call(path, { brand: 'brand-b' });
      const wrongJournal = await service.call(`${path}/journal`, { brand: 'brand-b' });
      expect(shapeOf(wrong)).toEqual(isStrict ? await answerToUnknown(service, path, id) : shapeOf(right));
      expect(shapeOf(wrongJournal)).toEqual(
        isStrict ? await answerToUnknown(service, `${path}/journal`, id) : shapeOf(journal),
      );
    });
    expect(counted).toEqual({ off: [0, 0], observe: [2, 0], enforce: [0, 2] }[mode]);
  });

  test('a command as another brand acts on the rolling’s own, or on nothing', async () => {
    const { id, path } = await service.created();
    const body = { reason: 'looked odd' };
    const counted = await crossed(service, async () => {
      const wrong = await service.call(`${path}/suspend`, { brand: 'brand-b', body });
      const done = await service.call(path);
      const unknown = await answerToUnknown(service, `${path}/suspend`, id, body);
      expect(isStrict ? shapeOf(wrong) : [wrong.status, wrong.text]).toEqual(isStrict ? unknown : [200, done.text]);
    });
    expect(counted).toEqual({ off: [0, 0], observe: [1, 0], enforce: [0, 1] }[mode]);
    expect((await service.call(path)).body['state']).toBe(isStrict ? 'active' : 'suspended');
  });

  test('one key is one command, whichever brand the header names', async () => {
    const { path } = await service.created();
    const adjust = (brand: string, delta: string) =>
      service.call(`${path}/adjust`, { brand, key: 'key-1', body: { reason: 'goodwill', wagered_minor_delta: delta } });
    const first = await adjust('brand-b', '500');
    const corrected = await adjust('brand-a', '500');
    expect([first.status, corrected.status]).toEqual([isStrict ? 404 : 200, 200]);
    expect(corrected.text === first.text).toBe(!isStrict);
    expect(corrected.body['wagered_minor']).toBe('500');

    const other = await adjust('brand-b', '900');
    expect(other.body['code']).toBe(isStrict ? 'ROLLING_NOT_FOUND' : 'IDEMPOTENCY_KEY_REUSED');
    expect((await service.call(path)).body['wagered_minor']).toBe('500');
    const kinds = itemsOf(await service.call(`${path}/journal`)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'COMMAND')).toHaveLength(1);
  });

  test('the wallet and the event stream hear of the rolling’s own brand', async () => {
    service.walletAnswers.status = 200;
    const { id, path } = await service.created();
    await service.call(`${path}/cancel`, {
      brand: isStrict ? 'brand-a' : 'brand-b',
      body: { reason: 'REQUESTED' },
    });
    await service.comesTo(path, 'canceled');
    service.walletAnswers.status = 422;
    const calls = service.walletCalls.filter((call) => call.path.includes(id));
    expect(calls.map(({ headers, body }) => [headers['x-brand-id'], body['brand_id']])).toEqual([
      ['brand-a', 'brand-a'],
    ]);
    await until(async () => {
      const entries = await service.redis.xrange('rolling:events', '-', '+');
      const ours = entries.filter(([, fields]) => fields.some((field) => field.includes(id)));
      expect(ours.map(([, fields]) => fields[fields.indexOf('brand_id') + 1])).toEqual(['brand-a']);
    });
  });

  test('what names no rolling is of the header’s brand alone', async () => {
    const { path, playerId } = await service.created();
    const { path: namesake } = await service.created('brand-b');
    const body = { ...service.newBonus(), player_id: playerId };
    const counted = await crossed(service, async () => {
      for (const list of [`?player_id=${playerId}`, `?player_id=${playerId}&state=active&review=open`]) {
        expect(itemsOf(await service.call(`/internal/rolling${list}`, { brand: 'brand-b' }))).toEqual([]);
      }
      const summary = await service.call(`/internal/rolling/players/${playerId}/summary`, { brand: 'brand-b' });
      expect(summary.body).toMatchObject({ may_withdraw: true, open: 0 });
      const made = await service.call('/internal/rolling', { brand: 'brand-c', body });
      expect(made.body).toMatchObject({ brand_id: 'brand-c', player_id: playerId });
      const all = await service.call(`/internal/rolling/players/${playerId}/cancel-all`, {
        brand: 'brand-c',
        body: { reason: 'SELF_EXCLUSION' },
      });
      expect((all.body['canceled'] as unknown[]).length).toBe(1);
      const config = { config: { duration_days: 7 } };
      expect(
        (await service.call('/internal/rolling/brand-config', { method: 'PUT', brand: 'brand-d', body: config }))
          .status,
      ).toBe(200);
    });
    expect(counted).toEqual([0, 0]);
    for (const [each, brand] of [
      [path, 'brand-a'],
      [namesake, 'brand-b'],
    ] as const) {
      expect((await service.call(each, { brand })).body['state']).toBe('active');
    }
    const { body: config } = await service.call('/internal/rolling/brand-config', { brand: 'brand-a' });
    expect(config).toMatchObject({ version: 0, config: {} });
  });

  test('crossed brands without end are said a few times', async () => {
    const { path } = await service.created();
    const saidAbout = () => service.linesSaying('a call for another brand was');
    for (let call = 0; call < 60; call += 1) await service.call(path, { brand: 'brand-b' });
    const quiet = mode === 'off';
    await until(() => expect(saidAbout().length > 0).toBe(!quiet));
    expect(saidAbout().length).toBeLessThanOrEqual(20);
    const first = { level: 'warn', brandId: 'brand-a', calledFor: 'brand-b', caller: 'admin_service' };
    expect(saidAbout().slice(0, 1)).toMatchObject(quiet ? [] : [first]);
  });

  test('an event without a brand is the default brand’s, or a dead letter', async () => {
    const { path, playerId } = await service.created('brand-default');
    const entryId = await wallet({ payload: settled(playerId) });
    const letters = await lettersOf(entryId);
    const said = service.linesSaying('an event names no brand').map((line) => [line['entryId'], line['brandId']]);
    const defaulted = await total(service, 'rolling_brand_defaulted_total');
    expect(letters).toMatchObject(isStrict ? [{ reason: 'BRAND_MISSING', brand_id: null }] : []);
    expect(letters).toHaveLength(isStrict ? 1 : 0);
    expect(await wagered(path, 'brand-default')).toBe(isStrict ? '0' : '100');
    expect(defaulted).toBe(isStrict ? 0 : 1);
    expect(said).toEqual(mode === 'observe' ? [[entryId, 'brand-default']] : []);
  });

  test('an event with two brands is its envelope’s, or a dead letter', async () => {
    const { path, playerId } = await service.created('brand-a');
    const inner = await service.call('/internal/rolling', {
      brand: 'brand-b',
      body: { ...service.newBonus(), player_id: playerId },
    });
    const entryId = await wallet({ brand_id: 'brand-a', payload: settled(playerId, { brand_id: 'brand-b' }) });
    const letters = await lettersOf(entryId);
    const said = service.linesSaying('another brand in its payload').map((line) => [line['entryId'], line['brandId']]);
    const disputed = await total(service, 'rolling_brand_disputed_total');
    expect(letters).toMatchObject(isStrict ? [{ reason: 'BRAND_MISMATCH', brand_id: 'brand-a' }] : []);
    expect(letters).toHaveLength(isStrict ? 1 : 0);
    expect(await wagered(path, 'brand-a')).toBe(isStrict ? '0' : '100');
    expect(await wagered(`/internal/rolling/${String(inner.body['rolling_id'])}`, 'brand-b')).toBe('0');
    expect(disputed).toBe(isStrict ? 0 : 1);
    expect(said).toEqual(mode === 'observe' ? [[entryId, 'brand-a']] : []);
  });

  test('a flood of events without a brand is counted each time, and said a few times', async () => {
    const { playerId } = await service.created('brand-default');
    const counted = isStrict ? 'rolling_dead_letters_total' : 'rolling_brand_defaulted_total';
    const sum = async () => Object.values(await service.metric(counted)).reduce((total, each) => total + each, 0);
    const before = await sum();
    for (let event = 0; event < 30; event += 1) await append({ payload: settled(playerId) });
    await until(async () => expect((await sum()) - before).toBe(30));
    const said = service.linesSaying('an event names no brand').length;
    expect([said > 1, said <= 20]).toEqual([mode === 'observe', true]);
  });

  test('every line about a request, an event or a rolling says of which brand', () => {
    const about = ['rollingId', 'playerId', 'eventId', 'operation', 'version'];
    const lines = service.lines.filter((line) => about.some((field) => line[field] !== undefined));
    expect(lines.length).toBeGreaterThan(10);
    // A dead letter of an event that names no brand has none to say.
    const nameless = lines.filter(({ brandId, reason }) => typeof brandId !== 'string' && reason !== 'BRAND_MISSING');
    expect(nameless).toEqual([]);
  });
});
