// Files of certificates that the environment names: read when the process starts, so that a wrong path is a fault like any other
// and not a connection that fails hours later.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** PEM, one certificate or several. Throws where the file cannot be read. */
export const readAuthorities = (path: string): string => readFileSync(path, 'utf8');

/** What is wrong with the file; null where it holds a certificate. Never quotes the path: it may be a secret in the wrong place. */
export function authoritiesProblem(path: string): string | null {
  let pem: string;
  try {
    pem = readAuthorities(path);
  } catch {
    return 'names a file that cannot be read';
  }
  try {
    return new X509Certificate(pem).ca ? null : 'names a file whose certificate is not of an authority';
  } catch {
    return 'names a file that holds no certificate in PEM';
  }
}

/** The URL with the file as its `sslrootcert`, as libpq reads it; one that the URL itself names goes first. */
export function withAuthorities(databaseUrl: string, caFile: string | undefined): string {
  const url = new URL(databaseUrl);
  if (caFile === undefined || url.searchParams.has('sslrootcert')) return databaseUrl;
  url.searchParams.set('sslrootcert', caFile);
  return url.href;
}
