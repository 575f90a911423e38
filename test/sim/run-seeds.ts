// Many seeds, one after another, and what is said of one that fails.
import { FAULT_KINDS, type FaultCounts } from './faults.ts';
import type { Sabotage } from './sabotage.ts';
import { SIGHTINGS, Sightings } from './sightings.ts';
import { type SimulationResult, simulate } from './simulation.ts';

/** From so many seeds on, a fault that never struck means that the simulation does not do what it says. */
const SEEDS_FOR_EVERY_FAULT = 1_000;

export interface SeedRun {
  readonly seeds: number;
  readonly failures: readonly SimulationResult[];
  readonly faultCounts: FaultCounts;
  readonly sightings: Sightings;
  /** Faults that never struck and states that were never reached, where there were seeds enough. */
  readonly neverHappened: readonly string[];
  readonly virtualMs: number;
}

export interface SeedRange {
  readonly from: number;
  readonly to: number;
  readonly sabotage?: Sabotage | null;
  readonly failuresMax?: number;
}

/** Stops after a few failures: they have mostly one cause. */
export async function runSeeds({ from, to, sabotage = null, failuresMax = 3 }: SeedRange): Promise<SeedRun> {
  const faultCounts: FaultCounts = new Map();
  const sightings = new Sightings();
  const failures: SimulationResult[] = [];
  let virtualMs = 0;
  let seed = from;
  for (; seed <= to && failures.length < failuresMax; seed += 1) {
    const result = await simulate({ seed, sabotage, faultCounts, sightings });
    virtualMs += result.virtualMs;
    if (result.violation !== null) failures.push(result);
  }
  const seeds = seed - from;
  const missing = [
    ...FAULT_KINDS.filter((kind) => !faultCounts.has(kind)),
    ...SIGHTINGS.filter((sighting) => !sightings.counts.has(sighting)),
  ];
  const neverHappened = seeds < SEEDS_FOR_EVERY_FAULT ? [] : missing;
  return { seeds, failures, faultCounts, sightings, neverHappened, virtualMs };
}

export function describeFailure(
  { seed, violation, recent }: SimulationResult,
  sabotage: Sabotage | null = null,
): string {
  const flags = `--seed ${seed}${sabotage === null ? '' : ` --sabotage ${sabotage}`}`;
  return [
    `seed ${seed} broke "${violation?.invariant}": ${violation?.detail}`,
    ...recent.map((line) => `  ${line}`),
    `replay: npm run sim -- ${flags} --trace`,
    '',
  ].join('\n');
}
