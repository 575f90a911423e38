// The processes of the demo, each private to the run: started in the order they need one another, ended in the reverse order,
// also on an error or Ctrl-C. Nothing is left running and no file stays behind.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startPostgres } from '../servers/embedded-postgres.ts';
import { startGuard } from '../servers/guard.ts';
import { startRedis } from '../servers/private-redis.ts';
import type { Behaviour } from '../wallet-simulator/behaviour.ts';
import { startWalletSimulator, type WalletSimulator } from '../wallet-simulator/start.ts';
import { type Credentials, makeCredentials } from './credentials.ts';
import { FleetOperator } from './fleet-operator.ts';
import { plural } from './report-text.ts';
import { ServiceFleet } from './service-fleet.ts';

export interface Processes {
  readonly fleet: ServiceFleet;
  /** Where REST is. */
  readonly serviceUrl: string;
  readonly operator: FleetOperator;
  readonly wallet: WalletSimulator;
  /** How the wallet behaves but for an outage. */
  readonly walletUsual: Partial<Behaviour>;
  readonly redis: Redis;
  readonly credentials: Credentials;
  readonly walletStream: string;
  readonly eventStream: string;
  stop(): Promise<void>;
}

/** Some calls are slow, some fail, some answers are lost on the way: everyday life, and the reason for keys that never change. */
const WALLET_LATENCY_MS = [1, 15];

export interface ProcessesOptions {
  readonly seed: number;
  readonly workers: number;
  /** Share of the wallet's calls that fail, and share of its answers that get lost. */
  readonly walletFaults: number;
  /** Told what was started, in words. */
  readonly onStep: (step: string) => void;
  /** Told when a process of the service ends by itself later on. */
  readonly onFailure: (reason: Error) => void;
}

type Stop = () => Promise<void>;

export async function startProcesses(options: ProcessesOptions, signal: AbortSignal): Promise<Processes> {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    // One that fails to stop must not keep the others running.
    for (const stopOne of stops.splice(0).toReversed()) await stopOne().catch(() => undefined);
  };
  try {
    return { ...(await startAll(stops, options, signal)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  stops: Stop[],
  options: ProcessesOptions,
  signal: AbortSignal,
): Promise<Omit<Processes, 'stop'>> {
  const directory = await mkdtemp(join(tmpdir(), 'rolling-demo-'));
  const guard = startGuard(directory);
  stops.push(async () => {
    await rm(directory, { recursive: true, force: true });
    await guard.release();
  });
  const credentials = makeCredentials();
  const walletUsual = usualBehaviour(options);
  const { databaseUrl, redisUrl, wallet } = await startServers(stops, credentials, { ...options, walletUsual });
  signal.throwIfAborted();

  // A Redis that is given may serve others too: streams of our own, gone when we go.
  const walletStream = `demo:${process.pid}:wallet:events`;
  const eventStream = `demo:${process.pid}:rolling:events`;
  const redis = openRedis(stops, redisUrl, [walletStream, eventStream]);
  const fleet = await ServiceFleet.planned({
    workers: options.workers,
    apis: 1,
    directory,
    apiEnvironment: { CONSOLE_SIGN_IN_CODE: credentials.signInCode },
    onUnexpectedEnd: (_, reason) => {
      options.onFailure(reason);
    },
    environment: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      WALLET_SERVICE_URL: wallet.url,
      WALLET_STREAMS: walletStream,
      EVENT_STREAM: eventStream,
      ...securityOf(credentials),
      // A start after kill -9 should not compile everything again.
      NODE_COMPILE_CACHE: join(directory, 'compile-cache'),
    },
  });
  stops.push(async () => fleet.stop());
  await fleet.start(signal);
  options.onStep(`migrations, an API process and ${plural(options.workers, 'worker')}, ready`);
  const operator = new FleetOperator(databaseUrl);
  stops.push(async () => operator.close());
  const serviceUrl = fleet.apis[0]?.url ?? '';
  return { fleet, serviceUrl, operator, wallet, walletUsual, redis, credentials, walletStream, eventStream };
}

interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly wallet: WalletSimulator;
}

/** At the same time, for none needs another. Where one does not start, those that did are still noted in `stops`. */
async function startServers(stops: Stop[], credentials: Credentials, options: WalletOptions): Promise<Servers> {
  const postgres = startPostgres({ durability: 'real' }).then(({ url, stop }) => {
    stops.push(stop);
    options.onStep('Postgres, embedded, fsync on');
    return url;
  });
  const starting = [postgres, redisUrlFor(stops, options), startWallet(stops, credentials, options)] as const;
  await Promise.allSettled(starting);
  const [databaseUrl, redisUrl, wallet] = await Promise.all(starting);
  return { databaseUrl, redisUrl, wallet };
}

function usualBehaviour({ seed, walletFaults }: ProcessesOptions): Partial<Behaviour> {
  return { latency_ms: WALLET_LATENCY_MS, fail_rate: walletFaults, lose_answer_rate: walletFaults, seed };
}

interface WalletOptions extends ProcessesOptions {
  readonly walletUsual: Partial<Behaviour>;
}

async function startWallet(
  stops: Stop[],
  { walletToken, brandSigningKey }: Credentials,
  { walletUsual, walletFaults, onStep }: WalletOptions,
): Promise<WalletSimulator> {
  const wallet = await startWalletSimulator({ token: walletToken, signingKey: brandSigningKey });
  stops.push(wallet.stop);
  await wallet.behave(walletUsual);
  const share = `${Math.round(walletFaults * 1_000) / 10}%`;
  onStep(`wallet simulator: ${share} of calls fail, ${share} of answers get lost`);
  return wallet;
}

function openRedis(stops: Stop[], url: string, streams: readonly string[]): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  // Commands report their own errors; a lost connection alone is retried.
  redis.on('error', () => undefined);
  stops.push(async () => {
    for (const stream of streams) await redis.del(stream).catch(() => undefined);
    redis.disconnect();
  });
  return redis;
}

function securityOf(credentials: Credentials): Record<string, string> {
  return {
    FLEET_LINK_SECRET: credentials.linkSecret,
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    PER_CALLER_TOKEN_REQUIRED: 'on',
    BRAND_SIGNING_KEY: credentials.brandSigningKey,
    INTERNAL_SERVICE_TOKEN_ROLLING: credentials.walletToken,
    INTERNAL_SERVICE_TOKEN_GATEWAY: credentials.gatewayToken,
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: credentials.adminToken,
    INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: credentials.promotionToken,
  };
}

async function redisUrlFor(stops: Stop[], { onStep }: ProcessesOptions): Promise<string> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '') {
    onStep('Redis, the one REDIS_URL names');
    return given;
  }
  const redis = await startRedis();
  stops.push(redis.stop);
  onStep('Redis, private');
  return redis.url;
}
