import postgres from 'postgres';
import { afterAll, describe } from 'vitest';
import { createPostgresReadStore, openReadPool } from '../../src/adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import type { DeadLetter } from '../../src/domain/dead-letter.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { storeContract } from './store.contract.ts';

describe('the Postgres store', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  storeContract(async () => {
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
      putConfig: async (brand, version, config) => {
        await admin`
          insert into brand_configs (brand_id, version, config, at)
          values (${brand}, ${version}, ${JSON.stringify(config)}::text::json, now())`;
      },
      deadLetters: async () =>
        admin<DeadLetter[]>`
          select stream, entry_id as "entryId", (extract(epoch from received_at) * 1000)::float8 as "receivedAt",
                 event_id as "eventId", brand_id as "brandId", reason, detail, raw, replay_of::int as "replayOf"
            from dead_letters
           order by id`,
      split: async ({ brandId, shardNo, slotFrom, slotTo }, slot) => {
        await admin`update shards set retired_at = now() where brand_id = ${brandId} and shard_no = ${shardNo}`;
        await admin`
          insert into shards (brand_id, shard_no, slot_from, slot_to)
          values (${brandId}, ${shardNo + 1}, ${slotFrom}, ${slot}), (${brandId}, ${shardNo + 2}, ${slot}, ${slotTo})`;
      },
    };
  });
});
