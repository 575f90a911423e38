// What the rows of a fleet in memory mean: who is alive, what may be claimed, in which order, and who is told of a change.
import type { BrandId } from '../../domain/ids.ts';
import type { Authority, HistoryEntry } from '../../ports/fleet-store.ts';
import type { Incarnation, ShardKey, ShardOwnership } from '../../ports/store.ts';
import {
  type MemoryTables,
  type ShardRow,
  type WalletStreamRow,
  type WorkerRow,
  byText,
  shardKey,
} from './memory-tables.ts';

const byPlace = (left: ShardKey, right: ShardKey): number =>
  byText(left.brandId, right.brandId) || left.shardNo - right.shardNo;

/** In the order of brand and number. */
export const shardsThat = (tables: MemoryTables, holds: (shard: ShardRow) => boolean): ShardRow[] =>
  [...tables.shards.values()].filter((shard) => !shard.retired && holds(shard)).toSorted(byPlace);

export function findShard(tables: MemoryTables, { brandId, shardNo }: ShardKey): ShardRow | null {
  const shard = tables.shards.get(shardKey(brandId, shardNo));
  return shard === undefined || shard.retired ? null : shard;
}

/** The registered worker under this token, while its lease lasts. */
export function aliveWorker(tables: MemoryTables, token: string | null, now: number): WorkerRow | null {
  const worker = [...tables.workers.values()].find((row) => row.token === token);
  return worker !== undefined && worker.leaseUntil > now ? worker : null;
}

export function isRegistered(tables: MemoryTables, { worker, token }: Incarnation): boolean {
  return tables.workers.get(worker)?.token === token;
}

interface Held {
  readonly owner: string | null;
  readonly token: string | null;
  readonly target: string | null;
}

/** Wished for `me` and nobody's, or left by an older incarnation of its name and wished for nobody else. */
export const isClaimable = (tables: MemoryTables, held: Held, me: Incarnation, now: number): boolean =>
  (held.target === me.worker || (held.owner === me.worker && held.target === null)) &&
  held.token !== me.token &&
  aliveWorker(tables, held.token, now) === null;

export const isReadableBy = (tables: MemoryTables, shard: ShardRow, me: Incarnation): boolean =>
  shard.machineVersionMin <= (tables.workers.get(me.worker)?.machineVersion ?? -1);

/** It is configured to read the stream. */
export const isReadBy = (tables: MemoryTables, row: WalletStreamRow, me: Incarnation): boolean =>
  !row.forgotten && tables.workers.get(me.worker)?.streams.includes(row.stream) === true;

/** Operators' moves of the shard that nothing has come of yet. */
export const openMoves = (tables: MemoryTables, { brandId, shardNo }: ShardKey): HistoryEntry[] =>
  tables.history.filter(
    (entry) =>
      entry.state === 'open' && entry.kind === 'move' && entry.brandId === brandId && entry.shardNo === shardNo,
  );

export function ownershipOf(shard: ShardRow, token: string): ShardOwnership {
  const { brandId, shardNo, slotFrom, slotTo, epoch, commitSeq, outboxSeq } = shard;
  return { brandId, shardNo, slotFrom, slotTo, token, epoch, commitSeq, outboxSeq };
}

/** As a database does it: after the change, and never before the caller has gone on. */
export function hint(tables: MemoryTables, brands: readonly BrandId[] | null): void {
  const told = brands === null ? null : [...new Set(brands)];
  for (const listener of tables.listeners) {
    queueMicrotask(() => {
      if (tables.listeners.has(listener)) listener(told);
    });
  }
}

export function writeHistory(
  tables: MemoryTables,
  now: number,
  { requestedBy, reason }: Authority,
  entry: Pick<HistoryEntry, 'kind' | 'detail' | 'state'> & Partial<HistoryEntry>,
): number {
  const id = tables.history.length + 1;
  const place = { brandId: null, shardNo: null, subject: null };
  const doneAt = entry.state === 'open' ? null : now;
  tables.history.push({ ...place, outcome: null, ...entry, id, at: now, requestedBy, reason, doneAt });
  return id;
}

export function closeEntry(
  tables: MemoryTables,
  now: number,
  id: number,
  state: 'done' | 'failed',
  outcome: string,
): void {
  const entry = tables.history[id - 1];
  if (entry?.state === 'open') tables.history[id - 1] = { ...entry, state, outcome, doneAt: now };
}
