// npm run bench: what the service carries on this machine, beside a naive baseline and what Postgres alone could do.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import {
  ArgumentFault,
  type BenchArguments,
  SCALE_SUBJECTS,
  type Subject,
  USAGE,
  parseBenchArguments,
} from './arguments.ts';
import { askChild } from './child.ts';
import { type Measurement, type MemoryMeasurement, memoryMeasurement } from './messages.ts';
import { sharesOf } from './profile-shares.ts';
import { type BenchReport, type Row, bestOf, breakdownOf, hydrationMicros, ratioOf, rowOf } from './report.ts';
import { Bench, NAIVE_CONNECTIONS } from './rows.ts';
import { reportText } from './table.ts';
import { type Servers, World, startServers } from './world.ts';

type Runs = Map<string, Measurement[]>;
type Measure = () => Promise<Measurement>;

const SHARE_OF_NOBODY = 0.8;
const MANY_BRANDS = 5_000;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One of each row after the other, then all again: what disturbs the machine disturbs them alike. */
async function interleave(runs: number, measures: ReadonlyMap<string, Measure>, into: Runs): Promise<void> {
  for (let run = 1; run <= runs; run += 1) {
    for (const [name, measure] of measures) {
      const result = await measure();
      into.set(name, [...(into.get(name) ?? []), result]);
      say(`run ${run} of ${runs}  ${name}  ${Math.round(result.events / result.seconds)} events/s`);
    }
  }
}

function usualMeasures(bench: Bench, world: World, subjects: ReadonlySet<Subject>): Map<string, Measure> {
  const measures = new Map<string, Measure>();
  if (subjects.has('service')) measures.set('service', () => bench.service(world, {}));
  if (subjects.has('postgres_limit')) measures.set('postgres_limit', () => bench.postgresLimit(world));
  if (subjects.has('naive')) {
    for (const count of NAIVE_CONNECTIONS) measures.set(`naive_${count}`, () => bench.naive(world, count));
  }
  if (subjects.has('service_nobody_80')) {
    measures.set('service_nobody_80', () => bench.service(world, { strangers: SHARE_OF_NOBODY }));
  }
  if (subjects.has('service_cold')) measures.set('service_cold', () => bench.service(world, { cold: true }));
  return measures;
}

