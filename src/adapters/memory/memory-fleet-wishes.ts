// What the leader wants of a fleet in memory, orders to reshape shards, and the reshape by which an owner fulfils one.
import type { BrandId } from '../../domain/ids.ts';
import { type SlotRange, assertCovers } from '../../domain/slot-ranges.ts';
import type {
  Authority,
  HistoryEntry,
  OrderAnswer,
  ShardOrder,
  ShardTarget,
  StreamTarget,
} from '../../ports/fleet-store.ts';
import type { Incarnation, ShardKey, ShardOwnership } from '../../ports/store.ts';
import { aliveWorker, closeEntry, findShard, hint, openMoves, ownershipOf, writeHistory } from './memory-fleet-rows.ts';
import { type MemoryTables, type ShardRow, lastShardNo, newShard, shardKey } from './memory-tables.ts';

interface SplitDetail {
  readonly slots_at: readonly number[];
}

interface MergeDetail {
  readonly with_shard_no: number;
}

/** The wish as it is kept: one for the living owner itself is none. */
export function meant(tables: MemoryTables, now: number, token: string | null, target: string | null): string | null {
  return target !== null && aliveWorker(tables, token, now)?.worker === target ? null : target;
}

export function assignInMemory(
  tables: MemoryTables,
  now: number,
  shards: readonly ShardTarget[],
  streams: readonly StreamTarget[],
  authority: Authority,
): void {
  const changed: BrandId[] = [];
  for (const wish of shards) {
    const shard = findShard(tables, wish);
    if (shard === null) continue;
    const { brandId, shardNo, owner, target: before } = shard;
    const target = meant(tables, now, shard.token, wish.target);
    if (target === before) continue;
    shard.target = target;
    const detail = JSON.stringify({ owner, before, target });
    writeHistory(tables, now, authority, { kind: 'place', brandId, shardNo, detail, state: 'done' });
    for (const { id, subject } of openMoves(tables, shard)) {
      const outcome = `${authority.requestedBy} wished it ${target === null ? 'to stay' : `to ${target}`}: ${authority.reason}`;
      if (subject !== target) closeEntry(tables, now, id, 'failed', outcome);
    }
    changed.push(brandId);
  }
  if (changed.length > 0) hint(tables, changed);
  for (const wish of streams) {
    const row = tables.walletStreams.get(wish.stream);
    if (row === undefined) continue;
    const { stream: subject, owner, target: before } = row;
    const target = meant(tables, now, row.token, wish.target);
    if (target === before) continue;
    row.target = target;
    const detail = JSON.stringify({ owner, before, target });
    writeHistory(tables, now, authority, { kind: 'place', subject, detail, state: 'done' });
    hint(tables, []);
  }
}

function order(
  tables: MemoryTables,
  now: number,
  { brandId, shardNo }: ShardKey,
  kind: 'split' | 'merge',
  detail: SplitDetail | MergeDetail,
  authority: Authority,
): OrderAnswer {
  const entry = { kind, brandId, shardNo, detail: JSON.stringify(detail), state: 'open' } as const;
  const repeated = tables.history.find(
    (known) =>
      known.state === 'open' &&
      known.kind === kind &&
      known.brandId === brandId &&
      known.shardNo === shardNo &&
      known.detail === entry.detail,
  );
  if (repeated !== undefined) return { id: repeated.id };
  const id = writeHistory(tables, now, authority, entry);
  hint(tables, [brandId]);
  return { id };
}

export function orderSplitInMemory(
  tables: MemoryTables,
  now: number,
  key: ShardKey,
  slotsAt: readonly number[],
  authority: Authority,
): OrderAnswer {
  const shard = findShard(tables, key);
  if (shard === null) return { refused: 'no_such_shard' };
  const edges = [shard.slotFrom, ...slotsAt, shard.slotTo];
  const isAscending = edges.every((slot, place) => place === 0 || slot > (edges[place - 1] ?? slot));
  if (slotsAt.length === 0 || !isAscending) return { refused: 'bad_slot' };
  return order(tables, now, key, 'split', { slots_at: slotsAt }, authority);
}

export function orderMergeInMemory(
  tables: MemoryTables,
  now: number,
  key: ShardKey,
  withShardNo: number,
  authority: Authority,
): OrderAnswer {
  const shard = findShard(tables, key);
  const other = findShard(tables, { brandId: key.brandId, shardNo: withShardNo });
  if (shard === null || other === null) return { refused: 'no_such_shard' };
  if (shard.slotTo !== other.slotFrom && other.slotTo !== shard.slotFrom) return { refused: 'not_adjacent' };
  return order(tables, now, key, 'merge', { with_shard_no: withShardNo }, authority);
}

