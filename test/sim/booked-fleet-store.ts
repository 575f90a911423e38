// The fleet's rows, with every take-over entered in the books as it happens, whether or not its answer arrives.
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { Books } from './books.ts';
import type { Sightings } from './sightings.ts';

export function bookedFleetStore(store: FleetStore, books: Books, sightings: Sightings): FleetStore {
  return {
    ...store,
    claim: async (by, limit) => {
      const claimed = await store.claim(by, limit);
      books.claimed(claimed.shards);
      return claimed;
    },
    openBrand: async (brandId, by) => {
      const owned = await store.openBrand(brandId, by);
      books.claimed(owned);
      return owned;
    },
    reshape: async (parents, children, orderId) => {
      const born = await store.reshape(parents, children, orderId);
      if (born !== null) books.claimed(born);
      if (born !== null) sightings.saw('reshaped');
      return born;
    },
  };
}
