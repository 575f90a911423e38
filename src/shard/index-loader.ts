// Fills the index of players of a shard that was taken over, page by page behind its work: until the last page is in, players it
// does not name are looked up with the wave, so a brand with a million open rollings starts as fast as a small one.
import type { PlayerId } from '../domain/ids.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Shard } from './shard.ts';
import { CLOSED_KNOWN_MS } from './turn.ts';

/** A page is parsed in one piece, and nothing is decided meanwhile. */
const PAGE_PLAYERS = 1_000;
/** After each page so many times as long as it took: most of the database, and of this process, is for bets and commands. */
const REST = 2;

export interface IndexLoaderOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly retryDelayMs: number;
}

export class IndexLoader {
  private readonly queue: Shard[] = [];
  private readonly arrivals = new Wakeup();
  private readonly stopped = new AbortController();
  private readonly options: IndexLoaderOptions;

  constructor(options: IndexLoaderOptions) {
    this.options = options;
  }

  load(shard: Shard): void {
    this.queue.push(shard);
    this.arrivals.ring();
  }

  stop(): void {
    this.stopped.abort();
    this.arrivals.ring();
  }

  async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const shard = this.queue.shift();
      if (shard === undefined) await this.arrivals.wait();
      else await this.fill(shard);
    }
  }

  private async fill(shard: Shard): Promise<void> {
    const { store, clock, metrics, logger, retryDelayMs } = this.options;
    const closedSince = clock.now() - CLOSED_KNOWN_MS;
    let after: PlayerId | null = null;
    while (!this.stopped.signal.aborted && !shard.lost) {
      const startedAt = clock.monotonic();
      try {
        const page: readonly PlayerId[] = await store.indexPage(shard.ownership, closedSince, after, PAGE_PLAYERS);
        for (const playerId of page) shard.index.add(shard.ownership.brandId, playerId);
        after = page.at(-1) ?? null;
        if (page.length < PAGE_PLAYERS) {
          shard.index.complete = true;
          return;
        }
        await clock.sleep((clock.monotonic() - startedAt) * REST, this.stopped.signal);
      } catch (error) {
        metrics.retries.inc({ stage: 'index_page' });
        logger.warn({ err: error, brandId: shard.ownership.brandId }, 'cannot read a page of the index yet');
        await clock.sleep(retryDelayMs);
      }
    }
  }
}
