import { describe } from 'vitest';
import { createMemoryRollingChanges } from '../../src/adapters/memory/memory-rolling-changes.ts';
import { createMemoryReadStore, createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { rollingChangesContract } from './rolling-changes.contract.ts';

describe('following rollings in memory', () => {
  rollingChangesContract(async () => {
    const tables = new MemoryTables();
    return {
      store: createMemoryStore(tables),
      reads: createMemoryReadStore(tables),
      changes: createMemoryRollingChanges(tables),
      overwrite: async ({ facts }, machineVersion, snapshot) => {
        const row = tables.rollings.get(facts.rollingId)!;
        tables.rollings.set(facts.rollingId, { ...row, machineVersion, snapshot });
      },
    };
  });
});
