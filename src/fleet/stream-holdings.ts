// The wallet streams this worker reads, kept in line with the rows: a reader whose lease is wished elsewhere, or gone, stops and
// gives it back; a lease without a reader is given back as well.
import type { Logger } from '../observe/logger.ts';
import type { Assignments, FleetStore, StreamLease } from '../ports/fleet-store.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import type { Incarnation } from '../ports/store.ts';

export interface StreamHoldingsOptions {
  readonly store: Pick<FleetStore, 'releaseStreams'>;
  readonly readers: StreamReaders;
  readonly registration: Incarnation;
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
    if (isCurrent) this.giveBackUnread(rows);
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

  private giveBackUnread(rows: readonly HeldStream[]): void {
    const { readers, store, registration } = this.options;
    const read = new Set(readers.reading().map(({ stream }) => stream));
    const unread = rows.filter(({ stream }) => !read.has(stream) && !this.stopping.has(stream));
    if (unread.length === 0) return;
    const { token } = registration;
    const leases = unread.map(({ stream, epoch }) => ({ stream, token, epoch }));
    void store.releaseStreams(leases).catch((error: unknown) => this.later(error));
  }

  private later(error: unknown): void {
    this.options.logger.warn({ err: error }, 'cannot give a wallet stream back yet; the next round does');
  }
}
