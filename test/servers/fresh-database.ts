import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

// A migrated, empty database for a test file (a few tens of milliseconds: it is a copy of the template).
//
//   const database = await freshDatabase();
//   afterAll(database.drop);

export interface FreshDatabase {
  url: string;
  /** Ends the connections that are left, then drops it. */
  drop: () => Promise<void>;
}

export async function freshDatabase(): Promise<FreshDatabase> {
  const { postgresUrl, templateDatabase } = inject('servers');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(postgresUrl, (sql) => sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(templateDatabase)}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await asAdmin(postgresUrl, (sql) => sql`DROP DATABASE IF EXISTS ${sql(name)} WITH (FORCE)`);
    },
  };
}

async function asAdmin(postgresUrl: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => undefined });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
