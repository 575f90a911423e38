// A connection to Redis that says at once when it is broken. Nothing is queued while it is away and nothing is sent twice: a
// read whose answer was lost must fail, for its entries are pending by now and only a re-read brings them back.
import { Redis } from 'ioredis';
import type { Logger } from '../../observe/logger.ts';

export interface RedisConnectionOptions {
  readonly url: string;
  /** Shown by CLIENT LIST. */
  readonly name: string;
  readonly logger: Logger;
  /** PEM of the authorities trusted by a `rediss://` URL instead of the public ones. */
  readonly ca?: string | null;
  readonly connectTimeoutMs?: number;
  /** The longest silence of a server that owes us an answer; a blocking read must ask for less. */
  readonly silenceTimeoutMs?: number;
}

const SILENCE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MS_MAX = 1_000;
const RECONNECT_STEP_MS = 50;

/** One line when it breaks and one when it is back, however often it was tried in between. */
function reportOutages(redis: Redis, name: string, logger: Logger): void {
  let isOut = false;
  const report = (err?: Error): void => {
    if (isOut) return;
    isOut = true;
    logger.warn({ connection: name, reason: err?.message }, 'Redis is away');
  };
  redis.on('error', report);
  redis.on('reconnecting', () => report());
  redis.on('ready', () => {
    if (isOut) logger.info({ connection: name }, 'Redis is back');
    isOut = false;
  });
}

/**
 * Resolves when Redis answers; rejects where it cannot be reached now. From then on it reconnects by itself. Blocking reads need
 * a connection of their own, for whatever else were sent on it would wait for them.
 */
export async function connectRedis(options: RedisConnectionOptions): Promise<Redis> {
  const { url, name, logger, ca = null } = options;
  const redis = new Redis(url, {
    ...(ca === null ? {} : { tls: { ca } }),
    // Replies are the same under both protocols; this one needs no translation on the way.
    protocol: 2,
    connectionName: name,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    socketTimeout: options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(attempt * RECONNECT_STEP_MS, RECONNECT_MS_MAX),
  });
  let reason: Error | undefined;
  const onError = (error: Error): void => {
    reason ??= error;
  };
  redis.on('error', onError);
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new Error('Redis cannot be reached', { cause: reason ?? cause });
  }
  redis.off('error', onError);
  reportOutages(redis, name, logger);
  return redis;
}

/** For /health: resolves when Redis answers. */
export async function pingRedis(redis: Redis): Promise<void> {
  await redis.ping();
}

/** At once; whoever still waits for an answer hears an error. */
export function closeRedis(redis: Redis): void {
  redis.disconnect();
}
