// How much a server has written to its write-ahead log: what replication carries and storage must take.
import postgres from 'postgres';

/** Bytes since the server was made. */
export async function walBytes(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ bytes: string }[]>`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`;
    return Number(row?.bytes);
  } finally {
    await sql.end();
  }
}
