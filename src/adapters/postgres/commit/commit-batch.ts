// The hot path: one statement, one round trip, one transaction.
import type { CommitBatch, CommitResult } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { commitFailure } from './commit-failure.ts';
import { commitStatement } from './commit-statement.ts';

export async function commitBatch(sql: Sql, batch: CommitBatch): Promise<CommitResult> {
  const { text, values } = commitStatement(batch);
  try {
    await sql.unsafe(text, values, { prepare: true });
    return { kind: 'committed' };
  } catch (error) {
    return commitFailure(error);
  }
}
