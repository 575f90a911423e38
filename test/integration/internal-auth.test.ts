import { type IncomingMessage, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, GuardedService, TOKENS } from './guarded-service.ts';
import { run, until } from './service-under-test.ts';

// Who calls is who the token was given to, on the real service. What each caller may is in caller-matrix.test.ts.

const LIST = '/internal/rolling';

function expectRefused(answer: Answered, status: number, code: string): void {
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
}

const requests = (caller: string, outcome: string): string => `{caller="${caller}",outcome="${outcome}"}`;

/** How often a caller's requests ended so. */
async function countOf(service: GuardedService, caller: string, outcome: string): Promise<number> {
  return (await service.metric('rolling_requests_total'))[requests(caller, outcome)] ?? 0;
}

/** Runs `ask`, and resolves once the counter has grown by `times`; it is raised when an answer has left. */
async function counts(
  service: GuardedService,
  [caller, outcome]: readonly [string, string],
  times: number,
  ask: () => Promise<unknown>,
): Promise<void> {
  const before = await countOf(service, caller, outcome);
  await ask();
  await until(async () => expect(await countOf(service, caller, outcome)).toBe(before + times));
}

/** One request with headers as they are, repeated ones included. */
async function raw(
  service: GuardedService,
  headers: Readonly<Record<string, string | string[]>>,
  options: { readonly method?: string; readonly path?: string; readonly body?: string } = {},
): Promise<{ status: number | undefined; body: string }> {
  const { method = 'GET', path = LIST, body } = options;
  const request = httpRequest(`${service.address}${path}`, { method, headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

const ADMIN = { 'x-internal-service-token': TOKENS.admin, 'x-brand-id': 'brand-a' };

describe('a token', () => {
  let service: GuardedService;
  beforeAll(async () => {
    service = await GuardedService.start({
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      INTERNAL_SERVICE_TOKEN_GATEWAY: ` ${TOKENS.gateway} ,, the-next-one,`,
    });
  });
  afterAll(() => service.stop());

  test('and the one that follows it both say who calls while it is rotated', async () => {
    await counts(service, ['gateway', 'served'], 2, async () => {
      for (const token of ['gateway', 'the-next-one']) expect((await service.call(LIST, { token })).status).toBe(200);
    });
  });

  test.for([
    ['nothing', null],
    ['blank', ''],
    ['the list as it is configured', `${TOKENS.gateway} ,, the-next-one`],
    ['a beginning of one', TOKENS.admin.slice(0, -1)],
    ['one with more behind it', `${TOKENS.admin}x`],
    ['one in capitals', TOKENS.admin.toUpperCase()],
    ['what we show the wallet', 'token-of-rolling'],
    ['the key that signs', 'signing-key'],
    ['a text longer than any token', 'x'.repeat(10_000)],
  ] as const)('is not %s', async ([, token]) => {
    await counts(service, ['unknown', 'unauthenticated'], 1, async () =>
      expectRefused(await service.call(LIST, { token }), 401, 'UNAUTHENTICATED'),
    );
  });

  test('that came twice is none, and nor is a brand or a key', async () => {
    const twice = (header: string, ...values: string[]) => raw(service, { ...ADMIN, [header]: values });
    for (const values of [
      [TOKENS.admin, TOKENS.admin],
      [TOKENS.admin, 'guess'],
      ['guess', TOKENS.admin],
    ]) {
      const { status, body } = await twice('x-internal-service-token', ...values);
      expect([status, body]).toEqual([401, expect.stringContaining('"UNAUTHENTICATED"')]);
    }
    const brands = await twice('x-brand-id', 'brand-a', 'brand-b');
    expect([brands.status, brands.body]).toEqual([400, expect.stringContaining('/x-brand-id')]);

    const { path } = await service.created();
    const keys = await raw(
      service,
      { ...ADMIN, 'idempotency-key': ['one', 'two'] },
      { method: 'POST', path: `${path}/suspend` },
    );
    expect([keys.status, keys.body]).toEqual([400, expect.stringContaining('/idempotency-key')]);
    expect((await service.call(path)).body['state']).toBe('active');
  });

  test('in a header beyond any measure is refused, and the service goes on', async () => {
    const { status } = await raw(service, { ...ADMIN, 'x-internal-service-token': 'x'.repeat(40_000) });
    expect(status).toBe(431);
    expect((await service.call(LIST)).status).toBe(200);
  });

  test('is asked for by HEAD as by GET', async () => {
    const { path } = await service.created();
    expect((await service.call(path, { method: 'HEAD', token: null })).status).toBe(401);
    expect((await service.call(`${path}/journal`, { method: 'HEAD', token: 'gateway' })).status).toBe(403);
    expect((await service.call(path, { method: 'HEAD', token: 'gateway' })).status).toBe(200);
  });

  test('comes before everything else that may be wrong', async () => {
    const wrong = { method: 'POST', token: 'guess', brand: null, body: 'no create at all' };
    expectRefused(await service.call(LIST, wrong), 401, 'UNAUTHENTICATED');
    expectRefused(await service.call(LIST, { ...wrong, token: 'gateway' }), 400, 'MISSING_BRAND');
    expectRefused(await service.call(LIST, { ...wrong, token: 'gateway', brand: 'brand-a' }), 403, 'FORBIDDEN');
    expectRefused(await service.call(LIST, { ...wrong, token: 'admin', brand: 'brand-a' }), 400, 'INVALID_REQUEST');
  });

  test('guessed a hundred times is counted each time and said a few times', async () => {
    await counts(service, ['unknown', 'unauthenticated'], 100, async () => {
      for (let guess = 0; guess < 100; guess += 1) await service.call(LIST, { token: `guess-${guess}` });
    });
    const lines = service.linesSaying('without a token that we know');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(lines)).not.toContain('guess-');
  });
});

describe('a missing right', () => {
  let service: GuardedService;
  beforeAll(async () => {
    service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: 'off' });
  });
  afterAll(() => service.stop());

  test('is named, and counted by who lacks it', async () => {
    await counts(service, ['gateway', 'forbidden'], 1, async () => {
      const answer = await service.call(LIST, { token: 'gateway', body: service.newBonus() });
      expectRefused(answer, 403, 'FORBIDDEN');
      expect(answer.body).toMatchObject({ caller: 'gateway', right: 'rolling.create' });
    });
  });

  test('is not come by through the way a parameter is written', async () => {
    for (const query of ['?review=open', '?review=', '?review', '?%72eview=open', '?limit=1&review=open&review=open']) {
      expectRefused(await service.call(`${LIST}${query}`, { token: 'promotion' }), 403, 'FORBIDDEN');
    }
    expect((await service.call(`${LIST}?player_id=review`, { token: 'promotion' })).status).toBe(200);
  });

  test('is not come by through the way an address is written', async () => {
    const { path } = await service.created();
    for (const address of [
      `${path}//cancel`,
      `${path}/cancel/`,
      `${path}/../cancel`,
      `${path}/CANCEL`,
      `${path}/%63omplete`,
    ]) {
      const { status } = await service.call(address, { token: 'gateway', body: { reason: 'REQUESTED' } });
      expect([address, [403, 404].includes(status)]).toEqual([address, true]);
    }
    expect((await service.call(path)).body['state']).toBe('active');
  });
});

