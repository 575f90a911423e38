// The port FleetStore on Postgres. Renewals have a connection of their own: no claim of thousands of shards may stand before a
// lease that ends. Sessions that must be sessions (LISTEN, the leader's lock) are opened with the direct URL.
import { assertCovers } from '../../domain/slot-ranges.ts';
import type { FleetStore } from '../../ports/fleet-store.ts';
import { openPool, type Sql } from './connection.ts';
import { assignShardTargets, assignStreamTargets } from './fleet/assign-targets.ts';
import { claimWishedShards, claimWishedStreams } from './fleet/claim-wished.ts';
import { closeOrder } from './fleet/close-order.ts';
import { closeDrains, drainWorker, undrainWorker } from './fleet/drain-worker.ts';
import { forgetStream } from './fleet/forget-stream.ts';
import { insertFirstShard, insertUnownedFirstShard, selectOwnedOfBrand } from './fleet/insert-first-shard.ts';
import { insertMergeOrder, insertSplitOrder } from './fleet/insert-order.ts';
import { LeaderElection } from './fleet/leadership.ts';
import { listenForHints } from './fleet/listen-for-hints.ts';
import { moveShard, pinShard } from './fleet/move-shard.ts';
import { releaseShards } from './fleet/release-shards.ts';
import { releaseStreams } from './fleet/release-streams.ts';
import { removeWorker } from './fleet/remove-worker.ts';
import { renewLease } from './fleet/renew-lease.ts';
import { reshapeShards } from './fleet/reshape-shards.ts';
import { selectHistory, selectHistoryEntry } from './fleet/select-history.ts';
import { selectOpenOrders } from './fleet/select-open-orders.ts';
import { selectRoutes } from './fleet/select-routes.ts';
import { selectPulse } from './fleet/select-pulse.ts';
import { selectState } from './fleet/select-state.ts';
import { selectStreamEpochs } from './fleet/select-stream-epochs.ts';
import { updateWorkerStatus } from './fleet/update-worker-status.ts';
import { upsertLoads } from './fleet/upsert-loads.ts';
import { upsertWorker } from './fleet/upsert-worker.ts';
import { type Heard, Wire } from './wire.ts';

export interface FleetPools {
  readonly leases: Sql;
  readonly changes: Sql;
  /** A server that fell silent is given up: whoever waited for it for ever could neither renew, claim nor lead. */
  readonly heardLease: Heard;
  readonly heardChange: Heard;
  /** Of the server itself, never of a pooler that hands a session's statements to several servers. */
  readonly directUrl: string;
  readonly election: LeaderElection;
  readonly end: () => Promise<void>;
}

/** Well below a lease: what comes later than its end is of no use. */
const LEASE_TIMEOUT_MS = 3_000;
const CHANGE_TIMEOUT_MS = 15_000;
const CHANGE_CONNECTIONS = 2;
const END_TIMEOUT_S = 5;

export function openFleetPools(
  databaseUrl: string,
  directUrl: string,
  { leaseTimeoutMs, changeTimeoutMs } = { leaseTimeoutMs: LEASE_TIMEOUT_MS, changeTimeoutMs: CHANGE_TIMEOUT_MS },
): FleetPools {
  const [leaseWire, changeWire] = [new Wire(), new Wire()];
  const leases = openPool(databaseUrl, {
    applicationName: 'rolling-service lease',
    connectionsMax: 1,
    statementTimeoutMs: leaseTimeoutMs,
    wire: leaseWire,
  });
  const changes = openPool(databaseUrl, {
    applicationName: 'rolling-service fleet',
    connectionsMax: CHANGE_CONNECTIONS,
    statementTimeoutMs: changeTimeoutMs,
    wire: changeWire,
  });
  const election = new LeaderElection(directUrl);
  const end = async (): Promise<void> => {
    await Promise.all([
      leases.end({ timeout: END_TIMEOUT_S }),
      changes.end({ timeout: END_TIMEOUT_S }),
      election.close(),
    ]);
  };
  const heardLease = leaseWire.within(leaseTimeoutMs);
  const heardChange = changeWire.within(changeTimeoutMs);
  return { leases, changes, heardLease, heardChange, directUrl, election, end };
}

const openListener = (directUrl: string): Sql =>
  openPool(directUrl, { applicationName: 'rolling-service fleet hints', connectionsMax: 1, statementTimeoutMs: 0 });

export function createPostgresFleetStore(pools: FleetPools): FleetStore {
  const { leases, changes, heardLease, heardChange: heard, directUrl, election } = pools;
  return {
    register: (registration, leaseMs, streams) =>
      heardLease(() => upsertWorker(leases, registration, leaseMs, streams)),
    renew: (by, leaseMs) => heardLease(() => renewLease(leases, by, leaseMs)),
    setStatus: (by, status) => heard(() => updateWorkerStatus(changes, by, status)),
    leave: (by) => heard(() => removeWorker(changes, by)),
    reportLoads: (loads) => heard(() => upsertLoads(changes, loads)),
    claim: (by, limit) =>
      heard(async () => {
        const [shards, streams] = await Promise.all([
          claimWishedShards(changes, by, limit),
          claimWishedStreams(changes, by),
        ]);
        return { shards, streams };
      }),
    openBrand: (brandId, by) =>
      heard(async () => {
        if (by === null) {
          await insertUnownedFirstShard(changes, brandId);
          return [];
        }
        await insertFirstShard(changes, brandId, by);
        return selectOwnedOfBrand(changes, brandId, by);
      }),
    release: (shards, by) => heard(() => releaseShards(changes, shards, by)),
    releaseStreams: (streams) => heard(() => releaseStreams(changes, streams)),
    refuse: (shard, machineVersionMin, by) => heard(() => releaseShards(changes, [shard], by, machineVersionMin)),
    state: () => heard(() => selectState(changes)),
    pulse: () => heard(() => selectPulse(changes)),
    assign: (shards, streams, authority) =>
      heard(async () => {
        await assignShardTargets(changes, shards, authority);
        await assignStreamTargets(changes, streams, authority);
      }),
    routes: (brands) => heard(() => selectRoutes(changes, brands)),
    streamEpochs: () => heard(() => selectStreamEpochs(changes)),
    move: (shard, target, force, authority) => heard(() => moveShard(changes, shard, target, force, authority)),
    pin: (shard, worker, authority) => heard(() => pinShard(changes, shard, worker, authority)),
    drain: (worker, authority) => heard(() => drainWorker(changes, worker, authority)),
    undrain: (worker, authority) => heard(() => undrainWorker(changes, worker, authority)),
    drained: (workers) => heard(() => closeDrains(changes, workers)),
    forgetStream: (stream, authority) => heard(() => forgetStream(changes, stream, authority)),
    orderSplit: (shard, slotsAt, authority) => heard(() => insertSplitOrder(changes, shard, slotsAt, authority)),
    orderMerge: (shard, withShardNo, authority) =>
      heard(() => insertMergeOrder(changes, shard, withShardNo, authority)),
    openOrders: (by) => heard(() => selectOpenOrders(changes, by)),
    closeOrder: (id, state, outcome) => heard(() => closeOrder(changes, id, state, outcome)),
    reshape: async (parents, children, orderId) => {
      assertCovers(parents, children);
      return heard(() => reshapeShards(changes, parents, children, orderId));
    },
    history: (brandId, beforeId, limit) => heard(() => selectHistory(changes, brandId, beforeId, limit)),
    historyEntry: (id) => heard(() => selectHistoryEntry(changes, id)),
    listen: (onHint) => listenForHints(openListener(directUrl), onHint),
    lead: () => election.lead(),
  };
}
