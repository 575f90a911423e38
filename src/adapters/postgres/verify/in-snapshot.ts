// Several statements that see one moment of the database, and can change nothing.
import type { Sql, Transaction } from '../connection.ts';

/** Keep `work` short: a snapshot that is held for long keeps vacuum from cleaning up behind a busy owner. */
export async function inSnapshot<T>(pool: Sql, work: (sql: Transaction) => Promise<T>): Promise<Awaited<T>> {
  const result = await pool.begin('isolation level repeatable read read only', async (sql) => ({
    is: await work(sql),
  }));
  return result.is;
}
