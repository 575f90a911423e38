import postgres from 'postgres';
import { afterAll, describe } from 'vitest';
import {
  createPostgresReadStore,
  createPostgresRollingChanges,
  openReadPool,
} from '../../src/adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { rollingChangesContract } from './rolling-changes.contract.ts';

describe('following rollings in Postgres', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  rollingChangesContract(async () => {
    const database = await freshDatabase();
    const pools = openStorePools(database.url);
    const reads = openReadPool(database.url);
    const admin = postgres(database.url, { max: 1 });
    closing.push(
      database.drop,
      pools.end,
      () => reads.sql.end(),
      () => admin.end(),
    );
    return {
      store: createPostgresStore(pools),
      reads: createPostgresReadStore(reads),
      changes: createPostgresRollingChanges(reads),
      overwrite: async ({ facts }, machineVersion, snapshot) => {
        await admin`
          update rolling_snapshots
             set machine_version = ${machineVersion}, snapshot = ${snapshot}
           where brand_id = ${facts.brandId} and rolling_id = ${facts.rollingId}`;
      },
    };
  });
});
