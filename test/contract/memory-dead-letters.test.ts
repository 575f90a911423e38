import { describe } from 'vitest';
import { createMemoryDeadLetters } from '../../src/adapters/memory/memory-dead-letters.ts';
import { createMemoryReadStore, createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { deadLettersContract } from './dead-letters.contract.ts';

describe('dead letters in memory', () => {
  deadLettersContract(async () => {
    const tables = new MemoryTables();
    return {
      letters: createMemoryDeadLetters(tables),
      store: createMemoryStore(tables),
      reads: createMemoryReadStore(tables),
    };
  });
});
