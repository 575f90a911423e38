import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { integerBetween, type Random } from '../../src/dev/demo/random.ts';
import type { ServiceProcess } from '../../src/dev/demo/service-process.ts';
import type { FleetShard, FleetState } from '../../src/ports/fleet-store.ts';
import type { CuttableProxy } from '../servers/cuttable-proxy.ts';
import type { World } from './world.ts';

// Everything that may happen to a fleet. Each fault heals itself before it resolves, with a sentence on what it did, or with null
// where there was nothing to do it to.

/** What a fault needs for itself while it lasts: no other one that needs it begins meanwhile. */
export class Claims {
  private readonly taken = new Set<unknown>();

  take(thing: unknown): boolean {
    if (this.taken.has(thing)) return false;
    this.taken.add(thing);
    return true;
  }

  give(thing: unknown): void {
    this.taken.delete(thing);
  }
}

interface Stage {
  readonly world: World;
  readonly random: Random;
  readonly claims: Claims;
  /** Held while Redis is away: what feeds it must know which entries it has. */
  readonly withoutFeeding: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
}

type Fault = (stage: Stage) => Promise<string | null>;

const SHARDS_PER_BRAND_MAX = 6;
const CONNECTIONS_MAX = 300;

function someProcess({ random, claims }: Stage, among: readonly ServiceProcess[]): ServiceProcess | null {
  const process = among[integerBetween(random, 0, among.length - 1)];
  return process !== undefined && process.isRunning && claims.take(process) ? process : null;
}

async function withProcess(
  stage: Stage,
  role: 'api' | 'worker',
  work: (process: ServiceProcess) => Promise<string>,
): Promise<string | null> {
  const { fleet } = stage.world.parts;
  const process = someProcess(stage, role === 'api' ? fleet.apis : fleet.workers);
  if (process === null) return null;
  try {
    return await work(process);
  } finally {
    stage.claims.give(process);
  }
}

const killed =
  (role: 'api' | 'worker'): Fault =>
  (stage) =>
    withProcess(stage, role, async (process) => {
      const { leaseMs } = stage.world.parts.options;
      // At once, as a process manager does, or so late that others have taken over.
      const awayMs = stage.random() < 0.5 ? 0 : leaseMs + integerBetween(stage.random, 0, 1_000);
      await process.kill();
      await sleep(awayMs);
      await stage.world.revive(process);
      return `killed ${process.name}, away for ${awayMs} ms`;
    });

const restarted: Fault = (stage) =>
  withProcess(stage, 'worker', async (process) => {
    await process.terminate();
    await stage.world.revive(process);
    return `ended ${process.name} in order and started it again`;
  });

/** Long enough to be replaced, and then it goes on as if nothing had been. */
const frozen =
  (role: 'api' | 'worker'): Fault =>
  (stage) =>
    withProcess(stage, role, async (process) => {
      const { leaseMs } = stage.world.parts.options;
      const ms = integerBetween(stage.random, 200, leaseMs * 2);
      process.freeze();
      await sleep(ms);
      process.thaw();
      return `froze ${process.name} for ${ms} ms${ms > leaseMs ? ', a zombie' : ''}`;
    });

async function withLink(stage: Stage, work: (link: CuttableProxy, name: string) => Promise<string>) {
  const links = [...stage.world.parts.links];
  const [name, link] = links[integerBetween(stage.random, 0, links.length - 1)] ?? [];
  if (name === undefined || link === undefined || !stage.claims.take(link)) return null;
  try {
    return await work(link, name);
  } finally {
    stage.claims.give(link);
  }
}

const linkCut: Fault = (stage) =>
  withLink(stage, async (link, name) => {
    const ms = integerBetween(stage.random, 100, 3_000);
    await link.refuse();
    await sleep(ms);
    await link.accept();
    return `cut the links to ${name} for ${ms} ms`;
  });

const linkDropped: Fault = (stage) =>
  withLink(stage, async (link, name) => {
    link.dropClients({ keepServer: stage.random() < 0.5 });
    return `dropped the links to ${name}`;
  });

const linkMuted: Fault = (stage) =>
  withLink(stage, async (link, name) => {
    const ms = integerBetween(stage.random, 100, 2_000);
    link.muteServer();
    await sleep(ms);
    link.dropClients({ keepServer: false });
    return `made the links to ${name} one-way for ${ms} ms`;
  });

async function withServer(stage: Stage, thing: unknown, work: () => Promise<string>): Promise<string | null> {
  if (!stage.claims.take(thing)) return null;
  try {
    return await work();
  } finally {
    stage.claims.give(thing);
  }
}

const postgresAway: Fault = (stage) => {
  const { postgres: server, options } = stage.world.parts;
  return withServer(stage, server, async () => {
    const ms = integerBetween(stage.random, 100, options.leaseMs * 1.5);
    await server.stop();
    await sleep(ms);
    await server.start();
    return `stopped Postgres for ${ms} ms`;
  });
};

