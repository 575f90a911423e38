// The connections of one process: one that commits (ordered, alone), a few that load, a few that read, so that no reader ever
// stands before a commit. Values come back as the domain holds them: numeric as bigint, int8 as number, times as epoch ms.
import postgres from 'postgres';
import { parseTimestamp } from '../../domain/timestamp.ts';
import { addressOf } from './address.ts';
import { Wire } from './wire.ts';

const columnTypes = {
  numeric: {
    to: 1700,
    from: [1700],
    serialize: (value: bigint | string): string => value.toString(),
    parse: (text: string): bigint => BigInt(text),
  },
  int8: { to: 20, from: [20], serialize: (value: number | string): string => `${value}`, parse: parseSafeInteger },
  timestamptz: { to: 1184, from: [1184], serialize: (text: string): string => text, parse: parseTime },
};

/** Between attempts to connect. The driver's own waits grow to 20 s: that long a worker would stand still before a database that is back. */
const RECONNECT_STEP_S = 0.05;
const RECONNECT_S_MAX = 1;
const CONNECT_TIMEOUT_MS = 10_000;

export type Sql = ReturnType<typeof openPool>;
/** One transaction of a pool: statements, and nothing that a pool can do besides. */
export type Transaction = Parameters<Parameters<Sql['begin']>[1]>[0];

export interface PoolOptions {
  /** What the server shows; the commit connection carries a name of its own, see outcome-of.ts. */
  readonly applicationName: string;
  readonly connectionsMax: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs?: number;
  /** Carries this pool's connections, so that they can be cut. */
  readonly wire?: Wire;
  /** The server refuses every write. */
  readonly readOnly?: boolean;
  /** The server ends a session that says nothing for so long, whatever has become of the process at its other end. */
  readonly idleTimeoutMs?: number;
  /**
   * For `begin`. Only where the process may end when a connection is lost: the driver then throws where nobody can catch it
   * (github.com/porsager/postgres/issues/1208).
   */
  readonly transactions?: boolean;
  /** A connection is gone, whoever ended it. */
  readonly onClose?: () => void;
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
}

/** Where the fourth decimal of a second stands in "2026-01-31 12:00:00.1234+00". */
const FOURTH_DECIMAL = 23;

/**
 * "2026-01-31 12:00:00.5+00", as a session in UTC writes it. Rounded to the millisecond it was given as: centuries ahead, the
 * seconds that it travelled as are a few microseconds off.
 */
function parseTime(text: string): number {
  const at = parseTimestamp(`${text}:00`);
  if (at === null) throw new RangeError(`${text} is no time`);
  return text[FOURTH_DECIMAL] !== undefined && text[FOURTH_DECIMAL] >= '5' && text[FOURTH_DECIMAL] <= '9' ? at + 1 : at;
}

/**
 * Every statement looks rows up by key, so plans are generic and keep to indexes: one made for a list of one length, or while a
 * table or a day's partition was still empty, would be wrong for the next (a test holds all plans to it, over new tables and large
 * ones). These are start-up parameters: behind PgBouncer they must be on its list of those to ignore, and set on the role instead
 * (docs/connections.md).
 */
export function openPool(databaseUrl: string, options: PoolOptions) {
  const { url, host, port, tls } = addressOf(databaseUrl);
  const { wire = new Wire(), connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  // The driver takes them, though its types do not say so.
  const untyped = {
    socket: () => wire.open(host, port),
    // No statement is sent behind one that is under way. When a connection is lost, the driver forgets that such a statement was
    // about to be sent, and never sends anything on its successor: every statement given to it would wait for ever. But with a
    // bound of 0 the driver cannot do transactions.
    ...(options.transactions === true ? {} : { max_pipeline: 0 }),
  };
  const pool = postgres(url, {
    ...untyped,
    ssl: tls,
    max: options.connectionsMax,
    types: columnTypes,
    prepare: true,
    fetch_types: false,
    connect_timeout: connectTimeoutMs / 1_000,
    backoff: (attempt) => Math.min(attempt * RECONNECT_STEP_S, RECONNECT_S_MAX),
    max_lifetime: null,
    onnotice: () => undefined,
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    connection: {
      application_name: options.applicationName,
      statement_timeout: options.statementTimeoutMs,
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      plan_cache_mode: 'force_generic_plan',
      ...(options.readOnly === true ? { default_transaction_read_only: true } : {}),
      ...(options.idleTimeoutMs === undefined ? {} : { idle_session_timeout: options.idleTimeoutMs }),
      enable_seqscan: 'off',
      enable_hashjoin: 'off',
      enable_mergejoin: 'off',
      max_parallel_workers_per_gather: '0',
    },
  });
  return options.transactions === true ? pool : Object.assign(pool, { begin: refuseTransaction });
}

function refuseTransaction(): never {
  throw new Error('this pool was not opened for transactions of several statements');
}
