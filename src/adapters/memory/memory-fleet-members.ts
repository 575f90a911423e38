// What a worker does to the fleet in memory: join, renew, claim, let go, leave.
import type { BrandId } from '../../domain/ids.ts';
import { SLOT_COUNT } from '../../domain/slot.ts';
import type { Assignments, StreamLease, WorkerRegistration } from '../../ports/fleet-store.ts';
import type { Incarnation, ShardKey, ShardOwnership } from '../../ports/store.ts';
import {
  aliveWorker,
  findShard,
  hint,
  isClaimable,
  isReadBy,
  isReadableBy,
  closeEntry,
  isRegistered,
  openMoves,
  ownershipOf,
  shardsThat,
} from './memory-fleet-rows.ts';
import { type MemoryTables, type ShardRow, type WalletStreamRow, byText, newShard, shardKey } from './memory-tables.ts';

const FORGOTTEN_AFTER_MS = 86_400_000;
const DRAINED_FORGOTTEN_AFTER_MS = 30 * FORGOTTEN_AFTER_MS;

export function joinInMemory(
  tables: MemoryTables,
  now: number,
  by: WorkerRegistration,
  leaseMs: number,
  streams: readonly string[],
): void {
  const before = tables.workers.get(by.worker);
  for (const [name, row] of tables.workers) {
    const afterMs = row.drainOrder === null ? FORGOTTEN_AFTER_MS : DRAINED_FORGOTTEN_AFTER_MS;
    if (name !== by.worker && row.leaseUntil < now - afterMs) tables.workers.delete(name);
  }
  for (const stream of streams) {
    const known = tables.walletStreams.get(stream);
    if (known !== undefined) known.forgotten = false;
    if (known !== undefined) continue;
    const unread = { processedThrough: null, exceptBrands: [], forgotten: false };
    tables.walletStreams.set(stream, { stream, owner: null, token: null, epoch: 0, target: null, ...unread });
  }
  const { worker, token, address, build, machineVersion, capacity } = by;
  const isSame = before?.token === token;
  const life = isSame
    ? { status: before.status, startedAt: before.startedAt }
    : { status: 'joining' as const, startedAt: now };
  tables.workers.set(worker, {
    worker,
    token,
    address,
    build,
    machineVersion,
    capacity,
    leaseUntil: now + leaseMs,
    streams: [...streams],
    drainOrder: before?.drainOrder ?? null,
    ...life,
  });
  hint(tables, null);
}

const claimableShards = (tables: MemoryTables, now: number, by: Incarnation): ShardRow[] =>
  shardsThat(tables, (shard) => isClaimable(tables, shard, by, now) && isReadableBy(tables, shard, by));

const claimableStreams = (tables: MemoryTables, now: number, by: Incarnation): WalletStreamRow[] =>
  [...tables.walletStreams.values()]
    .filter((row) => isClaimable(tables, row, by, now) && isReadBy(tables, row, by))
    .toSorted((left, right) => byText(left.stream, right.stream));

export function renewInMemory(tables: MemoryTables, now: number, by: Incarnation, leaseMs: number): Assignments | null {
  const row = tables.workers.get(by.worker);
  if (row === undefined || row.token !== by.token) return null;
  row.leaseUntil = now + leaseMs;
  return {
    status: row.status,
    shards: shardsThat(tables, ({ token }) => token === by.token).map(({ brandId, shardNo, epoch, target }) => ({
      brandId,
      shardNo,
      epoch,
      target,
    })),
    streams: [...tables.walletStreams.values()]
      .filter(({ token }) => token === by.token)
      .map(({ stream, epoch, target }) => ({ stream, epoch, target })),
    claimable: claimableShards(tables, now, by).length + claimableStreams(tables, now, by).length,
  };
}

