// The fleet's rows, with every take-over entered in the books as it happens, whether or not its answer arrives.
import { type MemoryTables, shardKey } from '../../src/adapters/memory/memory-tables.ts';
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { Books } from './books.ts';
import type { Sightings } from './sightings.ts';

export function bookedFleetStore(
  store: FleetStore,
  tables: MemoryTables,
  books: Books,
  sightings: Sightings,
): FleetStore {
  return {
    ...store,
    claim: async (by, limit) => {
      const owners = new Map([...tables.shards].map(([key, { owner }]) => [key, owner]));
      const claimed = await store.claim(by, limit);
      books.claimed(claimed.shards);
      for (const { brandId, shardNo } of claimed.shards) {
        const before = owners.get(shardKey(brandId, shardNo)) ?? null;
        if (before !== null) sightings.saw(before === by.worker ? 'shard_inherited' : 'shard_stolen');
      }
      if (claimed.streams.some(({ epoch }) => epoch > 1)) sightings.saw('stream_taken_over');
      return claimed;
    },
    openBrand: async (brandId, by) => {
      const owned = await store.openBrand(brandId, by);
      books.claimed(owned);
      return owned;
    },
    reshape: async (parents, children, orderId) => {
      const born = await store.reshape(parents, children, orderId);
      if (born === null) return null;
      books.claimed(born);
      if (parents.some(({ commitSeq }) => commitSeq > 0)) sightings.saw('reshaped_with_traffic');
      if (parents.length > 1) sightings.saw('merged');
      return born;
    },
  };
}
