import { expect, test } from 'vitest';
import { type IngressWorldOptions, playIngress } from './ingress-world.ts';

// Whatever owners do, every entry is handed on until it is durable, a player's entries become durable in stream order, and nothing
// is acknowledged before.

const SEEDS = 50;

async function firstBroken(count: number, sabotage?: IngressWorldOptions['sabotage']): Promise<string | null> {
  for (let seed = 1; seed <= count; seed += 1) {
    const { broken } = await playIngress(sabotage === undefined ? { seed } : { seed, sabotage });
    if (broken[0] !== undefined) return `seed ${seed}: ${broken[0]}`;
  }
  return null;
}

test(`order and delivery hold in ${SEEDS} played worlds`, { timeout: 120_000 }, async () => {
  expect(await firstBroken(SEEDS)).toBeNull();
});

test('the played worlds are as bad as they should be', { timeout: 60_000 }, async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 20; seed += 1) for (const sight of (await playIngress({ seed })).seen) seen.add(sight);
  expect([...seen].toSorted()).toEqual([
    'handed over',
    'hidden entries',
    'many rounds',
    'reading paused',
    'several slots behind',
  ]);
});

test.each(['rounds', 'behind'] as const)('it would be noticed without %s', { timeout: 120_000 }, async (sabotage) => {
  expect(await firstBroken(SEEDS, sabotage)).toMatch(/: \d+ after \d+$/);
});
