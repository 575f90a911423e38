// Rewrites snapshots of older machine versions, a few a second, through the ordinary commit: one day no row is left that needs an
// upcast, and the upcast can go. Off unless asked for: what is rewritten can no longer be read by the build before, so it is turned on
// when a deploy will not be rolled back any more.
import type { BrandId, RollingId } from '../domain/ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { OldSnapshot, Store } from '../ports/store.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { Shard } from './shard.ts';

const ROUND_MS = 1_000;
/** Rows looked at in one question, whatever is found among them. */
const LOOK_ROWS = 5_000;
/** Between two passes over everything. */
const REST_MS = 60_000;

export interface SnapshotSweeperOptions {
  readonly store: Pick<Store, 'oldSnapshots'>;
  readonly shards: OwnedShards;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly machineVersion: number;
  /** 0: not at all. */
  readonly snapshotSweepPerS?: number;
}

export class SnapshotSweeper {
  private readonly stopped = new AbortController();
  private readonly options: SnapshotSweeperOptions;

  constructor(options: SnapshotSweeperOptions) {
    this.options = options;
  }

  stop(): void {
    this.stopped.abort();
  }

  private hasEnded(): boolean {
    return this.stopped.signal.aborted;
  }

  async run(): Promise<void> {
    const { shards, clock, metrics, logger, machineVersion, snapshotSweepPerS = 0 } = this.options;
    if (snapshotSweepPerS === 0) return;
    while (!this.hasEnded()) {
      // Before the fleet gave us anything there is nothing to rest from.
      const restMs = shards.all.length === 0 ? ROUND_MS : REST_MS;
      let left = 0;
      try {
        for (const shard of shards.all) left += await this.sweep(shard, snapshotSweepPerS);
        if (!this.hasEnded()) metrics.oldSnapshots.set(left);
        if (left > 0) logger.info({ left, machineVersion }, 'older snapshots were found and sent to be rewritten');
      } catch (error) {
        logger.warn({ err: error }, 'cannot look for older snapshots now');
      }
      await clock.sleep(restMs, this.stopped.signal);
    }
  }

  /** How many were found: those of players in quarantine, or whose rewriting was lost, are found again by the next pass. */
  private async sweep(shard: Shard, perS: number): Promise<number> {
    const { store, clock, machineVersion } = this.options;
    let found = 0;
    let after: RollingId | null = null;
    while (!this.hasEnded() && !shard.lost) {
      const page: Awaited<ReturnType<Store['oldSnapshots']>> = await store.oldSnapshots(
        shard.ownership,
        machineVersion,
        after,
        LOOK_ROWS,
      );
      found += page.rollings.length;
      for (let start = 0; start < page.rollings.length && !this.hasEnded(); start += perS) {
        for (const old of page.rollings.slice(start, start + perS)) this.deliver(shard.ownership.brandId, old);
        await clock.sleep(ROUND_MS, this.stopped.signal);
      }
      if (page.next === null) break;
      after = page.next;
    }
    return found;
  }

  private deliver(brandId: BrandId, { playerId, slot, rollingId }: OldSnapshot): void {
    const { shards, clock } = this.options;
    const occasion = { kind: 'rewrite', rollingId } as const;
    shards.deliver({ occasion, brandId, playerId, slot, receivedAt: clock.now(), end: () => undefined });
  }
}
