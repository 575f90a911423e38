// One rolling in the world's own books.
import type { JournalEntry } from '../../src/domain/journal.ts';
import type { RollingFacts, RollingRecord } from '../../src/domain/rolling.ts';

export interface RollingBook {
  readonly facts: RollingFacts;
  /** When it was made; where clocks are wrong, when that was durable. */
  readonly knownFrom: number;
  readonly entries: JournalEntry[];
  record: RollingRecord;
  /** Σ credited − Σ reversed, added up here. */
  sum: bigint;
  /** Given and taken by operators, beside all bets. */
  given: bigint;
  taken: bigint;
  adjusted: boolean;
}
