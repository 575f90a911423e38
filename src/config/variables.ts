// Every environment variable there is: its shape, its default, its meaning. docs/configuration.md is held to this by a test.
import Type from 'typebox';
import { BRAND_ENFORCEMENTS } from '../domain/brand-enforcement.ts';

const text = (description: string, fallback?: string) =>
  Type.String({ minLength: 1, description, ...(fallback === undefined ? {} : { default: fallback }) });

const optional = (description: string, pattern?: string) =>
  Type.Optional(Type.String({ minLength: 1, description, ...(pattern === undefined ? {} : { pattern }) }));

const whole = (description: string, fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ default: fallback, minimum, maximum, description });

const flag = (description: string, fallback: 'on' | 'off') =>
  Type.Enum(['on', 'off', 'true', 'false', '1', '0'], { default: fallback, description });

const staleAfter = (loop: string) => whole(`the longest time without progress of ${loop}`, 15_000, 1_000, 600_000);

const PORT_MAX = 65_535;

export const VARIABLES = Type.Object({
  NODE_ENV: Type.Enum(['production', 'development', 'test'], { default: 'development' }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  WORKER_NAME: optional('the name of this worker, in logs and leases', '^[\\w.:-]{1,100}$'),
  HTTP_HOST: text('the address to listen on', '127.0.0.1'),
  HTTP_PORT: whole('the port of the API', 8_080, 0, PORT_MAX),
  WORKER_HTTP_PORT: whole('the port of a worker for /health, /ready and /metrics', 8_081, 0, PORT_MAX),

  LINK_HOST: text('the address a worker listens on for other processes', '127.0.0.1'),
  LINK_PORT: whole('the port a worker listens on for other processes', 8_082, 0, PORT_MAX),
  LINK_ADVERTISED_URL: optional('where other processes reach this worker, as ws:// or wss://'),
  FLEET_LINK_SECRET: text('what processes of one fleet know each other by, several separated by commas'),

  DATABASE_URL: optional('Postgres, as postgres://user:password@host:port/database'),
  DATABASE_DIRECT_URL: optional('Postgres past a transaction pooler, for what needs a session of its own'),
  DATABASE_CA_FILE: optional('certificates of the authorities that Postgres is trusted by'),
  DATABASE_LOAD_CONNECTIONS: whole('connections that load, scan and mark', 2, 1, 100),
  DATABASE_READ_CONNECTIONS: whole('connections that answer callers', 4, 1, 100),
  DATABASE_CONNECT_TIMEOUT_MS: whole('opening one connection', 10_000, 100, 120_000),
  DATABASE_COMMIT_TIMEOUT_MS: whole('one group commit', 15_000, 1_000, 600_000),
  DATABASE_LOAD_TIMEOUT_MS: whole('one load, scan or mark', 30_000, 1_000, 600_000),
  DATABASE_READ_TIMEOUT_MS: whole('one read for a caller', 10_000, 1_000, 600_000),
  REDIS_URL: optional('Redis, as redis:// or rediss://; of a cluster, some of its nodes'),
  REDIS_CLUSTER: flag('whether REDIS_URL names nodes of a Redis Cluster', 'off'),
  REDIS_CA_FILE: optional('certificates of the authorities that Redis is trusted by'),
  REDIS_CONNECT_TIMEOUT_MS: whole('opening one connection', 5_000, 100, 120_000),
  REDIS_SILENCE_TIMEOUT_MS: whole('an answer that is owed', 10_000, 1_000, 600_000),
  WALLET_STREAMS: text('Redis streams of the wallet, separated by commas', 'wallet:events'),
  EVENT_STREAM: text('the Redis stream that outbox events are published to', 'rolling:events'),

  WALLET_SERVICE_URL: text('the base URL of wallet_service'),
  INTERNAL_SERVICE_TOKEN_ROLLING: text('what we show the wallet'),
  BRAND_SIGNING_KEY: text('signs calls of the wallet'),
  WALLET_TIMEOUT_MS: whole('one wallet call', 10_000, 100, 120_000),
  WALLET_CONCURRENCY: whole('wallet calls at a time', 32, 1, 1_000),

  MULTI_BRAND_ENFORCEMENT: Type.Enum([...BRAND_ENFORCEMENTS]),
  DEFAULT_BRAND_ID: optional('the brand of events without one, unless enforced', '^.{1,128}$'),

  INTERNAL_SERVICE_TOKEN_GATEWAY: optional('tokens of gateway, separated by commas'),
  INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: optional('tokens of admin_service, separated by commas'),
  INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: optional('tokens of promotion_service, separated by commas'),
  INTERNAL_SERVICE_TOKEN: optional('the deprecated shared token'),
  CONSOLE_SIGN_IN_CODE: optional('exchanged once for a token of admin_service; never in production'),
  PER_CALLER_TOKEN_REQUIRED: flag('refuse the shared token', 'off'),

  ENABLE_EVENT_CONSUMER: flag('read the wallet streams', 'on'),
  ENABLE_OUTBOX_POLLER: flag('publish outbox events', 'on'),
  ENABLE_EXPIRY_SCHEDULER: flag('fire timers of activation and expiry', 'on'),
  ENABLE_COMPLETION_RETRY: flag('fire timers of wallet attempts', 'on'),

  HEALTH_TIMEOUT_MS: whole('each dependency that /health asks', 2_000, 50, 60_000),
  READY_EVENT_CONSUMER_MS: staleAfter('event_consumer'),
  READY_DECIDER_MS: staleAfter('decider'),
  READY_GROUP_COMMITTER_MS: staleAfter('group_committer'),
  READY_OUTBOX_PUBLISHER_MS: staleAfter('outbox_publisher'),
  READY_EXPIRY_SCHEDULER_MS: staleAfter('expiry_scheduler'),
  READY_COMPLETION_RETRY_MS: staleAfter('completion_retry'),

  RESIDENT_ROLLINGS_MAX: whole('rollings kept in memory', 200_000, 1, 10_000_000),
  SNAPSHOT_SWEEP_PER_S: whole('older snapshots rewritten a second; 0: none', 0, 0, 10_000),
  MAILBOX_MAX: whole('messages waiting for their turn', 5_000, 1, 1_000_000),
  BATCH_EVENTS_MAX: whole('events in one group commit', 1_000, 1, 10_000),
  INGRESS_READ_COUNT: whole('stream entries asked for at a time', 500, 1, 10_000),
  COMMAND_DEADLINE_MS: whole('a command not started by then is refused', 5_000, 100, 60_000),
  HTTP_REQUESTS_IN_FLIGHT_MAX: whole('requests let in and not answered yet', 256, 1, 100_000),
  EVENT_LOOP_DELAY_MAX_MS: whole('above this mean delay calls are refused; 0: never', 500, 0, 60_000),
  CALLER_REQUESTS_PER_SECOND_MAX: whole('of each caller, by one process; 0: any number', 2_000, 0, 1_000_000),
  WORKER_CAPACITY: whole('the share of the load, relative to the other workers', 100, 1, 10_000),
  LEASE_MS: whole('what a worker owns is given to others so long after its last sign of life', 10_000, 1_000, 120_000),
  DRAIN_TIMEOUT_MS: whole('others are given so long to take over before an orderly end', 15_000, 0, 600_000),
  BUILD_ID: optional(
    'what this build is called beside the others; by default its package version',
    '^[\\w.:+-]{1,100}$',
  ),
  SHUTDOWN_TIMEOUT_MS: whole('an orderly end takes no longer', 25_000, 1_000, 600_000),
});

export type VariableName = keyof (typeof VARIABLES)['properties'];

const isVariableName = (name: string): name is VariableName => name in VARIABLES.properties;

export const VARIABLE_NAMES: readonly VariableName[] = Object.keys(VARIABLES.properties).filter(isVariableName);

/** What stands in outside production, where these are required. */
export const DEVELOPMENT_DEFAULTS = {
  WALLET_SERVICE_URL: 'http://127.0.0.1:8090',
  INTERNAL_SERVICE_TOKEN_ROLLING: 'development',
  BRAND_SIGNING_KEY: 'development',
  FLEET_LINK_SECRET: 'development',
} as const satisfies Partial<Record<VariableName, string>>;