function orderOf(entry: HistoryEntry): ShardOrder | null {
  const { id, brandId, shardNo } = entry;
  if (entry.state !== 'open' || brandId === null || shardNo === null) return null;
  const detail: unknown = JSON.parse(entry.detail);
  const shard = { brandId, shardNo };
  if (entry.kind === 'split' && isSplit(detail)) return { kind: 'split', id, shard, slotsAt: detail.slots_at };
  if (entry.kind === 'merge' && isMerge(detail)) return { kind: 'merge', id, shard, withShardNo: detail.with_shard_no };
  return null;
}

/** A merge is about two shards. */
export function isAbout(entry: HistoryEntry, { brandId, shardNo }: ShardKey): boolean {
  if (entry.brandId !== brandId) return false;
  const order = orderOf(entry);
  return entry.shardNo === shardNo || (order?.kind === 'merge' && order.withShardNo === shardNo);
}

const isSplit = (detail: unknown): detail is SplitDetail =>
  typeof detail === 'object' && detail !== null && 'slots_at' in detail;
const isMerge = (detail: unknown): detail is MergeDetail =>
  typeof detail === 'object' && detail !== null && 'with_shard_no' in detail;

export function openOrdersInMemory(tables: MemoryTables, by: Incarnation): ShardOrder[] {
  return tables.history
    .map(orderOf)
    .filter((each) => each !== null)
    .filter(({ shard }) => findShard(tables, shard)?.token === by.token);
}

/** What all parents agree on, or nothing. */
function agreed(values: readonly (string | null)[]): string | null {
  const [first = null, ...others] = values;
  return others.every((value) => value === first) ? first : null;
}

/** Until they are measured, children have their share of what the parents had. */
function loadOf(child: SlotRange, parents: readonly ShardRow[]): number {
  return parents.reduce((load, { slotFrom, slotTo, eventsPerS }) => {
    const overlap = Math.min(child.slotTo, slotTo) - Math.max(child.slotFrom, slotFrom);
    return load + (eventsPerS * Math.max(0, overlap)) / (slotTo - slotFrom);
  }, 0);
}

function childrenOf(
  tables: MemoryTables,
  parents: readonly ShardOwnership[],
  orderId: number,
): ShardOwnership[] | null {
  const children = [...tables.shards.values()].filter(({ madeBy }) => madeBy === orderId);
  if (children.length === 0) return null;
  const token = parents[0]?.token ?? '';
  return children
    .filter((child) => !child.retired && child.token === token && child.epoch === 1)
    .map((child) => ownershipOf(child, token));
}

export function reshapeInMemory(
  tables: MemoryTables,
  now: number,
  parents: readonly ShardOwnership[],
  children: readonly SlotRange[],
  orderId: number,
): ShardOwnership[] | null {
  assertCovers(parents, children);
  const rows = parents.map((parent) => {
    const row = findShard(tables, parent);
    const isHeld = row?.token === parent.token && row.epoch === parent.epoch && row.commitSeq === parent.commitSeq;
    return isHeld ? row : null;
  });
  const held = rows.filter((row) => row !== null);
  const [first] = held;
  const isFenced = held.length < rows.length || held.some((row) => row.brandId !== first?.brandId);
  if (first === undefined || isFenced || tables.history[orderId - 1]?.state !== 'open') {
    return childrenOf(tables, parents, orderId);
  }
  const { brandId, owner, token } = first;
  const last = lastShardNo(tables, brandId);
  const made = children
    .toSorted((left, right) => left.slotFrom - right.slotFrom)
    .map(({ slotFrom, slotTo }, place) =>
      newShard(
        { brandId, shardNo: last + 1 + place, slotFrom, slotTo },
        {
          owner,
          token,
          epoch: 1,
          commitSeq: 1,
          madeBy: orderId,
          target: agreed(held.map((row) => row.target)),
          pinnedTo: agreed(held.map((row) => row.pinnedTo)),
          machineVersionMin: Math.max(...held.map((row) => row.machineVersionMin)),
          eventsPerS: loadOf({ slotFrom, slotTo }, held),
        },
      ),
    );
  for (const row of held) Object.assign(row, { retired: true, target: null });
  for (const child of made) tables.shards.set(shardKey(brandId, child.shardNo), child);
  closeEntry(tables, now, orderId, 'done', `became ${made.map(({ shardNo }) => shardNo).join(', ')}`);
  for (const entry of tables.history) {
    const isOfParent = held.some((row) => isAbout(entry, row));
    if (isOfParent) closeEntry(tables, now, entry.id, 'failed', `its shard was retired by order ${orderId}`);
  }
  hint(tables, [brandId]);
  return made.map((child) => ownershipOf(child, child.token ?? ''));
}
