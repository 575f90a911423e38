// Where a database is and how far its server is trusted, read from one URL as libpq reads it: `sslmode`, `sslrootcert`, and
// `host` for the folder of a unix socket, which cannot stand in the authority.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

export interface PostgresAddress {
  /** For the driver, without what is below. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** False: plain text. */
  readonly tls: ConnectionOptions | false;
}

const DEFAULT_PORT = 5_432;

/**
 * `require` encrypts and trusts anybody, unless authorities are named: then it is `verify-ca`, which any certificate of theirs
 * satisfies. `verify-full`, the default where authorities are named, also compares the name with the host's.
 */
function tlsOf(mode: string | null, caFile: string | null, host: string): ConnectionOptions | false {
  if (mode === 'disable' || (mode === null && caFile === null)) return false;
  // The host is for the comparison of names, and an address is no server name.
  const names = { host, ...(isIP(host) === 0 ? { servername: host } : {}) };
  if (mode === 'require' && caFile === null) return { ...names, rejectUnauthorized: false };
  const trusted = caFile === null ? names : { ...names, ca: readFileSync(caFile, 'utf8') };
  const isNameCompared = mode !== 'require' && mode !== 'verify-ca';
  return isNameCompared ? trusted : { ...trusted, checkServerIdentity: () => undefined };
}

export function addressOf(databaseUrl: string): PostgresAddress {
  const url = new URL(databaseUrl);
  const { searchParams } = url;
  const host = searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = tlsOf(searchParams.get('sslmode'), searchParams.get('sslrootcert'), host);
  for (const name of ['host', 'sslmode', 'sslrootcert']) searchParams.delete(name);
  return { url: url.href, host, port: url.port === '' ? DEFAULT_PORT : Number(url.port), tls };
}
