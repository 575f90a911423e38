// Every outside world behind its port, opened from the configuration and closed in the reverse order.
import { exponentOf } from './adapters/currency/iso-4217.ts';
import { createPostgresBrandConfigs, openConfigPool } from './adapters/postgres/postgres-brand-configs.ts';
import { createPostgresDeadLetters, openLetterPool } from './adapters/postgres/postgres-dead-letters.ts';
import { createPostgresQuarantines } from './adapters/postgres/postgres-quarantines.ts';
import { createPostgresFleetStore, openFleetPools } from './adapters/postgres/postgres-fleet-store.ts';
import {
  createPostgresReadStore,
  createPostgresRollingChanges,
  openReadPool,
} from './adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools } from './adapters/postgres/postgres-store.ts';
import { createPostgresWatermarks } from './adapters/postgres/watermarks.ts';
import { closeRedis, connectRedis, pingRedis } from './adapters/redis/connection.ts';
import { RedisEventSink } from './adapters/redis/redis-event-sink.ts';
import { RedisWalletAppender } from './adapters/redis/redis-wallet-appender.ts';
import { RedisWalletStream } from './adapters/redis/redis-wallet-stream.ts';
import { freshToken, randomBits } from './adapters/system/randomness.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { createGuardedWalletClient } from './adapters/wallet/guarded-wallet-client.ts';
import { createHttpWalletClient } from './adapters/wallet/http-wallet-client.ts';
import type { Config } from './config/config.ts';
import { walletPlacesPerBrand } from './effects/wallet-caller.ts';
import type { ExponentOf } from './domain/currency.ts';
import type { Logger } from './observe/logger.ts';
import type { BrandConfigs } from './ports/brand-configs.ts';
import type { Clock } from './ports/clock.ts';
import type { DeadLetters } from './ports/dead-letters.ts';
import type { Quarantines } from './ports/quarantines.ts';
import type { EventSink } from './ports/event-sink.ts';
import type { FleetStore } from './ports/fleet-store.ts';
import type { ReadStore } from './ports/read-store.ts';
import type { RollingChanges } from './ports/rolling-changes.ts';
import type { Incarnation, Store } from './ports/store.ts';
import type { WalletAppender } from './ports/wallet-appender.ts';
import type { WalletClient } from './ports/wallet-client.ts';
import type { WalletGate } from './ports/wallet-gate.ts';
import type { WalletStream } from './ports/wallet-stream.ts';
import type { Watermarks } from './ports/watermarks.ts';

export interface Adapters {
  readonly clock: Clock;
  readonly random: () => bigint;
  readonly exponentOf: ExponentOf;
  readonly incarnation: Incarnation;
  readonly store: Store;
  readonly reads: ReadStore;
  readonly changes: RollingChanges;
  readonly configs: BrandConfigs;
  readonly letters: DeadLetters;
  readonly quarantines: Quarantines;
  readonly appender: WalletAppender;
  readonly fleet: FleetStore;
  readonly watermarks: Watermarks;
  readonly streams: readonly WalletStream[];
  readonly sink: EventSink;
  readonly wallet: WalletClient;
  readonly walletGate: WalletGate;
  /** What /health asks. */
  readonly dependencies: { readonly postgres: () => Promise<void>; readonly redis: () => Promise<void> };
  close(): Promise<void>;
}

const END_TIMEOUT_S = 5;
const WALLET_PROBE_MS = 5_000;
/** Calls of one brand that may wait behind its half of the connections: as many as start in time where each takes a second. */
const WALLET_QUEUE_PER_BRAND = 200;

type Close = () => Promise<void>;

export interface ServerUrls {
  readonly databaseUrl: string;
  /** Past any transaction pooler. */
  readonly databaseDirectUrl?: string;
  /** One; of a cluster, some of its nodes. */
  readonly redisUrls: readonly string[];
}

