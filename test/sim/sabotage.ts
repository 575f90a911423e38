// The service with one of its safeguards broken at a port, to prove that the simulation would notice.
import type { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { eventKey, shardKey } from '../../src/adapters/memory/memory-tables.ts';
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { ForwardedEntry, LinkHandlers } from '../../src/ports/link.ts';
import type { CommitBatch, Store } from '../../src/ports/store.ts';
import type { WalletStream } from '../../src/ports/wallet-stream.ts';
import { settlementName } from './sent.ts';

export const SABOTAGES = ['fence', 'inbox', 'ack', 'same_token', 'rounds', 'stream_epoch', 'lease'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** A store that lets anybody commit: whatever token, epoch and sequence a fence names, the row's own are put in their place. */
function withoutFence(store: Store, tables: MemoryTables): Store {
  return {
    ...store,
    lostShards: async () => [],
    commit: (batch) => {
      const fences = batch.fences.map((fence) => {
        const row = tables.shards.get(shardKey(fence.brandId, fence.shardNo));
        if (row === undefined || row.token === null) return fence;
        return { ...fence, token: row.token, epoch: row.epoch, expectedSeq: row.commitSeq };
      });
      return store.commit({ ...batch, fences });
    },
  };
}

/** A store that forgets which events it has seen, and holds no settlement to once. */
function withoutInbox(store: Store, tables: MemoryTables): Store {
  const settled = new Set<string>();
  const forgetful = (batch: CommitBatch): CommitBatch => ({
    ...batch,
    inbox: batch.inbox.filter((row) => !tables.inbox.has(eventKey(row.brandId, row.day, row.eventId))),
    journal: batch.journal.map((entry) => {
      const { bet, brandId, playerId } = entry;
      if (bet === null || bet.leg === null) return entry;
      const name = `${settlementName(brandId, playerId, bet.betId, bet.settlementId)}|${bet.leg}`;
      if (settled.has(name)) return { ...entry, bet: { ...bet, leg: null } };
      settled.add(name);
      return entry;
    }),
  });
  return {
    ...store,
    load: async (request) => ({ ...(await store.load(request)), events: [], legs: [] }),
    commit: (batch) => store.commit(forgetful(batch)),
  };
}

export function sabotagedStore(store: Store, tables: MemoryTables, sabotage: Sabotage | null): Store {
  switch (sabotage) {
    case 'fence':
      return withoutFence(store, tables);
    case 'inbox':
      return withoutInbox(store, tables);
    case 'ack':
    case 'same_token':
    case 'rounds':
    case 'stream_epoch':
    case 'lease':
    case null:
      return store;
  }
}

/** A stream whose entries are acknowledged as soon as they were read. */
export function sabotagedStream(stream: WalletStream, sabotage: Sabotage | null): WalletStream {
  if (sabotage !== 'ack') return stream;
  return {
    name: stream.name,
    ensureGroup: () => stream.ensureGroup(),
    readPending: (afterId, count) => stream.readPending(afterId, count),
    readNew: async (count, blockMs) => {
      const entries = await stream.readNew(count, blockMs);
      if (entries.length > 0) await stream.acknowledge(entries.map(({ id }) => id));
      return entries;
    },
    acknowledge: (ids) => stream.acknowledge(ids),
    lag: () => stream.lag(),
    lastId: () => stream.lastId(),
  };
}

/** A member that believes its lease renewed whatever became of the renewal, and goes on with what it was told last. */
export function sabotagedFleetStore(store: FleetStore, sabotage: Sabotage | null): FleetStore {
  if (sabotage !== 'lease') return store;
  let last: Awaited<ReturnType<FleetStore['renew']>> = null;
  const names = Object.keys(store) as (keyof FleetStore)[];
  const copy = Object.fromEntries(names.map((name) => [name, store[name]])) as unknown as FleetStore;
  return {
    ...copy,
    renew: async (by, leaseMs) => {
      try {
        last = await store.renew(by, leaseMs);
      } catch (error) {
        if (last === null) throw error;
      }
      return last;
    },
  };
}

/** What comes over a link, with a higher round on every entry, or with every reader named the present one. */
export function sabotagedInbound(inbound: LinkHandlers, tables: MemoryTables, sabotage: Sabotage | null): LinkHandlers {
  if (sabotage !== 'rounds' && sabotage !== 'stream_epoch') return inbound;
  let round = 0;
  const spoiled = (entry: ForwardedEntry): ForwardedEntry => {
    round += 1;
    if (sabotage === 'rounds') return { ...entry, round };
    return { ...entry, streamEpoch: tables.walletStreams.get(entry.stream)?.epoch ?? entry.streamEpoch };
  };
  return { command: inbound.command, entry: (entry, end) => inbound.entry(spoiled(entry), end) };
}
