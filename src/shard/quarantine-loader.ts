// Reads who is in quarantine in shards that were taken over. Nothing of a shard is decided before: an event of a player in
// quarantine must not overtake those that are parked. One question for all the shards that wait, however many they are.
import type { PlayerKey } from '../domain/quarantine.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { StandingQuarantine, Store } from '../ports/store.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { Shard } from './shard.ts';

const PAGE_PLAYERS = 5_000;
/** Shards asked about at once. */
const SHARDS_MAX = 1_000;

export interface QuarantineLoaderOptions {
  readonly store: Pick<Store, 'quarantined'>;
  readonly shards: OwnedShards;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retryDelayMs: number;
}

export class QuarantineLoader {
  private queue: Shard[] = [];
  private stopping = false;
  private readonly arrivals = new Wakeup();
  private readonly options: QuarantineLoaderOptions;

  constructor(options: QuarantineLoaderOptions) {
    this.options = options;
  }

  load(shard: Shard): void {
    this.queue.push(shard);
    this.arrivals.ring();
  }

  stop(): void {
    this.stopping = true;
    this.arrivals.ring();
  }

  async run(): Promise<void> {
    while (!this.stopping) {
      const asked = this.queue.splice(0, SHARDS_MAX).filter((shard) => !shard.lost);
      if (asked.length === 0) await this.arrivals.wait();
      else await this.read(asked);
    }
  }

  private async read(asked: readonly Shard[]): Promise<void> {
    const { store, shards, clock, logger, retryDelayMs } = this.options;
    const ownerships = asked.map((shard) => shard.ownership);
    const found: StandingQuarantine[] = [];
    let after: PlayerKey | null = null;
    while (!this.stopping) {
      try {
        const page: readonly StandingQuarantine[] = await store.quarantined(ownerships, after, PAGE_PLAYERS);
        found.push(...page);
        after = page.at(-1) ?? null;
        if (page.length === PAGE_PLAYERS) continue;
        for (const standing of found) shardOf(asked, standing)?.quarantine.learn(standing);
        for (const shard of asked) shards.quarantineKnown(shard);
        if (found.length > 0) logger.warn({ players: found.length }, 'took over players in quarantine');
        return;
      } catch (error) {
        logger.warn({ err: error }, 'cannot read yet who is in quarantine');
        await clock.sleep(retryDelayMs);
      }
    }
  }
}

function shardOf(shards: readonly Shard[], { brandId, slot }: StandingQuarantine): Shard | undefined {
  return shards.find(
    ({ ownership }) => ownership.brandId === brandId && ownership.slotFrom <= slot && slot < ownership.slotTo,
  );
}
