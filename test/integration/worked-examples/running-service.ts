// The whole service in this process as main.ts wires it, over a database, a Redis and a wallet of its own, and spoken to as the
// platform does: REST on one side, entries on the wallet stream on the other.
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { startApi } from '../../../src/api-process.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type WalletSimulator, startWalletSimulator } from '../../../src/dev/wallet-simulator/start.ts';
import { LoopHealth } from '../../../src/observe/health.ts';
import { createLogger } from '../../../src/observe/logger.ts';
import { createMetrics } from '../../../src/observe/metrics.ts';
import { openAdapters } from '../../../src/open-adapters.ts';
import { openLinks } from '../../../src/open-links.ts';
import { Worker } from '../../../src/worker.ts';
import { workerOptions } from '../../../src/worker-options.ts';
import { freshDatabase } from '../../servers/fresh-database.ts';
import { freshRedis } from '../../servers/fresh-redis.ts';

const STREAM = 'wallet:events';
const TOKEN = 'admin-token';
const WAIT = { timeout: 15_000, interval: 10 };

export type Body = Readonly<Record<string, unknown>>;

/** A body of the wire under names; what is no object is a fault of the test. */
export function asBody(value: unknown): Body {
  if (typeof value !== 'object' || value === null) throw new TypeError(`not an object: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}

export interface RunningService {
  readonly wallet: WalletSimulator;
  /** Answers with the body; throws where the status is not a yes. */
  readonly ask: (method: 'GET' | 'POST' | 'PUT', path: string, brandId: string, body?: Body) => Promise<Body>;
  /** Puts envelopes on the wallet stream and waits until every one of them is acknowledged, hence durable. */
  readonly deliver: (envelopes: readonly Body[]) => Promise<void>;
  /** Asks until `isThere` likes the answer, and gives it. */
  readonly await: (path: string, brandId: string, isThere: (body: Body) => boolean) => Promise<Body>;
  readonly stop: () => Promise<void>;
}

export async function startRunningService(): Promise<RunningService> {
  const [database, redisDatabase] = await Promise.all([freshDatabase(), freshRedis()]);
  const wallet = await startWalletSimulator({ token: 'rolling-token', signingKey: 'key' });
  const config = loadConfig({
    NODE_ENV: 'test',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    WALLET_SERVICE_URL: wallet.url,
    WALLET_STREAMS: STREAM,
    BRAND_SIGNING_KEY: 'key',
    INTERNAL_SERVICE_TOKEN_ROLLING: 'rolling-token',
    LINK_PORT: '0',
  });
  const observed = {
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
    health: new LoopHealth(),
  };
  const urls = { databaseUrl: database.url, redisUrls: [redisDatabase.url] };
  const adapters = await openAdapters(config, urls, true, observed.logger);
  const links = openLinks(config, adapters.incarnation, 'test', observed.logger);
  const options = workerOptions(config, adapters.exponentOf);
  const worker = new Worker({ ...adapters, ...observed, link: links.link, options });
  const { address, close } = await links.serve(worker.inbound);
  await worker.start(address);
  const callers = [{ caller: 'admin_service' as const, accepted: true, tokens: [TOKEN] }];
  const api = await startApi(
    {
      ...adapters,
      ...observed,
      gate: worker.gate,
      callers,
      brandEnforcement: 'enforce',
      admission: { requestsInFlight: 1_000, eventLoopDelayMs: 0, callerRequestsPerSecond: 0 },
      commandDeadlineMs: config.limits.commandDeadlineMs,
      fleetSecrets: config.link.keys.map((key) => key.reveal()),
      refreshMetrics: () => worker.report(),
    },
    { host: '127.0.0.1', port: 0 },
  );
  const redis = new Redis(redisDatabase.url);

  const ask: RunningService['ask'] = async (method, path, brandId, body) => {
    const headers = { 'x-internal-service-token': TOKEN, 'x-brand-id': brandId, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${api.address}${path}`, { method, headers, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return asBody(JSON.parse(text));
  };

  return {
    wallet,
    ask,
    deliver: async (envelopes) => {
      const pipeline = redis.pipeline();
      for (const envelope of envelopes) pipeline.xadd(STREAM, '*', 'data', JSON.stringify(envelope));
      await pipeline.exec();
      await vi.waitFor(async () => {
        for (const stream of adapters.streams) {
          const { undelivered, pending } = await stream.lag();
          if (undelivered !== 0 || pending !== 0) throw new Error(`${undelivered} to read, ${pending} to acknowledge`);
        }
      }, WAIT);
    },
    await: (path, brandId, isThere) =>
      vi.waitFor(async () => {
        const body = await ask('GET', path, brandId);
        if (!isThere(body)) throw new Error(`still ${JSON.stringify(body)}`);
        return body;
      }, WAIT),
    stop: async () => {
      redis.disconnect();
      await api.stop();
      await worker.stop();
      await close();
      await links.link.close();
      await adapters.close();
      await wallet.stop();
      await Promise.all([database.drop(), redisDatabase.release()]);
    },
  };
}
