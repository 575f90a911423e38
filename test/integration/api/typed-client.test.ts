import { readFile } from 'node:fs/promises';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_TYPES, clientTypes } from '../../client/client-types.ts';
import type { paths } from '../../client/rolling-service.d.ts';
import { ApiUnderTest, TOKENS } from './api-under-test.ts';

// A client as an integrator would make it: types generated from the document, checked by the compiler, against the real server.

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());

const BRAND = { 'x-brand-id': 'acme' };

const connect = (token: string) =>
  createClient<paths>({ baseUrl: api.url, headers: { 'X-Internal-Service-Token': token } });

test('the generated types are those of this build: npm run client', async () => {
  const { body } = await api.call('/openapi.json', { headers: {} });
  expect(await clientTypes(body)).toBe(await readFile(CLIENT_TYPES, 'utf8'));
});

test('a rolling is created, read, adjusted, explained and canceled', async () => {
  const client = connect(TOKENS.admin_service);
  const made = await client.POST('/internal/rolling', {
    params: { header: { ...BRAND, 'idempotency-key': 'create-1' } },
    body: {
      player_id: 'player-1',
      currency: 'EUR',
      source: { type: 'bonus', id: 'typed' },
      base_minor: '1000',
      multiplier: '30',
    },
  });
  expect([made.response.status, made.data?.state, made.data?.remaining_minor]).toEqual([201, 'active', '30000']);
  const path = { rolling_id: made.data?.rolling_id ?? '' };
  const etag = made.response.headers.get('etag') ?? '';

  const adjusted = await client.POST('/internal/rolling/{rolling_id}/adjust', {
    params: { path, header: { ...BRAND, 'if-match': etag } },
    body: { reason: 'goodwill', wagered_minor_delta: '500' },
  });
  expect(adjusted.data?.wagered_minor).toBe('500');

  const stale = await client.POST('/internal/rolling/{rolling_id}/cancel', {
    params: { path, header: { ...BRAND, 'if-match': etag } },
    body: { reason: 'REQUESTED' },
  });
  expect([stale.error?.code, stale.error?.version]).toEqual(['VERSION_MISMATCH', 2]);

  const journal = await client.GET('/internal/rolling/{rolling_id}/journal', {
    params: { path, header: BRAND, query: { limit: 10 } },
  });
  expect(journal.data?.items.map(({ kind, rule }) => [kind, rule])).toEqual([
    ['CREATED', 'policy:0'],
    ['COMMAND', 'adjust: goodwill'],
  ]);

  const canceled = await client.POST('/internal/rolling/{rolling_id}/cancel', {
    params: { path, header: BRAND },
    body: { reason: 'REQUESTED', requested_by: 'agent-7' },
  });
  expect(canceled.data?.cancellation?.requested_by).toBe('agent-7');

  const summary = await client.GET('/internal/rolling/players/{player_id}/summary', {
    params: { path: { player_id: 'player-1' }, header: BRAND },
  });
  expect(summary.data?.rollings.length).toBe(summary.data?.open);
});

test('what the compiler can see is wrong does not compile, and what it cannot is a problem with a known code', async () => {
  const client = connect(TOKENS.promotion_service);
  const body = {
    player_id: 'p',
    currency: 'EUR',
    source: { type: 'bonus', id: 'wrong' },
    required_minor: '0',
  } as const;
  const refused = await client.POST('/internal/rolling', { params: { header: BRAND }, body });
  expect(refused.error?.code).toBe('INVALID_AMOUNT');
  await client.POST('/internal/rolling', {
    params: { header: BRAND },
    // @ts-expect-error a gift is no source
    body: { ...body, source: { type: 'gift', id: 'wrong' } },
  });
  // @ts-expect-error the brand is missing
  await client.GET('/internal/rolling', {});
  // @ts-expect-error no such code is answered here
  const answersNonsense = refused.error?.code === 'TOO_MANY_ROLLINGS';
  expect(answersNonsense).toBe(false);
});