async function openRedis(config: Config, urls: readonly string[], reads: boolean, logger: Logger, closes: Close[]) {
  const { wallet, event } = config.streams;
  const connect = async (name: string, streams: readonly string[]) => {
    const redis = await connectRedis({
      ...config.redisLimits,
      urls,
      streams,
      name: `${config.workerName}:${name}`.replaceAll(/\s/g, '-'),
      logger,
    });
    closes.push(async () => closeRedis(redis));
    return redis;
  };
  const commands = await connect('commands', [...wallet, event]);
  const streams: WalletStream[] = [];
  for (const name of reads ? wallet : []) {
    streams.push(new RedisWalletStream({ name, commands, reads: await connect(`reads:${name}`, [name]) }));
  }
  return {
    streams,
    sink: new RedisEventSink(event, commands),
    appender: new RedisWalletAppender(wallet, commands),
    redis: () => pingRedis(commands, [...wallet, event]),
  };
}

function openPostgres({ databaseLimits }: Config, { databaseUrl, databaseDirectUrl }: ServerUrls, closes: Close[]) {
  const { connectTimeoutMs, loadConnections, readConnections, commitTimeoutMs, loadTimeoutMs, readTimeoutMs } =
    databaseLimits;
  const pools = openStorePools(databaseUrl, {
    directUrl: databaseDirectUrl ?? databaseUrl,
    loadConnectionsMax: loadConnections,
    connectTimeoutMs,
    commitTimeoutMs,
    loadTimeoutMs,
  });
  closes.push(pools.end);
  const readPool = openReadPool(databaseUrl, { connectionsMax: readConnections, connectTimeoutMs, readTimeoutMs });
  closes.push(() => readPool.sql.end({ timeout: END_TIMEOUT_S }));
  const configPool = openConfigPool(databaseUrl, { connectTimeoutMs });
  closes.push(() => configPool.sql.end({ timeout: END_TIMEOUT_S }));
  const fleetPools = openFleetPools(databaseUrl, databaseDirectUrl ?? databaseUrl);
  closes.push(fleetPools.end);
  const letterPool = openLetterPool(databaseUrl, { connectTimeoutMs });
  closes.push(() => letterPool.sql.end({ timeout: END_TIMEOUT_S }));
  return {
    store: createPostgresStore(pools),
    reads: createPostgresReadStore(readPool),
    changes: createPostgresRollingChanges(readPool),
    configs: createPostgresBrandConfigs(configPool),
    letters: createPostgresDeadLetters(letterPool),
    quarantines: createPostgresQuarantines(letterPool),
    fleet: createPostgresFleetStore(fleetPools),
    watermarks: createPostgresWatermarks(fleetPools.changes),
  };
}

/** `reads`: whether wallet streams are read here. Rejects where Redis or Postgres cannot be reached; then nothing stays open. */
export async function openAdapters(
  config: Config,
  urls: ServerUrls,
  reads: boolean,
  logger: Logger,
): Promise<Adapters> {
  const closes: Close[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closes.splice(0).toReversed()) await closeOne();
  };
  try {
    const database = openPostgres(config, urls, closes);
    const { streams, sink, appender, redis } = await openRedis(config, urls.redisUrls, reads, logger, closes);
    const http = createHttpWalletClient({
      baseUrl: config.wallet.url,
      serviceToken: config.wallet.serviceToken.reveal(),
      signingKey: config.wallet.signingKey.reveal(),
      nowMs: () => systemClock.now(),
      connectionsMax: config.wallet.concurrency,
      headersTimeoutMs: config.wallet.timeoutMs,
      callTimeoutMs: config.wallet.timeoutMs,
    });
    const wallet = createGuardedWalletClient(http, {
      nowMs: () => systemClock.now(),
      concurrencyPerBrand: walletPlacesPerBrand(config.wallet.concurrency),
      queuePerBrand: WALLET_QUEUE_PER_BRAND,
      probeEveryMs: WALLET_PROBE_MS,
    });
    closes.push(() => wallet.close());
    await database.reads.ping();
    return {
      clock: systemClock,
      random: randomBits,
      exponentOf,
      incarnation: { worker: config.workerName, token: freshToken() },
      ...database,
      appender,
      streams,
      sink,
      wallet,
      walletGate: wallet,
      dependencies: { postgres: () => database.reads.ping(), redis },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
