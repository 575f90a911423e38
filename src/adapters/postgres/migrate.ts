// Brings a database to the schema of this build: the numbered files of /migrations, forward only, each in its own transaction
// with its checksum. Any number of processes may start it at once: a session lock lets one work and the others wait, so it must
// not run through a pooler that hands a session's statements to several servers (PgBouncer in transaction mode).
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { openPool, type Sql } from './connection.ts';

const FOLDER = new URL('../../../migrations/', import.meta.url);
const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** Any constant that nobody else locks: "rolling" in ASCII, cut to 52 bits. */
const LOCK_KEY = 0x6f6c6c696e67;

export class MigrationError extends Error {
  readonly code = 'MIGRATION_REFUSED';

  constructor(message: string) {
    super(message);
    this.name = 'MigrationError';
  }
}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

interface AppliedRow {
  name: string;
  checksum: string;
}

/** Applies what is missing and returns its names. Throws `MigrationError` where an earlier file was changed or is missing. */
export async function migrate(databaseUrl: string, folder: URL = FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const sql = openPool(databaseUrl, {
    transactions: true,
    applicationName: 'rolling-service migrate',
    connectionsMax: 1,
    statementTimeoutMs: 0,
  });
  try {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    await createLedger(sql);
    const missing = missingMigrations(migrations, await selectApplied(sql));
    for (const migration of missing) await apply(sql, migration);
    return missing.map((migration) => migration.name);
  } finally {
    // The lock ends with its session.
    await sql.end();
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
  // Numbers may be left out (branches take theirs ahead of time), but none may be given twice: their order would be chance.
  const given = new Map<string, string>();
  for (const { name } of migrations) {
    const number = FILE_NAME.exec(name)?.[1];
    if (number === undefined) throw new MigrationError(`${name} is no migration: files are numbered 0001_name.sql`);
    const other = given.get(number);
    if (other !== undefined) throw new MigrationError(`${other} and ${name} are numbered alike`);
    given.set(number, name);
  }
  return migrations;
}

/** What was applied must be the beginning of what there is, unchanged. */
function missingMigrations(migrations: readonly Migration[], applied: readonly AppliedRow[]): readonly Migration[] {
  applied.forEach(({ name, checksum }, index) => {
    const migration = migrations[index];
    if (migration?.name !== name) {
      throw new MigrationError(`the database has ${name}, which this build does not: run a build at least as new`);
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(`${name} was changed after it was applied: put it back and write a new migration`);
    }
  });
  return migrations.slice(applied.length);
}

async function createLedger(sql: Sql): Promise<void> {
  await sql`
    create table if not exists schema_migrations (
      name       text        primary key,
      checksum   text        not null,
      applied_at timestamptz not null default now()
    )`;
}

async function selectApplied(sql: Sql): Promise<readonly AppliedRow[]> {
  return sql<AppliedRow[]>`select name, checksum from schema_migrations order by name`;
}

async function apply(sql: Sql, { name, text, checksum }: Migration): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe(text).simple();
    await transaction`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`;
  });
}
