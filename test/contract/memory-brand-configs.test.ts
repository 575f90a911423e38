import { describe } from 'vitest';
import { createMemoryBrandConfigs } from '../../src/adapters/memory/memory-brand-configs.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { brandConfigsContract } from './brand-configs.contract.ts';

describe('brand configs in memory', () => {
  brandConfigsContract(async () => {
    const tables = new MemoryTables();
    return { configs: createMemoryBrandConfigs(tables), store: createMemoryStore(tables) };
  });
});
