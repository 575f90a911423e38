// How watched rollings moved on: committed state only, asked for by whoever watches, never told by an owner.
import type { JournalEntry } from '../domain/journal.ts';
import type { RollingRecord } from '../domain/rolling.ts';

export interface RollingChange {
  /** As it stands now. */
  readonly rolling: RollingRecord;
  /** In order and without gaps up to that version; the first of them are left out where there are more than asked for. */
  readonly entries: readonly JournalEntry[];
}

export interface RollingChanges {
  /**
   * Those of `known` that have a higher version now, each with up to `entriesMax` (from 1) of its last entries. In one question
   * however many are asked about. One that cannot be read here, damaged or by a newer build, is left out, as if it had not moved.
   */
  since(known: readonly RollingRecord[], entriesMax: number): Promise<readonly RollingChange[]>;
}
