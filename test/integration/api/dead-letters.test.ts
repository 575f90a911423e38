import Value from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { deadLetterAnswer } from '../../../src/api/schemas/answers.ts';
import { type Answer, ApiUnderTest, type Call, TOKENS } from './api-under-test.ts';

const api = new ApiUnderTest({ hearsWallet: true });
beforeAll(() => api.start());
afterAll(() => api.stop());
afterEach(() => {
  api.database = 'up';
  api.redis = 'up';
});

const LETTERS = '/internal/rolling/ops/dead-letters';
const itemsOf = ({ body }: Answer): Record<string, unknown>[] => body['items'] as Record<string, unknown>[];
const listed = async (query: string): Promise<Record<string, unknown>[]> =>
  itemsOf(await api.call(`${LETTERS}?${query}`));
const coded = ({ status, body }: Answer): unknown[] => [status, body['code']];

/** An entry that nobody can read, and the letter it became. */
async function refused(text: string): Promise<string> {
  const entry = api.stream.append({ data: text });
  const ours = async () => (await listed('limit=200')).find((letter) => letter['entry_id'] === entry);
  await expect.poll(ours).toBeDefined();
  return String((await ours())?.['id']);
}

const post = (id: string, what: 'replay' | 'discard', call: Call = {}): Promise<Answer> =>
  api.call(`${LETTERS}/${id}/${what}`, { method: 'POST', ...call });

const headers = (changes: Record<string, string>): Record<string, string> => ({
  'x-internal-service-token': TOKENS.admin_service,
  'x-brand-id': 'acme',
  ...changes,
});

describe('dead letters over HTTP', () => {
  test('one is replayed, refused again, names the first, and is discarded; both rows stay with who, when and why', async () => {
    const id = await refused('no json');
    const body = { reason: 'decoder mended', requested_by: 'agent-7', note: 'ticket 9' };
    const replayed = await post(id, 'replay', { body });
    expect(replayed.status).toBe(200);
    expect(Value.Errors(deadLetterAnswer, replayed.body)).toEqual([]);
    const resolution = { requested_by: 'agent-7', reason: 'decoder mended', note: 'ticket 9' };
    expect(replayed.body).toMatchObject({ id, state: 'replayed', resolution });
    expect((await api.call(`${LETTERS}/${id}`)).body).toEqual(replayed.body);

    const again = async () => (await listed('limit=200')).find((letter) => letter['replay_of'] === id);
    await expect.poll(again).toMatchObject({ reason: 'NOT_JSON', state: 'open', resolution: null });
    const second = await again();
    expect(second?.['entry_id']).toBe((replayed.body['resolution'] as Record<string, unknown>)['replayed_as']);
    const discarded = await post(String(second?.['id']), 'discard', { body: { reason: 'a test of the wallet’s' } });
    expect(discarded.body).toMatchObject({
      state: 'discarded',
      resolution: { requested_by: 'admin_service', note: null, replayed_as: null },
    });
    const all = (await listed('state=all&limit=200')).filter((letter) => [id, second?.['id']].includes(letter['id']));
    expect(all.map((letter) => letter['state'])).toEqual(['discarded', 'replayed']);
  });

  test('a closed one is 409 to everybody but the call that closed it, sent again under its key', async () => {
    const id = await refused('nor this');
    const call = { body: { reason: 'noise' }, headers: headers({ 'idempotency-key': 'key-1' }) };
    const first = await post(id, 'discard', call);
    expect(first.status).toBe(200);
    expect((await post(id, 'discard', call)).text).toBe(first.text);
    expect(coded(await post(id, 'discard', { ...call, body: { reason: 'other' } }))).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    for (const what of ['replay', 'discard'] as const) {
      const late = await post(id, what, { body: { reason: 'late' } });
      expect([...coded(late), late.body['state']]).toEqual([409, 'DEAD_LETTER_CLOSED', 'discarded']);
    }
  });

  test('what cannot be: unknown ids, a discard without a reason, an entry that is gone, a stream nobody reads', async () => {
    for (const id of ['999999', '0', '-1', 'x', '1e3', '99999999999999999999']) {
      expect(coded(await api.call(`${LETTERS}/${id}`))).toEqual([404, 'DEAD_LETTER_NOT_FOUND']);
      expect(coded(await post(id, 'replay'))).toEqual([404, 'DEAD_LETTER_NOT_FOUND']);
      expect(coded(await post(id, 'discard', { body: { reason: 'x' } }))).toEqual([404, 'DEAD_LETTER_NOT_FOUND']);
    }
    const id = await refused('neither this');
    expect(coded(await post(id, 'discard', { body: {} }))).toEqual([400, 'INVALID_REQUEST']);
    expect(coded(await post(id, 'replay', { body: { force: true } }))).toEqual([400, 'INVALID_REQUEST']);
    const kept = { receivedAt: 0, eventId: null, brandId: null, detail: '', replayOf: null };
    await api.store.writeDeadLetters([
      { ...kept, stream: api.stream.name, entryId: '0-9', reason: 'ENTRY_TRIMMED', raw: '{}' },
      { ...kept, stream: 'wallet:of-old', entryId: '0-9', reason: 'NOT_JSON', raw: '{"data":"x"}' },
    ]);
    const [elsewhere, trimmed] = await listed('limit=2');
    expect(coded(await post(String(trimmed?.['id']), 'replay'))).toEqual([422, 'NOTHING_TO_REPLAY']);
    expect(coded(await post(String(elsewhere?.['id']), 'replay'))).toEqual([422, 'STREAM_NOT_READ']);
  });

  test('lists what is open unless told otherwise, and what is asked for', async () => {
    const id = await refused('a fourth');
    expect((await listed('limit=1')).map((letter) => letter['id'])).toEqual([id]);
    expect(await listed('reason=NO_SUCH_CODE')).toEqual([]);
    expect(await listed('brand_id=nobody')).toEqual([]);
    expect((await listed('source=wallet:events&reason=NOT_JSON&limit=1')).map((letter) => letter['id'])).toEqual([id]);
    await post(id, 'discard', { body: { reason: 'done' } });
    expect((await listed('limit=200')).map((letter) => letter['id'])).not.toContain(id);
    expect((await listed('state=discarded&limit=1')).map((letter) => letter['id'])).toEqual([id]);
    expect((await api.call(`${LETTERS}?state=lost`)).status).toBe(400);
  });

  test('where Redis or the database is away it says which, and the letter stays open', async () => {
    const id = await refused('the last');
    api.redis = 'down';
    const away = await post(id, 'replay');
    expect([...coded(away), away.headers.get('retry-after')]).toEqual([503, 'STREAM_UNAVAILABLE', '1']);
    expect(`${away.text}`).not.toContain('secret-host');
    api.redis = 'up';
    expect((await api.call(`${LETTERS}/${id}`)).body).toMatchObject({ state: 'open' });
    api.database = 'down';
    expect(coded(await api.call(`${LETTERS}/${id}`))).toEqual([503, 'STORE_UNAVAILABLE']);
  });
});
