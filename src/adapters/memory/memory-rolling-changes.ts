// The port RollingChanges in memory, for tests.
import { SNAPSHOTS } from '../../../machines/rolling.codec.ts';
import type { RollingChanges } from '../../ports/rolling-changes.ts';
import { type MemoryTables, decodeRolling } from './memory-tables.ts';

export function createMemoryRollingChanges(tables: MemoryTables): RollingChanges {
  return {
    since: async (known, entriesMax) =>
      known.flatMap(({ facts, version }) => {
        const row = tables.rollings.get(facts.rollingId);
        if (row === undefined || row.version <= version || row.machineVersion > SNAPSHOTS.version) return [];
        const after = Math.max(version, row.version - entriesMax);
        const entries = (tables.journal.get(facts.rollingId) ?? [])
          .filter((entry) => entry.version > after && entry.version <= row.version)
          .toSorted((left, right) => left.version - right.version)
          .map(({ bet, ...entry }) => {
            if (bet === null) return { ...entry, bet };
            const { betId, settlementId, leg, stakeMinor, weightBp } = bet;
            return { ...entry, bet: { betId, settlementId, leg, stakeMinor, weightBp } };
          });
        return [{ rolling: decodeRolling(row), entries }];
      }),
  };
}
