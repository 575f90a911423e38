import { expect, test } from 'vitest';
import { fingerprintOfBody } from '../../src/api/canonical-json.ts';

const body = { player_id: 'p1', source: { type: 'bonus', id: 's1' }, rules: [{ b: 1, a: [2, { d: null, c: 'é' }] }] };

test('the fingerprint of a body is frozen: rollings are stored with it', () => {
  expect(fingerprintOfBody(body)).toBe(2_541_380_992_421_681);
  expect(fingerprintOfBody({})).toBe(4168989466939793);
});

test('the order of members does not matter, that of items does', () => {
  const turned = {
    rules: [{ a: [2, { c: 'é', d: null }], b: 1 }],
    source: { id: 's1', type: 'bonus' },
    player_id: 'p1',
  };
  expect(fingerprintOfBody(turned)).toBe(fingerprintOfBody(body));
  expect(fingerprintOfBody([1, 2])).not.toBe(fingerprintOfBody([2, 1]));
});

test('an amount as text is another body than the same amount as a number', () => {
  expect(fingerprintOfBody({ base_minor: '100' })).not.toBe(fingerprintOfBody({ base_minor: 100 }));
});
