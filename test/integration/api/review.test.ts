import Value from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollingAnswer } from '../../../src/api/schemas/answers.ts';
import { ApiUnderTest } from './api-under-test.ts';
import { WalletTraffic } from './wallet-traffic.ts';

const api = new ApiUnderTest({ hearsWallet: true });
beforeAll(async () => {
  await api.start();
  const body = { config: { rollback_after_completion: 'review' } };
  await api.call('/internal/rolling/brand-config', { method: 'PUT', body });
});
afterAll(() => api.stop());

const listed = async (): Promise<unknown[]> => {
  const { body } = await api.call('/internal/rolling?review=open');
  return (body['items'] as Record<string, unknown>[]).map((item) => item['rolling_id']);
};

describe('review over HTTP', () => {
  test('a bet rolled back after completion is listed until somebody says that it was looked at, and again after the next', async () => {
    const wallet = new WalletTraffic(api, 'reviewed');
    const source = { type: 'bonus', id: 'reviewed' };
    const body = { player_id: wallet.player, currency: 'EUR', source, required_minor: '1000' };
    const id = String((await api.call('/internal/rolling', { body })).body['rolling_id']);
    const path = `/internal/rolling/${id}`;
    const seen = async () => (await api.call(path)).body;
    wallet.settle('bet-1', '1000');
    await expect.poll(async () => (await seen())['state']).toBe('completed');
    expect((await seen())['review']).toBeNull();
    expect(await listed()).toEqual([]);
    const early = await api.call(`${path}/review`, { body: { reason: 'eager' } });
    expect([early.status, early.body['code']]).toEqual([409, 'INVALID_STATE']);

    wallet.rollBack('bet-1', '100');
    await expect.poll(listed).toEqual([id]);
    expect(Value.Errors(rollingAnswer, await seen())).toEqual([]);
    expect(await seen()).toMatchObject({ state: 'completed', reversed_minor: '100', review: 'open' });
    const done = await api.call(`${path}/review`, {
      body: { reason: 'ticket 9', requested_by: 'agent-7', note: 'looks odd' },
    });
    expect([done.status, done.body['review']]).toEqual([200, 'done']);
    expect(await listed()).toEqual([]);

    wallet.rollBack('bet-1', '50');
    await expect.poll(listed).toEqual([id]);
    const journal = await api.call(`${path}/journal`);
    expect(journal.body['items']).toMatchObject([
      { kind: 'CREATED' },
      { kind: 'BET_SETTLED' },
      { kind: 'WALLET_RESULT' },
      { kind: 'BET_ROLLBACK', reason: 'AFTER_COMPLETION' },
      { kind: 'COMMAND', rule: 'review: ticket 9', requested_by: 'agent-7', note: 'looks odd' },
      { kind: 'BET_ROLLBACK', reason: 'AFTER_COMPLETION' },
    ]);
  });

  test('demands a reason, and lists nothing but what is open', async () => {
    expect((await api.call('/internal/rolling/x/review', { body: {} })).status).toBe(400);
    expect((await api.call('/internal/rolling?review=done')).status).toBe(400);
  });
});