const redisAway: Fault = (stage) => {
  const { redisServer: server } = stage.world.parts;
  return withServer(stage, server, () =>
    stage.withoutFeeding(async () => {
      const ms = integerBetween(stage.random, 100, 2_000);
      await server.stop();
      await sleep(ms);
      await server.start();
      return `stopped Redis for ${ms} ms`;
    }),
  );
};

/** Half of the service's sessions end, and nobody gets a new one for a while. */
const connectionsExhausted: Fault = (stage) => {
  const { postgres: server } = stage.world.parts;
  return withServer(stage, server, async () => {
    const ms = integerBetween(stage.random, 200, 2_500);
    const taken: postgres.Sql[] = [];
    try {
      const first = postgres(server.url, { max: 1, onnotice: () => undefined });
      taken.push(first);
      await first`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name like 'rolling-service%' and random() < 0.5`;
      while (taken.length < CONNECTIONS_MAX) {
        const connection = postgres(server.url, { max: 1, onnotice: () => undefined, connect_timeout: 2 });
        taken.push(connection);
        await connection`select 1`;
      }
    } catch {
      // No slot is left, as it should be.
    }
    await sleep(ms);
    await Promise.all(taken.map((connection) => connection.end({ timeout: 1 })));
    return `took all ${taken.length} connections of Postgres that were left for ${ms} ms`;
  });
};

const alive = ({ workers }: FleetState) => workers.filter((worker) => worker.alive && worker.status === 'active');

function some<Item>(random: Random, items: readonly Item[]): Item | undefined {
  return items[integerBetween(random, 0, items.length - 1)];
}

const moved =
  (force: boolean): Fault =>
  async ({ world, random }) => {
    const { operator } = world.parts;
    const state = await operator.state();
    const shard = some(random, state.shards);
    const target = some(random, alive(state));
    if (shard === undefined || target === undefined) return null;
    await operator.move(shard, target.worker, 'a fault run', force);
    return `${force ? 'forced' : 'moved'} ${name(shard)} from ${shard.owner ?? 'nobody'} to ${target.worker}`;
  };

const split: Fault = async ({ world, random }) => {
  const { operator } = world.parts;
  const { shards } = await operator.state();
  const shard = some(random, shards);
  if (shard === undefined || shard.slotTo - shard.slotFrom < 4) return null;
  if (shards.filter(({ brandId }) => brandId === shard.brandId).length >= SHARDS_PER_BRAND_MAX) return null;
  const at = integerBetween(random, shard.slotFrom + 1, shard.slotTo - 1);
  await operator.split(shard, [at], 'a fault run');
  return `ordered to split ${name(shard)} at ${at}`;
};

const merged: Fault = async ({ world, random }) => {
  const { operator } = world.parts;
  const { shards } = await operator.state();
  const shard = some(random, shards);
  const next = shards.find(({ brandId, slotFrom }) => brandId === shard?.brandId && slotFrom === shard.slotTo);
  if (shard === undefined || next === undefined) return null;
  await operator.merge(shard, next.shardNo, 'a fault run');
  return `ordered to merge ${name(shard)} with shard ${next.shardNo}`;
};

const drained: Fault = async ({ world, random, claims }) => {
  const { operator } = world.parts;
  const active = alive(await operator.state());
  const worker = some(random, active)?.worker;
  // Not the last one: then nobody would be there to take over.
  if (worker === undefined || active.length < 2 || !claims.take('drain')) return null;
  try {
    const ms = integerBetween(random, 100, 1_500);
    await operator.drain(worker, 'a fault run');
    await sleep(ms);
    await untilDone(() => operator.undrain(worker, 'a fault run'));
    return `drained ${worker} for ${ms} ms`;
  } finally {
    claims.give('drain');
  }
};

/** Postgres may be away just then. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}

const name = ({ brandId, shardNo }: FleetShard): string => `shard ${shardNo} of ${brandId}`;

/** With how often they come. */
const FAULTS: readonly (readonly [number, Fault])[] = [
  [3, killed('worker')],
  [1, killed('api')],
  [1, restarted],
  [3, frozen('worker')],
  [1, frozen('api')],
  [2, linkCut],
  [2, linkDropped],
  [2, linkMuted],
  [2, postgresAway],
  [1, redisAway],
  [1, connectionsExhausted],
  [4, moved(false)],
  [2, moved(true)],
  [3, split],
  [2, merged],
  [2, drained],
];

const TOTAL = FAULTS.reduce((sum, [weight]) => sum + weight, 0);

/** One fault, drawn anew where the one drawn had nothing to happen to. An operator's wish may be refused; that is told as well. */
export async function playOneFault(stage: Stage): Promise<string> {
  for (;;) {
    let place = integerBetween(stage.random, 0, TOTAL - 1);
    const fault = FAULTS.find(([weight]) => (place -= weight) < 0)?.[1];
    if (fault === undefined) continue;
    try {
      const told = await fault(stage);
      if (told !== null) return told;
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      return `could not do what it wanted: ${message}`;
    }
    await sleep(10);
  }
}
