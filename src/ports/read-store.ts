// What callers read: committed state only, straight from the database, never through an owner.
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { DeadLetter } from './store.ts';
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

export interface KeptDeadLetter extends DeadLetter {
  readonly id: number;
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
  /** Of every brand, newest first, with an id below `beforeId`. */
  deadLetterPage(beforeId: number | null, limit: number): Promise<readonly KeptDeadLetter[]>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}
