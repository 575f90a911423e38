import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unprivilegedUser } from '../../src/dev/servers/postgres-binaries.ts';

// Certificates of one test, made with openssl: an authority, a server's certificate by it for the address 127.0.0.1 alone, and
// the certificate of an authority that signed nothing.

export interface Certificates {
  readonly caFile: string;
  readonly strangersCaFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly remove: () => Promise<void>;
}

const run = promisify(execFile);

async function makeAuthority(name: string, caFile: string, keyFile: string): Promise<void> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  await run('openssl', ['req', '-x509', ...key, '-out', caFile, '-days', '2', '-subj', `/CN=${name}`]);
}

export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'rolling-certificates-'));
  const file = (name: string): string => join(folder, name);
  const [caFile, caKeyFile, strangersCaFile] = [file('ca.pem'), file('ca.key'), file('stranger.pem')];
  const [certFile, keyFile, requestFile] = [file('server.pem'), file('server.key'), file('server.csr')];
  await makeAuthority('an authority', caFile, caKeyFile);
  await makeAuthority('a stranger', strangersCaFile, file('stranger.key'));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const name = ['-subj', '/CN=server', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await run('openssl', ['req', '-new', ...key, ...name, '-out', requestFile]);
  const by = ['-CA', caFile, '-CAkey', caKeyFile, '-CAcreateserial', '-copy_extensions', 'copy'];
  await run('openssl', ['x509', '-req', '-in', requestFile, ...by, '-days', '2', '-out', certFile]);
  await openTo(folder, keyFile);
  return { caFile, strangersCaFile, certFile, keyFile, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Postgres takes its key from nobody but its own user. */
async function openTo(folder: string, keyFile: string): Promise<void> {
  await chmod(folder, 0o755);
  await chmod(keyFile, 0o600);
  const user = await unprivilegedUser();
  if (user !== undefined) await chown(keyFile, user.uid, user.gid);
}
