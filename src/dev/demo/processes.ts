// The processes of the demo, each private to the run: started in the order they need one another, ended in the reverse order,
// also on an error or Ctrl-C. Nothing is left running and no file stays behind.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startPostgres } from '../servers/embedded-postgres.ts';
import { freePort } from '../servers/free-port.ts';
import { startGuard } from '../servers/guard.ts';
import { startRedis } from '../servers/private-redis.ts';
import { startWalletSimulator, type WalletSimulator } from '../wallet-simulator/start.ts';
import { type Credentials, makeCredentials } from './credentials.ts';
import { ServiceProcess } from './service-process.ts';

export interface Processes {
  readonly service: ServiceProcess;
  readonly serviceUrl: string;
  readonly wallet: WalletSimulator;
  readonly redis: Redis;
  readonly credentials: Credentials;
  readonly walletStream: string;
  readonly eventStream: string;
  stop(): Promise<void>;
}

/** Some calls are slow, some fail, some answers are lost on the way: everyday life, and the reason for keys that never change. */
const WALLET_BEHAVIOUR = { latency_ms: [1, 15], fail_rate: 0.02, lose_answer_rate: 0.02 };

/**
 * @param onStep told what was started, in words
 * @param onFailure told when the service ends by itself later on
 */
export async function startProcesses(
  seed: number,
  onStep: (step: string) => void,
  onFailure: (reason: Error) => void,
  signal: AbortSignal,
): Promise<Processes> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    // One that fails to stop must not keep the others running.
    for (const stopOne of stops.splice(0).toReversed()) await stopOne().catch(() => undefined);
  };
  try {
    return { ...(await startAll(stops, seed, onStep, onFailure, signal)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  stops: (() => Promise<void>)[],
  seed: number,
  onStep: (step: string) => void,
  onFailure: (reason: Error) => void,
  signal: AbortSignal,
): Promise<Omit<Processes, 'stop'>> {
  const directory = await mkdtemp(join(tmpdir(), 'rolling-demo-'));
  const guard = startGuard(directory);
  stops.push(async () => {
    await rm(directory, { recursive: true, force: true });
    await guard.release();
  });
  const credentials = makeCredentials();

  const postgres = await startPostgres({ durability: 'real' });
  stops.push(postgres.stop);
  onStep('Postgres, embedded, fsync on');
  signal.throwIfAborted();

  const redisUrl = await redisUrlFor(stops, onStep);
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  // Commands report their own errors; a lost connection alone is retried.
  redis.on('error', () => undefined);
  // A Redis that is given may serve others too: streams of our own, gone when we go.
  const walletStream = `demo:${process.pid}:wallet:events`;
  const eventStream = `demo:${process.pid}:rolling:events`;
  stops.push(async () => {
    await redis.del(walletStream).catch(() => undefined);
    await redis.del(eventStream).catch(() => undefined);
    redis.disconnect();
  });
  signal.throwIfAborted();

  const wallet = await startWalletSimulator({
    token: credentials.walletToken,
    signingKey: credentials.brandSigningKey,
  });
  stops.push(wallet.stop);
  await wallet.behave({ ...WALLET_BEHAVIOUR, seed });
  onStep('wallet simulator, 2% of calls fail and 2% of answers get lost');
  signal.throwIfAborted();

  const port = await freePort();
  const service = new ServiceProcess({
    url: `http://127.0.0.1:${port}`,
    logFile: join(directory, 'service.log'),
    guard,
    onUnexpectedEnd: onFailure,
    environment: {
      DATABASE_URL: postgres.url,
      REDIS_URL: redisUrl,
      WALLET_SERVICE_URL: wallet.url,
      WALLET_STREAMS: walletStream,
      EVENT_STREAM: eventStream,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      ...securityOf(credentials),
      // A start after kill -9 should not compile everything again.
      NODE_COMPILE_CACHE: join(directory, 'compile-cache'),
    },
  });
  stops.push(async () => service.stop());
  await service.migrate(signal);
  onStep('migrations');
  await service.start(signal);
  onStep('service, ready');
  return { service, serviceUrl: `http://127.0.0.1:${port}`, wallet, redis, credentials, walletStream, eventStream };
}

function securityOf(credentials: Credentials): Record<string, string> {
  return {
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    PER_CALLER_TOKEN_REQUIRED: 'on',
    BRAND_SIGNING_KEY: credentials.brandSigningKey,
    INTERNAL_SERVICE_TOKEN_ROLLING: credentials.walletToken,
    INTERNAL_SERVICE_TOKEN_GATEWAY: credentials.gatewayToken,
    INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: credentials.adminToken,
    INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: credentials.promotionToken,
  };
}

async function redisUrlFor(stops: (() => Promise<void>)[], onStep: (step: string) => void): Promise<string> {
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
