// Placement: which worker should have which shard and which stream. Pure; the leader writes what it wants as wishes, and an operator
// may ask for it as a dry-run. Run on its own result it wants nothing.
import { type Item, placeItems } from './place-items.ts';
import type {
  PlacedWorker,
  PlacementLimits,
  PlacementReason,
  PlacementState,
  ShardWish,
  StrandedShard,
  StreamWish,
} from './placement-state.ts';
import { WorkerLoads } from './worker-loads.ts';

export interface PlacementChanges {
  readonly shards: readonly ShardWish[];
  readonly streams: readonly StreamWish[];
  /** The same wishes, for one entry of the history per reason. */
  readonly byReason: readonly {
    readonly reason: PlacementReason;
    readonly shards: readonly ShardWish[];
    readonly streams: readonly StreamWish[];
  }[];
  readonly stranded: readonly StrandedShard[];
}

/** What a shard weighs beside its events, in events a second: thousands of idle shards are spread as well. */
const BASE_WEIGHT = 1;

/** At once. Of thousands of shards each is small, and one in a hundred at a time is still few. */
const MOVES_MAX = 20;
const MOVES_SHARE_MAX = 0.01;

function limitsOf({ shards }: PlacementState): PlacementLimits {
  return { movesMax: Math.max(MOVES_MAX, Math.ceil(shards.length * MOVES_SHARE_MAX)) };
}

const REASONS: readonly PlacementReason[] = ['orphaned', 'version', 'pin', 'drain', 'unread', 'withdrawn', 'rebalance'];

/** Why, in words for people. */
const EXPLANATIONS: Readonly<Record<PlacementReason, string>> = {
  orphaned: 'nobody living has it',
  version: 'its owner cannot read its snapshots',
  pin: 'it is pinned there',
  drain: 'its owner is being drained',
  unread: 'its owner is not configured to read it',
  withdrawn: 'the worker it was to go to cannot take it any more',
  rebalance: 'its owner has more than its share of the load, or the other has less',
};

export const explain = (reason: PlacementReason): string => EXPLANATIONS[reason];

function shardItems({ shards }: PlacementState): Item[] {
  return shards.map(({ owner, ownerAlive, target, pinnedTo, machineVersionMin, eventsPerS, resting }, index) => {
    const weight = BASE_WEIGHT + Math.max(0, eventsPerS);
    return { index, weight, owner, ownerAlive, target, pinnedTo, machineVersionMin, resting };
  });
}

function streamItems({ streams }: PlacementState): Item[] {
  return streams.map(({ owner, ownerAlive, target }, index) => {
    return { index, weight: 1, owner, ownerAlive, target, pinnedTo: null, machineVersionMin: 0, resting: false };
  });
}

/** For streams that only these read, the others are as if drained. */
function asReaders(workers: readonly PlacedWorker[], readers: ReadonlySet<string>): readonly PlacedWorker[] {
  return workers.map((worker) => (readers.has(worker.worker) ? worker : { ...worker, status: 'draining' as const }));
}

/** Streams that the same workers read are placed together: all of them, save while a configuration is being changed. */
function placeStreams(state: PlacementState, movesMax: number): StreamWish[] {
  const groups = new Map<string, { readers: ReadonlySet<string>; items: Item[] }>();
  for (const item of streamItems(state)) {
    const name = state.streams[item.index]?.stream ?? '';
    const readers = state.workers.filter(({ streams }) => streams.includes(name)).map(({ worker }) => worker);
    const key = JSON.stringify(readers);
    const group = groups.get(key) ?? { readers: new Set(readers), items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ readers, items }) =>
    placeItems(items, new WorkerLoads(asReaders(state.workers, readers)), movesMax).wishes.flatMap(
      ({ item, target, reason }): StreamWish[] => {
        const stream = state.streams[item.index];
        if (stream === undefined) return [];
        const { stream: name, owner } = stream;
        const isUnread = reason === 'drain' && !readers.has(owner ?? '');
        return [{ stream: name, from: owner, target, reason: isUnread ? 'unread' : reason }];
      },
    ),
  );
}

export function place(state: PlacementState, { movesMax }: PlacementLimits = limitsOf(state)): PlacementChanges {
  const forShards = new WorkerLoads(state.workers);
  const placed = placeItems(shardItems(state), forShards, movesMax);
  const shards = placed.wishes.flatMap(({ item, target, reason }): ShardWish[] => {
    const shard = state.shards[item.index];
    if (shard === undefined) return [];
    return [{ brandId: shard.brandId, shardNo: shard.shardNo, from: shard.owner, target, reason }];
  });
  const stranded = placed.stranded.flatMap((item): StrandedShard[] => {
    const shard = state.shards[item.index];
    if (shard === undefined) return [];
    const why = forShards.takers.size === 0 ? 'no_active_worker' : 'nobody_reads_its_version';
    return [{ brandId: shard.brandId, shardNo: shard.shardNo, owner: shard.owner, why }];
  });
  const streams = placeStreams(state, movesMax);
  const byReason = REASONS.map((reason) => ({
    reason,
    shards: shards.filter((wish) => wish.reason === reason),
    streams: streams.filter((wish) => wish.reason === reason),
  })).filter((group) => group.shards.length + group.streams.length > 0);
  return { shards, streams, byReason, stranded };
}
