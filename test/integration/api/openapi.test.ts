import { readFileSync } from 'node:fs';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.ts';
import { dereferenced } from './described-answers.ts';

const api = new ApiUnderTest();
const NOBODY = { headers: {} };
type Json = Record<string, unknown>;

interface Media {
  readonly schema: Json;
  readonly example?: unknown;
}

interface Operation extends Json {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly Json[];
  readonly parameters?: readonly { name: string; in: string; description?: string }[];
  readonly requestBody?: { content: Record<string, Media> };
  readonly responses: Record<string, { description: string; headers?: Json; content?: Record<string, Media> }>;
}

let document: Json;
let operations: [string, Operation][];

beforeAll(async () => {
  await api.start();
  document = (await api.call('/openapi.json', NOBODY)).body;
  const { schemas } = document['components'] as { schemas: Json };
  const paths = dereferenced(document['paths'], schemas) as Record<string, Record<string, Operation>>;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): [string, Operation] => [`${method.toUpperCase()} ${path}`, each]),
  );
});
afterAll(() => api.stop());

test('every operation has an id of its own, a summary, a tag, and a schema for whatever it answers', () => {
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(operations.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
  const known = (document['tags'] as { name: string }[]).map(({ name }) => name);
  for (const [place, { summary, tags, responses }] of operations) {
    expect([place, summary]).toEqual([place, expect.stringMatching(/\w/)]);
    expect([place, tags.filter((tag) => !known.includes(tag)), tags.length]).toEqual([place, [], 1]);
    const bare = Object.entries(responses).filter(([status, { content }]) => status !== '304' && content === undefined);
    expect([place, bare]).toEqual([place, []]);
  }
});

test('every guarded operation demands the token, names the brand, and lists its refusals by code', () => {
  const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const documented = new Map([...page.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, code, status]) => [code, status]));
  const guarded = operations.filter(([place]) => place.includes('/internal/rolling'));
  expect(guarded.length).toBeGreaterThan(20);
  for (const [place, { security, parameters = [], responses }] of guarded) {
    expect([place, security]).toEqual([place, [{ serviceToken: [] }]]);
    const headers = parameters.filter((each) => each.in === 'header').map(({ name }) => name);
    expect([place, headers]).toEqual([place, expect.arrayContaining(['x-brand-id', 'x-request-timeout-ms'])]);
    expect([place, headers]).not.toEqual([place, expect.arrayContaining(['x-internal-service-token'])]);
    for (const [status, { content, headers: sent = {} }] of Object.entries(responses)) {
      const problem = content?.['application/problem+json'];
      if (problem === undefined) continue;
      const [, { properties }] = problem.schema['allOf'] as [Json, { properties: { code: { enum: string[] } } }];
      for (const code of properties.code.enum)
        expect([place, code, documented.get(code)]).toEqual([place, code, status]);
      expect('Retry-After' in sent).toBe(status === '503' || status === '429');
    }
  }
});

test('names are clean, references lead somewhere, and every component is used', () => {
  const text = JSON.stringify(document['paths']) + JSON.stringify(document['components']);
  const { schemas } = document['components'] as { schemas: Json };
  const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect(referred).toEqual(new Set(Object.keys(schemas)));
  expect(Object.keys(schemas).filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
});

test('examples are what they are examples of', () => {
  const media = operations.flatMap(([place, { requestBody, responses }]) =>
    [requestBody, ...Object.values(responses)].flatMap((each) =>
      Object.values(each?.content ?? {})
        .filter(({ example }) => example !== undefined)
        .map(({ schema, example }) => ({ place, schema, example })),
    ),
  );
  expect(media.length).toBeGreaterThan(2);
  for (const { place, schema, example } of media)
    expect([place, Compile(schema as never).Check(example)]).toEqual([place, true]);
});

test('the page for people is alive, and nothing on it comes from elsewhere', async () => {
  const page = await api.call('/docs', NOBODY);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    expect(file).toMatch(/^\/docs\/static\/[\w.-]+$/);
    const { status, text } = await api.call(file, NOBODY);
    expect([file, status, text.length > 50]).toEqual([file, 200, true]);
  }
  const shown = await api.call('/docs/json', NOBODY);
  expect(shown.body).toEqual(document);
});
