import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPostgresReadStore, openReadPool } from '../../src/adapters/postgres/postgres-read-store.ts';
import { openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { type EmbeddedPostgres, startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { type Certificates, makeCertificates } from '../servers/certificates.ts';
import { cuttableProxy } from '../servers/cuttable-proxy.ts';
import { freshDatabase } from '../servers/fresh-database.ts';

// How far a server must show who it is before anything is said to it, and what becomes of one that says nothing any more.

let certificates: Certificates;
let server: EmbeddedPostgres;

beforeAll(async () => {
  certificates = await makeCertificates();
  const { certFile, keyFile } = certificates;
  server = await startPostgres({
    durability: 'fast',
    settings: ['ssl=on', `ssl_cert_file=${certFile}`, `ssl_key_file=${keyFile}`],
  });
});

afterAll(async () => {
  await server.stop();
  await certificates.remove();
});

function urlWith(parameters: Readonly<Record<string, string>>, url: string, hostname = '127.0.0.1'): string {
  const changed = new URL(url);
  changed.hostname = hostname;
  for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, value);
  return changed.href;
}

/** Whether the server sees this connection as encrypted; rejects where there is none. */
async function isEncrypted(url: string): Promise<boolean> {
  const sql = openPool(url, { applicationName: 'test', connectionsMax: 1, statementTimeoutMs: 5_000 });
  try {
    const [row] = await sql<{ ssl: boolean }[]>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
    return row!.ssl;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe('a connection to Postgres', () => {
  test.for(['verify-full', 'verify-ca', 'require', null])(
    'is encrypted where the authority is the right one (%s)',
    async (sslmode) => {
      const parameters = { sslrootcert: certificates.caFile, ...(sslmode === null ? {} : { sslmode }) };
      expect(await isEncrypted(urlWith(parameters, server.url))).toBe(true);
    },
  );

  test.for(['verify-full', 'verify-ca', 'require', null])(
    'is refused where the server shows the certificate of another authority (%s)',
    async (sslmode) => {
      const parameters = { sslrootcert: certificates.strangersCaFile, ...(sslmode === null ? {} : { sslmode }) };
      await expect(isEncrypted(urlWith(parameters, server.url))).rejects.toThrow(/certificate|issuer/);
    },
  );

  test('compares the name unless it is told to trust any certificate of the authority', async () => {
    const parameters = { sslrootcert: certificates.caFile };
    const byName = (sslmode: string): string => urlWith({ ...parameters, sslmode }, server.url, 'localhost');
    await expect(isEncrypted(byName('verify-full'))).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await isEncrypted(byName('verify-ca'))).toBe(true);
  });

  test('does not trust a private authority that nobody named', async () => {
    await expect(isEncrypted(urlWith({ sslmode: 'verify-full' }, server.url))).rejects.toThrow(/certificate/);
  });

  test('may be encrypted to whoever answers, or plain, where that is what was asked for', async () => {
    expect(await isEncrypted(urlWith({ sslmode: 'require' }, server.url))).toBe(true);
    expect(await isEncrypted(urlWith({ sslmode: 'disable' }, server.url))).toBe(false);
    expect(await isEncrypted(server.url)).toBe(false);
  });

  test('never falls back to plain text', async () => {
    const plain = await freshDatabase();
    const url = urlWith({ sslrootcert: certificates.caFile, sslmode: 'verify-full' }, plain.url);
    await expect(isEncrypted(url)).rejects.toThrow(/./);
    await plain.drop();
  });

  test('of a migration is encrypted as well', async () => {
    const stranger = urlWith({ sslrootcert: certificates.strangersCaFile }, server.url);
    await expect(migrate(stranger)).rejects.toThrow(/certificate/);
    expect(await migrate(urlWith({ sslrootcert: certificates.caFile }, server.url))).toContain('0001_rollings.sql');
  });
});

describe('a server that fell silent', () => {
  test.for([false, true])('is given up, and asked again on a new connection (TLS: %s)', async (isTls) => {
    const proxy = await cuttableProxy(Number(new URL(server.url).port));
    const direct = isTls ? urlWith({ sslrootcert: certificates.caFile }, server.url) : server.url;
    const url = new URL(direct);
    url.port = String(proxy.port);
    const pool = openReadPool(url.href, { readTimeoutMs: 100, connectionsMax: 2 });
    const reads = createPostgresReadStore(pool);
    await reads.ping();
    proxy.muteServer();
    await expect(reads.ping()).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    await reads.ping();
    await pool.sql.end({ timeout: 1 });
    await proxy.close();
  });
});

describe('a server that hangs up without a word, as a proxy does whose server is away', () => {
  test.for(['disable', 'require'])('is asked once for each question, which fails (sslmode %s)', async (sslmode) => {
    let connections = 0;
    const hangingUp = createServer((socket) => {
      connections += 1;
      socket.resume().end();
    });
    await new Promise<void>((resolve) => void hangingUp.listen(0, '127.0.0.1', resolve));
    const { port } = hangingUp.address() as AddressInfo;
    const url = `postgres://nobody@127.0.0.1:${port}/nothing?sslmode=${sslmode}`;
    const pool = openReadPool(url, { readTimeoutMs: 1_000, connectionsMax: 1 });
    const reads = createPostgresReadStore(pool);
    for (let question = 1; question <= 5; question += 1) {
      await expect(reads.ping()).rejects.toMatchObject({ code: 'SERVER_HUNG_UP' });
      expect(connections).toBe(question);
    }
    await pool.sql.end({ timeout: 1 });
    await new Promise<void>((resolve) => void hangingUp.close(() => resolve()));
  });
});

describe('commits', () => {
  test('go past the pooler, everything else may go through it', async () => {
    const database = await freshDatabase();
    const pools = openStorePools(urlWith({ application_name: 'ignored' }, database.url), {
      directUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    });
    expect(await pools.loads`select 1 as one`).toEqual([{ one: 1 }]);
    await expect(pools.commits`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await pools.end();
    await database.drop();
  });
});
