import { describe } from 'vitest';
import { createMemoryQuarantines } from '../../src/adapters/memory/memory-quarantines.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { quarantineContract } from './quarantine.contract.ts';

describe('the memory store', () => {
  quarantineContract(async () => {
    const tables = new MemoryTables();
    return {
      store: createMemoryStore(tables),
      quarantines: createMemoryQuarantines(tables),
      damage: async (brand, player, change) => {
        for (const row of tables.rollings.values()) {
          if (row.facts.brandId === brand && row.facts.playerId === player) Object.assign(row, change);
        }
      },
      letters: async (brand) =>
        [...tables.deadLetters]
          .filter(([, letter]) => letter.brandId === brand)
          .map(([key, { reason, eventId }]) => [reason, tables.letterResolutions.get(key)?.as ?? 'open', eventId]),
    };
  });
});
