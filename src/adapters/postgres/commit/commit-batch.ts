// The hot path: one statement, one round trip, one transaction.
import type { CommitBatch, CommitResult } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import type { GameBook } from '../recorded-bets/game-book.ts';
import type { Heard } from '../wire.ts';
import { commitFailure } from './commit-failure.ts';
import { commitStatement } from './commit-statement.ts';
import type { SnapshotStatements } from './write-rollings.ts';

export async function commitBatch(
  sql: Sql,
  heard: Heard,
  batch: CommitBatch,
  book: GameBook,
  snapshots: SnapshotStatements,
): Promise<CommitResult> {
  const { text, values, games } = commitStatement(batch, book, snapshots);
  try {
    await heard(async () => sql.unsafe(text, values, { prepare: true }));
    for (const game of games) game.stored = true;
    return { kind: 'committed' };
  } catch (error) {
    return commitFailure(error);
  }
}
