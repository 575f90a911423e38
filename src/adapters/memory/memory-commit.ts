// A commit in memory, under the rules that the database keeps: fences first, then every key, then all rows or none.
import { deepStrictEqual } from 'node:assert/strict';
import { SNAPSHOTS, type SnapshotCodec } from '../../../machines/rolling.codec.ts';
import type { CommitBatch, CommitOutcome, CommitResult, ShardFence, ShardKey } from '../../ports/store.ts';
import { applyQuarantine, parkedNumbers } from './memory-quarantine.ts';
import {
  type MemoryTables,
  type ShardRow,
  answerKey,
  betKey,
  encodeRolling,
  eventKey,
  outboxKey,
  playerKey,
  shardKey,
  sourceKey,
  timerKey,
} from './memory-tables.ts';

const keyOf = ({ brandId, shardNo }: ShardKey): ShardKey => ({ brandId, shardNo });

/** The fence's row while it is still held under the same token and epoch. */
function heldRow(tables: MemoryTables, fence: Omit<ShardFence, 'expectedSeq' | 'outboxSeq'>): ShardRow | null {
  const row = tables.shards.get(shardKey(fence.brandId, fence.shardNo));
  if (row === undefined || row.retired || row.token !== fence.token || row.epoch !== fence.epoch) return null;
  return row;
}

export function commitToMemory(
  tables: MemoryTables,
  batch: CommitBatch,
  codec: SnapshotCodec = SNAPSHOTS,
): CommitResult {
  const fenced = batch.fences.filter((fence) => heldRow(tables, fence)?.commitSeq !== fence.expectedSeq);
  if (fenced.length > 0) return { kind: 'fenced', shards: fenced.map(keyOf) };
  const refusal = refusalOf(tables, batch);
  if (refusal !== null) return { kind: 'failed', permanent: true, error: new Error(refusal) };
  assertContiguousOutbox(tables, batch);
  apply(tables, batch, codec);
  if (batch.quarantine !== undefined) applyQuarantine(tables, batch.quarantine);
  return { kind: 'committed' };
}

export function outcomeInMemory(tables: MemoryTables, fences: readonly ShardFence[]): CommitOutcome {
  let committed: boolean | null = null;
  const lost: ShardKey[] = [];
  for (const fence of fences) {
    const seq = heldRow(tables, fence)?.commitSeq ?? null;
    if (seq === fence.expectedSeq + 1) committed = true;
    else if (seq === fence.expectedSeq) committed = false;
    else lost.push(keyOf(fence));
  }
  return { committed, lost };
}

export function lostInMemory(
  tables: MemoryTables,
  shards: readonly (ShardKey & { token: string; epoch: number })[],
): ShardKey[] {
  return shards.filter((shard) => heldRow(tables, shard) === null).map(keyOf);
}

/** The first key that a row of the batch would break, against the tables and within the batch. */
function refusalOf(tables: MemoryTables, batch: CommitBatch): string | null {
  const taken = new Set<string>();
  const takes = (table: string, key: string, exists: boolean): string | null => {
    if (exists || taken.has(table + key)) return `${table}: ${key} exists`;
    taken.add(table + key);
    return null;
  };
  const created = new Set(batch.created.map((facts) => facts.rollingId));
  const checks = function* (): Generator<string | null> {
    for (const facts of batch.created) {
      const source = sourceKey(facts.brandId, facts.playerId, facts.source);
      yield takes('rollings', facts.rollingId, tables.rollings.has(facts.rollingId));
      yield takes('rollings_by_source', source, tables.rollingsBySource.has(source));
    }
    for (const { facts } of batch.snapshots) {
      if (!created.has(facts.rollingId) && !tables.rollings.has(facts.rollingId)) yield `no rolling ${facts.rollingId}`;
    }
    for (const entry of batch.journal) {
      const { brandId, playerId, rollingId, version, bet } = entry;
      const known = tables.journal.get(rollingId)?.some((other) => other.version === version) ?? false;
      yield takes('journal', `${rollingId}:${version}`, known);
      if (bet === null || bet.leg === null) continue;
      const key = betKey(brandId, playerId, bet.betId);
      const legs = tables.legs.get(key) ?? [];
      const counted = legs.some((leg) => leg.bet?.settlementId === bet.settlementId && leg.bet.leg === bet.leg);
      yield takes('journal_settlements', JSON.stringify([key, bet.settlementId, bet.leg]), counted);
    }
    for (const { brandId, day, eventId } of batch.inbox) {
      const key = eventKey(brandId, day, eventId);
      if (!tables.inboxDays.has(day)) yield `inbox: no partition for day ${day}`;
      yield takes('inbox', key, tables.inbox.has(key));
    }
    for (const { brandId, shardNo, seq } of batch.outbox) {
      const key = outboxKey(brandId, shardNo, seq);
      yield takes('outbox', key, tables.outbox.has(key));
    }
    for (const { brandId, playerId, operation, key: name } of batch.answers) {
      const key = answerKey(brandId, playerId, operation, name);
      yield takes('command_answers', key, tables.answers.has(key));
    }
    for (const { number, exists } of parkedNumbers(tables, batch)) yield takes('parked_events', number, exists);
  };
  for (const refusal of checks()) if (refusal !== null) return refusal;
  return null;
}

