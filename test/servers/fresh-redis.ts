import { Redis } from 'ioredis';
import { inject } from 'vitest';

// A numbered Redis database that nobody else uses, for a test file. Channels of PUBLISH know no database: name them per test.
//
//   const redis = await freshRedis();
//   afterAll(redis.release);

export interface FreshRedis {
  /** Carries the database's number, so every client made from it stays inside. */
  url: string;
  /** Empties the database and gives its number back. */
  release: () => Promise<void>;
}

/** Claims live in database 0 and lapse by themselves when a run was killed. */
const CLAIM_SECONDS = 3600;
const DATABASES_MAX = 256;

export async function freshRedis(): Promise<FreshRedis> {
  const { redisUrl } = inject('servers');
  const claims = new Redis(redisUrl);
  try {
    for (let number = 1; number < DATABASES_MAX; number += 1) {
      const url = new URL(redisUrl);
      url.pathname = `/${number}`;
      // In use by another test file, or, on a server that is not ours, by somebody: leave it alone.
      if (!(await isEmpty(url.href))) continue;
      const claim = `rolling-service:test-database:${number}`;
      if ((await claims.set(claim, process.pid, 'EX', CLAIM_SECONDS, 'NX')) === null) continue;
      return { url: url.href, release: () => release(redisUrl, url.href, claim) };
    }
  } finally {
    claims.disconnect();
  }
  throw new Error(`no empty Redis database among 1 to ${DATABASES_MAX - 1}`);
}

async function isEmpty(url: string): Promise<boolean> {
  const redis = new Redis(url);
  try {
    return (await redis.dbsize()) === 0;
  } finally {
    redis.disconnect();
  }
}

async function release(redisUrl: string, url: string, claim: string): Promise<void> {
  const mine = new Redis(url);
  await mine.flushdb();
  mine.disconnect();
  const claims = new Redis(redisUrl);
  await claims.del(claim);
  claims.disconnect();
}
