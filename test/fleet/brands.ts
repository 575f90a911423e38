import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { request } from 'undici';
import { SLOT_COUNT } from '../../src/domain/slot.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { microsOfServer } from '../bench/cpu-meter.ts';
import { createRollings } from '../bench/create-rollings.ts';
import { playerNumber } from '../bench/players.ts';
import { betOf } from '../bench/wallet-feed.ts';
import { WALLET_STREAM, World } from './world.ts';

// `npm run fleet-brands`: what thousands of brands cost a fleet of three workers beside one brand. How long until everything is owned,
// processor time per bet at the same rate, and what a fourth worker that joins makes move. One brand in one shard keeps one worker
// busy, with large batches, and two idle; in three shards it keeps all three busy, as thousands of brands do. Both are told.

const { values } = parseArgs({
  options: {
    brands: { type: 'string', default: '5000' },
    rollings: { type: 'string', default: '10000' },
    'bets-per-s': { type: 'string', default: '1500' },
    seconds: { type: 'string', default: '20' },
    pairs: { type: 'string', default: '2' },
  },
});

const manyBrands = Number(values.brands);
const rollings = Number(values.rollings);
const betsPerS = Number(values['bets-per-s']);
const seconds = Number(values.seconds);
const WORKERS = 3;
const JOINS = `w${WORKERS + 1}`;
const FEED_EVERY_MS = 20;
const POLL_MS = 50;
const PATIENCE_MS = 120_000;
/** So long nothing has to move before a fleet is called balanced. */
const STILL_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

interface Cost {
  readonly workers: number;
  readonly postgres: number;
}

class Fleet {
  readonly world: World;
  readonly startedMs: number;
  private readonly brands: number;

  private constructor(world: World, brands: number, startedMs: number) {
    this.world = world;
    this.brands = brands;
    this.startedMs = startedMs;
  }

  static async start(brands: number): Promise<Fleet> {
    let preparedAt = performance.now();
    const world = await World.start({
      workers: WORKERS + 1,
      later: [JOINS],
      apis: 1,
      leaseMs: 10_000,
      seed: 1,
      walletFaults: 0,
      audited: false,
      prepare: async (databaseUrl) => {
        const pools = openStorePools(databaseUrl);
        await createRollings(createPostgresStore(pools), rollings, brands);
        await pools.end();
        preparedAt = performance.now();
      },
    });
    const fleet = new Fleet(world, brands, preparedAt);
    await fleet.until(({ shards }) => shards.length === brands && shards.every(({ ownerAlive }) => ownerAlive));
    return fleet;
  }

  async until(holds: (state: Awaited<ReturnType<World['parts']['operator']['state']>>) => boolean): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    while (!holds(await this.world.parts.operator.state())) {
      if (patience.aborted) throw new Error('it did not come about');
      await sleep(POLL_MS);
    }
  }

  /** Nobody wished anything elsewhere for a while. Resolves with the moment from which on that was so. */
  async balanced(): Promise<number> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    let since = performance.now();
    while (performance.now() - since < STILL_MS) {
      if (patience.aborted) throw new Error('it never came to rest');
      const { shards } = await this.world.parts.operator.state();
      if (shards.some(({ target }) => target !== null)) since = performance.now();
      await sleep(POLL_MS);
    }
    return since;
  }

  /** The one shard there is becomes one of each worker's. */
  async spreadOut(): Promise<void> {
    const { operator } = this.world.parts;
    const [whole] = (await operator.state()).shards;
    if (whole === undefined) throw new Error('there is no shard');
    const slotsAt = Array.from({ length: WORKERS - 1 }, (_, cut) => Math.round(((cut + 1) * SLOT_COUNT) / WORKERS));
    await operator.split(whole, slotsAt, 'bench');
    await this.until(({ shards }) => shards.length === WORKERS);
    const { shards, workers } = await operator.state();
    for (const [place, { worker }] of workers.entries()) {
      const shard = shards[place];
      if (shard !== undefined && shard.owner !== worker) await operator.move(shard, worker, 'bench');
    }
    await this.until(({ shards: now }) => new Set(now.map(({ owner }) => owner)).size === WORKERS);
  }

  async owners(): Promise<ReadonlyMap<string, string | null>> {
    const { shards } = await this.world.parts.operator.state();
    return new Map(shards.map(({ brandId, shardNo, owner }) => [`${brandId}/${shardNo}`, owner]));
  }

  /** Processor microseconds per bet, everything that goes on beside them included; told beside it, what goes on without them. */
  async cost(): Promise<Cost> {
    await this.feed(seconds / 4);
    const rested = await this.cpu();
    const restedAt = performance.now();
    await sleep(STILL_MS);
    const atRest = await this.cpu();
    const micros = (performance.now() - restedAt) * 1_000;
    const share = (from: number, to: number): string => `${(((to - from) / micros) * 100).toFixed(1)} %`;
    say(
      `  at rest: workers ${share(rested.workers, atRest.workers)} of a core, ` +
        `Postgres ${share(rested.postgres, atRest.postgres)}`,
    );
    const before = await this.cpu();
    const bets = await this.feed(seconds);
    const after = await this.cpu();
    return { workers: (after.workers - before.workers) / bets, postgres: (after.postgres - before.postgres) / bets };
  }

  async stop(): Promise<void> {
    await this.world.stop();
  }

  private async cpu(): Promise<Cost> {
    const { fleet, postgres: server } = this.world.parts;
    const texts = await Promise.all(
      fleet.workers
        .filter(({ isRunning }) => isRunning)
        .map(async ({ url }) => (await request(`${url}/metrics`)).body.text()),
    );
    const workers = texts.reduce(
      (sum, text) => sum + Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? 0) * 1e6,
      0,
    );
    const sql = postgres(server.url, { max: 1 });
    const [row] = await sql<{ pid: number }[]>`select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as pid`;
    await sql.end();
    return { workers, postgres: (await microsOfServer(row?.pid ?? 0)) ?? 0 };
  }

  /** At an even pace, and then until all are acknowledged. Resolves with how many. */
  private async feed(forSeconds: number): Promise<number> {
    const { redis } = this.world.parts;
    const startMs = performance.now();
    let fed = 0;
    for (let elapsedMs = 0; elapsedMs < forSeconds * 1_000; elapsedMs = performance.now() - startMs) {
      const due = Math.floor((elapsedMs / 1_000) * betsPerS);
      const pipeline = redis.pipeline();
      for (; fed < due; fed += 1) {
        const player = playerNumber((fed * 7_919) % rollings, this.brands);
        pipeline.xadd(WALLET_STREAM, '*', 'event_type', 'BET_SETTLED_CONFIRMED', 'payload', betOf(player, fed));
      }
      await pipeline.exec();
      await sleep(FEED_EVERY_MS);
    }
    const patience = AbortSignal.timeout(PATIENCE_MS);
    while ((await this.unacknowledged()) > 0) {
      if (patience.aborted) throw new Error('not all were acknowledged');
      await sleep(POLL_MS);
    }
    return fed;
  }

  private async unacknowledged(): Promise<number> {
    const { redis } = this.world.parts;
    const [group = []] = (await redis.xinfo('GROUPS', WALLET_STREAM)) as unknown[][];
    const field = (name: string): number => Number(group[group.indexOf(name) + 1] ?? 0);
    return field('lag') + field('pending');
  }
}

