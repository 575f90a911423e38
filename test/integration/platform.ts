import { Redis } from 'ioredis';
import postgres from 'postgres';
import { type WalletSimulator, startWalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { type Ended, type ServiceUnderTest, run, until } from './service-under-test.ts';

// What surrounds the service: its database, its Redis, a wallet, and a caller of its API. The service itself is a process of its
// own, started by a test with the environment it wants, and as often as it wants.

const WALLET_STREAM = 'wallet:events';
const EVENT_STREAM = 'rolling:events';

export type Json = Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** An event as it stands on rolling:events. */
export interface StreamEvent {
  readonly entryId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly payload: Json;
}

export class Platform {
  readonly wallet: WalletSimulator;
  readonly redis: Redis;
  readonly sql: postgres.Sql;
  readonly environment: Readonly<Record<string, string>>;
  private readonly database: FreshDatabase;
  private readonly freshRedis: FreshRedis;
  private readonly services: ServiceUnderTest[] = [];
  /** Of calls and envelopes that say nothing else. */
  brand = 'acme';
  private address = '';
  private numbers = 0;

  private constructor(database: FreshDatabase, redis: FreshRedis, wallet: WalletSimulator) {
    this.database = database;
    this.freshRedis = redis;
    this.wallet = wallet;
    this.redis = new Redis(redis.url);
    this.sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    this.environment = {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      WALLET_SERVICE_URL: wallet.url,
      WALLET_TIMEOUT_MS: '2000',
      HTTP_PORT: '0',
      LINK_PORT: '0',
      FLEET_LINK_SECRET: 'a-fleet-secret-of-a-test',
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      BRAND_SIGNING_KEY: 'signing-key',
      INTERNAL_SERVICE_TOKEN_ROLLING: 'wallet-token',
      INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'admin-token',
    };
  }

  static async start(): Promise<Platform> {
    const [database, redis, wallet] = await Promise.all([
      freshDatabase(),
      freshRedis(),
      startWalletSimulator({ token: 'wallet-token', signingKey: 'signing-key' }),
    ]);
    return new Platform(database, redis, wallet);
  }

  async stop(): Promise<void> {
    await Promise.all(this.services.filter(({ isRunning }) => isRunning).map((service) => service.end('SIGKILL')));
    this.redis.disconnect();
    await this.sql.end();
    await this.wallet.stop();
    await Promise.all([this.database.drop(), this.freshRedis.release()]);
  }

  /** API and worker in one process; calls go to the one started last. */
  async serve(changes: Readonly<Record<string, string>> = {}): Promise<ServiceUnderTest> {
    const service = run(['all'], { ...this.environment, ...changes });
    this.services.push(service);
    this.address = await service.ready();
    return service;
  }

  /** A worker alone, which joins the fleet of whatever else is served. */
  async work(changes: Readonly<Record<string, string>> = {}): Promise<ServiceUnderTest> {
    const worker = run(['worker'], { ...this.environment, WORKER_HTTP_PORT: '0', ...changes });
    this.services.push(worker);
    await worker.ready();
    return worker;
  }

  /** An API alone; calls go on going where they went. */
  async answer(changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const api = run(['api'], { ...this.environment, ...changes });
    this.services.push(api);
    return api.ready();
  }

  get latest(): ServiceUnderTest {
    return this.services.at(-1)!;
  }

  ops(...argv: readonly string[]): Promise<Ended> {
    return this.opsWith(this.environment, ...argv);
  }

  opsWith(environment: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Ended> {
    return run(['ops', ...argv], environment).ended;
  }

  /** Asks again where a busy machine did nothing: nothing here is about shedding load. */
  async call(...asked: Parameters<Platform['callOnce']>): Promise<Answered> {
    return until(async () => {
      const answered = await this.callOnce(...asked);
      if (answered.body['code'] === 'OVERLOADED') throw new Error('the service has more to do than it can');
      return answered;
    });
  }

  private async callOnce(
    path: string,
    { method, body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const response = await fetch(`${this.address}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        'x-internal-service-token': 'admin-token',
        'x-brand-id': this.brand,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as Json) : { text } };
  }

  /** A rolling of a player of its own, one bet of its requirement away from completion; gives its id and its player. */
  async rolling(changes: Json = {}): Promise<{ id: string; player: string; path: string }> {
    this.numbers += 1;
    const player = `player-${this.numbers}`;
    const source = { type: 'bonus', id: `bonus-${this.numbers}` };
    const body = {
      player_id: player,
      currency: 'EUR',
      source,
      required_minor: '1000',
      release_minor: '500',
      ...changes,
    };
    const made = await this.call('/internal/rolling', { body });
    if (made.status !== 201) throw new Error(`not created: ${JSON.stringify(made.body)}`);
    const id = String(made.body['rolling_id']);
    return { id, player, path: `/internal/rolling/${id}` };
  }

  /** Resolves with the rolling when it is as `isThere` wants it. */
  async until(path: string, isThere: (body: Json) => boolean, timeoutMs?: number): Promise<Json> {
    return until(async () => {
      const { body } = await this.call(path);
      if (!isThere(body)) throw new Error(`still ${JSON.stringify(body)}`);
      return body;
    }, timeoutMs);
  }

  inState(path: string, state: string, timeoutMs?: number): Promise<Json> {
    return this.until(path, (body) => body['state'] === state, timeoutMs);
  }

  async append(fields: Readonly<Record<string, string>>, stream = WALLET_STREAM): Promise<string> {
    return (await this.redis.xadd(stream, '*', ...Object.entries(fields).flat()))!;
  }

  /** The envelope of a settled bet of 1000 in EUR, placed just now. Members of `changes` that are undefined are left out. */
  settled(player: string, betId: string, changes: Json = {}, payload: Json = {}): Json {
    return {
      event_id: `settle-${betId}`,
      event_type: 'BET_SETTLED_CONFIRMED',
      occurred_at: new Date().toISOString(),
      brand_id: this.brand,
      payload: {
        player_id: player,
        bet_id: betId,
        currency: 'EUR',
        stake_minor: '1000',
        placed_at: new Date().toISOString(),
        ...payload,
      },
      ...changes,
    };
  }

  settle(player: string, betId: string, changes: Json = {}, payload: Json = {}): Promise<string> {
    return this.append({ data: JSON.stringify(this.settled(player, betId, changes, payload)) });
  }

  /** Resolves when the service has read and acknowledged all that is on the wallet stream. */
  async digested(stream = WALLET_STREAM): Promise<void> {
    await until(async () => {
      const [group] = (await this.redis.xinfo('GROUPS', stream)) as unknown[][];
      const facts = new Map<unknown, unknown>();
      for (let at = 0; group !== undefined && at + 1 < group.length; at += 2) facts.set(group[at], group[at + 1]);
      const [last] = await this.redis.xrevrange(stream, '+', '-', 'COUNT', 1);
      if (facts.get('last-delivered-id') !== last?.[0] || facts.get('pending') !== 0) {
        throw new Error(`not digested: ${JSON.stringify([...facts])}`);
      }
    });
  }

  async letters(query = 'limit=200'): Promise<Json[]> {
    return (await this.call(`/internal/rolling/ops/dead-letters?${query}`)).body['items'] as Json[];
  }

  /** The letter that the entry became. */
  letterOf(entryId: string): Promise<Json> {
    return until(async () => {
      const letter = (await this.letters('state=all&limit=200')).find((each) => each['entry_id'] === entryId);
      if (letter === undefined) throw new Error(`${entryId} is no dead letter`);
      return letter;
    });
  }

  async events(): Promise<StreamEvent[]> {
    return (await this.redis.xrange(EVENT_STREAM, '-', '+')).map(([entryId, pairs]) => {
      const fields: Record<string, string> = {};
      for (let at = 0; at + 1 < pairs.length; at += 2) fields[pairs[at]!] = pairs[at + 1]!;
      return { entryId, fields, payload: JSON.parse(fields['payload'] ?? 'null') as Json };
    });
  }

  async eventsOf(rollingId: string): Promise<StreamEvent[]> {
    return (await this.events()).filter(({ payload }) => payload['rolling_id'] === rollingId);
  }

  async journal(path: string): Promise<Json[]> {
    return (await this.call(`${path}/journal`)).body['items'] as Json[];
  }

  /** The value of a metric's line that begins so. */
  async metric(line: string): Promise<number> {
    const text = await (await fetch(`${this.address}/metrics`)).text();
    const found = text.split('\n').find((each) => each.startsWith(`${line} `));
    return found === undefined ? 0 : Number(found.slice(line.length + 1));
  }

  async loops(): Promise<Record<string, { status: string }>> {
    return ((await (await fetch(`${this.address}/ready`)).json()) as { loops: Record<string, { status: string }> })
      .loops;
  }
}
