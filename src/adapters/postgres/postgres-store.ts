// The port Store on Postgres. Commits have a connection of their own, in order; everything else shares the loads' few.
import { randomUUID } from 'node:crypto';
import { SNAPSHOTS, type SnapshotCodec } from '../../../machines/rolling.codec.ts';
import type { Store } from '../../ports/store.ts';
import { selectAttemptsUnderWay } from './attempts-under-way.ts';
import { claimShards, insertFirstShard } from './claim-shards.ts';
import { commitBatch } from './commit/commit-batch.ts';
import { snapshotStatements } from './commit/write-rollings.ts';
import { openPool, type Sql } from './connection.ts';
import { selectDueTimers } from './due-timers.ts';
import { selectIndexPage } from './index-page.ts';
import { selectOldSnapshots } from './old-snapshots.ts';
import { selectParkedPage, selectQuarantined, selectReplaysAsked } from './quarantine/select-quarantined.ts';
import { insertDeadLetters } from './insert-dead-letters.ts';
import { loadFacts } from './load/load-facts.ts';
import { selectLostShards } from './lost-shards.ts';
import { deleteAnswers } from './delete-answers.ts';
import { maintainInbox } from './maintain-inbox.ts';
import { outcomeOf } from './outcome-of.ts';
import { GameBook } from './recorded-bets/game-book.ts';
import { selectUnpublished, updatePublished } from './unpublished.ts';
import { type Heard, Wire } from './wire.ts';

export interface StorePoolOptions {
  /** Past any transaction pooler; by default the pools' own URL. */
  readonly directUrl?: string;
  readonly loadConnectionsMax?: number;
  readonly connectTimeoutMs?: number;
  readonly commitTimeoutMs?: number;
  readonly loadTimeoutMs?: number;
}

export interface StorePools {
  /** One connection, with a name that no other process has: `outcomeOf` ends whatever session of that name was lost. */
  readonly commits: Sql;
  readonly loads: Sql;
  readonly heardCommit: Heard;
  readonly heardLoad: Heard;
  readonly end: () => Promise<void>;
}

const DEFAULTS = { loadConnectionsMax: 2, commitTimeoutMs: 15_000, loadTimeoutMs: 30_000 };
const END_TIMEOUT_S = 5;

export function openStorePools(databaseUrl: string, options: StorePoolOptions = {}): StorePools {
  const { directUrl = databaseUrl, ...given } = options;
  const { loadConnectionsMax, commitTimeoutMs, loadTimeoutMs, ...common } = { ...DEFAULTS, ...given };
  const commitWire = new Wire();
  const loadWire = new Wire();
  const commits = openPool(directUrl, {
    ...common,
    applicationName: `rolling-service commit ${randomUUID()}`,
    connectionsMax: 1,
    statementTimeoutMs: commitTimeoutMs,
    wire: commitWire,
  });
  const loads = openPool(databaseUrl, {
    ...common,
    applicationName: 'rolling-service load',
    connectionsMax: loadConnectionsMax,
    statementTimeoutMs: loadTimeoutMs,
    wire: loadWire,
  });
  const end = async (): Promise<void> => {
    await Promise.all([commits.end({ timeout: END_TIMEOUT_S }), loads.end({ timeout: END_TIMEOUT_S })]);
  };
  return {
    commits,
    loads,
    heardCommit: commitWire.within(commitTimeoutMs),
    heardLoad: loadWire.within(loadTimeoutMs),
    end,
  };
}

/** `codec`: how snapshots are written, and which can be read. */
export function createPostgresStore(
  { commits, loads, heardCommit, heardLoad }: StorePools,
  codec: SnapshotCodec = SNAPSHOTS,
): Store {
  const games = new GameBook();
  const snapshots = snapshotStatements(codec);
  return {
    claimAllShards: (incarnation) => heardLoad(() => claimShards(loads, null, incarnation)),
    claimBrand: (brandId, incarnation) =>
      heardLoad(async () => {
        await insertFirstShard(loads, brandId);
        return claimShards(loads, brandId, incarnation);
      }),
    load: (request) => heardLoad(() => loadFacts(loads, request, codec)),
    commit: (batch) => commitBatch(commits, heardCommit, batch, games, snapshots),
    outcomeOf: (fences) => heardCommit(() => outcomeOf(commits, fences)),
    lostShards: (shards) => heardLoad(() => selectLostShards(loads, shards)),
    indexPage: (range, closedSince, after, limit) =>
      heardLoad(() => selectIndexPage(loads, range, closedSince, after, limit)),
    dueTimers: (token, kinds, dueBy, limit, exceptBrands) =>
      heardLoad(() => selectDueTimers(loads, token, kinds, dueBy, limit, exceptBrands)),
    attemptsUnderWay: (shards, limit) => heardLoad(() => selectAttemptsUnderWay(loads, shards, limit)),
    unpublished: (token, limit) => heardLoad(() => selectUnpublished(loads, token, limit)),
    markPublished: (rows, at) => heardLoad(() => updatePublished(loads, rows, at)),
    oldSnapshots: (range, below, after, lookRows) =>
      heardLoad(() => selectOldSnapshots(loads, range, below, after, lookRows)),
    quarantined: (shards, after, limit) => heardLoad(() => selectQuarantined(loads, shards, after, limit)),
    replaysAsked: (players) => heardLoad(() => selectReplaysAsked(loads, players)),
    parkedPage: (player, afterSeq, limit) => heardLoad(() => selectParkedPage(loads, player, afterSeq, limit)),
    writeDeadLetters: (letters) => heardLoad(() => insertDeadLetters(loads, letters)),
    forgetAnswers: (before) => heardLoad(() => deleteAnswers(loads, before)),
    maintainInbox: (firstDay, lastDay) => heardLoad(() => maintainInbox(loads, firstDay, lastDay)),
  };
}