const shown = ({ workers, postgres: server }: Cost): string =>
  `${Math.round(workers + server)} µs a bet (workers ${Math.round(workers)}, Postgres ${Math.round(server)})`;

async function one(): Promise<{ readonly whole: Cost; readonly split: Cost }> {
  const fleet = await Fleet.start(1);
  try {
    const whole = await fleet.cost();
    await fleet.spreadOut();
    return { whole, split: await fleet.cost() };
  } finally {
    await fleet.stop();
  }
}

async function many(): Promise<Cost> {
  const fleet = await Fleet.start(manyBrands);
  try {
    say(
      `${manyBrands} brands owned by ${WORKERS} workers ${inSeconds(performance.now() - fleet.startedMs)} after the first began to start`,
    );
    const rested = await fleet.balanced();
    say(`  balanced ${inSeconds(Math.max(0, rested - fleet.startedMs))} after it`);
    const cost = await fleet.cost();
    await fleet.balanced();
    await join(fleet);
    return cost;
  } finally {
    await fleet.stop();
  }
}

async function join(fleet: Fleet): Promise<void> {
  const before = await fleet.owners();
  const startedMs = performance.now();
  await fleet.world.parts.fleet.named(JOINS).start(AbortSignal.timeout(PATIENCE_MS));
  await fleet.until(({ shards }) => shards.some(({ owner }) => owner === JOINS));
  const rested = await fleet.balanced();
  const after = await fleet.owners();
  const moved = [...after].filter(([shard, owner]) => before.get(shard) !== owner);
  const astray = moved.filter(([, owner]) => owner !== JOINS).length;
  const share = manyBrands / (WORKERS + 1);
  say(
    `a fourth worker joined: ${moved.length} shards moved, ${astray} of them not to it, its share is ${share}; ` +
      `balanced after ${inSeconds(rested - startedMs)}`,
  );
}

const total = ({ workers, postgres: server }: Cost): number => workers + server;
const listed = (ratios: readonly number[]): string => ratios.map((ratio) => ratio.toFixed(2)).join(', ');

const toSplit: number[] = [];
const toWhole: number[] = [];
for (let pair = 0; pair < Number(values.pairs); pair += 1) {
  const { whole, split } = await one();
  const spread = await many();
  say(`one brand in one shard: ${shown(whole)}; in three: ${shown(split)}; ${manyBrands} brands: ${shown(spread)}`);
  toSplit.push(total(spread) / total(split));
  toWhole.push(total(spread) / total(whole));
}
say(
  `${betsPerS} bets/s: ${manyBrands} brands cost ${listed(toSplit)} times what one brand costs on as many workers, ` +
    `${listed(toWhole)} times what it costs on one; load average ${loadavg()[0]?.toFixed(1)}`,
);
