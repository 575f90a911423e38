import { afterAll, describe, expect, test } from 'vitest';
import { createPostgresBrandConfigs } from '../../src/adapters/postgres/postgres-brand-configs.ts';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import { openReadPool } from '../../src/adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { brandConfigsContract } from './brand-configs.contract.ts';

describe('brand configs in Postgres', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  brandConfigsContract(async () => {
    const database = await freshDatabase();
    const pools = openStorePools(database.url);
    // Several connections, so that changes made at once really meet.
    const many = openPool(database.url, { applicationName: 'test', connectionsMax: 5, statementTimeoutMs: 5_000 });
    closing.push(database.drop, pools.end, () => many.end());
    return {
      configs: createPostgresBrandConfigs({ sql: many, heard: (work) => work() }),
      store: createPostgresStore(pools),
    };
  });

  test('cannot be changed, nor anything else, on the connections that callers read from', async () => {
    const database = await freshDatabase();
    const { sql } = openReadPool(database.url, { connectionsMax: 1 });
    closing.push(database.drop, () => sql.end());
    const write = sql`insert into brand_configs (brand_id, version, config, at) values ('b', 1, '{}', now())`;
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });
});
