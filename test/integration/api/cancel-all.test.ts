import Value from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelAllAnswer } from '../../../src/api/schemas/answers.ts';
import { ApiUnderTest, TOKENS } from './api-under-test.ts';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());

let made = 0;
async function create(player: string): Promise<string> {
  made += 1;
  const source = { type: 'bonus', id: `cancel-all-${made}` };
  const body = { player_id: player, currency: 'EUR', source, base_minor: '1000', multiplier: '30' };
  return String((await api.call('/internal/rolling', { body })).body['rolling_id']);
}

const pathOf = (player: string): string => `/internal/rolling/players/${encodeURIComponent(player)}/cancel-all`;

describe('cancel-all over HTTP', () => {
  test('ends everything open of the player and nothing else, and is answered once under its key', async () => {
    const [one, two, other] = [await create('eve/1'), await create('eve/1'), await create('eve/2')];
    const body = { reason: 'SELF_EXCLUSION', requested_by: 'agent-7', note: 'ticket 8' };
    const keyed = {
      body,
      headers: {
        'x-internal-service-token': TOKENS.promotion_service,
        'x-brand-id': 'acme',
        'idempotency-key': 'exclude-1',
      },
    };
    const first = await api.call(pathOf('eve/1'), keyed);
    expect(first.status).toBe(202);
    expect(Value.Errors(cancelAllAnswer, first.body)).toEqual([]);
    expect(first.body).toMatchObject({
      player_id: 'eve/1',
      canceled: [
        { rolling_id: one, state: 'canceling' },
        { rolling_id: two, state: 'canceling' },
      ],
      not_canceled: [],
    });
    const stateOf = async (id: string) => (await api.call(`/internal/rolling/${id}`)).body['state'];
    await expect.poll(() => Promise.all([one, two].map(stateOf))).toEqual(['canceled', 'canceled']);
    expect(await stateOf(other)).toBe('active');
    expect((await api.call(pathOf('eve/1'), keyed)).text).toBe(first.text);
    const reused = await api.call(pathOf('eve/1'), { ...keyed, body: { reason: 'OTHER' } });
    expect([reused.status, reused.body['code']]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(api.logged.some((line) => line.includes('ticket 8'))).toBe(true);
  });

  test('names what a release forbids to cancel', async () => {
    api.wallet = { kind: 'retry', code: 'TIMEOUT', detail: 'no answer', retryAfterMs: null };
    const id = await create('eve/3');
    await api.call(`/internal/rolling/${id}/complete`, { method: 'POST' });
    const answer = await api.call(pathOf('eve/3'), { body: { reason: 'SELF_EXCLUSION' } });
    expect([answer.status, answer.body]).toMatchObject([
      202,
      { canceled: [], not_canceled: [{ rolling_id: id, state: 'completing' }] },
    ]);
  });

  test('of a player without any is 200 and empty', async () => {
    const answer = await api.call(pathOf('nobody'), { body: { reason: 'REQUESTED' } });
    expect([answer.status, answer.body]).toEqual([200, { player_id: 'nobody', canceled: [], not_canceled: [] }]);
  });

  test('demands a reason of the list, and a player id', async () => {
    expect((await api.call(pathOf('eve/1'), { body: {} })).status).toBe(400);
    expect((await api.call(pathOf('eve/1'), { body: { reason: 'MOOD' } })).status).toBe(400);
    expect((await api.call(pathOf('x'.repeat(129)), { body: { reason: 'OTHER' } })).status).toBe(400);
  });
});
