// The ports ReadStore and RollingChanges on Postgres: committed state for callers, on connections that no commit waits for.
import type { ReadStore } from '../../ports/read-store.ts';
import type { RollingChanges } from '../../ports/rolling-changes.ts';
import { openPool, type Sql } from './connection.ts';
import { selectBacklog } from './read/select-backlog.ts';
import { selectChanges } from './read/select-changes.ts';
import { selectDeadLetter, selectDeadLetterPage } from './read/select-dead-letters.ts';
import { selectJournalPage } from './read/select-journal.ts';
import { selectRolling, selectRollingPage } from './read/select-rollings.ts';
import { type Heard, Wire } from './wire.ts';

export interface ReadPoolOptions {
  readonly connectionsMax?: number;
  readonly connectTimeoutMs?: number;
  readonly readTimeoutMs?: number;
}

export interface ReadPool {
  readonly sql: Sql;
  readonly heard: Heard;
}

const DEFAULTS = { connectionsMax: 4, readTimeoutMs: 10_000 };

export function openReadPool(databaseUrl: string, options: ReadPoolOptions = {}): ReadPool {
  const { readTimeoutMs, ...common } = { ...DEFAULTS, ...options };
  const wire = new Wire();
  const sql = openPool(databaseUrl, {
    ...common,
    applicationName: 'rolling-service read',
    statementTimeoutMs: readTimeoutMs,
    readOnly: true,
    wire,
  });
  return { sql, heard: wire.within(readTimeoutMs) };
}

export function createPostgresReadStore({ sql, heard }: ReadPool): ReadStore {
  return {
    findRolling: (rollingId) => heard(() => selectRolling(sql, rollingId)),
    listRollings: (filter, after, limit) => heard(() => selectRollingPage(sql, filter, after, limit)),
    journalPage: (brandId, rollingId, afterVersion, limit) =>
      heard(() => selectJournalPage(sql, brandId, rollingId, afterVersion, limit)),
    findDeadLetter: (id) => heard(() => selectDeadLetter(sql, id)),
    deadLetterPage: (filter, beforeId, limit) => heard(() => selectDeadLetterPage(sql, filter, beforeId, limit)),
    backlog: (token) => heard(() => selectBacklog(sql, token)),
    ping: () =>
      heard(async () => {
        await sql`select 1`;
      }),
  };
}

export function createPostgresRollingChanges({ sql, heard }: ReadPool): RollingChanges {
  return { since: (known, entriesMax) => heard(() => selectChanges(sql, known, entriesMax)) };
}
