import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DescribedAnswers, dereferenced } from '../api/described-answers.ts';
import { GuardedService, TOKENS } from '../guarded-service.ts';
import { FUZZ, FUZZ_TIMEOUT_MS } from './fuzz-size.ts';
import { hostileText } from './hostile.ts';
import { type FuzzedRequest, KNOWN, requestArbitrary } from './request-arbitrary.ts';

// The real service, whatever it is sent: it lives on, answers 5xx only where docs/errors.md says 503 and why, and every refusal is
// a problem document whose code and status stand there.

let service: GuardedService;
let document: Record<string, unknown>;
let described: DescribedAnswers;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const rollings: string[] = [];
const FRESH_EVERY = 5;
const statuses = new Map<number, number>();

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, code, status]) => [code, Number(status)]),
);

beforeAll(async () => {
  service = await GuardedService.start({
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    CALLER_REQUESTS_PER_SECOND_MAX: '0',
    EVENT_LOOP_DELAY_MAX_MS: '0',
  });
  document = (await service.call('/openapi.json')).body;
  described = new DescribedAnswers(document);
  for (let n = 0; n < FRESH_EVERY; n += 1) rollings.push((await service.created()).id);
});
afterAll(async () => {
  agent.destroy();
  await service.stop();
});

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

function exchange({ method, headers, body }: FuzzedRequest, target: string): Promise<Sent> {
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const length = body === null ? {} : { 'content-length': String(body.length) };
  const { hostname, port } = new URL(service.address);
  const outgoing = send(
    { hostname, port, method, path: target, agent, headers: { ...headers, ...length } },
    (incoming) => {
      const flat = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      buffer(incoming).then(
        (bytes) =>
          resolve({ status: incoming.statusCode ?? 0, headers: new Headers(flat), text: bytes.toString('utf8') }),
        reject,
      );
    },
  );
  outgoing.on('error', reject);
  outgoing.end(body ?? undefined);
  return promise;
}

function expectDocumented({ status, headers, text: said }: Sent, method: string): Record<string, unknown> {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  expect(status >= 500 && status !== 503, `${status} ${said}`).toBe(false);
  const isJson = headers.get('content-type')?.includes('json') === true && said !== '';
  const body = (isJson ? JSON.parse(said) : {}) as Record<string, unknown>;
  if (status < 400 || method === 'HEAD' || headers.get('content-type')?.startsWith('application/json') === true)
    return body;
  expect(headers.get('content-type')).toMatch('application/problem+json');
  expect([body['code'], documented.get(String(body['code']))]).toEqual([body['code'], status]);
  expect(body['status']).toBe(status);
  return body;
}

test(
  'no request makes it fail, and every refusal is documented',
  async () => {
    const { schemas } = document['components'] as { schemas: Record<string, unknown> };
    const paths = dereferenced(document['paths'], schemas) as Record<string, unknown>;
    const tokens = [TOKENS.admin, TOKENS.admin, TOKENS.admin, TOKENS.promotion, TOKENS.gateway];
    await fc.assert(
      fc.asyncProperty(requestArbitrary(paths, tokens), fc.nat(), async (request, which) => {
        // A rolling soon comes to its end under such treatment, and then little more can be done to it.
        if (which % FRESH_EVERY === 0) rollings.push((await service.created()).id);
        const target = request.target.replaceAll(KNOWN, () => rollings.at(-1 - (which % FRESH_EVERY)) ?? '');
        const answer = await exchange(request, target);
        const body = expectDocumented(answer, request.method);
        if (request.method !== 'HEAD') described.hold(request.method, target, { ...answer, body });
        if (answer.status === 201) rollings.push(String(body['rolling_id']));
      }),
      FUZZ,
    );
    // Had all been refused at the door, nothing would have been tried.
    for (const status of [200, 201, 400, 401, 403, 404, 409, 415, 422])
      expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(0);
    expect(statuses.get(503) ?? 0).toBeLessThan(FUZZ.numRuns / 100);
  },
  FUZZ_TIMEOUT_MS,
);

test(
  'nor do bytes that are no request',
  async () => {
    const { hostname, port } = new URL(service.address);
    const line = fc.oneof(
      fc.constantFrom(
        'GET /internal/rolling HTTP/1.1',
        'POST /internal/rolling HTTP/1.1',
        'GET / HTTP/9.9',
        'Host: x',
        'Content-Length: -1',
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: chunked, identity',
        'Content-Type: application/json',
        'Expect: 100-continue',
        'Upgrade: websocket',
        'Connection: upgrade',
        'X-Brand-Id: brand-a',
        `X-Internal-Service-Token: ${TOKENS.admin}`,
        '',
        '5',
        'ffffffffffffffffff',
      ),
      hostileText,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        const socket = connect({ host: hostname, port: Number(port) });
        socket.end(`${lines.join('\r\n')}\r\n\r\n`);
        const answered = await text(socket).catch(() => '');
        if (answered === '') return;
        expect(answered).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
        const [head = '', body = ''] = answered.split('\r\n\r\n');
        const status = Number(head.slice(9, 12));
        if (!head.toLowerCase().includes('application/problem+json') || body === '') return;
        const { code } = JSON.parse(body.slice(0, body.lastIndexOf('}') + 1)) as { code: string };
        expect(documented.get(code)).toBe(status);
      }),
      { ...FUZZ, numRuns: Math.ceil(FUZZ.numRuns / 10) },
    );
  },
  FUZZ_TIMEOUT_MS,
);

test('it lives, and had nothing to confess', async () => {
  expect(service.service.isRunning).toBe(true);
  expect((await service.call('/ready')).status).toBe(200);
  const errors = service.lines.filter(({ level }) => level === 'error' || level === 'fatal');
  // That the wallet refused what was asked of it is a turning point of a rolling, and this one refuses everything.
  const confessed = errors.filter(({ msg }) => !/^rolling (completion|cancellation)_failed$/.test(String(msg)));
  expect(confessed).toEqual([]);
  expect((await service.created()).id).not.toBe('');
});
