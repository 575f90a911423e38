import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { Pool } from 'undici';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { createRollings } from '../bench/create-rollings.ts';
import { playerNumber } from '../bench/players.ts';
import { betOf } from '../bench/wallet-feed.ts';
import { TOKENS, WALLET_STREAM, World } from './world.ts';

// `npm run fleet-bench -- pause|drain|kill`: what callers and events have to wait while a shard moves, a worker is drained, or one
// dies. One brand with many open rollings, bets all along, and a caller that creates rollings through an API process and does not
// wait for one answer before the next call.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rollings: { type: 'string', default: '10000' },
    'bets-per-s': { type: 'string', default: '4000' },
    'calls-per-s': { type: 'string', default: '100' },
    times: { type: 'string', default: '12' },
    'lease-ms': { type: 'string', default: '10000' },
  },
});

const [what = 'pause'] = positionals;
const rollings = Number(values.rollings);
const times = Number(values.times);
const leaseMs = Number(values['lease-ms']);
const BRANDS = 1;
/** Between changes: until the new owner has in memory what is played on, as it would be on any other day. */
const SETTLE_MS = 5_000;
const WARM_UP_MS = 8_000;
const AFTERWARDS_MS = 250;
const FEED_EVERY_MS = 20;
const POLL_MS = 5;
const PATIENCE_MS = 60_000;
const PLAYERS_MAX = 10_000;

interface Call {
  readonly at: number;
  readonly ms: number;
  readonly status: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const calls: Call[] = [];
const ended = new AbortController();

const world = await World.start({
  workers: 2,
  apis: 1,
  leaseMs,
  seed: 1,
  walletFaults: 0,
  audited: false,
  environment: { CALLER_REQUESTS_PER_SECOND_MAX: '0' },
  prepare: async (databaseUrl) => {
    const pools = openStorePools(databaseUrl);
    await createRollings(createPostgresStore(pools), rollings, BRANDS);
    await pools.end();
    // Else the server would tidy up what was just loaded in the middle of what is measured.
    const sql = postgres(databaseUrl, { max: 1 });
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    await sql.end();
  },
});
async function bench(): Promise<void> {
  const { operator, fleet, redis } = world.parts;
  await owned();
  const pool = new Pool(fleet.apis[0]?.url ?? '', { connections: 64 });
  const running = Promise.allSettled([feed(), call(pool)]);
  await warmUp();
  if (what === 'pause') await pause();
  else if (what === 'drain') await drain();
  else await kill();
  ended.abort();
  await running;
  await pool.destroy();

  async function owned(): Promise<void> {
    await until(({ shards, streams }) =>
      [...shards, ...streams].every(({ ownerAlive, target }) => ownerAlive && target === null),
    );
  }

  /** Each worker has owned the shard and played on it: none of the code that is measured runs for the first time. */
  async function warmUp(): Promise<void> {
    for (const _ of ['there', 'back']) {
      await sleep(WARM_UP_MS);
      await moveElsewhere();
    }
    await sleep(WARM_UP_MS);
    calls.length = 0;
  }

  async function moveElsewhere(): Promise<void> {
    const { shards, workers } = await operator.state();
    const shard = shards[0];
    const target = workers.find(({ worker }) => worker !== shard?.owner)?.worker;
    if (shard === undefined || target === undefined) throw new Error('nothing to move');
    await operator.move(shard, target, 'bench');
    await until(({ shards: [now] }) => now?.owner === target);
  }

  async function pause(): Promise<void> {
    const inWindow: Call[] = [];
    const slowest: number[] = [];
    const took: number[] = [];
    for (let move = 0; move < times; move += 1) {
      const from = performance.now();
      await moveElsewhere();
      took.push(performance.now() - from);
      await sleep(AFTERWARDS_MS);
      const to = performance.now();
      await sleep(SETTLE_MS);
      const around = calls.filter(({ at, ms }) => at + ms >= from && at <= to);
      inWindow.push(...around);
      slowest.push(Math.round(Math.max(0, ...around.map(({ ms }) => ms))));
    }
    say(`${times} moves of a shard with ${rollings} open rollings, ${loads()}`);
    say(`  from the order to the new owner: ${spread(took)}`);
    say(`  calls around the moves: ${spread(inWindow.map(({ ms }) => ms))}, failed ${failed(inWindow)}`);
    say(`  the slowest of each move: ${slowest.join(', ')} ms`);
    say(`  all calls: ${spread(calls.map(({ ms }) => ms))}, failed ${failed(calls)}`);
  }

  async function drain(): Promise<void> {
    const took: number[] = [];
    for (let round = 0; round < times; round += 1) {
      const owner = (await operator.state()).shards[0]?.owner ?? '';
      const from = performance.now();
      await operator.drain(owner, 'bench');
      await until(({ shards, streams }) =>
        [...shards, ...streams].every((one) => one.owner !== null && one.owner !== owner),
      );
      took.push(performance.now() - from);
      await sleep(AFTERWARDS_MS);
      await operator.undrain(owner, 'bench');
      await sleep(SETTLE_MS);
    }
    say(`${times} drains of a worker with a shard of ${rollings} open rollings, ${loads()}`);
    say(`  drained after: ${spread(took)}`);
    say(`  all calls: ${spread(calls.map(({ ms }) => ms))}, failed ${failed(calls)}`);
  }

  /** With nobody that starts it again: the others wait for its lease to end. */
  async function kill(): Promise<void> {
    const owner = (await operator.state()).shards[0]?.owner ?? '';
    const from = performance.now();
    await fleet.named(owner).kill();
    const before = await acknowledged();
    await until(({ shards: [now] }) => now?.owner !== null && now?.owner !== owner);
    const taken = performance.now() - from;
    while ((await acknowledged()) <= before) await sleep(POLL_MS);
    say(`kill -9 of the worker that owns the shard, lease ${leaseMs} ms, ${loads()}`);
    say(`  taken over after ${Math.round(taken)} ms, its events flow after ${Math.round(performance.now() - from)} ms`);
  }

  /** Entries read and acknowledged. */
  async function acknowledged(): Promise<number> {
    const groups = (await redis.xinfo('GROUPS', WALLET_STREAM)) as unknown[][];
    const [group = []] = groups;
    const field = (name: string): number => Number(group[group.indexOf(name) + 1] ?? 0);
    return field('entries-read') - field('pending');
  }

  async function until(holds: (state: Awaited<ReturnType<typeof operator.state>>) => boolean): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    while (!holds(await operator.state())) {
      if (patience.aborted) throw new Error('it did not come about');
      await sleep(POLL_MS);
    }
  }

