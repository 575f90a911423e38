import postgres from 'postgres';
import { afterAll, describe } from 'vitest';
import { openLetterPool } from '../../src/adapters/postgres/postgres-dead-letters.ts';
import { createPostgresQuarantines } from '../../src/adapters/postgres/postgres-quarantines.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { quarantineContract } from './quarantine.contract.ts';

describe('the Postgres store', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  quarantineContract(async () => {
    const database = await freshDatabase();
    const pools = openStorePools(database.url);
    const letters = openLetterPool(database.url);
    const admin = postgres(database.url, { max: 1 });
    closing.push(
      database.drop,
      pools.end,
      () => letters.sql.end(),
      () => admin.end(),
    );
    return {
      store: createPostgresStore(pools),
      quarantines: createPostgresQuarantines(letters),
      damage: async (brand, player, { snapshot = null, machineVersion = null }) => {
        await admin`
          update rolling_snapshots
             set snapshot = coalesce(${snapshot}, snapshot), machine_version = coalesce(${machineVersion}, machine_version)
           where brand_id = ${brand} and player_id = ${player}`;
      },
      letters: async (brand) => {
        const rows = await admin<{ reason: string; state: string; event_id: string | null }[]>`
          select reason, state, event_id from dead_letters where brand_id = ${brand} order by id`;
        return rows.map((row) => [row.reason, row.state, row.event_id]);
      },
    };
  });
});
