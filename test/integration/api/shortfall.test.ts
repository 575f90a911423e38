import Value from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollingsAnswer } from '../../../src/api/schemas/answers.ts';
import { ApiUnderTest } from './api-under-test.ts';
import { WalletTraffic } from './wallet-traffic.ts';

const api = new ApiUnderTest({ hearsWallet: true });
beforeAll(async () => {
  await api.start();
  const body = { config: { rollback_after_completion: 'shortfall' } };
  await api.call('/internal/rolling/brand-config', { method: 'PUT', body });
});
afterAll(() => api.stop());

describe('a bet rolled back after completion', () => {
  test('makes a rolling for what is missing, which holds withdrawals back until it is staked', async () => {
    const wallet = new WalletTraffic(api, 'short');
    const source = { type: 'bonus', id: 'short' };
    const body = { player_id: wallet.player, currency: 'EUR', source, base_minor: '100', multiplier: '10' };
    const id = String((await api.call('/internal/rolling', { body })).body['rolling_id']);
    const stateOf = async (rolling: string) => (await api.call(`/internal/rolling/${rolling}`)).body['state'];
    wallet.settle('bet-1', '1100');
    await expect.poll(() => stateOf(id)).toBe('completed');
    const summary = async () => (await api.call(`/internal/rolling/players/${wallet.player}/summary`)).body;
    expect(await summary()).toMatchObject({ may_withdraw: true });

    const eventId = wallet.rollBack('bet-1', '400');
    const sourceId = `${id}:${eventId}`;
    const list = `/internal/rolling?source_type=shortfall&source_id=${encodeURIComponent(sourceId)}`;
    const found = async () => (await api.call(list)).body;
    await expect.poll(async () => (await found())['items']).toHaveLength(1);
    expect(Value.Errors(rollingsAnswer, await found())).toEqual([]);
    const [made] = (await found())['items'] as Record<string, unknown>[];
    expect(made).toMatchObject({
      state: 'active',
      source: { type: 'shortfall', id: sourceId },
      required_minor: '300',
      terms: { release_minor: '0' },
    });
    expect(await summary()).toMatchObject({ may_withdraw: false, by_currency: [{ remaining_minor: '300' }] });
    const journal = await api.call(`/internal/rolling/${String(made?.['rolling_id'])}/journal`);
    expect(journal.body['items']).toMatchObject([{ kind: 'CREATED', rule: 'shortfall', event_id: eventId }]);

    wallet.settle('bet-2', '300');
    await expect.poll(() => stateOf(String(made?.['rolling_id']))).toBe('completed');
    expect(await summary()).toMatchObject({ may_withdraw: true });
  });

  test('cannot be made by a caller', async () => {
    const source = { type: 'shortfall', id: 'mine' };
    const body = { player_id: 'p', currency: 'EUR', source, required_minor: '1' };
    expect((await api.call('/internal/rolling', { body })).status).toBe(400);
  });
});
