// Every environment variable there is: its shape, its default, its meaning. docs/configuration.md is held to this by a test.
import Type from 'typebox';

const text = (description: string, fallback?: string) =>
  Type.String({ minLength: 1, description, ...(fallback === undefined ? {} : { default: fallback }) });

const optional = (description: string, pattern?: string) =>
  Type.Optional(Type.String({ minLength: 1, description, ...(pattern === undefined ? {} : { pattern }) }));

const whole = (description: string, fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ default: fallback, minimum, maximum, description });

const flag = (description: string, fallback: 'on' | 'off') =>
  Type.Enum(['on', 'off', 'true', 'false', '1', '0'], { default: fallback, description });

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
  REDIS_URL: optional('Redis, as redis:// or rediss://'),
  WALLET_STREAMS: text('Redis streams of the wallet, separated by commas', 'wallet:events'),
  EVENT_STREAM: text('the Redis stream that outbox events are published to', 'rolling:events'),

  WALLET_SERVICE_URL: text('the base URL of wallet_service'),
  INTERNAL_SERVICE_TOKEN_ROLLING: text('what we show the wallet'),
  BRAND_SIGNING_KEY: text('signs calls of the wallet'),
  WALLET_TIMEOUT_MS: whole('one wallet call', 10_000, 100, 120_000),
  WALLET_CONCURRENCY: whole('wallet calls at a time', 32, 1, 1_000),

  MULTI_BRAND_ENFORCEMENT: Type.Enum(['off', 'observe', 'enforce']),
  DEFAULT_BRAND_ID: optional('the brand of events without one, unless enforced', '^.{1,128}$'),

  INTERNAL_SERVICE_TOKEN_GATEWAY: optional('tokens of gateway, separated by commas'),
  INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: optional('tokens of admin_service, separated by commas'),
  INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: optional('tokens of promotion_service, separated by commas'),
  INTERNAL_SERVICE_TOKEN: optional('the deprecated shared token'),
  PER_CALLER_TOKEN_REQUIRED: flag('refuse the shared token', 'off'),

  ENABLE_EVENT_CONSUMER: flag('read the wallet streams', 'on'),
  ENABLE_OUTBOX_POLLER: flag('publish outbox events', 'on'),
  ENABLE_EXPIRY_SCHEDULER: flag('fire timers of activation and expiry', 'on'),
  ENABLE_COMPLETION_RETRY: flag('fire timers of wallet attempts', 'on'),

  RESIDENT_ROLLINGS_MAX: whole('rollings kept in memory', 200_000, 1, 10_000_000),
  MAILBOX_MAX: whole('messages waiting for their turn', 5_000, 1, 1_000_000),
  BATCH_EVENTS_MAX: whole('events in one group commit', 1_000, 1, 10_000),
  INGRESS_READ_COUNT: whole('stream entries asked for at a time', 500, 1, 10_000),
  COMMAND_DEADLINE_MS: whole('a command not started by then is refused', 5_000, 100, 60_000),
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
