// The ports Store and ReadStore over plain maps, for simulation: the rules of the database without its delays. Every method
// answers at once; delays, failures and lost answers are the simulator's to add.
import { SNAPSHOTS, type SnapshotCodec } from '../../../machines/rolling.codec.ts';
import type { BrandId } from '../../domain/ids.ts';
import { SLOT_COUNT } from '../../domain/slot.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReadStore, RollingFilter } from '../../ports/read-store.ts';
import type { Incarnation, ShardOwnership, Store } from '../../ports/store.ts';
import { knowingItsOrigin, lettersInMemory, matchesLetter } from './memory-dead-letters.ts';
import { parkedPageInMemory, quarantinedInMemory, replaysAskedInMemory } from './memory-quarantine.ts';
import { commitToMemory, lostInMemory, outcomeInMemory } from './memory-commit.ts';
import { loadFromMemory } from './memory-load.ts';
import {
  attemptsUnderWayInMemory,
  backlogInMemory,
  dueTimersInMemory,
  indexPageInMemory,
  oldSnapshotsInMemory,
  unpublishedInMemory,
} from './memory-scan.ts';
import {
  MemoryTables,
  type RollingRow,
  type ShardRow,
  byText,
  decodeRolling,
  lastShardNo,
  letterKey,
  newShard,
  outboxKey,
  shardKey,
} from './memory-tables.ts';

function claim(tables: MemoryTables, brand: BrandId | null, { worker, token }: Incarnation): ShardOwnership[] {
  return [...tables.shards.values()]
    .filter((shard) => !shard.retired && (brand === null || shard.brandId === brand))
    .toSorted((left, right) => byText(left.brandId, right.brandId) || left.shardNo - right.shardNo)
    .map((shard) => {
      shard.owner = worker;
      shard.token = token;
      shard.epoch += 1;
      const { brandId, shardNo, slotFrom, slotTo, epoch, commitSeq, outboxSeq } = shard;
      return { brandId, shardNo, slotFrom, slotTo, token, epoch, commitSeq, outboxSeq };
    });
}

function addFirstShard(tables: MemoryTables, brandId: BrandId): void {
  if ([...tables.shards.values()].some((shard) => shard.brandId === brandId)) return;
  tables.shards.set(shardKey(brandId, 1), newShard({ brandId, shardNo: 1, slotFrom: 0, slotTo: SLOT_COUNT }));
}

/**
 * @param clock the store's own, as far as it may differ from those of its callers
 * @param codec how snapshots are written, and which can be read
 */
export function createMemoryStore(
  tables: MemoryTables = new MemoryTables(),
  clock: Pick<Clock, 'now'> = { now: () => Infinity },
  codec: SnapshotCodec = SNAPSHOTS,
): Store {
  return {
    claimAllShards: async (incarnation) => claim(tables, null, incarnation),
    claimBrand: async (brandId, incarnation) => {
      addFirstShard(tables, brandId);
      return claim(tables, brandId, incarnation);
    },
    load: async (request) => loadFromMemory(tables, request, codec),
    commit: async (batch) => commitToMemory(tables, batch, codec),
    outcomeOf: async (fences) => outcomeInMemory(tables, fences),
    lostShards: async (shards) => lostInMemory(tables, shards),
    indexPage: async (range, closedSince, after, limit) => indexPageInMemory(tables, range, closedSince, after, limit),
    dueTimers: async (token, kinds, dueBy, limit, exceptBrands) =>
      dueTimersInMemory(tables, clock.now(), token, kinds, dueBy, limit, exceptBrands),
    attemptsUnderWay: async (shards, limit) => attemptsUnderWayInMemory(tables, shards, limit),
    unpublished: async (token, limit) => unpublishedInMemory(tables, token, limit),
    markPublished: async (rows, at) => {
      for (const { brandId, shardNo, seq } of rows) {
        const row = tables.outbox.get(outboxKey(brandId, shardNo, seq));
        if (row !== undefined) row.publishedAt ??= at;
      }
    },
    oldSnapshots: async (range, below, after, lookRows) => oldSnapshotsInMemory(tables, range, below, after, lookRows),
    quarantined: async (shards, after, limit) => quarantinedInMemory(tables, shards, after, limit),
    replaysAsked: async (players) => replaysAskedInMemory(tables, players),
    parkedPage: async (player, afterSeq, limit) => parkedPageInMemory(tables, player, afterSeq, limit),
    writeDeadLetters: async (letters) => {
      for (const letter of letters) {
        const key = letterKey(letter.stream, letter.entryId);
        if (!tables.deadLetters.has(key)) tables.deadLetters.set(key, knowingItsOrigin(tables, letter));
      }
    },
    forgetAnswers: async (before) => {
      for (const [key, answer] of tables.answers) if (answer.at < before) tables.answers.delete(key);
    },
    maintainInbox: async (firstDay, lastDay) => {
      for (let day = firstDay; day <= lastDay; day += 1) tables.inboxDays.add(day);
      for (const day of tables.inboxDays) if (day < firstDay) tables.inboxDays.delete(day);
      for (const [key, entry] of tables.inbox) if (entry.day < firstDay) tables.inbox.delete(key);
    },
  };
}

