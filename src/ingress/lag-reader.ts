// How far the group is behind on one stream, looked at every few seconds. A loop of its own: the one that reads entries stands
// still exactly when the answer matters, because the database is away or nothing more has room.
import { AgeOfOldest } from '../observe/age-of-oldest.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { WalletStream } from '../ports/wallet-stream.ts';

const LOOK_EVERY_MS = 5_000;

export interface LagReaderOptions {
  readonly stream: WalletStream;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export class LagReader {
  private readonly oldest = new AgeOfOldest(LOOK_EVERY_MS);
  private readonly stopped = new AbortController();
  private readonly options: LagReaderOptions;

  constructor(options: LagReaderOptions) {
    this.options = options;
  }

  stop(): void {
    this.stopped.abort();
  }

  async run(): Promise<void> {
    const { stream, clock, logger } = this.options;
    while (!this.stopped.signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        logger.debug({ err: error, stream: stream.name }, 'cannot tell how far behind the group is');
      }
      await clock.sleep(LOOK_EVERY_MS, this.stopped.signal);
    }
  }

  /** Brings what grows by itself up to date. */
  report(): void {
    const { stream, clock, metrics } = this.options;
    metrics.streamLagSeconds.set({ stream: stream.name }, this.oldest.seconds(clock.now()));
  }

  private async look(): Promise<void> {
    const { stream, clock, metrics } = this.options;
    const askedAt = clock.now();
    const { undelivered, pending, oldestAt, serverNow } = await stream.lag();
    const now = clock.now();
    if (undelivered !== null) metrics.streamUndelivered.set({ stream: stream.name }, undelivered);
    metrics.streamPending.set({ stream: stream.name }, pending);
    this.oldest.saw(oldestAt === null ? null : (serverNow ?? now) - oldestAt, now);
    if (serverNow !== null)
      metrics.clockSkewSeconds.set({ server: 'redis' }, (serverNow - (askedAt + now) / 2) / 1_000);
  }
}
