// Postgres and Redis for one command: operators need them most when the API is down. What was opened is closed, however it ends.
import { type Sql, openPool } from '../adapters/postgres/connection.ts';
import { type Heard, Wire } from '../adapters/postgres/wire.ts';
import { type RedisConnection, closeRedis, connectRedis } from '../adapters/redis/connection.ts';
import { loadDatabaseUrl, loadStreams } from '../config/load-config.ts';
import { createLogger } from '../observe/logger.ts';
import { UsageFault } from './usage-fault.ts';

/** Counting and sorting a large table takes its time; nobody waits for it but the one who asked. */
const STATEMENT_TIMEOUT_MS = 300_000;

export interface Database {
  readonly sql: Sql;
  readonly heard: Heard;
}

export async function withDatabase<T>(usage: string, work: (database: Database) => Promise<T>): Promise<T> {
  const url = loadDatabaseUrl();
  if (url === null) throw new UsageFault('DATABASE_URL must name the database', usage);
  const wire = new Wire();
  const sql = openPool(url.reveal(), {
    applicationName: 'rolling-service ops',
    connectionsMax: 2,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    wire,
  });
  try {
    return await work({ sql, heard: wire.within(STATEMENT_TIMEOUT_MS) });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export interface Streams {
  readonly redis: RedisConnection;
  readonly wallet: readonly string[];
  readonly event: string;
}

export async function withStreams<T>(usage: string, work: (streams: Streams) => Promise<T>): Promise<T> {
  const { redis: located, redisLimits, streams } = loadStreams();
  if (located === null) throw new UsageFault('REDIS_URL must name the Redis of the streams', usage);
  const logger = createLogger({ level: 'silent' });
  const urls = located.urls.map((url) => url.reveal());
  const redis = await connectRedis({ ...redisLimits, urls, streams: [], name: 'rolling-service:ops', logger });
  try {
    return await work({ redis, ...streams });
  } finally {
    closeRedis(redis);
  }
}
