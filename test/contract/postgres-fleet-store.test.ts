import postgres from 'postgres';
import { afterAll, describe } from 'vitest';
import { createPostgresFleetStore, openFleetPools } from '../../src/adapters/postgres/postgres-fleet-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { createPostgresWatermarks } from '../../src/adapters/postgres/watermarks.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { fleetStoreContract } from './fleet-store.contract.ts';

describe('the Postgres fleet store', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  fleetStoreContract(async () => {
    const database = await freshDatabase();
    const [here, elsewhere] = [openFleetPools(database.url, database.url), openFleetPools(database.url, database.url)];
    const stores = openStorePools(database.url);
    const admin = postgres(database.url, { max: 1 });
    closing.push(database.drop, here.end, elsewhere.end, stores.end, () => admin.end());
    return {
      fleet: createPostgresFleetStore(here),
      elsewhere: createPostgresFleetStore(elsewhere),
      store: createPostgresStore(stores),
      watermarks: createPostgresWatermarks(here.changes),
      endLease: async (worker) => {
        await admin`update workers set lease_until = now() - interval '1 second' where worker = ${worker}`;
      },
    };
  });
});
