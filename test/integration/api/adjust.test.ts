import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.ts';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());

let made = 0;
async function created(): Promise<string> {
  made += 1;
  const source = { type: 'bonus', id: `adjusted-${made}` };
  const body = { player_id: `adjusted-${made}`, currency: 'EUR', source, required_minor: '30000' };
  const answer = await api.call('/internal/rolling', { body });
  return `/internal/rolling/${String(answer.body['rolling_id'])}`;
}

describe('adjust over HTTP', () => {
  test('gives and takes progress, puts the end off, and explains itself in the journal', async () => {
    const path = await created();
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const body = { reason: 'outage', requested_by: 'agent-7', expires_at: expiresAt, wagered_minor_delta: '500' };
    const given = await api.call(`${path}/adjust`, { body });
    expect([given.status, given.headers.get('etag')]).toEqual([200, '"3"']);
    expect(given.body).toMatchObject({ state: 'active', wagered_minor: '500', expires_at: expiresAt });
    const taken = await api.call(`${path}/adjust`, { body: { reason: 'mistake', wagered_minor_delta: -200 } });
    expect(taken.body).toMatchObject({ wagered_minor: '300' });
    const journal = await api.call(`${path}/journal`);
    expect(journal.body['items']).toMatchObject([
      { kind: 'CREATED' },
      { kind: 'COMMAND', rule: `adjust: expires_at ${expiresAt}: outage`, credited: '0', requested_by: 'agent-7' },
      { kind: 'COMMAND', rule: 'adjust: outage', credited: '5000000', requested_by: 'agent-7' },
      { kind: 'COMMAND', rule: 'adjust: mistake', credited: '-2000000', requested_by: 'admin_service' },
    ]);
  });

  test('to the target is 202, and completes', async () => {
    const path = await created();
    const answer = await api.call(`${path}/adjust`, { body: { reason: 'vip', wagered_minor_delta: '30000' } });
    expect([answer.status, answer.body['state']]).toEqual([202, 'completing']);
    await expect.poll(async () => (await api.call(path)).body['state']).toBe('completed');
    const late = await api.call(`${path}/adjust`, { body: { reason: 'late', wagered_minor_delta: '1' } });
    expect([late.status, late.body]).toMatchObject([409, { code: 'INVALID_STATE', state: 'completed' }]);
  });

  test.for<[Record<string, unknown>, number, string]>([
    [{ wagered_minor_delta: '5' }, 400, 'INVALID_REQUEST'],
    [{ reason: 'r' }, 400, 'INVALID_REQUEST'],
    [{ reason: 'r', wagered_minor_delta: '5.5' }, 400, 'INVALID_REQUEST'],
    [{ reason: 'r', expires_at: '2027-02-30T00:00:00Z' }, 400, 'INVALID_REQUEST'],
    [{ reason: 'r', wagered_minor_delta: '0' }, 422, 'INVALID_AMOUNT'],
    [{ reason: 'r', wagered_minor_delta: '-007' }, 422, 'INVALID_AMOUNT'],
    [{ reason: 'r', wagered_minor_delta: '9'.repeat(61) }, 422, 'INVALID_AMOUNT'],
    [{ reason: 'r', wagered_minor_delta: '-1' }, 422, 'PROGRESS_BELOW_ZERO'],
    [{ reason: 'r', expires_at: '2020-01-01T00:00:00Z' }, 422, 'EXPIRES_IN_PAST'],
    [{ reason: 'r', expires_at: new Date(Date.now() + 60_000).toISOString() }, 422, 'EXPIRY_NOT_EXTENDED'],
  ])('refuses %j with %i %s', async ([body, status, code]) => {
    const answer = await api.call(`${await created()}/adjust`, { body });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  test('of a rolling nobody knows is 404', async () => {
    const path = '/internal/rolling/01a202a7-d608-7d20-b528-e43433c01be4/adjust';
    expect((await api.call(path, { body: { reason: 'r', wagered_minor_delta: '1' } })).status).toBe(404);
  });
});
