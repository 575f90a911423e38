import { existsSync } from 'node:fs';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { buildPages } from '../../src/dev/pages/build-pages.ts';
import { startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { startRedis } from '../../src/dev/servers/private-redis.ts';

// One Postgres and one Redis for the whole run, however many projects ask; the last project to end stops them.
// Migrations run once, on a template: fresh-database.ts copies it.

export interface TestServers {
  /** Database `postgres`, as superuser. */
  postgresUrl: string;
  templateDatabase: string;
  redisUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServers;
  }
}

interface RunningServers extends TestServers {
  stop: () => Promise<void>;
}

interface Shared {
  users: number;
  running: Promise<RunningServers>;
}

const TEMPLATE = 'rolling_template';

// Each project loads this module anew, so what they share lives on the process.
const shared: { rollingTestServers?: Shared | undefined } = globalThis as { rollingTestServers?: Shared };

async function migrateTemplate(postgresUrl: string): Promise<void> {
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => undefined });
  await sql`CREATE DATABASE ${sql(TEMPLATE)}`;
  await sql.end();
  const file = new URL('../../src/adapters/postgres/migrate.ts', import.meta.url);
  if (!existsSync(file)) return;
  const { migrate } = (await import(file.href)) as { migrate: (databaseUrl: string) => Promise<string[]> };
  await migrate(databaseUrl(postgresUrl, TEMPLATE));
}

function databaseUrl(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function start(): Promise<RunningServers> {
  const redisUrl = process.env['REDIS_URL'];
  // Once, before any process of a test would do it.
  await buildPages();
  const [database, redis] = await Promise.all([
    startPostgres({ durability: 'fast' }),
    redisUrl === undefined ? startRedis() : { url: redisUrl, stop: async () => undefined },
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([database.stop(), redis.stop()]);
  };
  try {
    await migrateTemplate(database.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { postgresUrl: database.url, templateDatabase: TEMPLATE, redisUrl: redis.url, stop };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.rollingTestServers ??= { users: 0, running: start() };
  const mine = shared.rollingTestServers;
  mine.users += 1;
  const { stop, ...servers } = await mine.running;
  project.provide('servers', servers);
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    shared.rollingTestServers = undefined;
    await stop();
  };
}
