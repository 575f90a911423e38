// The port RollingChanges in memory, for tests.
import type { RollingRecord } from '../../domain/rolling.ts';
import type { RollingChanges } from '../../ports/rolling-changes.ts';
import { type MemoryTables, type RollingRow, decodeRolling } from './memory-tables.ts';

export function createMemoryRollingChanges(tables: MemoryTables): RollingChanges {
  return {
    since: async (known, entriesMax) =>
      known.flatMap(({ facts, version }) => {
        const row = tables.rollings.get(facts.rollingId);
        if (row === undefined || row.version <= version) return [];
        const after = Math.max(version, row.version - entriesMax);
        const entries = (tables.journal.get(facts.rollingId) ?? [])
          .filter((entry) => entry.version > after && entry.version <= row.version)
          .toSorted((left, right) => left.version - right.version)
          .map(({ bet, ...entry }) => {
            if (bet === null) return { ...entry, bet };
            const { betId, settlementId, leg, stakeMinor, weightBp } = bet;
            return { ...entry, bet: { betId, settlementId, leg, stakeMinor, weightBp } };
          });
        const rolling = readable(row);
        return rolling === null ? [] : [{ rolling, entries }];
      }),
  };
}

function readable(row: RollingRow): RollingRecord | null {
  try {
    return decodeRolling(row);
  } catch {
    return null;
  }
}
