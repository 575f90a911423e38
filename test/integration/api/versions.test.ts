import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ApiUnderTest, TOKENS } from './api-under-test.ts';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());

let sources = 0;
/** The address of a new rolling, at version 1. */
async function created(changes: Record<string, unknown> = {}): Promise<string> {
  sources += 1;
  const body = {
    player_id: 'player',
    currency: 'EUR',
    source: { type: 'bonus', id: `source-${sources}` },
    required_minor: '1000',
    ...changes,
  };
  return `/internal/rolling/${String((await api.call('/internal/rolling', { body })).body['rolling_id'])}`;
}

const headers = (changes: Record<string, string>): Record<string, string> => ({
  'x-internal-service-token': TOKENS.admin_service,
  'x-brand-id': 'acme',
  ...changes,
});

const command = (path: string, operation: string, changes: Record<string, string>): Promise<Answer> =>
  api.call(`${path}/${operation}`, { method: 'POST', headers: headers(changes) });

const codeOf = ({ status, body }: Answer): unknown[] => [status, body['code']];

describe('a command with If-Match', () => {
  test('is done to the version it names, alone or in a list, and to any under *', async () => {
    const path = await created();
    expect((await command(path, 'suspend', { 'if-match': '"1"' })).status).toBe(200);
    expect((await command(path, 'resume', { 'if-match': 'W/"2", "9" , "2"' })).status).toBe(200);
    expect((await command(path, 'suspend', { 'if-match': '*' })).headers.get('etag')).toBe('"4"');
  });

  test.for(['"2"', '"0"', 'W/"1"', '"01"', '"one"', '""', '"1,2"'])(
    'that names %s and not "1" is refused, and changes nothing',
    async (tag) => {
      const path = await created();
      const answer = await command(path, 'suspend', { 'if-match': tag });
      expect(codeOf(answer)).toEqual([412, 'VERSION_MISMATCH']);
      expect(answer.body).toMatchObject({ version: 1, state: 'active' });
      expect((await api.call(path)).body).toMatchObject({ version: 1, state: 'active' });
    },
  );

  test.for(['1', '"1', '"1" "2"', ',', 'w/"1"'])(
    'that is no list of tags (%s) is refused as misshapen',
    async (tag) => {
      expect(codeOf(await command(await created(), 'suspend', { 'if-match': tag }))).toEqual([400, 'INVALID_REQUEST']);
    },
  );

  test('is judged by the owner: of many at once for one version, one is done', async () => {
    const path = await created();
    const operations = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 'suspend' : 'complete'));
    const answers = await Promise.all(operations.map((operation) => command(path, operation, { 'if-match': '"1"' })));
    const done = answers.filter(({ status }) => status < 300);
    expect(done).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  test('sent again with its key is answered as before, though the version has moved on', async () => {
    const path = await created();
    const first = await command(path, 'suspend', { 'if-match': '"1"', 'idempotency-key': 'a' });
    const again = await command(path, 'suspend', { 'if-match': '"1"', 'idempotency-key': 'a' });
    const reread = await command(path, 'suspend', { 'if-match': '"2"', 'idempotency-key': 'a' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect([reread.status, reread.text]).toEqual([200, first.text]);
    expect((await api.call(path)).body['version']).toBe(2);
  });

  test('that was refused for its version leaves its key free', async () => {
    const path = await created();
    expect((await command(path, 'suspend', { 'if-match': '"7"', 'idempotency-key': 'b' })).status).toBe(412);
    expect((await command(path, 'suspend', { 'if-match': '"1"', 'idempotency-key': 'b' })).status).toBe(200);
  });

  test('names the version that a caller could see, not one that the owner is about to make', async () => {
    const soon = new Date(Date.now() + 150).toISOString();
    const path = await created({ activates_at: soon });
    expect((await api.call(path)).body).toMatchObject({ state: 'pending', version: 1 });
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(soon));
    const answer = await command(path, 'suspend', { 'if-match': '"1"' });
    expect(answer.body).toMatchObject({ state: 'suspended', version: 3 });
  });
});

describe('a rolling that is read with If-None-Match', () => {
  test.for([
    ['"1"', 304],
    ['W/"1"', 304],
    ['"7", "1"', 304],
    ['*', 304],
    ['"2"', 200],
    ['1', 200],
  ] as const)('%s is answered %i', async ([tag, status]) => {
    const answer = await api.call(await created(), { headers: headers({ 'if-none-match': tag }) });
    expect([answer.status, answer.headers.get('etag')]).toEqual([status, '"1"']);
    expect(answer.text === '').toBe(status === 304);
  });
});