  async function feed(): Promise<void> {
    const perS = Number(values['bets-per-s']);
    const startMs = performance.now();
    for (let fed = 0; !ended.signal.aborted;) {
      const due = Math.floor(((performance.now() - startMs) / 1_000) * perS);
      const pipeline = redis.pipeline();
      for (; fed < due; fed += 1) {
        const player = playerNumber((fed * 7_919) % Math.min(rollings, PLAYERS_MAX), BRANDS);
        pipeline.xadd(WALLET_STREAM, '*', 'event_type', 'BET_SETTLED_CONFIRMED', 'payload', betOf(player, fed));
      }
      await pipeline.exec();
      await sleep(FEED_EVERY_MS);
    }
  }

  async function call(to: Pool): Promise<void> {
    const everyMs = 1_000 / Number(values['calls-per-s']);
    const startMs = performance.now();
    for (let number = 0; !ended.signal.aborted; number += 1) {
      void once(to, number);
      await sleep(Math.max(0, startMs + (number + 1) * everyMs - performance.now()));
    }
  }
}

async function once(pool: Pool, number: number): Promise<void> {
  const at = performance.now();
  const body = {
    player_id: `caller-${number}`,
    currency: 'EUR',
    source: { type: 'bonus', id: randomUUID() },
    required_minor: '1000000',
  };
  let status = 0;
  try {
    const answer = await pool.request({
      method: 'POST',
      path: '/internal/rolling',
      headers: {
        'x-internal-service-token': TOKENS.promotion,
        'x-brand-id': playerNumber(0, BRANDS).brandId,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    status = answer.statusCode;
    await answer.body.dump();
  } catch {
    // No answer is a failure, unless we have ended.
    if (ended.signal.aborted) return;
  }
  calls.push({ at, ms: performance.now() - at, status });
}

/** How many were not answered 201, and with what instead; 0 stands for no answer. */
function failed(some: readonly Call[]): string {
  const others = Map.groupBy(
    some.filter(({ status }) => status !== 201),
    ({ status }) => status,
  );
  const counts = [...others].map(([status, calls]) => `${calls.length} × ${status}`);
  return counts.length === 0 ? 'none' : counts.join(', ');
}

const loads = (): string =>
  `${values['bets-per-s']} bets/s, ${values['calls-per-s']} calls/s, load average ${loadavg()[0]?.toFixed(1)}`;

function spread(of: readonly number[]): string {
  const sorted = of.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms (${of.length})`;
}

try {
  await bench();
} finally {
  ended.abort();
  await world.stop();
}
