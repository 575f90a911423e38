import { type Cluster, Redis } from 'ioredis';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import type { BetRow } from '../../src/dev/demo/bet-row.ts';
import { readBets } from '../../src/dev/demo/bets-file.ts';
import { createRollings } from '../../src/dev/demo/create-rollings.ts';
import { observe } from '../../src/dev/demo/observe.ts';
import { makePlan } from '../../src/dev/demo/plan.ts';
import type { Plan, PlannedEvent } from '../../src/dev/demo/plan-types.ts';
import { recompute } from '../../src/dev/demo/recompute.ts';
import { PublishedEvents } from '../../src/dev/demo/redis-streams.ts';
import { sampleLines } from '../../src/dev/demo/sample.ts';
import { ServiceCaller } from '../../src/dev/demo/service-caller.ts';
import { serviceView } from '../../src/dev/demo/service-view.ts';
import { judge } from '../../src/dev/demo/verdict.ts';
import { walletLedger } from '../../src/dev/demo/wallet-ledger.ts';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { type WalletSimulator, startWalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import { FedWalletStreams } from './fed-wallet-streams.ts';
import { ServiceUnderTest, until } from './service-under-test.ts';

// Real bets played through a service that a test may stop, kill or starve, and the demo's independent verdict on what became of
// them. The plan, its recomputation and the judgement share no code with the service.

const TOKENS = {
  promotion: 'promotion-token',
  admin: 'admin-token',
  wallet: 'wallet-token',
  signingKey: 'signing-key',
};

export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Where the Redis is a cluster: how the platform reaches it, and on which streams the two talk. */
  readonly cluster?: {
    readonly client: Cluster;
    readonly walletStreams: readonly string[];
    readonly eventStream: string;
  };
}

export interface OpsAnswer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export class PlayedBets {
  readonly plan: Plan;
  readonly url: string;
  readonly stream: FedWalletStreams;
  readonly published: PublishedEvents;
  readonly caller: ServiceCaller;
  readonly completionsExpected: number;
  readonly environment: Readonly<Record<string, string>>;
  private readonly rows: readonly BetRow[];
  private readonly redis: Redis | Cluster;
  private readonly wallet: WalletSimulator;
  private readonly services: ServiceUnderTest[] = [];

