import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AdmissionLimits } from '../../../src/api/api.ts';
import { problemReply } from '../../../src/domain/problem.ts';
import { type Answer, ApiUnderTest, TOKENS } from './api-under-test.ts';

async function started(admission: Partial<AdmissionLimits> = {}): Promise<ApiUnderTest> {
  const api = new ApiUnderTest({ admission });
  await api.start();
  onTestFinished(() => api.stop());
  return api;
}

const codeOf = ({ status, body }: Answer): unknown[] => [status, body['code']];
const as = (token: string, changes: Record<string, string> = {}): { headers: Record<string, string> } => ({
  headers: { 'x-internal-service-token': token, 'x-brand-id': 'acme', ...changes },
});
const LIST = '/internal/rolling';
const CREATE = { player_id: 'p', currency: 'EUR', source: { type: 'bonus', id: 's' }, required_minor: '1' };

async function refused(api: ApiUnderTest, reason: string): Promise<number> {
  const { values } = await api.metrics.httpRefused.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}

describe('a caller that sends more than it may', () => {
  test('is told to wait, alone, and its probes are answered', async () => {
    const api = await started({ callerRequestsPerSecond: 5 });
    const answers: Answer[] = [];
    for (let n = 0; n < 12; n += 1) answers.push(await api.call(LIST, as(TOKENS.gateway)));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(2);
    expect(codeOf(limited[0]!)).toEqual([429, 'RATE_LIMITED']);
    const { headers } = limited[0]!;
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect([headers.get('retry-after'), headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual([
      '1',
      '5',
      '0',
    ]);
    expect(answers[0]?.headers.get('ratelimit-remaining')).toBe('4');
    expect((await api.call(LIST, as(TOKENS.admin_service))).status).toBe(200);
    for (let n = 0; n < 12; n += 1) expect((await api.call('/ready', as(TOKENS.gateway))).status).toBe(200);
    expect(await refused(api, 'caller_rate')).toBe(limited.length);
    await pause(1_000);
    expect((await api.call(LIST, as(TOKENS.gateway))).status).toBe(200);
  });

  test('never counts who has no token', async () => {
    const api = await started({ callerRequestsPerSecond: 3 });
    for (let n = 0; n < 9; n += 1) expect(codeOf(await api.call(LIST, as('x')))).toEqual([401, 'UNAUTHENTICATED']);
    expect((await api.call(LIST, as(TOKENS.gateway))).status).toBe(200);
  });
});

describe('a process with too much to do', () => {
  test('refuses what goes beyond its bound at once, and takes more when that is done', async () => {
    const api = await started({ requestsInFlight: 3 });
    const answer = Promise.withResolvers<void>();
    api.gate = async () => {
      await answer.promise;
      return problemReply('OWNER_UNAVAILABLE', 'as told');
    };
    const taken = [1, 2, 3].map(() => api.call(LIST, { body: CREATE }));
    await expect.poll(async () => (await api.metrics.httpRequestsInFlight.get()).values[0]?.value).toBe(3);
    const shed = await api.call(LIST);
    expect([...codeOf(shed), shed.headers.get('retry-after')]).toEqual([503, 'OVERLOADED', '1']);
    expect((await api.call('/health', { headers: {} })).status).toBe(200);
    answer.resolve();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([503, 503, 503]);
    await expect.poll(async () => (await api.metrics.httpRequestsInFlight.get()).values[0]?.value).toBe(0);
    expect((await api.call(LIST)).status).toBe(200);
    expect(await refused(api, 'requests_in_flight')).toBe(1);
  });

  test('forgets a request whose caller hung up', async () => {
    const api = await started({ requestsInFlight: 1 });
    api.gate = () => new Promise(() => undefined);
    const gone = new AbortController();
    const call = fetch(`${api.url}${LIST}`, {
      method: 'POST',
      signal: gone.signal,
      headers: { ...as(TOKENS.admin_service).headers, 'content-type': 'application/json' },
      body: JSON.stringify(CREATE),
    });
    await expect.poll(async () => (await api.metrics.httpRequestsInFlight.get()).values[0]?.value).toBe(1);
    gone.abort();
    await expect(call).rejects.toThrow('abort');
    await expect.poll(async () => (await api.call(LIST)).status).toBe(200);
  });

  test('sheds calls while its event loop lags, and never a probe', async () => {
    const api = await started({ eventLoopDelayMs: 40 });
    await expect.poll(async () => (await api.call(LIST)).status, { timeout: 30_000 }).toBe(200);
    let shed: Answer | undefined;
    await expect
      .poll(
        async () => {
          const until = performance.now() + 150;
          while (performance.now() < until);
          shed = await api.call(LIST);
          return shed.status;
        },
        { timeout: 30_000, interval: 1 },
      )
      .toBe(503);
    expect([...codeOf(shed!), shed!.headers.get('retry-after')]).toEqual([503, 'OVERLOADED', '1']);
    expect((await api.call('/ready', { headers: {} })).status).toBe(200);
    expect((await api.call('/metrics', { headers: {} })).text).toMatch(
      /rolling_http_refused_total\{reason="event_loop_delay"\} [1-9]/,
    );
    await expect.poll(async () => (await api.call(LIST)).status, { timeout: 30_000 }).toBe(200);
  });
});

describe('how long a caller waits', () => {
  test('shortens the deadline of its command, and never lengthens it', async () => {
    const api = await started();
    const patience: number[] = [];
    api.gate = async (_command, deadlineAt) => {
      patience.push(deadlineAt - Date.now());
      return problemReply('OWNER_UNAVAILABLE', 'as told');
    };
    const send = (changes: Record<string, string>) =>
      api.call(LIST, { body: CREATE, ...as(TOKENS.admin_service, changes) });
    await send({ 'x-request-timeout-ms': '700' });
    await send({ 'x-envoy-expected-rq-timeout-ms': '900' });
    await send({ 'x-request-timeout-ms': '900', 'x-envoy-expected-rq-timeout-ms': '300' });
    await send({ 'x-request-timeout-ms': '99999999' });
    await send({ 'x-envoy-expected-rq-timeout-ms': 'soon' });
    const bounds = [700, 900, 300, 4_000, 4_000];
    patience.forEach((ms, n) => {
      expect(ms).toBeLessThanOrEqual(bounds[n]!);
      expect(ms).toBeGreaterThan(bounds[n]! - 250);
    });
    expect(patience).toHaveLength(5);
  });

  test('is how long a read takes at most', async () => {
    const api = await started();
    api.database = 'silent';
    const startedAt = Date.now();
    const answer = await api.call(LIST, as(TOKENS.gateway, { 'x-request-timeout-ms': '200' }));
    expect(codeOf(answer)).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test.for(['0', '-5', 'soon', '1.5', ''])('is refused as "%s"', async (ms) => {
    const api = await started();
    const answer = await api.call(LIST, as(TOKENS.gateway, { 'x-request-timeout-ms': ms }));
    expect(codeOf(answer)).toEqual([400, 'INVALID_REQUEST']);
  });
});

describe('a request beyond its bounds', () => {
  test('in its address or headers is refused', async () => {
    const api = await started();
    expect(codeOf(await api.call(`${LIST}?cursor=${'x'.repeat(9_000)}`))).toEqual([414, 'URL_TOO_LONG']);
    expect(codeOf(await api.call(`${LIST}/${'x'.repeat(2_000)}`))).toEqual([414, 'URL_TOO_LONG']);
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, 'y']));
    expect(codeOf(await api.call(LIST, as(TOKENS.gateway, many)))).toEqual([431, 'HEADERS_TOO_LARGE']);
    const long = await api.call(LIST, as(TOKENS.gateway, { 'x-long': 'y'.repeat(20_000) }));
    expect(codeOf(long)).toEqual([431, 'HEADERS_TOO_LARGE']);
    expect(long.headers.get('content-type')).toBe('application/problem+json');
  });

  test.for([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n'],
    ['two lengths', 'POST /internal/rolling HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-Brand-Id: a\0b\r\n\r\n'],
  ] as const)('as %s is answered with a problem', async ([, bytes]) => {
    const api = await started();
    const { hostname, port } = new URL(api.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 400, code: 'INVALID_HTTP' });
  });

  test('and every other answer forbids a browser to make anything of it', async () => {
    const api = await started();
    const { headers } = await api.call(LIST);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
  });
});
