// The port BrandConfigs on Postgres, on a connection of its own: an administrator never stands before an owner.
import type { BrandId } from '../../domain/ids.ts';
import type { BrandConfigChange, BrandConfigs, PutOutcome } from '../../ports/brand-configs.ts';
import { insertBrandConfig } from './brand-configs/insert-brand-config.ts';
import { selectBrandConfig } from './brand-configs/select-brand-config.ts';
import { openPool, type Sql } from './connection.ts';
import { type Heard, Wire } from './wire.ts';

const TIMEOUT_MS = 4_000;
/** More changes of one brand at the same moment than its administrators can make. */
const TRIES_MAX = 20;

export interface ConfigPool {
  readonly sql: Sql;
  readonly heard: Heard;
}

export function openConfigPool(databaseUrl: string, options: { readonly connectTimeoutMs?: number } = {}): ConfigPool {
  const wire = new Wire();
  const sql = openPool(databaseUrl, {
    ...options,
    applicationName: 'rolling-service config',
    connectionsMax: 1,
    statementTimeoutMs: TIMEOUT_MS,
    wire,
  });
  return { sql, heard: wire.within(TIMEOUT_MS) };
}

async function put(sql: Sql, brandId: BrandId, change: BrandConfigChange): Promise<PutOutcome> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const version = await insertBrandConfig(sql, brandId, change);
    if (version !== null) return { kind: 'stored', version };
    const current = (await selectBrandConfig(sql, brandId, null))?.version ?? 0;
    const { expectedVersion } = change;
    if (expectedVersion !== null && expectedVersion !== current) return { kind: 'conflict', version: current };
  }
  throw new Error(`the config of brand ${brandId} could not be stored: others changed it ${TRIES_MAX} times meanwhile`);
}

export function createPostgresBrandConfigs({ sql, heard }: ConfigPool): BrandConfigs {
  return {
    current: (brandId) => heard(() => selectBrandConfig(sql, brandId, null)),
    version: (brandId, version) => heard(() => selectBrandConfig(sql, brandId, version)),
    put: (brandId, change) => heard(() => put(sql, brandId, change)),
  };
}
