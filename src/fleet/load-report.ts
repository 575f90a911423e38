// Tells the fleet how busy each shard is, so that placement can weigh them. A smoothed rate, told now and then and only where it
// changed enough to matter: thousands of idle shards cost nothing.
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { FleetStore } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { ShardKey } from '../ports/store.ts';

export interface LoadReportOptions {
  readonly store: Pick<FleetStore, 'reportLoads'>;
  readonly host: Pick<ShardHost, 'takeLoads'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const EVERY_MS = 10_000;
/** The share of a new measurement in the smoothed rate. */
const WEIGHT = 0.5;
const CHANGE_MIN = 0.2;
const RATE_MIN = 0.1;

interface Rate {
  readonly shard: ShardKey;
  eventsPerS: number;
  told: number;
}

export class LoadReport {
  private readonly rates = new Map<string, Rate>();
  private measuredAt: number;
  private readonly options: LoadReportOptions;

  constructor(options: LoadReportOptions) {
    this.options = options;
    this.measuredAt = options.clock.monotonic();
  }

  reportNowAndThen(): void {
    const { clock, store, logger } = this.options;
    const elapsedMs = clock.monotonic() - this.measuredAt;
    if (elapsedMs < EVERY_MS) return;
    this.measuredAt += elapsedMs;
    this.measure(elapsedMs / 1_000);
    const changed = [...this.rates.values()].filter(hasChanged);
    if (changed.length > 0) {
      const loads = changed.map(({ shard, eventsPerS }) => ({ ...shard, eventsPerS }));
      void store.reportLoads(loads).catch((error: unknown) => logger.debug({ err: error }, 'cannot tell the loads'));
    }
    for (const rate of changed) rate.told = rate.eventsPerS;
    for (const [name, { eventsPerS, told }] of this.rates) if (eventsPerS === 0 && told === 0) this.rates.delete(name);
  }

  private measure(seconds: number): void {
    const counts = new Map<string, number>();
    for (const { brandId, shardNo, events } of this.options.host.takeLoads()) {
      const name = `${brandId} ${shardNo}`;
      counts.set(name, events / seconds);
      if (!this.rates.has(name)) this.rates.set(name, { shard: { brandId, shardNo }, eventsPerS: 0, told: 0 });
    }
    for (const [name, rate] of this.rates) {
      const smoothed = rate.eventsPerS * (1 - WEIGHT) + (counts.get(name) ?? 0) * WEIGHT;
      rate.eventsPerS = smoothed < RATE_MIN ? 0 : smoothed;
    }
  }
}

function hasChanged({ eventsPerS, told }: Rate): boolean {
  return Math.abs(eventsPerS - told) > Math.max(RATE_MIN, told * CHANGE_MIN) || (eventsPerS === 0 && told > 0);
}
