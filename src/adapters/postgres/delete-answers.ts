// Old answers to commands, a bounded number a statement, so that no lock is held for long.
import type { Sql } from './connection.ts';

const ROWS_PER_STATEMENT = 5_000;

export async function deleteAnswers(sql: Sql, before: number): Promise<void> {
  for (;;) {
    const deleted = await sql`
      delete from command_answers
       where ctid = any(array(
         select ctid from command_answers where at < to_timestamp(${before}::float8 / 1000) limit ${ROWS_PER_STATEMENT}
       ))`;
    if (deleted.count < ROWS_PER_STATEMENT) return;
  }
}
