// The readers of wallet streams in one process, as the fleet starts and stops them with the leases it is given.
import type { StreamLease } from './fleet-store.ts';

export interface StreamReaders {
  /** Begins to read under the lease, for as long as `validUntil` (monotonic ms) lies ahead. */
  start(lease: StreamLease, validUntil: () => number): void;
  /**
   * Reads nothing more; resolves once what was handed on is acknowledged, or left pending for the next reader. The lease may be
   * given back then.
   */
  stop(stream: string): Promise<void>;
  /** Streams that are read, or whose reader has not quite stopped. */
  reading(): readonly StreamLease[];
}