async function openWorld(
  servers: Servers,
  { seed, brands }: Pick<BenchArguments, 'seed' | 'brands'>,
  rollings: number,
): Promise<World> {
  const startedAt = performance.now();
  const world = new World(servers, { rollings, brands, seed });
  await world.create();
  say(`opened ${rollings} rollings in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  return world;
}

async function measureScale(servers: Servers, bench: Bench, options: BenchArguments, runs: Runs): Promise<void> {
  const { subjects, rollings, manyRollings } = options;
  const sizes = [
    ['service_10k', rollings, options.brands],
    ['service_500k', manyRollings, options.brands],
    // At least two rollings each, also where a small world is asked for.
    ['service_5000_brands', rollings, Math.min(MANY_BRANDS, Math.ceil(rollings / 2))],
  ] as const;
  const worlds: World[] = [];
  const measures = new Map<string, Measure>();
  for (const [name, size, brands] of sizes) {
    if (!subjects.has(name)) continue;
    const world = await openWorld(servers, { ...options, brands }, size);
    worlds.push(world);
    measures.set(name, () => bench.service(world, {}));
  }
  await interleave(options.runs, measures, runs);
  for (const world of worlds) await world.end();
}

function ratiosOf(runs: Runs, rows: readonly Row[]): BenchReport['ratios'] {
  const of = (name: string): Measurement[] => runs.get(name) ?? [];
  const best = bestOf(rows.filter(({ name }) => name.startsWith('naive_')));
  const cost = ratioOf(of('service_10k'), of('service_500k'));
  const all = {
    service_vs_naive: ratioOf(of('service'), of(best?.name ?? '')),
    service_vs_limit: ratioOf(of('service'), of('postgres_limit')),
    // The rate's inverse: time per event of the many by that of the few.
    cost_500k_vs_10k: cost,
    cost_5000_brands_vs_1: ratioOf(of('service_10k'), of('service_5000_brands')),
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, spread]) => (spread ? [[name, spread]] : [])));
}

/** In the order that people read them; the best of the naive rows stands for all. */
function rowsOf(runs: Runs): Row[] {
  const rows = [...runs].map(([name, measured]) => rowOf(name, measured));
  const naive = rows.filter(({ name }) => name.startsWith('naive_'));
  const best = bestOf(naive);
  const others = rows.filter((row) => !naive.includes(row));
  return [...(best === undefined ? [] : [{ ...best, name: 'naive' }]), ...others, ...naive];
}

async function machine(): Promise<Record<string, string | number>> {
  const load = await readFile('/proc/loadavg', 'utf8').catch(() => '');
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load_average_before: load.split(' ').slice(0, 3).join(' '),
    note: 'the machine is shared: see the spread of the runs; all processes run on the same cores',
  };
}

interface Usual {
  readonly profiled?: Measurement;
  readonly memory?: MemoryMeasurement;
}

/** Everything that is measured on the usual world; nothing is prepared where nothing of it was asked for. */
async function measureUsual(servers: Servers, bench: Bench, options: BenchArguments, runs: Runs): Promise<Usual> {
  const { subjects, profileFile } = options;
  if ([...subjects].every((subject) => SCALE_SUBJECTS.has(subject))) return {};
  const world = await openWorld(servers, options, options.rollings);
  await interleave(options.runs, usualMeasures(bench, world, subjects), runs);
  const profiled = subjects.has('breakdown') ? await bench.service(world, { profiled: true }) : undefined;
  if (profiled?.profile && profileFile !== undefined) await writeFile(profileFile, profiled.profile);
  const memory = subjects.has('memory') ? await measureMemory(world, options) : undefined;
  await world.end();
  return { ...(profiled === undefined ? {} : { profiled }), ...(memory === undefined ? {} : { memory }) };
}

async function measureAll(options: BenchArguments, servers: Servers): Promise<BenchReport> {
  const startedAt = Date.now();
  const about = await machine();
  const { seconds, rollings, brands, seed } = options;
  const bench = new Bench(servers, seconds);
  const runs: Runs = new Map();
  const { profiled, memory } = await measureUsual(servers, bench, options, runs);
  await measureScale(servers, bench, options, runs);
  const rows = rowsOf(runs);
  const ratios = ratiosOf(runs, rows);
  const service = profiled === undefined ? undefined : rowOf('service', runs.get('service') ?? [profiled]);
  const hydration = hydrationMicros(runs.get('service') ?? [], runs.get('service_cold') ?? []);
  return {
    at: new Date(startedAt).toISOString(),
    machine: about,
    options: { seconds, runs: options.runs, rollings, brands, seed },
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    rows,
    ...Object.fromEntries(Object.entries(ratios).map(([name, { median }]) => [name, median])),
    ...(hydration === undefined ? {} : { hydration_us: hydration }),
    ratios,
    ...(profiled?.profile && service ? { breakdown: breakdownOf(sharesOf(profiled.profile), service) } : {}),
    ...(memory === undefined ? {} : { memory }),
  };
}

async function measureMemory(world: World, { residents }: BenchArguments) {
  const { rollings: players, brands } = world.options;
  const task = { databaseUrl: world.databaseUrl, players, brands, residents };
  return askChild('memory.process.ts', task, memoryMeasurement, ['--expose-gc']);
}

async function run(options: BenchArguments): Promise<void> {
  const servers = await startServers();
  const stop = (): void => void servers.stop().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const report = await measureAll(options, servers);
    process.stdout.write(reportText(report));
    if (options.reportFile !== undefined) {
      await mkdir(dirname(options.reportFile), { recursive: true });
      await writeFile(options.reportFile, `${JSON.stringify(report, null, 2)}\n`);
    }
  } finally {
    await servers.stop();
  }
}

try {
  const options = parseBenchArguments(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else await run(options);
} catch (error) {
  if (!(error instanceof ArgumentFault)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
