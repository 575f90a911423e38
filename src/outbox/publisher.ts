// Publishes outbox rows: from memory right after their commit, from the table after a start and whenever memory was too small.
// Publishing again is allowed (same event id); publishing never is not, so a row counts as published only once it is marked.
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink } from '../ports/event-sink.ts';
import type { OutboxRow, Store } from '../ports/store.ts';

export interface OutboxPublisherOptions {
  readonly store: Pick<Store, 'unpublished' | 'markPublished'>;
  readonly sink: EventSink;
  readonly token: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  /** Rows kept in memory; beyond it the table is read. */
  readonly memoryMax: number;
  readonly batchMax: number;
  readonly retryDelayMs: number;
}

export class OutboxPublisher {
  private queue: OutboxRow[] = [];
  /** Rows that the table holds and memory may not: at the start, after a take-over, an overflow, or a failure. */
  private behind = true;
  private stopping = false;
  private readonly work = new Wakeup();
  private readonly outage: Outage;
  private readonly options: OutboxPublisherOptions;

  constructor(options: OutboxPublisherOptions) {
    this.options = options;
    const [away, back] = ['cannot publish; the rows are safe in the table', 'publishes again'];
    this.outage = new Outage(options, { away, back });
  }

  offer(rows: readonly OutboxRow[]): void {
    if (this.queue.length + rows.length > this.options.memoryMax) {
      this.queue = [];
      this.behind = true;
    } else {
      this.queue.push(...rows);
    }
    this.work.ring();
  }

  /** Shards came into our hands: their last owner may have left rows unpublished. */
  lookAgain(): void {
    this.behind = true;
    this.work.ring();
  }

  /** Ends the loop once memory is empty; what cannot be published now is found in the table at the next start. */
  stop(): void {
    this.stopping = true;
    this.work.ring();
  }

  async run(): Promise<void> {
    const { health, clock, metrics, retryDelayMs } = this.options;
    for (;;) {
      if (!this.behind && this.queue.length === 0) {
        if (this.stopping) return;
        health.rest('outbox_publisher');
        await this.work.wait();
        health.beat('outbox_publisher', clock.now());
        continue;
      }
      try {
        await (this.behind ? this.publishFromTable() : this.publishFromMemory());
        health.beat('outbox_publisher', clock.now());
        this.outage.worked();
      } catch (error) {
        metrics.retries.inc({ stage: 'publish' });
        this.outage.failed(error);
        this.behind = true;
        if (this.stopping) return;
        await clock.sleep(retryDelayMs);
      }
    }
  }

  /** One page of what the table holds; after a short page memory is complete again, unless it overflowed meanwhile. */
  private async publishFromTable(): Promise<void> {
    const { store, token, batchMax } = this.options;
    this.behind = false;
    const remembered = this.queue.length;
    const rows = await store.unpublished(token, batchMax);
    await this.publish(rows);
    if (rows.length === batchMax) this.behind = true;
    // What was in memory when the scan began was committed before it, so the scan has seen it.
    else this.forget(remembered);
  }

  private async publishFromMemory(): Promise<void> {
    const rows = this.queue.slice(0, this.options.batchMax);
    await this.publish(rows);
    this.forget(rows.length);
  }

  /** After an overflow memory begins anew, and the table tells what is still to be published. */
  private forget(published: number): void {
    if (!this.behind) this.queue = this.queue.slice(published);
  }

  private async publish(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { store, sink, clock, metrics } = this.options;
    const startedAt = clock.now();
    await sink.publish(rows);
    metrics.outboxPublished.inc(rows.length);
    const publishedAt = clock.now();
    metrics.outboxPublishSeconds.observe((publishedAt - startedAt) / 1_000);
    for (const { at } of rows) metrics.eventToPublishedSeconds.observe(Math.max(0, publishedAt - at) / 1_000);
    await store.markPublished(rows, clock.now());
  }
}