export function claimInMemory(
  tables: MemoryTables,
  now: number,
  by: Incarnation,
  limit: number,
): { shards: ShardOwnership[]; streams: StreamLease[] } {
  if (aliveWorker(tables, by.token, now)?.worker !== by.worker) return { shards: [], streams: [] };
  const shards = claimableShards(tables, now, by).slice(0, limit);
  const streams = claimableStreams(tables, now, by);
  for (const shard of shards) settleMoves(tables, now, shard, by.worker);
  for (const row of [...shards, ...streams]) {
    row.owner = by.worker;
    row.token = by.token;
    row.epoch += 1;
    row.target = null;
  }
  const brands = shards.map(({ brandId }) => brandId);
  if (shards.length + streams.length > 0) hint(tables, brands);
  return {
    shards: shards.map((shard) => ownershipOf(shard, by.token)),
    streams: streams.map(({ stream, epoch }) => ({ stream, token: by.token, epoch })),
  };
}

/** Operators' moves of what is claimed are over. */
function settleMoves(tables: MemoryTables, now: number, shard: ShardRow, worker: string): void {
  const outcome = `${worker} has it under epoch ${shard.epoch + 1}`;
  for (const { id, subject } of openMoves(tables, shard)) {
    closeEntry(tables, now, id, subject === worker ? 'done' : 'failed', outcome);
  }
}

export function openBrandInMemory(
  tables: MemoryTables,
  now: number,
  brandId: BrandId,
  by: Incarnation | null,
): ShardOwnership[] {
  const isNew = ![...tables.shards.values()].some((shard) => shard.brandId === brandId);
  if (by === null) {
    const place = { brandId, shardNo: 1, slotFrom: 0, slotTo: SLOT_COUNT };
    if (isNew) {
      tables.shards.set(shardKey(brandId, 1), newShard(place, { owner: null, token: null, epoch: 0 }));
      hint(tables, [brandId]);
    }
    return [];
  }
  if (isNew && aliveWorker(tables, by.token, now)?.worker === by.worker) {
    const place = { brandId, shardNo: 1, slotFrom: 0, slotTo: SLOT_COUNT };
    tables.shards.set(shardKey(brandId, 1), newShard(place, { owner: by.worker, token: by.token, epoch: 1 }));
    hint(tables, [brandId]);
  }
  return shardsThat(tables, (shard) => shard.brandId === brandId && shard.token === by.token).map((shard) =>
    ownershipOf(shard, by.token),
  );
}

export function releaseInMemory(
  tables: MemoryTables,
  shards: readonly (ShardKey & { readonly epoch: number })[],
  by: Incarnation,
  machineVersionMin = 0,
): void {
  const released: BrandId[] = [];
  for (const { epoch, ...key } of shards) {
    const shard = findShard(tables, key);
    if (shard === null || shard.token !== by.token || shard.epoch !== epoch) continue;
    shard.owner = null;
    shard.token = null;
    shard.machineVersionMin = Math.max(shard.machineVersionMin, machineVersionMin);
    released.push(shard.brandId);
  }
  if (released.length > 0) hint(tables, released);
}

export function releaseStreamsInMemory(tables: MemoryTables, leases: readonly StreamLease[]): void {
  for (const { stream, token, epoch } of leases) {
    const row = tables.walletStreams.get(stream);
    if (row === undefined || row.token !== token || row.epoch !== epoch) continue;
    row.owner = null;
    row.token = null;
    hint(tables, []);
  }
}

export function leaveInMemory(tables: MemoryTables, by: Incarnation): void {
  for (const row of [...tables.shards.values(), ...tables.walletStreams.values()]) {
    if (row.token !== by.token || ('retired' in row && row.retired)) continue;
    row.owner = null;
    row.token = null;
  }
  const row = tables.workers.get(by.worker);
  if (row !== undefined && isRegistered(tables, by)) {
    // One that an operator drained would come back undrained.
    if (row.drainOrder === null) tables.workers.delete(by.worker);
    else row.leaseUntil = 0;
  }
  hint(tables, null);
}
