import { describe } from 'vitest';
import { MemoryTables, shardKey } from '../../src/adapters/memory/memory-tables.ts';
import {
  createMemoryReadStore,
  createMemoryStore,
  splitShardInMemory,
} from '../../src/adapters/memory/memory-store.ts';
import { storeContract } from './store.contract.ts';

describe('the memory store', () => {
  storeContract(async () => {
    const tables = new MemoryTables();
    return {
      store: createMemoryStore(tables),
      reads: createMemoryReadStore(tables),
      putConfig: async (brand, version, config) => {
        tables.configs.set(brand, { version, config: JSON.stringify(config) });
      },
      deadLetters: async () => [...tables.deadLetters.values()],
      split: async (shard, slot) => {
        const row = tables.shards.get(shardKey(shard.brandId, shard.shardNo));
        if (row !== undefined) splitShardInMemory(tables, row, slot);
      },
    };
  });
});
