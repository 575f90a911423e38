import { expect, test } from 'vitest';
import { Sampler } from '../../src/observe/sampler.ts';

test('a flood is said a few times in a stretch, and then how much was not said', () => {
  const sampler = new Sampler({ burst: 2, everyMs: 1_000 });
  expect([0, 1, 2, 3, 999].map((at) => sampler.admit(at))).toEqual([0, 0, null, null, null]);
  expect([1_000, 1_001, 1_002].map((at) => sampler.admit(at))).toEqual([3, 0, null]);
});

test('what comes seldom is always said', () => {
  const sampler = new Sampler({ burst: 1, everyMs: 1_000 });
  expect([0, 1_000, 5_000, 6_000].map((at) => sampler.admit(at))).toEqual([0, 0, 0, 0]);
});
