// The port ReadStore on Postgres: committed state for callers, on connections that no commit waits for.
import type { ReadStore } from '../../ports/read-store.ts';
import { openPool, type Sql } from './connection.ts';
import { selectBacklog } from './read/select-backlog.ts';
import { selectDeadLetter, selectDeadLetterPage } from './read/select-dead-letters.ts';
import { selectJournalPage } from './read/select-journal.ts';
import { selectRolling, selectRollingPage } from './read/select-rollings.ts';

const READ_TIMEOUT_MS = 10_000;

export function openReadPool(databaseUrl: string, connectionsMax = 4): Sql {
  return openPool(databaseUrl, {
    applicationName: 'rolling-service read',
    connectionsMax,
    statementTimeoutMs: READ_TIMEOUT_MS,
    readOnly: true,
  });
}

export function createPostgresReadStore(reads: Sql): ReadStore {
  return {
    findRolling: (rollingId) => selectRolling(reads, rollingId),
    listRollings: (filter, after, limit) => selectRollingPage(reads, filter, after, limit),
    journalPage: (brandId, rollingId, afterVersion, limit) =>
      selectJournalPage(reads, brandId, rollingId, afterVersion, limit),
    findDeadLetter: (id) => selectDeadLetter(reads, id),
    deadLetterPage: (filter, beforeId, limit) => selectDeadLetterPage(reads, filter, beforeId, limit),
    backlog: (token) => selectBacklog(reads, token),
    ping: async () => {
      await reads`select 1`;
    },
  };
}