  private constructor(servers: Servers, rows: readonly BetRow[], plan: Plan, wallet: WalletSimulator, port: number) {
    this.rows = rows;
    this.plan = plan;
    this.wallet = wallet;
    this.url = `http://127.0.0.1:${port}`;
    this.caller = new ServiceCaller([this.url]);
    // A Redis that a test takes away is waited for.
    const { cluster } = servers;
    this.redis =
      cluster?.client ?? new Redis(servers.redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    this.redis.on('error', () => undefined);
    this.stream = new FedWalletStreams(this.redis, cluster?.walletStreams ?? ['wallet:events']);
    this.published = new PublishedEvents(this.redis, cluster?.eventStream ?? 'rolling:events');
    const expected = recompute(rows, plan).players.flatMap((player) => player.rollings);
    this.completionsExpected = expected.filter((rolling) => rolling.reachesTarget).length;
    this.environment = {
      NODE_ENV: 'production',
      FLEET_LINK_SECRET: 'known to this fleet alone',
      LINK_PORT: '0',
      DATABASE_URL: servers.databaseUrl,
      REDIS_URL: servers.redisUrl,
      WALLET_SERVICE_URL: wallet.url,
      HTTP_PORT: String(port),
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      BRAND_SIGNING_KEY: TOKENS.signingKey,
      INTERNAL_SERVICE_TOKEN_ROLLING: TOKENS.wallet,
      INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: TOKENS.promotion,
      INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: TOKENS.admin,
      ...(cluster === undefined
        ? {}
        : {
            REDIS_CLUSTER: 'on',
            WALLET_STREAMS: cluster.walletStreams.join(','),
            EVENT_STREAM: cluster.eventStream,
          }),
    };
  }

  /** A plan of `bets` bets on a migrated database; nothing is running yet but the wallet. */
  static async planned(servers: Servers, bets: number, seed = 1): Promise<PlayedBets> {
    await migrate(servers.databaseUrl);
    const rows = await readBets('the sample', sampleLines(seed, bets, Math.ceil(bets / 15)));
    const plan = makePlan(rows, { brands: 3, seed, duplicates: 0.05, reorder: true, nowMs: Date.now() });
    const wallet = await startWalletSimulator({ token: TOKENS.wallet, signingKey: TOKENS.signingKey });
    await wallet.behave({ latency_ms: [1, 10], lose_answer_rate: 0.02, fail_rate: 0.02, seed });
    return new PlayedBets(servers, rows, plan, wallet, await freePort());
  }

  /** The service with the API, as a process of its own, on the same port every time. */
  start(changes: Readonly<Record<string, string>> = {}): ServiceUnderTest {
    const service = new ServiceUnderTest(['all'], { ...this.environment, ...changes });
    this.services.push(service);
    return service;
  }

  /** Resolves when every planned rolling was answered for; a service that is away is asked again. */
  async createRollings(): Promise<void> {
    const never = new AbortController().signal;
    await createRollings(this.caller, this.plan.rollings, TOKENS.promotion, () => undefined, never);
  }

  async feed(events: readonly PlannedEvent[] = this.plan.feed): Promise<void> {
    await this.stream.feed(events, new AbortController().signal);
  }

  /** Resolves when at least so many entries were acknowledged. */
  async acknowledged(least: number, timeoutMs?: number): Promise<void> {
    await until(async () => {
      const { acknowledged } = await this.stream.state();
      if (acknowledged < least) throw new Error(`${acknowledged} of ${least} entries are acknowledged`);
    }, timeoutMs);
  }

  /** Resolves when everything fed is acknowledged and every rolling that must complete was announced. */
  async drained(timeoutMs?: number): Promise<void> {
    await until(async () => {
      const { lag, pending } = await this.stream.state();
      const { distinct } = await this.published.count();
      if (lag + pending > 0 || distinct < this.completionsExpected)
        throw new Error(`lag ${lag}, pending ${pending}, announced ${distinct} of ${this.completionsExpected}`);
    }, timeoutMs);
  }

  /** What the demo's judges find wrong with everything that can be seen from outside. */
  async findings(): Promise<readonly unknown[]> {
    const signal = AbortSignal.timeout(20_000);
    const service = serviceView({
      caller: this.caller,
      promotionToken: TOKENS.promotion,
      adminToken: TOKENS.admin,
      anyBrandId: this.plan.brands[0] ?? '',
      signal,
    });
    const views = {
      service,
      wallet: walletLedger(this.wallet),
      events: this.published,
      walletStream: this.stream,
    };
    return judge(this.rows, this.plan, await observe(views, this.plan.brands)).findings.details;
  }

  /** Asks once for a rolling that is not in the plan, on a brand that is not either: the judges do not look there. */
  async createAside(brandId: string, id: string, more: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    return fetch(`${this.url}/internal/rolling`, {
      method: 'POST',
      headers: {
        'x-internal-service-token': TOKENS.promotion,
        'x-brand-id': brandId,
        'content-type': 'application/json',
        'idempotency-key': `create-${id}`,
      },
      body: JSON.stringify({
        player_id: `player-${id}`,
        currency: 'EUR',
        source: { type: 'bonus', id },
        required_minor: '1000',
        ...more,
      }),
    });
  }

  /** A command of admin_service on one rolling. */
  async command(brandId: string, rollingId: string, operation: string, body: unknown): Promise<Response> {
    return fetch(`${this.url}/internal/rolling/${rollingId}/${operation}`, {
      method: 'POST',
      headers: {
        'x-internal-service-token': TOKENS.admin,
        'x-brand-id': brandId,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  }

  async read(brandId: string, rollingId: string): Promise<Record<string, unknown>> {
    const headers = { 'x-internal-service-token': TOKENS.admin, 'x-brand-id': brandId };
    const response = await fetch(`${this.url}/internal/rolling/${rollingId}`, { headers });
    return (await response.json()) as Record<string, unknown>;
  }

  /** From now on the wallet is like this. */
  async behave(changes: Parameters<WalletSimulator['behave']>[0]): Promise<void> {
    await this.wallet.behave(changes);
  }

  /** `ops verify`, with or without a service beside it. */
  async verify(...options: readonly string[]): Promise<OpsAnswer> {
    return new ServiceUnderTest(['ops', 'verify', ...options], this.environment).ended;
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.end('SIGKILL');
    await this.caller.close();
    this.redis.disconnect();
    await this.wallet.stop();
  }
}
