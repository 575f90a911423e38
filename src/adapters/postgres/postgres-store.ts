// The port Store on Postgres. Commits have a connection of their own, in order; everything else shares the loads' few.
import { randomUUID } from 'node:crypto';
import type { Store } from '../../ports/store.ts';
import { selectAttemptsUnderWay } from './attempts-under-way.ts';
import { claimShards, insertFirstShard } from './claim-shards.ts';
import { commitBatch } from './commit/commit-batch.ts';
import { openPool, type Sql } from './connection.ts';
import { selectDueTimers } from './due-timers.ts';
import { selectIndexPage } from './index-page.ts';
import { insertDeadLetters } from './insert-dead-letters.ts';
import { loadFacts } from './load/load-facts.ts';
import { selectLostShards } from './lost-shards.ts';
import { deleteAnswers } from './delete-answers.ts';
import { maintainInbox } from './maintain-inbox.ts';
import { outcomeOf } from './outcome-of.ts';
import { GameBook } from './recorded-bets/game-book.ts';
import { selectUnpublished, updatePublished } from './unpublished.ts';

export interface StorePools {
  /** One connection, with a name that no other process has: `outcomeOf` ends whatever session of that name was lost. */
  readonly commits: Sql;
  readonly loads: Sql;
  readonly end: () => Promise<void>;
}

const COMMIT_TIMEOUT_MS = 15_000;
const LOAD_TIMEOUT_MS = 30_000;
const END_TIMEOUT_S = 5;

export function openStorePools(databaseUrl: string, loadConnectionsMax = 2): StorePools {
  const commits = openPool(databaseUrl, {
    applicationName: `rolling-service commit ${randomUUID()}`,
    connectionsMax: 1,
    statementTimeoutMs: COMMIT_TIMEOUT_MS,
  });
  const loads = openPool(databaseUrl, {
    applicationName: 'rolling-service load',
    connectionsMax: loadConnectionsMax,
    statementTimeoutMs: LOAD_TIMEOUT_MS,
  });
  const end = async (): Promise<void> => {
    await Promise.all([commits.end({ timeout: END_TIMEOUT_S }), loads.end({ timeout: END_TIMEOUT_S })]);
  };
  return { commits, loads, end };
}

export function createPostgresStore({ commits, loads }: StorePools): Store {
  const games = new GameBook();
  return {
    claimAllShards: (incarnation) => claimShards(loads, null, incarnation),
    claimBrand: async (brandId, incarnation) => {
      await insertFirstShard(loads, brandId);
      return claimShards(loads, brandId, incarnation);
    },
    load: (request) => loadFacts(loads, request),
    commit: (batch) => commitBatch(commits, batch, games),
    outcomeOf: (fences) => outcomeOf(commits, fences),
    lostShards: (shards) => selectLostShards(loads, shards),
    indexPage: (range, closedSince, after, limit) => selectIndexPage(loads, range, closedSince, after, limit),
    dueTimers: (token, kinds, dueBy, limit, exceptBrands) =>
      selectDueTimers(loads, token, kinds, dueBy, limit, exceptBrands),
    attemptsUnderWay: (shards, limit) => selectAttemptsUnderWay(loads, shards, limit),
    unpublished: (token, limit) => selectUnpublished(loads, token, limit),
    markPublished: (rows, at) => updatePublished(loads, rows, at),
    writeDeadLetters: (letters) => insertDeadLetters(loads, letters),
    forgetAnswers: (before) => deleteAnswers(loads, before),
    maintainInbox: (firstDay, lastDay) => maintainInbox(loads, firstDay, lastDay),
  };
}