/** A hole in a shard's sequence would be a bug of the worker, not something that may happen. */
function assertContiguousOutbox(tables: MemoryTables, { fences, outbox }: CommitBatch): void {
  for (const fence of fences) {
    const before = tables.shards.get(shardKey(fence.brandId, fence.shardNo))?.outboxSeq ?? 0;
    const given = outbox.filter((row) => row.brandId === fence.brandId && row.shardNo === fence.shardNo);
    const expected = Array.from({ length: fence.outboxSeq - before }, (_, index) => before + index + 1);
    deepStrictEqual(
      given.map((row) => row.seq),
      expected,
      `the outbox of ${fence.brandId}/${fence.shardNo} has no holes`,
    );
  }
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function apply(tables: MemoryTables, batch: CommitBatch, codec: SnapshotCodec): void {
  for (const fence of batch.fences) {
    const row = tables.shards.get(shardKey(fence.brandId, fence.shardNo));
    if (row === undefined) continue;
    row.commitSeq = fence.expectedSeq + 1;
    row.outboxSeq = fence.outboxSeq;
  }
  for (const facts of batch.created) {
    append(tables.rollingsByPlayer, playerKey(facts.brandId, facts.playerId), facts.rollingId);
    tables.rollingsBySource.set(sourceKey(facts.brandId, facts.playerId, facts.source), facts.rollingId);
  }
  for (const record of batch.snapshots) tables.rollings.set(record.facts.rollingId, encodeRolling(record, codec));
  for (const given of batch.journal) {
    const entry = { ...given, bet: given.bet === null ? null : { ...given.bet } };
    append(tables.journal, entry.rollingId, entry);
    if (entry.bet === null || entry.bet.leg === null) continue;
    append(tables.legs, betKey(entry.brandId, entry.playerId, entry.bet.betId), entry);
  }
  for (const entry of batch.inbox) {
    tables.inbox.set(eventKey(entry.brandId, entry.day, entry.eventId), { ...entry });
  }
  applyRest(tables, batch);
}

function applyRest(tables: MemoryTables, batch: CommitBatch): void {
  for (const mark of batch.marks) {
    const key = betKey(mark.brandId, mark.playerId, mark.betId);
    const ofBet = tables.marks.get(key) ?? new Map<string, typeof mark>();
    ofBet.set(mark.settlementId, { ...mark });
    tables.marks.set(key, ofBet);
  }
  for (const timer of batch.timers) {
    const key = timerKey(timer.rollingId, timer.kind);
    if (timer.dueAt === null) tables.timers.delete(key);
    else tables.timers.set(key, { ...timer, dueAt: timer.dueAt });
  }
  for (const row of batch.outbox) {
    tables.outbox.set(outboxKey(row.brandId, row.shardNo, row.seq), { row: { ...row }, publishedAt: null });
  }
  for (const answer of batch.answers) {
    const key = answerKey(answer.brandId, answer.playerId, answer.operation, answer.key);
    tables.answers.set(key, { ...answer, reply: { ...answer.reply } });
  }
}
