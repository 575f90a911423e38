import { expect, test } from 'vitest';
import { AttemptKeys } from '../../src/console/api/attempt-keys.ts';

const CALL = 'acme /r-1/adjust {"wagered_minor_delta":"500"}';

function keysInOrder(): AttemptKeys {
  let made = 0;
  return new AttemptKeys(() => `key-${(made += 1)}`);
}

test.for([0, 500, 502, 503, 408, 429])('a call that was answered %i goes out again under its key', (status) => {
  const keys = keysInOrder();
  const first = keys.keyOf(CALL);
  keys.ended(CALL, status);
  expect(keys.keyOf(CALL)).toBe(first);
});

test.for([200, 201, 202, 400, 409, 422])('a call that was answered %i is over: the next is another', (status) => {
  const keys = keysInOrder();
  const first = keys.keyOf(CALL);
  keys.ended(CALL, status);
  expect(keys.keyOf(CALL)).not.toBe(first);
});

test('another amount, another rolling or another brand is another call', () => {
  const keys = keysInOrder();
  const others = [CALL.replace('500', '501'), CALL.replace('r-1', 'r-2'), CALL.replace('acme', 'vega')];
  expect(new Set([CALL, ...others].map((call) => keys.keyOf(call))).size).toBe(4);
});
