// The shape of one seed's world: how many brands, players and shards, how tight every bound, how much happens and for how long.
import { SLOT_COUNT } from '../../src/domain/slot.ts';
import { type BrandId, type PlayerId, brandId, playerId } from '../../src/domain/ids.ts';
import { type MemoryTables, newShard, shardKey } from '../../src/adapters/memory/memory-tables.ts';
import type { WorkerOptions } from '../../src/worker-options.ts';
import type { Random } from './random.ts';
import { CURRENCY } from './rules.ts';

export interface PlannedPlayer {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  /** How many rollings it may ever get; some players never have one. */
  readonly rollingsMax: number;
}

export interface Plan {
  readonly brands: readonly BrandId[];
  readonly players: readonly PlannedPlayer[];
  readonly streams: number;
  /** Virtual milliseconds of traffic and trouble, before everything is left to heal. */
  readonly trafficMs: number;
  readonly actions: number;
  readonly troubleEveryMs: number;
  readonly operateEveryMs: number;
  readonly freezeMsMax: number;
  readonly workers: number;
  /** Processes that own nothing. */
  readonly apis: number;
  /** What a process may be started with; more than one while a new build is rolled out. */
  readonly builds: readonly [Build, ...Build[]];
  readonly workerOptions: WorkerOptions;
}

interface Build {
  readonly build: string;
  readonly machineVersion: number;
}

const OLD: Build = { build: 'old', machineVersion: 1 };
const NEW: Build = { build: 'new', machineVersion: 2 };

const ON = { eventConsumer: true, outboxPoller: true, expiryScheduler: true, completionRetry: true };

export function makePlan(random: Random): Plan {
  const brands = Array.from({ length: random.between(1, 3) }, (_, index) => brandId(`brand-${index + 1}`));
  const players = Array.from({ length: random.pick([2, 3, 4, 5, 8, 12]) }, (_, index) => ({
    brandId: brands[index % brands.length] ?? brandId('brand-1'),
    playerId: playerId(`player-${index + 1}`),
    rollingsMax: random.pick([0, 1, 1, 2, 3, 6]),
  }));
  return {
    brands,
    players,
    streams: random.pick([1, 2, 3]),
    trafficMs: random.between(3_000, 20_000),
    actions: random.between(40, 200),
    troubleEveryMs: random.pick([800, 2_000, 4_000, 60_000]),
    operateEveryMs: random.pick([500, 2_000, 5_000, 60_000]),
    freezeMsMax: random.pick([1_000, 5_000, 15_000]),
    workers: random.pick([1, 2, 2, 3, 4]),
    apis: random.pick([0, 0, 1, 2]),
    builds: random.pick([[OLD], [NEW], [OLD, NEW]]),
    workerOptions: {
      switches: ON,
      batchEventsMax: random.pick([1, 2, 5, 50]),
      mailboxMax: random.pick([2, 6, 100]),
      residentRollingsMax: random.pick([1, 2, 4, 100]),
      readCount: random.pick([1, 3, 10]),
      walletConcurrency: random.pick([1, 2, 8]),
      ...OLD,
      capacity: 100,
      leaseMs: random.pick([1_500, 4_000, 10_000]),
      drainMs: random.pick([0, 500, 5_000]),
      decoding: {
        brandEnforcement: 'enforce',
        defaultBrandId: null,
        exponentOf: (currency) => (currency === CURRENCY ? 2 : undefined),
      },
    },
  };
}

/** A new version of the brand's config, which holds for creates from now on. */
export function configure(tables: MemoryTables, brand: BrandId, random: Random): void {
  const config = JSON.stringify({
    allocation: random.pick(['single', 'waterfall']),
    retry: { max_attempts: random.pick([2, 4, 30]), base_ms: 100, max_ms: 4_000 },
    cancellation: { forfeit: random.pick(['none', 'bonus_only', 'bonus_and_winnings']) },
    suspension_freezes_expiry: random.chance(0.5),
    expiry_grace_ms: random.pick([0, 500, 5_000]),
  });
  tables.configs.set(brand, { version: (tables.configs.get(brand)?.version ?? 0) + 1, config });
}

/** Some brands have a config of their own, and some were split into shards before. */
export function furnish(tables: MemoryTables, plan: Plan, random: Random): void {
  for (const brand of plan.brands) {
    if (random.chance(0.8)) configure(tables, brand, random);
    if (random.chance(0.4)) addShards(tables, brand, random.between(1, 3));
  }
}

function addShards(tables: MemoryTables, brand: BrandId, count: number): void {
  const size = Math.ceil(SLOT_COUNT / count);
  for (let shardNo = 1; shardNo <= count; shardNo += 1) {
    const slotFrom = (shardNo - 1) * size;
    const slotTo = Math.min(shardNo * size, SLOT_COUNT);
    tables.shards.set(shardKey(brand, shardNo), newShard({ brandId: brand, shardNo, slotFrom, slotTo }));
  }
}