describe('the shared token', () => {
  test('is accepted while it must be: counted each time, said now and then', async () => {
    const service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: 'enforce' });
    try {
      await counts(service, ['legacy', 'served'], 50, async () => {
        for (let call = 0; call < 50; call += 1) {
          expect((await service.call(LIST, { token: 'legacy' })).status).toBe(200);
        }
      });
      const lines = service.linesSaying('came with the deprecated shared token');
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(5);
      expect(lines[0]).toMatchObject({ level: 'warn', route: LIST, method: 'GET', brandId: 'brand-a' });
    } finally {
      await service.stop();
    }
  });

  test('is refused by name where every caller must have its own, and counted', async () => {
    const service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: 'enforce', PER_CALLER_TOKEN_REQUIRED: 'on' });
    try {
      await counts(service, ['legacy', 'legacy_token_rejected'], 2, async () => {
        expectRefused(await service.call(LIST, { token: 'legacy' }), 401, 'LEGACY_TOKEN_REJECTED');
        // Before the brand, too: it says nobody's name.
        expectRefused(await service.call(LIST, { token: 'legacy', brand: null }), 401, 'LEGACY_TOKEN_REJECTED');
      });
      expect(await countOf(service, 'legacy', 'served')).toBe(0);
      expect((await service.call(LIST, { token: 'gateway' })).status).toBe(200);
    } finally {
      await service.stop();
    }
  });
});

describe('a production start', () => {
  const production = {
    NODE_ENV: 'production',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    REDIS_URL: 'redis://127.0.0.1:1',
    WALLET_SERVICE_URL: 'http://127.0.0.1:1',
    BRAND_SIGNING_KEY: 'signing-key',
    FLEET_LINK_SECRET: 'the secret of this fleet',
    INTERNAL_SERVICE_TOKEN_ROLLING: 'token-of-rolling',
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: TOKENS.admin,
  };

  test.for<[string, Record<string, string>, RegExp]>([
    [
      'the shared token lingers behind the release gate',
      { PER_CALLER_TOKEN_REQUIRED: 'on', INTERNAL_SERVICE_TOKEN: TOKENS.legacy },
      /INTERNAL_SERVICE_TOKEN must be absent/,
    ],
    [
      'two callers share a token',
      { INTERNAL_SERVICE_TOKEN_GATEWAY: `mine,${TOKENS.admin}` },
      /INTERNAL_SERVICE_TOKEN_\w+ shares a token with INTERNAL_SERVICE_TOKEN_\w+/,
    ],
    ['a list of tokens holds none', { INTERNAL_SERVICE_TOKEN_GATEWAY: ' , ' }, /INTERNAL_SERVICE_TOKEN_GATEWAY holds/],
  ])('stops where %s', async ([, changes, fault]) => {
    const { code, out, err } = await run(['all'], { ...production, ...changes }).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(fault);
    for (const token of Object.values(TOKENS)) expect(err).not.toContain(token);
  });

  test('does not stop for a shared token that is there as a blank', async () => {
    const changes = { PER_CALLER_TOKEN_REQUIRED: 'on', INTERNAL_SERVICE_TOKEN: '  ' };
    const { out, err } = await run(['all'], { ...production, ...changes }).ended;
    // It got as far as its servers, which are not there.
    expect(err).not.toContain('INTERNAL_SERVICE_TOKEN');
    expect(out).toMatch(/cannot be reached|ECONNREFUSED/);
  });
});
