// The port FleetStore over plain maps, for simulation: the clock that judges leases is an argument.
import { explain } from '../../domain/placement/place.ts';
import { BALANCED_STAY_MS, ORDERED_STAY_MS } from '../../domain/placement/placement-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FleetState, FleetStore, Route } from '../../ports/fleet-store.ts';
import {
  claimInMemory,
  joinInMemory,
  leaveInMemory,
  openBrandInMemory,
  releaseInMemory,
  releaseStreamsInMemory,
  renewInMemory,
} from './memory-fleet-members.ts';
import {
  drainInMemory,
  drainedInMemory,
  forgetStreamInMemory,
  moveInMemory,
  pinInMemory,
  undrainInMemory,
} from './memory-fleet-operators.ts';
import { aliveWorker, closeEntry, findShard, hint, shardsThat } from './memory-fleet-rows.ts';
import {
  assignInMemory,
  isAbout,
  openOrdersInMemory,
  orderMergeInMemory,
  orderSplitInMemory,
  reshapeInMemory,
} from './memory-fleet-wishes.ts';
import { type MemoryTables, type ShardRow, byText } from './memory-tables.ts';

function stateOf(tables: MemoryTables, now: number): FleetState {
  const isAlive = (token: string | null): boolean => aliveWorker(tables, token, now) !== null;
  return {
    workers: [...tables.workers.values()]
      .toSorted((left, right) => byText(left.worker, right.worker))
      .map(({ leaseUntil, drainOrder: order, ...worker }) => ({
        ...worker,
        alive: leaseUntil > now,
        drain: order === null ? null : { order, isOpen: tables.history[order - 1]?.state === 'open' },
      })),
    shards: shardsThat(tables, () => true).map((shard) => ({
      brandId: shard.brandId,
      shardNo: shard.shardNo,
      slotFrom: shard.slotFrom,
      slotTo: shard.slotTo,
      owner: shard.owner,
      epoch: shard.epoch,
      ownerAlive: isAlive(shard.token),
      target: shard.target,
      pinnedTo: shard.pinnedTo,
      machineVersionMin: shard.machineVersionMin,
      eventsPerS: shard.eventsPerS,
      resting: isResting(tables, now, shard),
    })),
    streams: [...tables.walletStreams.values()]
      .filter(({ forgotten }) => !forgotten)
      .toSorted((left, right) => byText(left.stream, right.stream))
      .map(({ stream, owner, token, epoch, target, processedThrough, exceptBrands }) => ({
        stream,
        owner,
        epoch,
        ownerAlive: isAlive(token),
        target,
        processedThrough,
        exceptBrands,
      })),
  };
}

function isResting({ history }: MemoryTables, now: number, shard: ShardRow): boolean {
  const { owner } = shard;
  const since = (ms: number, doneAt: number | null): boolean => doneAt !== null && doneAt > now - ms;
  return history.some((entry) => {
    if (!isAbout(entry, shard)) return false;
    if (entry.state === 'open') return entry.kind === 'split' || entry.kind === 'merge';
    if (entry.state === 'failed') return false;
    if (entry.kind === 'move') return entry.subject === owner && since(ORDERED_STAY_MS, entry.doneAt);
    const isBalance = entry.kind === 'place' && entry.reason === explain('rebalance');
    return isBalance && targetIn(entry.detail) === owner && since(BALANCED_STAY_MS, entry.doneAt);
  });
}

function targetIn(detail: string): unknown {
  const parsed: unknown = JSON.parse(detail);
  return typeof parsed === 'object' && parsed !== null && 'target' in parsed ? parsed.target : null;
}

function routeOf(tables: MemoryTables, now: number, shard: ShardRow): Route {
  const { brandId, shardNo, slotFrom, slotTo, epoch } = shard;
  const row = aliveWorker(tables, shard.token, now);
  const owner = row === null ? null : { worker: row.worker, token: row.token, address: row.address };
  return { brandId, shardNo, slotFrom, slotTo, epoch, owner };
}

