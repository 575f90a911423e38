// The connections of one process: one that commits (ordered, alone), a few that load, a few that read, so that no reader ever
// stands before a commit. Values come back as the domain holds them: numeric as bigint, int8 as number, times as epoch ms.
import postgres from 'postgres';
import { parseTimestamp } from '../../domain/timestamp.ts';

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

export type Sql = ReturnType<typeof openPool>;

export interface PoolOptions {
  /** What the server shows; the commit connection carries a name of its own, see outcome-of.ts. */
  readonly applicationName: string;
  readonly connectionsMax: number;
  readonly statementTimeoutMs: number;
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
}

/** "2026-01-31 12:00:00.5+00", as a session in UTC writes it. */
function parseTime(text: string): number {
  const at = parseTimestamp(`${text}:00`);
  if (at === null) throw new RangeError(`${text} is no time`);
  return at;
}

/** A socket's folder cannot stand in the authority of a URL, so it comes as `?host=/folder`, as for libpq. */
function socketFolder(databaseUrl: string): { url: string; host?: string } {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get('host');
  if (host === null) return { url: databaseUrl };
  url.searchParams.delete('host');
  return { url: url.href, host };
}

/**
 * Plans are generic: the lists in a statement are of any length, and a plan made for one length would be wrong for the next
 * (a test holds every plan to its indexes). Not for PgBouncer in transaction mode without its own prepared statements.
 */
export function openPool(databaseUrl: string, options: PoolOptions) {
  const { url, ...host } = socketFolder(databaseUrl);
  return postgres(url, {
    ...host,
    max: options.connectionsMax,
    types: columnTypes,
    prepare: true,
    fetch_types: false,
    connect_timeout: 10,
    max_lifetime: null,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName,
      statement_timeout: options.statementTimeoutMs,
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      plan_cache_mode: 'force_generic_plan',
    },
  });
}
