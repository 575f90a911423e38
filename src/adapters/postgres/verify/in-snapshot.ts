// Several statements that see one moment of the database, and can change nothing.
import type { Sql } from '../connection.ts';

/** Short on purpose: a snapshot that is held for long keeps vacuum from cleaning up behind a busy owner. */
export async function inSnapshot<T>(pool: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await pool.reserve();
  try {
    await connection`begin isolation level repeatable read, read only`;
    try {
      return await work(connection);
    } finally {
      // Nothing was written: there is nothing to commit.
      await connection`rollback`;
    }
  } finally {
    connection.release();
  }
}
