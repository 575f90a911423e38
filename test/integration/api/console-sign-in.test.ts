import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, TOKENS } from './api-under-test.ts';

const CODE = 'a code that nobody guesses, printed by whoever started the service';
const api = new ApiUnderTest({ signInCode: CODE });
const without = new ApiUnderTest();

beforeAll(async () => {
  await Promise.all([api.start(), without.start()]);
});
afterAll(async () => {
  await Promise.all([api.stop(), without.stop()]);
});

const signIn = (at: ApiUnderTest, code: string) => at.call('/console/sign-in', { headers: {}, body: { code } });
const REFUSED = [403, 'SIGN_IN_REFUSED', undefined];

test('a sign-in link gives its token to the first who uses it, and to nobody else', async () => {
  const wrong = await signIn(api, `${CODE}.`);
  expect([wrong.status, wrong.body['code'], wrong.body['token']]).toEqual(REFUSED);
  const first = await signIn(api, CODE);
  expect([first.status, first.body]).toEqual([200, { token: TOKENS.admin_service }]);
  expect(first.headers.get('cache-control')).toBe('no-store');
  const second = await signIn(api, CODE);
  expect([second.status, second.body['code'], second.body['token']]).toEqual(REFUSED);
  expect(api.logged.join('')).not.toContain(CODE);
});

test('where no link is offered every code is refused, in the same words', async () => {
  const { status, body } = await signIn(without, CODE);
  expect([status, body['code'], body['token']]).toEqual(REFUSED);
  expect(body['detail']).toBe((await signIn(api, CODE)).body['detail']);
});
