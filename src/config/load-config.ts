// The environment as one frozen Config, or every fault in it at once. The only reader of process.env.
import { hostname } from 'node:os';
import Type from 'typebox';
import { Settings } from 'typebox/system';
import Value from 'typebox/value';
import type { CallerName } from '../domain/caller.ts';
import { isBrandId } from '../domain/ids.ts';
import { readAuthorities, withAuthorities } from './certificates.ts';
import type { Config, DatabaseLocation } from './config.ts';
import { databaseFaults, redisFaults } from './connection-checks.ts';
import { crossCheck } from './cross-checks.ts';
import { ConfigError, type Fault, faultsOf } from './faults.ts';
import { nodeUrlsOf } from './redis-nodes.ts';
import { Secret } from './secret.ts';
import { type Values, isOn, listOf } from './values.ts';
import { DEVELOPMENT_DEFAULTS, VARIABLES, VARIABLE_NAMES, type VariableName } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** More than all variables can have; the library's own bound is 8. */
Settings.Set({ maxErrors: 100 });

const INTEGER = /^-?\d+$/;

/** A blank variable counts as absent: that is how templates leave one out. */
function givenValues(environment: Environment): Record<string, unknown> {
  const given: Record<string, unknown> = environment['NODE_ENV'] === 'production' ? {} : { ...DEVELOPMENT_DEFAULTS };
  for (const name of VARIABLE_NAMES) {
    const text = environment[name]?.trim();
    if (text === undefined || text === '') continue;
    const isNumber = 'minimum' in VARIABLES.properties[name] && INTEGER.test(text);
    given[name] = isNumber ? Number(text) : text;
  }
  return given;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

function databaseOf(values: Pick<Values, DatabaseVariable>): DatabaseLocation | null {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATABASE_CA_FILE: caFile } = values;
  if (url === undefined) return null;
  return {
    url: new Secret(withAuthorities(url, caFile)),
    directUrl: new Secret(withAuthorities(directUrl ?? url, caFile)),
  };
}

function callersOf(values: Values): Config['callers'] {
  const variables: readonly (readonly [CallerName, VariableName])[] = [
    ['gateway', 'INTERNAL_SERVICE_TOKEN_GATEWAY'],
    ['admin_service', 'INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE'],
    ['promotion_service', 'INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE'],
    ['legacy', 'INTERNAL_SERVICE_TOKEN'],
  ];
  return variables
    .map(([caller, variable]) => ({
      caller,
      accepted: caller !== 'legacy' || !isOn(values.PER_CALLER_TOKEN_REQUIRED),
      tokens: listOf(String(values[variable] ?? '')).map((token) => new Secret(token)),
    }))
    .filter(({ tokens }) => tokens.length > 0);
}

type StreamVariable = keyof (typeof STREAM_VARIABLES)['properties'];

function streamsOf(values: Pick<Values, StreamVariable>): StreamsLocated {
  const redisUrls = nodeUrlsOf(values.REDIS_URL ?? '') ?? [];
  return {
    redis: redisUrls.length === 0 ? null : { urls: redisUrls.map((url) => new Secret(url)) },
    redisLimits: {
      cluster: isOn(values.REDIS_CLUSTER),
      ca: values.REDIS_CA_FILE === undefined ? null : readAuthorities(values.REDIS_CA_FILE),
      connectTimeoutMs: values.REDIS_CONNECT_TIMEOUT_MS,
      silenceTimeoutMs: values.REDIS_SILENCE_TIMEOUT_MS,
    },
    streams: { wallet: listOf(values.WALLET_STREAMS), event: values.EVENT_STREAM },
  };
}

/** Of an orderly end, for others to take over; the rest is for what is under way here. */
const DRAIN_SHARE_MAX = 0.6;

