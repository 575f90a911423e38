// What callers read: committed state only, straight from the database, never through an owner.
import type { KeptDeadLetter, LetterState } from '../domain/dead-letter.ts';
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { RollingRecord, RollingState, SourceType } from '../domain/rolling.ts';

export interface RollingFilter {
  readonly brandId: BrandId;
  readonly playerId: PlayerId | null;
  readonly states: readonly RollingState[] | null;
  readonly sourceType: SourceType | null;
  readonly sourceId: string | null;
  /** True: only those that are open for review. */
  readonly reviewOpen?: boolean;
}

/** Null: whatever it is. */
export interface DeadLetterFilter {
  readonly state: LetterState | null;
  readonly reason: string | null;
  readonly brandId: string | null;
  readonly stream: string | null;
}

interface Waiting {
  readonly count: number;
  /** Epoch milliseconds; null where nothing waits. */
  readonly oldestAt: number | null;
}

/** What waits in the tables. */
export interface Backlog {
  /** The clock of the server. */
  readonly serverNow: number;
  readonly unpublished: Waiting;
  /** Of every brand, and of none. */
  readonly deadLetters: Waiting;
  /** Players in quarantine, of every brand, and their parked events. */
  readonly quarantined: number;
  readonly parked: Waiting;
  /** Rollings that nothing but a person moves on. */
  readonly waitingForPeople: Readonly<Record<'completion_failed' | 'cancellation_failed' | 'review_open', number>>;
}

export interface ReadStore {
  /** By id alone: the caller compares brands. */
  findRolling(rollingId: RollingId): Promise<RollingRecord | null>;
  /** In id order (creation order), after `after`. */
  listRollings(filter: RollingFilter, after: RollingId | null, limit: number): Promise<readonly RollingRecord[]>;
  /** Entries with a version above `afterVersion`, in order. */
  journalPage(
    brandId: BrandId,
    rollingId: RollingId,
    afterVersion: number,
    limit: number,
  ): Promise<readonly JournalEntry[]>;
  findDeadLetter(id: number): Promise<KeptDeadLetter | null>;
  /** Of every brand, newest first, with an id below `beforeId`. */
  deadLetterPage(filter: DeadLetterFilter, beforeId: number | null, limit: number): Promise<readonly KeptDeadLetter[]>;
  /** Counts, so it costs what it counts. Outbox and rollings of the shards owned by `token`; dead letters of all. */
  backlog(token: string): Promise<Backlog>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}
