import { expect, test } from 'vitest';
import { describeFailure, runSeeds } from './run-seeds.ts';

// A file of its own, so that a second core can take more seeds.

const MINUTES = 60_000;

test(
  'a fleet holds through more seeds',
  async () => {
    const run = await runSeeds({ from: 1_001, to: 1_600 });
    expect(run.failures.map((failure) => describeFailure(failure))).toEqual([]);
  },
  5 * MINUTES,
);