function configOf(values: Values): Config {
  const { DEFAULT_BRAND_ID: brand } = values;
  return {
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    workerName: values.WORKER_NAME ?? hostname(),
    database: databaseOf(values),
    databaseLimits: {
      loadConnections: values.DATABASE_LOAD_CONNECTIONS,
      readConnections: values.DATABASE_READ_CONNECTIONS,
      connectTimeoutMs: values.DATABASE_CONNECT_TIMEOUT_MS,
      commitTimeoutMs: values.DATABASE_COMMIT_TIMEOUT_MS,
      loadTimeoutMs: values.DATABASE_LOAD_TIMEOUT_MS,
      readTimeoutMs: values.DATABASE_READ_TIMEOUT_MS,
    },
    ...streamsOf(values),
    wallet: {
      url: values.WALLET_SERVICE_URL,
      serviceToken: new Secret(values.INTERNAL_SERVICE_TOKEN_ROLLING),
      signingKey: new Secret(values.BRAND_SIGNING_KEY),
      timeoutMs: values.WALLET_TIMEOUT_MS,
      concurrency: values.WALLET_CONCURRENCY,
    },
    brandEnforcement: values.MULTI_BRAND_ENFORCEMENT,
    defaultBrandId: brand !== undefined && isBrandId(brand) ? brand : null,
    callers: callersOf(values),
    consoleSignInCode: values.CONSOLE_SIGN_IN_CODE === undefined ? null : new Secret(values.CONSOLE_SIGN_IN_CODE),
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT },
    workerHttp: { host: values.HTTP_HOST, port: values.WORKER_HTTP_PORT },
    fleet: { capacity: values.WORKER_CAPACITY, leaseMs: values.LEASE_MS, buildId: values.BUILD_ID ?? null },
    link: {
      host: values.LINK_HOST,
      port: values.LINK_PORT,
      advertisedUrl: values.LINK_ADVERTISED_URL?.replace(/\/+$/, '') ?? null,
      keys: listOf(values.FLEET_LINK_SECRET).map((secret) => new Secret(secret)),
    },
    switches: {
      eventConsumer: isOn(values.ENABLE_EVENT_CONSUMER),
      outboxPoller: isOn(values.ENABLE_OUTBOX_POLLER),
      expiryScheduler: isOn(values.ENABLE_EXPIRY_SCHEDULER),
      completionRetry: isOn(values.ENABLE_COMPLETION_RETRY),
    },
    healthTimeoutMs: values.HEALTH_TIMEOUT_MS,
    staleAfterMs: {
      eventConsumer: values.READY_EVENT_CONSUMER_MS,
      decider: values.READY_DECIDER_MS,
      groupCommitter: values.READY_GROUP_COMMITTER_MS,
      outboxPublisher: values.READY_OUTBOX_PUBLISHER_MS,
      expiryScheduler: values.READY_EXPIRY_SCHEDULER_MS,
      completionRetry: values.READY_COMPLETION_RETRY_MS,
    },
    limits: {
      residentRollings: values.RESIDENT_ROLLINGS_MAX,
      snapshotSweepPerS: values.SNAPSHOT_SWEEP_PER_S,
      mailbox: values.MAILBOX_MAX,
      batchEvents: values.BATCH_EVENTS_MAX,
      ingressReadCount: values.INGRESS_READ_COUNT,
      commandDeadlineMs: values.COMMAND_DEADLINE_MS,
      shutdownMs: values.SHUTDOWN_TIMEOUT_MS,
      drainMs: Math.min(values.DRAIN_TIMEOUT_MS, values.SHUTDOWN_TIMEOUT_MS * DRAIN_SHARE_MAX),
      requestsInFlight: values.HTTP_REQUESTS_IN_FLIGHT_MAX,
      eventLoopDelayMs: values.EVENT_LOOP_DELAY_MAX_MS,
      callerRequestsPerSecond: values.CALLER_REQUESTS_PER_SECOND_MAX,
    },
  };
}

/** What is read in place of a variable that is missing or misshapen, only to find the faults between the others. */
const PLACEHOLDERS = { ...DEVELOPMENT_DEFAULTS, MULTI_BRAND_ENFORCEMENT: 'enforce' };

function faultsBetweenTheRest(given: Readonly<Record<string, unknown>>, misshapen: readonly Fault[]): readonly Fault[] {
  const isMisshapen = (name: string): boolean => misshapen.some(({ variable }) => variable === name);
  const rest = Object.entries(given).filter(([name]) => !isMisshapen(name));
  const values: unknown = Value.Default(VARIABLES, { ...PLACEHOLDERS, ...Object.fromEntries(rest) });
  if (!Value.Check(VARIABLES, values)) return [];
  return crossCheck(values).filter(({ variable }) => !isMisshapen(variable));
}

/** Throws `ConfigError` with every fault. */
export function loadConfig(environment: Environment = process.env): Config {
  const given = givenValues(environment);
  const values: unknown = Value.Default(VARIABLES, { ...given });
  if (!Value.Check(VARIABLES, values)) {
    const misshapen = faultsOf(Value.Errors(VARIABLES, values));
    throw new ConfigError([...misshapen, ...faultsBetweenTheRest(given, misshapen)]);
  }
  const faults = crossCheck(values);
  if (faults.length > 0) throw new ConfigError(faults);
  return deepFreeze(configOf(values));
}

const STREAM_VARIABLES = Type.Pick(VARIABLES, [
  'REDIS_URL',
  'REDIS_CLUSTER',
  'REDIS_CA_FILE',
  'REDIS_CONNECT_TIMEOUT_MS',
  'REDIS_SILENCE_TIMEOUT_MS',
  'WALLET_STREAMS',
  'EVENT_STREAM',
]);

export type StreamsLocated = Pick<Config, 'redis' | 'redisLimits' | 'streams'>;

/** All that a command of operators needs of the streams. Throws `ConfigError` with every fault. */
export function loadStreams(environment: Environment = process.env): StreamsLocated {
  const values: unknown = Value.Default(STREAM_VARIABLES, Value.Clean(STREAM_VARIABLES, givenValues(environment)));
  if (!Value.Check(STREAM_VARIABLES, values)) throw new ConfigError(faultsOf(Value.Errors(STREAM_VARIABLES, values)));
  const faults = redisFaults(values);
  if (faults.length > 0) throw new ConfigError(faults);
  return streamsOf(values);
}

type DatabaseVariable = 'DATABASE_URL' | 'DATABASE_DIRECT_URL' | 'DATABASE_CA_FILE';

const DATABASE_VARIABLES = Type.Pick(VARIABLES, ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_CA_FILE']);

/**
 * All that a migration or an audit needs: the database, past any pooler. Null where none is named and the embedded one may stand
 * in. Throws `ConfigError` with every fault.
 */
export function loadDatabaseUrl(environment: Environment = process.env): Secret | null {
  const given = givenValues(environment);
  const values: unknown = Value.Clean(DATABASE_VARIABLES, { ...given });
  if (!Value.Check(DATABASE_VARIABLES, values))
    throw new ConfigError(faultsOf(Value.Errors(DATABASE_VARIABLES, values)));
  const faults = databaseFaults(values);
  const isMissing = values.DATABASE_URL === undefined && given['NODE_ENV'] === 'production';
  const missing = isMissing ? [{ variable: 'DATABASE_URL', problem: 'is required in production' }] : [];
  if (faults.length + missing.length > 0) throw new ConfigError([...faults, ...missing]);
  return databaseOf(values)?.directUrl ?? null;
}
