// The port BrandConfigs over plain maps. Configs are kept as text, so that nothing handed out is shared with what is kept.
import type { BrandId } from '../../domain/ids.ts';
import type { BrandConfigs, StoredBrandConfig } from '../../ports/brand-configs.ts';
import { type ConfigRow, type MemoryTables, configKey } from './memory-tables.ts';

function stored({ version, config, requestedBy, note, at }: ConfigRow): StoredBrandConfig {
  return {
    version,
    config: JSON.parse(config) as unknown,
    requestedBy: requestedBy ?? null,
    note: note ?? null,
    at: at ?? 0,
  };
}

function versionOf(tables: MemoryTables, brandId: BrandId, version: number): ConfigRow | null {
  const newest = tables.configs.get(brandId);
  if (newest?.version === version) return newest;
  return tables.olderConfigs.get(configKey(brandId, version)) ?? null;
}

export function createMemoryBrandConfigs(tables: MemoryTables): BrandConfigs {
  return {
    current: async (brandId) => {
      const newest = tables.configs.get(brandId);
      return newest === undefined ? null : stored(newest);
    },
    version: async (brandId, version) => {
      const row = versionOf(tables, brandId, version);
      return row === null ? null : stored(row);
    },
    put: async (brandId, { config, expectedVersion, requestedBy, note, at }) => {
      const newest = tables.configs.get(brandId);
      const version = newest?.version ?? 0;
      if (expectedVersion !== null && expectedVersion !== version) return { kind: 'conflict', version };
      if (newest !== undefined) tables.olderConfigs.set(configKey(brandId, version), newest);
      tables.configs.set(brandId, { version: version + 1, config: JSON.stringify(config), requestedBy, note, at });
      return { kind: 'stored', version: version + 1 };
    },
  };
}
