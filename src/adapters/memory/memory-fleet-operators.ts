// What operators do to a fleet in memory: move, pin, drain, forget.
import type { Authority, OrderAnswer } from '../../ports/fleet-store.ts';
import type { ShardKey } from '../../ports/store.ts';
import { closeEntry, findShard, hint, openMoves, writeHistory } from './memory-fleet-rows.ts';
import { meant } from './memory-fleet-wishes.ts';
import type { MemoryTables } from './memory-tables.ts';

export function moveInMemory(
  tables: MemoryTables,
  now: number,
  key: ShardKey,
  target: string,
  force: boolean,
  authority: Authority,
): OrderAnswer {
  const shard = findShard(tables, key);
  const worker = tables.workers.get(target);
  if (shard === null) return { refused: 'no_such_shard' };
  if (worker === undefined) return { refused: 'no_such_worker' };
  if (worker.leaseUntil <= now) return { refused: 'worker_away' };
  if (worker.status === 'draining') return { refused: 'worker_draining' };
  if (worker.machineVersion < shard.machineVersionMin) return { refused: 'version_too_old' };
  if (shard.pinnedTo !== null && shard.pinnedTo !== target) return { refused: 'pinned_elsewhere' };
  const repeated = openMoves(tables, key).find(
    (entry) => entry.subject === target && (!force || entry.detail.includes('"force":true')),
  );
  if (repeated !== undefined) return { id: repeated.id };
  const { brandId, shardNo, owner } = shard;
  shard.target = meant(tables, now, shard.token, target);
  const isThere = shard.target === null;
  if (force && !isThere) {
    shard.owner = null;
    shard.token = null;
  }
  const superseded = openMoves(tables, key);
  const detail = JSON.stringify({ owner, target, force });
  const fate = isThere ? ({ state: 'done', outcome: 'it was there already' } as const) : ({ state: 'open' } as const);
  const id = writeHistory(tables, now, authority, {
    kind: 'move',
    brandId,
    shardNo,
    subject: target,
    detail,
    ...fate,
  });
  for (const entry of superseded) closeEntry(tables, now, entry.id, 'failed', `order ${id} took its place`);
  hint(tables, [brandId]);
  return { id };
}

export function pinInMemory(
  tables: MemoryTables,
  now: number,
  key: ShardKey,
  worker: string | null,
  authority: Authority,
): OrderAnswer {
  const shard = findShard(tables, key);
  if (shard === null) return { refused: 'no_such_shard' };
  if (worker !== null && !tables.workers.has(worker)) return { refused: 'no_such_worker' };
  shard.pinnedTo = worker;
  const { brandId, shardNo } = shard;
  const kind = worker === null ? 'unpin' : 'pin';
  const detail = JSON.stringify({ worker });
  const id = writeHistory(tables, now, authority, { kind, brandId, shardNo, subject: worker, detail, state: 'done' });
  hint(tables, [brandId]);
  return { id };
}

export function drainInMemory(tables: MemoryTables, now: number, worker: string, authority: Authority): OrderAnswer {
  const row = tables.workers.get(worker);
  if (row === undefined) return { refused: 'no_such_worker' };
  if (row.drainOrder === null) {
    const entry = { kind: 'drain', subject: worker, detail: '{}', state: 'open' } as const;
    row.drainOrder = writeHistory(tables, now, authority, entry);
    row.status = 'draining';
    hint(tables, []);
  }
  return { id: row.drainOrder };
}

export function undrainInMemory(tables: MemoryTables, now: number, worker: string, authority: Authority): OrderAnswer {
  const row = tables.workers.get(worker);
  if (row === undefined) return { refused: 'no_such_worker' };
  const before = row.drainOrder;
  const outcome = before === null ? 'it was not drained' : null;
  const entry = { kind: 'undrain', subject: worker, detail: '{}', state: 'done', outcome } as const;
  const id = writeHistory(tables, now, authority, entry);
  if (before === null) return { id };
  closeEntry(tables, now, before, 'failed', `order ${id} took it back`);
  row.drainOrder = null;
  if (row.status === 'draining') row.status = 'active';
  hint(tables, []);
  return { id };
}

export function drainedInMemory(tables: MemoryTables, now: number, workers: readonly string[]): void {
  for (const worker of workers) {
    const order = tables.workers.get(worker)?.drainOrder ?? null;
    const holds = [...tables.shards.values()].some((shard) => !shard.retired && shard.owner === worker);
    const reads = [...tables.walletStreams.values()].some(({ owner }) => owner === worker);
    if (order !== null && !holds && !reads) closeEntry(tables, now, order, 'done', 'it holds nothing any more');
  }
}

export function forgetStreamInMemory(
  tables: MemoryTables,
  now: number,
  stream: string,
  authority: Authority,
): OrderAnswer {
  const row = tables.walletStreams.get(stream);
  if (row === undefined || row.forgotten) return { refused: 'no_such_stream' };
  const isRead = [...tables.workers.values()].some((by) => by.leaseUntil > now && by.streams.includes(stream));
  if (isRead) return { refused: 'stream_in_use' };
  const detail = JSON.stringify({ owner: row.owner, processed_through: row.processedThrough });
  const nobodys = { owner: null, token: null, target: null, processedThrough: null, exceptBrands: [] };
  Object.assign(row, nobodys, { forgotten: true });
  const id = writeHistory(tables, now, authority, { kind: 'forget-stream', subject: stream, detail, state: 'done' });
  hint(tables, []);
  return { id };
}
