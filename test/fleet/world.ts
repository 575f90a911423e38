import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { FleetOperator } from '../../src/dev/demo/fleet-operator.ts';
import { ServiceFleet } from '../../src/dev/demo/service-fleet.ts';
import type { ServiceProcess } from '../../src/dev/demo/service-process.ts';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { startGuard } from '../../src/dev/servers/guard.ts';
import { startWalletSimulator, type WalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';
import { type RestartableServer, restartablePostgres, restartableRedis } from '../servers/restartable-servers.ts';
import { installAudit } from './ownership-audit.ts';

// A fleet of real processes on a Postgres and a Redis of its own, where everything may be taken away: processes, links, servers.

export const TOKENS = { promotion: 'promotion-token', admin: 'admin-token', wallet: 'wallet-token', signingKey: 'key' };
export const WALLET_STREAM = 'wallet:events';
export const EVENT_STREAM = 'rolling:events';

/** Two restarts of one process under a busy machine, and then some. */
const REVIVE_MS_MAX = 60_000;
const REVIVE_PAUSE_MS = 100;

export interface WorldOptions {
  readonly workers: number;
  readonly apis: number;
  readonly leaseMs: number;
  readonly seed: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told the database, migrated, before anybody works on it. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
  /** Of the wallet's calls and answers. */
  readonly walletFaults?: number;
  /** Without it nobody writes down who owned what. */
  readonly audited?: boolean;
  /** Workers that are started by whoever asked for the world. */
  readonly later?: readonly string[];
}

interface Parts {
  readonly options: WorldOptions;
  readonly postgres: RestartableServer;
  readonly redisServer: RestartableServer;
  readonly redis: Redis;
  readonly wallet: WalletSimulator;
  readonly fleet: ServiceFleet;
  readonly operator: FleetOperator;
  /** In front of each worker's link, by its name. */
  readonly links: ReadonlyMap<string, CuttableProxy>;
  /** What no fault may cause: processes that end by themselves after they were ready. */
  readonly unexpected: readonly string[];
  /** Where the logs are. */
  readonly directory: string;
}

type Stop = () => Promise<unknown>;

export class World {
  readonly parts: Parts;
  private readonly starting: Set<ServiceProcess>;
  private readonly stops: Stop[];

  private constructor(parts: Parts, starting: Set<ServiceProcess>, stops: Stop[]) {
    this.parts = parts;
    this.starting = starting;
    this.stops = stops;
  }

  /** Everything is up and ready. */
  static async start(options: WorldOptions): Promise<World> {
    const stops: Stop[] = [];
    const starting = new Set<ServiceProcess>();
    try {
      return new World(await startAll(options, starting, stops), starting, stops);
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  /** As whoever runs the processes sees to: started again until it stays. */
  async revive(process: ServiceProcess): Promise<void> {
    const patience = AbortSignal.timeout(REVIVE_MS_MAX);
    this.starting.add(process);
    for (;;) {
      try {
        await process.start(patience);
        this.starting.delete(process);
        return;
      } catch (error) {
        if (patience.aborted) throw error;
        // Without its database it ends by itself; one that hangs is ended.
        await process.kill();
        await sleep(REVIVE_PAUSE_MS);
      }
    }
  }

  async stop(): Promise<void> {
    await stopAll(this.stops);
  }
}

async function stopAll(stops: Stop[]): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop().catch(() => undefined);
}

async function startAll(options: WorldOptions, starting: Set<ServiceProcess>, stops: Stop[]): Promise<Parts> {
  const directory = await mkdtemp(join(tmpdir(), 'rolling-fleet-'));
  const guard = startGuard(directory);
  stops.push(async () => {
    await rm(directory, { recursive: true, force: true });
    await guard.release();
  });
  const kept = async <Server extends RestartableServer>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    stops.push(() => server.remove());
    return server;
  };
  const [postgres, redisServer] = await Promise.all([kept(restartablePostgres()), kept(restartableRedis())]);
  const wallet = await startWalletSimulator({ token: TOKENS.wallet, signingKey: TOKENS.signingKey });
  stops.push(wallet.stop);
  const { walletFaults: faults = 0.02, audited = true } = options;
  await wallet.behave({ latency_ms: [1, 15], fail_rate: faults, lose_answer_rate: faults, seed: options.seed });
  await migrate(postgres.url);
  if (audited) await installAudit(postgres.url);
  await options.prepare?.(postgres.url);
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  stops.push(async () => redis.disconnect());
  const links = new Map<string, CuttableProxy>();
  const unexpected: string[] = [];
  const fleet = await ServiceFleet.planned({
    workers: options.workers,
    apis: options.apis,
    directory,
    onUnexpectedEnd: (process, reason) => {
      if (!starting.has(process)) unexpected.push(reason.message);
    },
    environment: {
      NODE_ENV: 'production',
      FLEET_LINK_SECRET: 'known to this fleet alone',
      LEASE_MS: String(options.leaseMs),
      DATABASE_URL: postgres.url,
      REDIS_URL: redisServer.url,
      WALLET_SERVICE_URL: wallet.url,
      WALLET_STREAMS: WALLET_STREAM,
      EVENT_STREAM,
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      BRAND_SIGNING_KEY: TOKENS.signingKey,
      INTERNAL_SERVICE_TOKEN_ROLLING: TOKENS.wallet,
      INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: TOKENS.promotion,
      INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: TOKENS.admin,
      NODE_COMPILE_CACHE: join(directory, 'compile-cache'),
      ...options.environment,
    },
    environmentOf: async (worker) => {
      const port = await freePort();
      const link = await cuttableProxy(port);
      links.set(worker, link);
      stops.push(() => link.close());
      return { LINK_PORT: String(port), LINK_ADVERTISED_URL: `ws://127.0.0.1:${link.port}` };
    },
  });
  stops.push(() => fleet.stop());
  await fleet.start(AbortSignal.timeout(REVIVE_MS_MAX), options.later);
  const operator = new FleetOperator(postgres.url);
  stops.push(() => operator.close());
  return { options, postgres, redisServer, redis, wallet, fleet, operator, links, unexpected, directory };
}