function matches(
  { facts, state, reviewOpen: isOpenForReview }: RollingRow,
  { brandId, playerId, states, sourceType, sourceId, reviewOpen = false }: RollingFilter,
): boolean {
  return (
    facts.brandId === brandId &&
    (playerId === null || facts.playerId === playerId) &&
    (states === null || states.includes(state)) &&
    (sourceType === null || facts.source.type === sourceType) &&
    (sourceId === null || facts.source.id === sourceId) &&
    (!reviewOpen || isOpenForReview)
  );
}

export function createMemoryReadStore(tables: MemoryTables): ReadStore {
  return {
    findRolling: async (rollingId) => {
      const row = tables.rollings.get(rollingId);
      return row === undefined ? null : decodeRolling(row);
    },
    listRollings: async (filter, after, limit) =>
      [...tables.rollings.values()]
        .filter((row) => matches(row, filter) && (after === null || row.facts.rollingId > after))
        .toSorted((left, right) => byText(left.facts.rollingId, right.facts.rollingId))
        .slice(0, limit)
        .map((row) => decodeRolling(row)),
    journalPage: async (brandId, rollingId, afterVersion, limit) =>
      (tables.journal.get(rollingId) ?? [])
        .filter((entry) => entry.brandId === brandId && entry.version > afterVersion)
        .toSorted((left, right) => left.version - right.version)
        .slice(0, limit)
        .map((entry) => ({ ...entry, bet: entry.bet === null ? null : { ...entry.bet } })),
    findDeadLetter: async (id) => lettersInMemory(tables)[id - 1] ?? null,
    deadLetterPage: async (filter, beforeId, limit) =>
      lettersInMemory(tables)
        .filter((letter) => matchesLetter(letter, filter) && (beforeId === null || letter.id < beforeId))
        .toReversed()
        .slice(0, limit),
    backlog: async (token) => backlogInMemory(tables, token),
    ping: async () => undefined,
  };
}

/** Retires a shard and makes two of its slots, unowned: what an owner's split does, for tests and the simulator. */
export function splitShardInMemory(tables: MemoryTables, parent: ShardRow, slotAt: number): void {
  const { brandId, slotFrom, slotTo } = parent;
  const last = lastShardNo(tables, brandId);
  parent.retired = true;
  const children = [
    newShard({ brandId, shardNo: last + 1, slotFrom, slotTo: slotAt }),
    newShard({ brandId, shardNo: last + 2, slotFrom: slotAt, slotTo }),
  ];
  for (const child of children) tables.shards.set(shardKey(brandId, child.shardNo), child);
}
