import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playRun } from './play-run.ts';

// `npm run fleet-faults -- --runs 50 --faults 30 --seed 1`: the nightly mode. Exit code 1 where a run was not clean.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    faults: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '3' },
    apis: { type: 'string', default: '2' },
    evidence: { type: 'string' },
    'lease-ms': { type: 'string', default: '2000' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const runs = Number(values.runs);
let clean = 0;

for (let number = 0; number < runs; number += 1) {
  const seed = Number(values.seed) + number;
  const startMs = performance.now();
  say(`run ${number + 1} of ${runs}, seed ${seed}`);
  const { faults, facts } = await playRun({
    seed,
    faults: Number(values.faults),
    workers: Number(values.workers),
    apis: Number(values.apis),
    leaseMs: Number(values['lease-ms']),
    say,
    ...(values.evidence === undefined ? {} : { evidence: join(values.evidence, `seed-${seed}`) }),
  }).catch((error: unknown) => ({ faults: [`the run failed: ${String(error)}`], facts: {} }));
  if (faults.length === 0) clean += 1;
  for (const fault of faults) say(`  ✗ ${fault}`);
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  const load = loadavg()[0]?.toFixed(1);
  say(`  ${faults.length === 0 ? '✓ clean' : '✗ NOT CLEAN'} ${JSON.stringify(facts)}, ${seconds} s, load ${load}\n`);
}

say(`${clean} of ${runs} runs clean`);
process.exitCode = clean === runs ? 0 : 1;
