import { readFileSync } from 'node:fs';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { type PlayerId, playerId } from '../../src/domain/ids.ts';
import type { CommitBatch, LoadRequest, Store } from '../../src/ports/store.ts';
import { DAY, DecidedWorld, afterCommit } from '../contract/decided-world.ts';

// What a commit and a load cost per event, against a Postgres that really syncs: CPU of this process, CPU of the server's
// session, and the time in between. Decisions are made before the clock starts.
//
//   node test/bench/commit-cost.ts [batches] [events] [rollings]

const [batches = 40, events = 1_000, rollings = 600] = process.argv.slice(2).map(Number);
const WARM_UP = 10;
const TICK_US = 10_000;

interface Sample {
  nodeUs: number;
  postgresUs: number;
  wallUs: number;
}

/** User and system time of a server process, from its /proc entry, in microseconds at the clock's tick of 10 ms. */
function processUs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

async function measured(pids: readonly number[], run: () => Promise<void>): Promise<Sample> {
  const total = (): number => pids.reduce((sum, pid) => sum + processUs(pid), 0);
  const postgresBefore = total();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await run();
  const wallUs = (performance.now() - startedAt) * 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  return { nodeUs: cpu.user + cpu.system, postgresUs: total() - postgresBefore, wallUs };
}

function spread(values: readonly number[]): string {
  const sorted = values.map((value) => value / events).toSorted((left, right) => left - right);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
  return `${at(0.5)} (p10 ${at(0.1)}, p90 ${at(0.9)})`;
}

function report(name: string, samples: readonly Sample[]): void {
  const warm = samples.slice(WARM_UP);
  // the server's clock ticks in 10 ms, so only its sum says anything
  const postgres = warm.reduce((sum, sample) => sum + sample.postgresUs, 0) / warm.length / events;
  const lines = [
    `${name}: µs per event over ${warm.length} batches of ${events} events`,
    `  node cpu     ${spread(warm.map((sample) => sample.nodeUs))}`,
    `  postgres cpu ${postgres.toFixed(2)} (mean)`,
    `  wall         ${spread(warm.map((sample) => sample.wallUs))}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function loadOf(world: DecidedWorld, batch: number, known: boolean): LoadRequest {
  const players: PlayerId[] = Array.from({ length: events }, (_, n) =>
    playerId(known ? `player-${n % rollings}` : `nobody-${batch}-${n}`),
  );
  return {
    players: players.map((player) => ({ brandId: world.brand, playerId: player })),
    closedSince: world.now,
    rollings: [],
    events: players.map((_, n) => ({ brandId: world.brand, day: DAY, eventId: `unheard-of-${batch}-${n}` })),
    bets: players.map((player, n) => ({
      brandId: world.brand,
      playerId: player,
      betId: `unheard-of-${batch}-${n}`,
      rollings: true,
    })),
    sources: [],
    answers: [],
    policies: [],
  };
}

async function benchLoad(
  store: Store,
  world: DecidedWorld,
  pids: readonly number[],
  known: boolean,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let batch = 0; batch < batches + WARM_UP; batch += 1) {
    const request = loadOf(world, batch, known);
    samples.push(
      await measured(pids, async () => {
        await store.load(request);
      }),
    );
  }
  return samples;
}

async function main(url: string): Promise<void> {
  await migrate(url);
  const pools = openStorePools(url, { loadConnectionsMax: 1 });
  const store = createPostgresStore(pools);
  await store.maintainInbox(DAY - 35, DAY + 1);
  const world = new DecidedWorld('bench');
  let [shard] = await store.claimBrand(world.brand, { worker: 'bench', token: 'bench-1' });
  if (shard === undefined) throw new Error('no shard');
  const commit = async (batch: CommitBatch): Promise<void> => {
    const result = await store.commit(batch);
    if (result.kind !== 'committed') throw new Error(`not committed: ${JSON.stringify(result)}`, { cause: result });
    if (shard !== undefined) shard = afterCommit(shard, batch);
  };
  for (let n = 0; n < rollings; n += 1) world.create(`player-${n}`, { requiredMinor: 10n ** 15n });
  await commit(world.batch(shard));
  const [session] = await pools.commits<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const [loading] = await pools.loads<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const samples: Sample[] = [];
  for (let batch = 0; batch < batches + WARM_UP; batch += 1) {
    world.now += 1_000;
    for (let n = 0; n < events; n += 1) world.settle(`player-${(n * 7 + batch) % rollings}`);
    const made = world.batch(shard);
    samples.push(await measured([session?.pid ?? 0], () => commit(made)));
  }
  report('commit', samples);
  await pools.loads`analyze`;
  report('load, nothing found', await benchLoad(store, world, [loading?.pid ?? 0], false));
  report('load, a rolling each', await benchLoad(store, world, [loading?.pid ?? 0], true));
  const [hot] = await pools.loads<{ updates: number; hot: number }[]>`
    select n_tup_upd as updates, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'rolling_snapshots'`;
  process.stdout.write(`snapshots: ${hot?.hot} of ${hot?.updates} updates in place\n`);
  await pools.end();
}

const server = await startPostgres({ durability: 'real' });
try {
  await main(server.url);
} finally {
  await server.stop();
}
