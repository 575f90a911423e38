// The command line of the simulator: npm run sim -- --count 2000 | --seeds 1..2000 | --seed 7 [--trace] [--sabotage fence]
import { parseArgs } from 'node:util';
import { describeFailure, runSeeds } from './run-seeds.ts';
import { SABOTAGES } from './sabotage.ts';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    count: { type: 'string' },
    trace: { type: 'boolean', default: false },
    sabotage: { type: 'string' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');

function seedsOf(): { from: number; to: number } {
  const range = /^(\d+)\.\.(\d+)$/.exec(values.seeds ?? '');
  if (range !== null) return { from: Number(range[1]), to: Number(range[2]) };
  return { from: 1, to: Number(values.count ?? 200) };
}

const sabotage = SABOTAGES.find((name) => name === values.sabotage) ?? null;
if (values.sabotage !== undefined && sabotage === null) {
  say(`--sabotage is one of ${SABOTAGES.join(', ')}`);
  process.exitCode = 2;
} else if (values.seed !== undefined) {
  const result = await simulate({ seed: Number(values.seed), sabotage, print: values.trace ? say : null });
  say(
    result.violation === null
      ? `seed ${result.seed} holds; trace ${result.traceHash}`
      : describeFailure(result, sabotage),
  );
  process.exitCode = result.violation === null ? 0 : 1;
} else {
  const startedAt = performance.now();
  const { from, to } = seedsOf();
  const run = await runSeeds({ from, to, sabotage });
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const failure of run.failures) say(describeFailure(failure, sabotage));
  say(`injected: ${listed(run.faultCounts)}`);
  say(`seen: ${listed(run.sightings.counts)}`);
  for (const kind of run.neverHappened) say(`never happened: ${kind}`);
  say(
    `${run.seeds} seeds in ${seconds.toFixed(1)} s (${(run.seeds / seconds).toFixed(1)}/s), ` +
      `${Math.round(run.virtualMs / 60_000)} virtual minutes: ${run.failures.length === 0 ? 'all hold' : 'FAILED'}`,
  );
  process.exitCode = run.failures.length === 0 && run.neverHappened.length === 0 ? 0 : 1;
}
