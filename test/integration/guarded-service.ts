import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { ServiceUnderTest, until } from './service-under-test.ts';

// The real service as a process of its own, with a token for every caller, real servers behind it and a wallet that answers
// what it is told to.

export const TOKENS = {
  gateway: 'token-of-gateway',
  promotion: 'token-of-promotion',
  admin: 'token-of-admin',
  legacy: 'token-of-everybody',
} as const;

export type TokenName = keyof typeof TOKENS;

export interface Asked {
  readonly method?: string;
  /** A name of `TOKENS`, any other text as it is, or null for none. Without it: admin. */
  readonly token?: string | null;
  /** Null: no header. Without it: brand-a. */
  readonly brand?: string | null;
  readonly key?: string;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface WalletCallSeen {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** 200 confirms; 422 refuses for good; the rest leaves the outcome open. */
interface WalletAnswers {
  status: 200 | 401 | 422 | 500;
  /** What it says about a call that it does not confirm; without it, a code. */
  complaint: ((call: WalletCallSeen) => { readonly code: string; readonly message: string }) | null;
}

type LogLine = Readonly<Record<string, unknown>>;

/** What a service with secrets of its own is given in place of the usual. */
interface Secrets {
  readonly databaseUrl?: (url: string) => string;
  readonly redisUrl?: (url: string) => string;
  readonly adminToken?: string;
}

const isTokenName = (name: string): name is TokenName => name in TOKENS;

export class GuardedService {
  readonly service: ServiceUnderTest;
  readonly walletCalls: WalletCallSeen[];
  readonly walletAnswers: WalletAnswers;
  readonly redis: Redis;
  private url = '';
  private adminToken = '';
  private databaseUrl = '';
  private sources = 0;
  private readonly release: () => Promise<void>;

  private constructor(
    service: ServiceUnderTest,
    wallet: { seen: WalletCallSeen[]; answers: WalletAnswers },
    redis: Redis,
    release: () => Promise<void>,
  ) {
    this.service = service;
    this.walletCalls = wallet.seen;
    this.walletAnswers = wallet.answers;
    this.redis = redis;
    this.release = release;
  }

  static async start(changes: Readonly<Record<string, string>>, secrets: Secrets = {}): Promise<GuardedService> {
    const [database, redisDatabase]: [FreshDatabase, FreshRedis] = await Promise.all([freshDatabase(), freshRedis()]);
    const wallet = await startWallet();
    const service = new ServiceUnderTest(['all'], {
      NODE_ENV: 'test',
      DATABASE_URL: secrets.databaseUrl?.(database.url) ?? database.url,
      REDIS_URL: secrets.redisUrl?.(redisDatabase.url) ?? redisDatabase.url,
      WALLET_SERVICE_URL: wallet.url,
      HTTP_PORT: '0',
      LINK_PORT: '0',
      WORKER_HTTP_PORT: '0',
      // A machine that is busy with other tests must not shed what is asked here.
      EVENT_LOOP_DELAY_MAX_MS: '0',
      CALLER_REQUESTS_PER_SECOND_MAX: '0',
      COMMAND_DEADLINE_MS: '20000',
      BRAND_SIGNING_KEY: 'signing-key',
      INTERNAL_SERVICE_TOKEN_ROLLING: 'token-of-rolling',
      INTERNAL_SERVICE_TOKEN_GATEWAY: TOKENS.gateway,
      INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: TOKENS.promotion,
      INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: TOKENS.admin,
      INTERNAL_SERVICE_TOKEN: TOKENS.legacy,
      ...changes,
    });
    const redis = new Redis(redisDatabase.url);
    const started = new GuardedService(service, wallet, redis, async () => {
      await service.end('SIGTERM');
      redis.disconnect();
      wallet.server.closeAllConnections();
      wallet.server.close();
      await Promise.all([database.drop(), redisDatabase.release()]);
    });
    started.adminToken = secrets.adminToken ?? TOKENS.admin;
    started.databaseUrl = database.url;
    started.url = await service.ready();
    return started;
  }

  stop(): Promise<void> {
    return this.release();
  }

  /** For programs of their own. */
  get redisUrl(): string {
    const { host, port, db } = this.redis.options;
    return `redis://${host ?? '127.0.0.1'}:${port ?? 6_379}/${db ?? 0}`;
  }

  get address(): string {
    return this.url;
  }

  /** What the service has said so far. */
  get lines(): readonly LogLine[] {
    const whole = this.service.log.slice(0, this.service.log.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
  }

  linesSaying(message: string): readonly LogLine[] {
    return this.lines.filter(({ msg }) => String(msg).includes(message));
  }

  async call(
    path: string,
    { method, token = this.adminToken, brand = 'brand-a', key, body }: Asked = {},
  ): Promise<Answered> {
    const headers: Record<string, string> = {};
    if (token !== null) headers['x-internal-service-token'] = isTokenName(token) ? TOKENS[token] : token;
    if (brand !== null) headers['x-brand-id'] = brand;
    if (key !== undefined) headers['idempotency-key'] = key;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answered = await response.text();
    const isJson = answered !== '' && response.headers.get('content-type')?.includes('json') === true;
    const parsed = isJson ? (JSON.parse(answered) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text: answered, body: parsed };
  }

  /** A body that creates a rolling of its own, for a player of its own. */
  newBonus(): Record<string, unknown> {
    this.sources += 1;
    const source = { type: 'bonus', id: `source-${this.sources}` };
    return { player_id: `player-${this.sources}`, currency: 'EUR', source, base_minor: '1000', multiplier: '30' };
  }

  /** An active rolling, made by admin. */
  async created(brand = 'brand-a'): Promise<{ id: string; path: string; playerId: string }> {
    const body = this.newBonus();
    const answer = await this.call('/internal/rolling', { body, brand });
    if (answer.status !== 201) throw new Error(`not created: ${answer.text}`);
    const id = String(answer.body['rolling_id']);
    return { id, path: `/internal/rolling/${id}`, playerId: String(body['player_id']) };
  }

  /** Resolves with the rolling as soon as it is in the state. */
  async comesTo(path: string, state: string, brand = 'brand-a'): Promise<Record<string, unknown>> {
    return until(async () => {
      const { body } = await this.call(path, { brand });
      if (body['state'] !== state) throw new Error(`not ${state}: ${JSON.stringify(body)}`);
      return body;
    });
  }

  /** As when the database is restarted: every connection of the service is gone at once. */
  async breakDatabaseConnections(): Promise<void> {
    const sql = postgres(this.databaseUrl, { max: 1 });
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'rolling-service%'`;
    await sql.end();
  }

  /** The samples of one metric as label text to value. */
  async metric(name: string): Promise<Readonly<Record<string, number>>> {
    const { text: page } = await this.call('/metrics', { token: null, brand: null });
    const samples = [...page.matchAll(new RegExp(String.raw`^${name}(\{.*\})? (\S+)$`, 'gm'))];
    return Object.fromEntries(samples.map(([, labels, value]) => [labels ?? '', Number(value)]));
  }
}

async function startWallet(): Promise<{
  server: Server;
  url: string;
  seen: WalletCallSeen[];
  answers: WalletAnswers;
}> {
  const seen: WalletCallSeen[] = [];
  const answers: WalletAnswers = { status: 422, complaint: null };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const parsed = JSON.parse(body) as Record<string, unknown>;
      const call = { path: request.url ?? '', headers: request.headers, body: parsed };
      seen.push(call);
      response.writeHead(answers.status, { 'content-type': 'application/json' });
      const yes = { status: 'ok', transaction_id: 'tx-1' };
      const no = { error: answers.complaint?.(call) ?? { code: 'REFUSED' } };
      response.end(JSON.stringify(answers.status === 200 ? yes : no));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, seen, answers };
}