function leadInMemory(tables: MemoryTables): ReturnType<FleetStore['lead']> {
  if (tables.isLed) return Promise.resolve(null);
  tables.isLed = true;
  const lost = Promise.withResolvers<void>();
  let isMine = true;
  const resign = async (): Promise<void> => {
    if (isMine) tables.isLed = false;
    isMine = false;
    lost.resolve();
  };
  return Promise.resolve({ lost: lost.promise, resign });
}

export function createMemoryFleetStore(tables: MemoryTables, clock: Pick<Clock, 'now'>): FleetStore {
  return {
    register: async (by, leaseMs, streams) => joinInMemory(tables, clock.now(), by, leaseMs, streams),
    renew: async (by, leaseMs) => renewInMemory(tables, clock.now(), by, leaseMs),
    setStatus: async ({ worker, token }, status) => {
      const row = tables.workers.get(worker);
      if (row?.token !== token) return false;
      row.status = row.drainOrder === null ? status : 'draining';
      hint(tables, []);
      return true;
    },
    leave: async (by) => leaveInMemory(tables, by),
    reportLoads: async (loads) => {
      for (const { eventsPerS, ...key } of loads) {
        const shard = findShard(tables, key);
        if (shard !== null) shard.eventsPerS = eventsPerS;
      }
    },
    claim: async (by, limit) => claimInMemory(tables, clock.now(), by, limit),
    openBrand: async (brandId, by) => openBrandInMemory(tables, clock.now(), brandId, by),
    release: async (shards, by) => releaseInMemory(tables, shards, by),
    releaseStreams: async (leases) => releaseStreamsInMemory(tables, leases),
    refuse: async (shard, machineVersionMin, by) => releaseInMemory(tables, [shard], by, machineVersionMin),
    state: async () => stateOf(tables, clock.now()),
    pulse: async () =>
      [...tables.workers.values()]
        .toSorted((left, right) => byText(left.worker, right.worker))
        .map(({ worker, token, status, leaseUntil }) => `${worker} ${token} ${status} ${leaseUntil > clock.now()}`)
        .join(),
    assign: async (shards, streams, authority) => assignInMemory(tables, clock.now(), shards, streams, authority),
    routes: async (brands) =>
      shardsThat(tables, ({ brandId }) => brands === null || brands.includes(brandId)).map((shard) =>
        routeOf(tables, clock.now(), shard),
      ),
    streamEpochs: async () => new Map([...tables.walletStreams.values()].map(({ stream, epoch }) => [stream, epoch])),
    move: async (shard, target, force, authority) => moveInMemory(tables, clock.now(), shard, target, force, authority),
    pin: async (shard, worker, authority) => pinInMemory(tables, clock.now(), shard, worker, authority),
    drain: async (worker, authority) => drainInMemory(tables, clock.now(), worker, authority),
    undrain: async (worker, authority) => undrainInMemory(tables, clock.now(), worker, authority),
    drained: async (workers) => drainedInMemory(tables, clock.now(), workers),
    forgetStream: async (stream, authority) => forgetStreamInMemory(tables, clock.now(), stream, authority),
    orderSplit: async (shard, slotsAt, authority) => orderSplitInMemory(tables, clock.now(), shard, slotsAt, authority),
    orderMerge: async (shard, withShardNo, authority) =>
      orderMergeInMemory(tables, clock.now(), shard, withShardNo, authority),
    openOrders: async (by) => openOrdersInMemory(tables, by),
    closeOrder: async (id, state, outcome) => closeEntry(tables, clock.now(), id, state, outcome),
    reshape: async (parents, children, orderId) => reshapeInMemory(tables, clock.now(), parents, children, orderId),
    history: async (brand, beforeId, limit) =>
      tables.history
        .filter(({ id, brandId }) => (brand === null || brandId === brand) && (beforeId === null || id < beforeId))
        .toReversed()
        .slice(0, limit),
    historyEntry: async (id) => tables.history[id - 1] ?? null,
    listen: async (onHint) => {
      tables.listeners.add(onHint);
      return { close: async () => void tables.listeners.delete(onHint) };
    },
    lead: () => leadInMemory(tables),
  };
}
