// The wallet streams this worker reads, kept in line with the rows: a reader whose lease is wished elsewhere, or gone, stops and
// gives it back; a lease of ours without a reader is read.
import type { Logger } from '../observe/logger.ts';
import type { Assignments, FleetStore, StreamLease } from '../ports/fleet-store.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import type { Incarnation } from '../ports/store.ts';
import type { Lease } from './lease.ts';

export interface StreamHoldingsOptions {
  readonly store: Pick<FleetStore, 'releaseStreams'>;
  readonly readers: StreamReaders;
  readonly registration: Incarnation;
  readonly lease: Lease;
  readonly logger: Logger;
}

type HeldStream = Assignments['streams'][number];

export class StreamHoldings {
  private readonly stopping = new Set<string>();
  private readonly options: StreamHoldingsOptions;

  constructor(options: StreamHoldingsOptions) {
    this.options = options;
  }

  /** `isCurrent`: the rows are from after everything that we acquired, so what only one side knows of is truly astray. */
  reconcile(rows: readonly HeldStream[], isCurrent: boolean): void {
    const { readers, registration } = this.options;
    const byName = new Map(rows.map((row) => [row.stream, row]));
    for (const lease of readers.reading()) {
      const row = byName.get(lease.stream);
      const isOurs = row !== undefined && row.epoch === lease.epoch;
      const isWanted = isOurs && (row.target === null || row.target === registration.worker);
      if (!isWanted && (isOurs || isCurrent)) this.stop(lease, isOurs);
    }
    if (isCurrent) this.adopt(rows);
  }

  private stop(lease: StreamLease, isOurs: boolean): void {
    const { readers, store } = this.options;
    if (this.stopping.has(lease.stream)) return;
    this.stopping.add(lease.stream);
    void readers
      .stop(lease.stream)
      .then(() => (isOurs ? store.releaseStreams([lease]) : undefined))
      .catch((error: unknown) => this.later(error))
      .finally(() => this.stopping.delete(lease.stream));
  }

  /**
   * Rows that name us without a reader: its claim's answer was lost, or it ended with a lease that was renewed all the same. Nobody
   * else can have read under this epoch, so it is read from here, unless it is wished elsewhere.
   */
  private adopt(rows: readonly HeldStream[]): void {
    const { readers, store, registration, lease } = this.options;
    const { token, worker } = registration;
    const read = new Set(readers.reading().map(({ stream }) => stream));
    const wished: StreamLease[] = [];
    for (const { stream, epoch, target } of rows) {
      if (read.has(stream) || this.stopping.has(stream)) continue;
      if (target !== null && target !== worker) wished.push({ stream, token, epoch });
      else readers.start({ stream, token, epoch }, () => lease.validUntil);
    }
    if (wished.length > 0) void store.releaseStreams(wished).catch((error: unknown) => this.later(error));
  }

  private later(error: unknown): void {
    this.options.logger.warn({ err: error }, 'cannot give a wallet stream back yet; the next round does');
  }
}
