import { expect, test } from 'vitest';
import { playRun } from './play-run.ts';

// A fleet of real processes under faults, a short run: `npm run fleet-faults` is the long one. Clean means: nothing lost, nothing
// twice, one owner per epoch, each player's events in their order, and no process ended that nobody ended.

const FAULTS = 8;

test('a fleet bears whatever happens to it while bets flow', { timeout: 180_000 }, async () => {
  const story: string[] = [];
  const options = {
    seed: 3,
    faults: FAULTS,
    workers: 3,
    apis: 2,
    leaseMs: 2_000,
    say: (line: string) => story.push(line),
  };
  const { faults, facts } = await playRun(options);
  expect(faults, story.join('\n')).toEqual([]);
  expect(facts['bets']).toBe(FAULTS * 500);
  expect(facts['commits']).toBeGreaterThan(50);
  expect(story).toHaveLength(FAULTS);
});
