// The stream on which the wallet reports bets, as a consumer group reads it. Entry ids are Redis's: `ms-seq`, ever growing.
import type { StreamLease } from './fleet-store.ts';

/** The right to read a stream, for as long as it lasts. */
export interface ReadingLease extends StreamLease {
  /** Milliseconds left, by a clock that never jumps; at 0 or below nothing more may be read, handed on or acknowledged. */
  readonly leftMs: () => number;
}

export interface StreamEntry {
  readonly id: string;
  /** Null: the entry was trimmed away by others while it was pending. */
  readonly fields: Readonly<Record<string, string>> | null;
}

export interface StreamLag {
  /** Entries not yet delivered to the group; null where the server cannot tell. */
  readonly undelivered: number | null;
  /** Delivered and not yet acknowledged. */
  readonly pending: number;
  /** The smallest id delivered and not yet acknowledged; null where there is none. */
  readonly oldestPending: string | null;
  /** When the oldest entry that is not acknowledged was appended, by the server's clock; null where there is none. */
  readonly oldestAt: number | null;
  /** The server's clock; null where it has none. Epoch milliseconds. */
  readonly serverNow: number | null;
}

export interface WalletStream {
  readonly name: string;
  /** Creates the group at id 0, and the stream, where they are missing. */
  ensureGroup(): Promise<void>;
  /** Entries delivered to this consumer before and not acknowledged, with an id above `afterId` ('0' for all), in order. */
  readPending(afterId: string, count: number): Promise<readonly StreamEntry[]>;
  /** New entries in stream order; waits up to `blockMs` for the first; empty when none came. */
  readNew(count: number, blockMs: number): Promise<readonly StreamEntry[]>;
  acknowledge(ids: readonly string[]): Promise<void>;
  lag(): Promise<StreamLag>;
  /** The id of the last entry ever appended, also when it is gone; '0-0' of an empty stream. */
  lastId(): Promise<string>;
}
