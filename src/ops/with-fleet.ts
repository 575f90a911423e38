// The fleet's rows for one command, straight from the database: operators need them most while nothing else answers.
import { createPostgresFleetStore, openFleetPools } from '../adapters/postgres/postgres-fleet-store.ts';
import { loadDatabaseUrl } from '../config/load-config.ts';
import type { FleetStore } from '../ports/fleet-store.ts';
import { UsageFault } from './usage-fault.ts';

export async function withFleet<T>(usage: string, work: (fleet: FleetStore) => Promise<T>): Promise<T> {
  const url = loadDatabaseUrl();
  if (url === null) throw new UsageFault('DATABASE_URL must name the database', usage);
  // Neither leads nor listens, so that no session is needed past a pooler.
  const pools = openFleetPools(url.reveal(), url.reveal());
  try {
    return await work(createPostgresFleetStore(pools));
  } finally {
    await pools.end();
  }
}
