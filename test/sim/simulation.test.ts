import { describe, expect, test } from 'vitest';
import { describeFailure, runSeeds } from './run-seeds.ts';
import { SABOTAGES } from './sabotage.ts';
import { simulate } from './simulation.ts';

const MINUTES = 60_000;
/**
 * A seed without trouble proves nothing about a safeguard: so many it may take until one has some. Of an owner that takes what an older
 * lease hands over, one world in a hundred tells.
 */
const SABOTAGED_SEEDS = 400;

describe('the worker under simulation', () => {
  test(
    'holds through a thousand seeds that reach every fault and every hard state',
    async () => {
      const run = await runSeeds({ from: 1, to: 1_000 });
      expect(run.failures.map((failure) => describeFailure(failure))).toEqual([]);
      expect(run.neverHappened).toEqual([]);
    },
    5 * MINUTES,
  );

  test(
    'takes the same course again for the same seed, and another for another',
    async () => {
      const traces = new Set<string>();
      for (const seed of [3, 14, 159]) {
        const first = await simulate({ seed });
        const second = await simulate({ seed });
        expect(second.traceHash).toBe(first.traceHash);
        traces.add(first.traceHash);
      }
      expect(traces.size).toBe(3);
    },
    MINUTES,
  );

  test.each(SABOTAGES)(
    'notices a broken safeguard: %s',
    async (sabotage) => {
      const run = await runSeeds({ from: 1, to: SABOTAGED_SEEDS, sabotage, failuresMax: 1 });
      expect(run.failures.length).toBeGreaterThan(0);
      expect(run.failures[0]?.recent.length).toBeGreaterThan(0);
    },
    5 * MINUTES,
  );
});
