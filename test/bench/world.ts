// Private servers as in production, but on loopback: Postgres with real fsync, Redis, and a database whose open rollings have
// a past is copied for each run, so that every run starts from the same rows and a fresh checkpoint.
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { startRedis } from '../../src/dev/servers/private-redis.ts';
import { dayOf } from '../../src/domain/timestamp.ts';
import type { ServerPids } from './cpu-meter.ts';
import { createRollings } from './create-rollings.ts';
import { writeHistory } from './postgres-limit.ts';
import { fillWalletStream } from './wallet-feed.ts';

export interface Servers {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly pids: ServerPids;
  readonly stop: () => Promise<void>;
}

export interface WorldOptions {
  readonly rollings: number;
  readonly brands: number;
  readonly seed: number;
}

export interface StreamOptions {
  readonly bets: number;
  readonly strangers: number;
}

/** What one run works on; nobody else touches it. */
export interface Run {
  readonly databaseUrl: string;
  readonly stream: string;
}

/** A server of a few GB as one sets it up: room for the working set, and checkpoints by time rather than by volume. */
const PRODUCTION_SETTINGS = [
  'shared_buffers=2GB',
  'max_wal_size=8GB',
  'checkpoint_timeout=15min',
  'wal_compression=on',
];

export async function startServers(): Promise<Servers> {
  const [database, redis] = await Promise.all([
    startPostgres({ durability: 'real', settings: PRODUCTION_SETTINGS }),
    startRedis(),
  ]);
  return {
    postgresUrl: database.url,
    redisUrl: redis.url,
    pids: { postgres: database.pid, redis: redis.pid },
    stop: async () => {
      await Promise.all([database.stop(), redis.stop()]);
    },
  };
}

const SMALL_WORLD_ROLLINGS = 1_000;

function urlOf(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export class World {
  readonly options: WorldOptions;
  private readonly servers: Servers;
  private readonly template = `world_${randomUUID().replaceAll('-', '')}`;
  private readonly streams = new Map<string, Promise<string>>();

  constructor(servers: Servers, options: WorldOptions) {
    this.servers = servers;
    this.options = options;
  }

  async create(): Promise<void> {
    const { rollings, brands } = this.options;
    await this.asAdmin((sql) => sql`create database ${sql(this.template)}`);
    const databaseUrl = urlOf(this.servers.postgresUrl, this.template);
    await migrate(databaseUrl);
    const pools = openStorePools(databaseUrl);
    try {
      const store = createPostgresStore(pools);
      const today = dayOf(Date.now());
      await store.maintainInbox(today - 1, today + 1);
      await createRollings(store, rollings, brands);
      await writeHistory(databaseUrl, rollings);
    } finally {
      await pools.end();
    }
  }

  /** Measures on a copy of the database, and of a stream that holds the first bets of every player and then `bets` more. */
  async during<Result>(stream: StreamOptions | null, measure: (run: Run) => Promise<Result>): Promise<Result> {
    const name = `run_${randomUUID().replaceAll('-', '')}`;
    const source = stream === null ? null : await this.filledStream(stream);
    await this.copyDatabase(name);
    if (source !== null) await this.withRedis((redis) => redis.copy(source, name));
    try {
      return await measure({ databaseUrl: urlOf(this.servers.postgresUrl, name), stream: name });
    } finally {
      await this.withRedis((redis) => redis.del(name));
      await this.asAdmin((sql) => sql`drop database ${sql(name)} with (force)`);
    }
  }

  async end(): Promise<void> {
    for (const stream of this.streams.values()) await this.withRedis(async (redis) => redis.del(await stream));
    await this.asAdmin((sql) => sql`drop database ${sql(this.template)} with (force)`);
  }

  get databaseUrl(): string {
    return urlOf(this.servers.postgresUrl, this.template);
  }

  /** As files, between two checkpoints; for a small world, as in tests of this tool, that would take longest of all. */
  private async copyDatabase(name: string): Promise<void> {
    const strategy = this.options.rollings < SMALL_WORLD_ROLLINGS ? 'wal_log' : 'file_copy';
    await this.asAdmin(
      (sql) => sql`create database ${sql(name)} template ${sql(this.template)} strategy ${sql(strategy)}`,
    );
  }

  private filledStream({ bets, strangers }: StreamOptions): Promise<string> {
    const key = `${bets}:${strangers}`;
    const known = this.streams.get(key);
    if (known !== undefined) return known;
    const stream = `${this.template}:${key}`;
    const { rollings: players, brands, seed } = this.options;
    const { redisUrl } = this.servers;
    const filled = fillWalletStream({ redisUrl, stream, players, brands, seed, bets, strangers }).then(() => stream);
    this.streams.set(key, filled);
    return filled;
  }

  private async withRedis(run: (redis: Redis) => Promise<unknown>): Promise<void> {
    const redis = new Redis(this.servers.redisUrl);
    try {
      await run(redis);
    } finally {
      redis.disconnect();
    }
  }

  private async asAdmin(run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
    const sql = postgres(this.servers.postgresUrl, { max: 1, onnotice: () => undefined });
    try {
      await run(sql);
    } finally {
      await sql.end();
    }
  }
}
