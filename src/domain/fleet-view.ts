// The fleet as operators see it: the same documents over REST and with `--json` on the command line.
import type { BrandId } from './ids.ts';
import type { PlacedShard, PlacedStream, PlacedWorker, PlacementState } from './placement/placement-state.ts';
import { formatTimestamp } from './timestamp.ts';

interface SeenWorker extends PlacedWorker {
  readonly address: string;
  readonly drain: { readonly order: number; readonly isOpen: boolean } | null;
}

interface SeenShard extends PlacedShard {
  readonly slotFrom: number;
  readonly slotTo: number;
  readonly epoch: number;
}

interface SeenStream extends PlacedStream {
  readonly epoch: number;
  readonly processedThrough: number | null;
  readonly exceptBrands: readonly BrandId[];
}

/** What a view is made of. The fleet store's state has this shape. */
export interface SeenFleet extends PlacementState {
  readonly workers: readonly SeenWorker[];
  readonly shards: readonly SeenShard[];
  readonly streams: readonly SeenStream[];
}

interface SeenEntry {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly brandId: BrandId | null;
  readonly shardNo: number | null;
  readonly subject: string | null;
  /** JSON. */
  readonly detail: string;
  readonly requestedBy: string;
  readonly reason: string;
  readonly state: 'open' | 'done' | 'failed';
  readonly outcome: string | null;
  readonly doneAt: number | null;
}

const timeOrNull = (at: number | null): string | null => (at === null ? null : formatTimestamp(at));
const round = (rate: number): number => Math.round(rate * 10) / 10;

/**
 * `drained`: by an operator, and empty. `ending`: it drains by itself, because it was told to stop. `away`: its lease has ended;
 * with a drain that is still in force, `drained` or `draining` says so beside `alive: false`.
 */
export type WorkerCondition = 'joining' | 'active' | 'draining' | 'drained' | 'ending' | 'away';

function conditionOf({ alive, status, drain }: SeenWorker): WorkerCondition {
  if (drain !== null) return drain.isOpen ? 'draining' : 'drained';
  if (!alive) return 'away';
  return status === 'draining' ? 'ending' : status;
}

export function workerViews({ workers, shards, streams }: SeenFleet) {
  const held = new Map<string, { shards: number; eventsPerS: number }>();
  for (const { owner, eventsPerS } of shards) {
    if (owner === null) continue;
    const sum = held.get(owner) ?? { shards: 0, eventsPerS: 0 };
    sum.shards += 1;
    sum.eventsPerS += eventsPerS;
    held.set(owner, sum);
  }
  return workers.map((worker) => ({
    worker: worker.worker,
    condition: conditionOf(worker),
    alive: worker.alive,
    drain_order: worker.drain === null ? null : String(worker.drain.order),
    shards: held.get(worker.worker)?.shards ?? 0,
    events_per_s: round(held.get(worker.worker)?.eventsPerS ?? 0),
    reads: streams.filter(({ owner }) => owner === worker.worker).map(({ stream }) => stream),
    may_read: worker.streams,
    capacity: worker.capacity,
    build: worker.build,
    machine_version: worker.machineVersion,
    started_at: formatTimestamp(worker.startedAt),
    address: worker.address,
  }));
}

export const shardView = (shard: SeenShard) => ({
  brand_id: shard.brandId,
  shard_no: shard.shardNo,
  slot_from: shard.slotFrom,
  /** Not part of it. */
  slot_to: shard.slotTo,
  owner: shard.owner,
  owner_alive: shard.ownerAlive,
  epoch: shard.epoch,
  target: shard.target,
  pinned_to: shard.pinnedTo,
  machine_version_min: shard.machineVersionMin,
  events_per_s: round(shard.eventsPerS),
});

export function streamViews({ workers, streams }: SeenFleet) {
  return streams.map((stream) => ({
    stream: stream.stream,
    reader: stream.owner,
    reader_alive: stream.ownerAlive,
    epoch: stream.epoch,
    target: stream.target,
    processed_through: timeOrNull(stream.processedThrough),
    except_brands: stream.exceptBrands,
    may_be_read_by: workers
      .filter(({ alive, streams: names }) => alive && names.includes(stream.stream))
      .map(({ worker }) => worker),
  }));
}

export function historyView(entry: SeenEntry) {
  const detail: unknown = JSON.parse(entry.detail);
  return {
    id: String(entry.id),
    at: formatTimestamp(entry.at),
    kind: entry.kind,
    brand_id: entry.brandId,
    shard_no: entry.shardNo,
    subject: entry.subject,
    detail,
    requested_by: entry.requestedBy,
    reason: entry.reason,
    state: entry.state,
    outcome: entry.outcome,
    done_at: timeOrNull(entry.doneAt),
    took_ms: entry.doneAt === null ? null : entry.doneAt - entry.at,
  };
}

export type WorkerView = ReturnType<typeof workerViews>[number];
export type ShardView = ReturnType<typeof shardView>;
export type StreamView = ReturnType<typeof streamViews>[number];
export type HistoryView = ReturnType<typeof historyView>;
