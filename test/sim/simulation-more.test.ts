import { expect, test } from 'vitest';
import { describeFailure, runSeeds } from './run-seeds.ts';

// A file of its own, so that a second core can take the second thousand.

const MINUTES = 60_000;

test(
  'the worker holds through a second thousand seeds',
  async () => {
    const run = await runSeeds({ from: 1_001, to: 2_000 });
    expect(run.failures.map((failure) => describeFailure(failure))).toEqual([]);
    expect(run.neverHappened).toEqual([]);
  },
  5 * MINUTES,
);
