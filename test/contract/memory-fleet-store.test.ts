import { describe } from 'vitest';
import { createMemoryFleetStore } from '../../src/adapters/memory/memory-fleet-store.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { createMemoryWatermarks } from '../../src/adapters/memory/memory-watermarks.ts';
import { fleetStoreContract } from './fleet-store.contract.ts';
import { NOON } from './decided-world.ts';

describe('the memory fleet store', () => {
  fleetStoreContract(async () => {
    const tables = new MemoryTables();
    const clock = { now: () => NOON };
    return {
      fleet: createMemoryFleetStore(tables, clock),
      elsewhere: createMemoryFleetStore(tables, clock),
      store: createMemoryStore(tables),
      watermarks: createMemoryWatermarks(tables, clock),
      endLease: async (worker) => {
        const row = tables.workers.get(worker);
        if (row !== undefined) row.leaseUntil = NOON;
      },
      ageHistory: async (ms) => {
        for (const [place, entry] of tables.history.entries()) {
          if (entry.doneAt !== null) tables.history[place] = { ...entry, doneAt: entry.doneAt - ms };
        }
      },
    };
  });
});
