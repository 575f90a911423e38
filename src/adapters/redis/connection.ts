// A connection to Redis that says at once when it is broken. Nothing is queued while it is away and nothing is sent twice: a
// read whose answer was lost must fail, for its entries are pending by now and only a re-read brings them back.
import { Cluster, Redis } from 'ioredis';
import { connectCluster } from './cluster-connection.ts';
import type { RedisConnectionOptions } from './connection-options.ts';
import { OutageReport } from './outage-report.ts';

/** Every command names one key, every pipeline one stream: what is true of a server is true of a cluster. */
export type RedisConnection = Redis | Cluster;

const SILENCE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MS_MAX = 1_000;
const RECONNECT_STEP_MS = 50;

const reconnectAfterMs = (attempt: number): number => Math.min(attempt * RECONNECT_STEP_MS, RECONNECT_MS_MAX);

/** Of the connection to a server, or to each node. */
function socketOptions(options: RedisConnectionOptions) {
  return {
    // Replies are the same under both protocols; this one needs no translation on the way.
    protocol: 2,
    connectionName: options.name,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    socketTimeout: options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS,
  } as const;
}

async function connectServer(options: RedisConnectionOptions): Promise<Redis> {
  const { urls, name, logger, ca = null } = options;
  const redis = new Redis(urls[0] ?? '', {
    ...socketOptions(options),
    ...(ca === null ? {} : { tls: { ca } }),
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: reconnectAfterMs,
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
  const report = new OutageReport({ connection: name }, logger);
  redis.on('error', (error) => report.away(error));
  redis.on('reconnecting', () => report.away());
  redis.on('ready', () => report.back());
  return redis;
}

/**
 * Resolves when Redis answers; rejects where it cannot be reached now. From then on it reconnects by itself. Blocking reads need
 * a connection of their own, for whatever else were sent on it would wait for them.
 */
export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  if (options.cluster !== true) return connectServer(options);
  return connectCluster({ ...options, socket: socketOptions(options), reconnectAfterMs });
}

/** How long a server that owes an answer may be silent. */
export function silenceTimeoutMsOf(redis: RedisConnection): number {
  const options = redis instanceof Cluster ? redis.options.redisOptions : redis.options;
  return options?.socketTimeout ?? Infinity;
}

/** For /health: resolves when Redis answers; of a cluster, when the nodes of these streams do. */
export async function pingRedis(redis: RedisConnection, streams: readonly string[]): Promise<void> {
  if (redis instanceof Redis) await redis.ping();
  else await Promise.all(streams.map((stream) => redis.xrange(stream, '-', '+', 'COUNT', 0)));
}

/** At once; whoever still waits for an answer hears an error. */
export function closeRedis(redis: RedisConnection): void {
  redis.disconnect();
}
