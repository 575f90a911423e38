import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { type PrivateRedis, startRedis } from '../../src/dev/servers/private-redis.ts';
import { type Certificates, makeCertificates } from '../servers/certificates.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { PlayedBets } from './played-bets.ts';

// The service on a Redis that encrypts and lets it do no more than docs/connections.md says it must.

const PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/connections.md');
const PASSWORD = 'correct-horse';
const BETS = 600;

let certificates: Certificates;
let server: PrivateRedis;
let admin: Redis;
let database: FreshDatabase;
let url: string;
let bets: PlayedBets;

beforeAll(async () => {
  certificates = await makeCertificates();
  const tlsPort = await freePort();
  const tls = {
    'tls-port': String(tlsPort),
    'tls-cert-file': certificates.certFile,
    'tls-key-file': certificates.keyFile,
    'tls-ca-cert-file': certificates.caFile,
    'tls-auth-clients': 'no',
  };
  [server, database] = await Promise.all([startRedis({ settings: tls }), freshDatabase()]);
  admin = new Redis(server.url);
  await admin.call('ACL', ...aclLine(await readFile(PAGE, 'utf8')));
  url = `rediss://rolling_service:${PASSWORD}@127.0.0.1:${tlsPort}`;
  bets = await PlayedBets.planned({ databaseUrl: database.url, redisUrl: server.url }, BETS);
});

afterAll(async () => {
  await bets.close();
  admin.disconnect();
  await Promise.all([server.stop(), database.drop()]);
  await certificates.remove();
});

/** As the page has it, with the password put in. */
function aclLine(page: string): string[] {
  const line = /^ACL (SETUSER .*)$/m.exec(page)?.[1];
  if (line === undefined) throw new Error('docs/connections.md has no ACL line');
  return line.replace('PASSWORD', PASSWORD).split(' ');
}

test('bets are counted and announced, encrypted and with the documented rights alone', async () => {
  const service = bets.start({ REDIS_URL: url, REDIS_CA_FILE: certificates.caFile });
  await service.ready();
  await bets.createRollings();
  await bets.feed();
  await bets.drained();
  expect(await bets.findings()).toEqual([]);
  expect((await fetch(`${bets.url}/health`)).status).toBe(200);
  const refused = (await admin.call('ACL', 'LOG')) as unknown[];
  expect(refused).toEqual([]);
  expect(String(await admin.client('LIST'))).toMatch(/user=rolling_service/);
  expect((await service.end('SIGTERM')).out).not.toContain(PASSWORD);
});

test.for([
  ['XADD', 'other:stream', '*', 'a', 'b'],
  ['DEL', 'wallet:events'],
  ['XTRIM', 'wallet:events', 'MAXLEN', '0'],
  ['KEYS', '*'],
])('the documented rights do not reach as far as %s', async (command) => {
  const { username, password } = new URL(url);
  const limited = new Redis(server.url, { username, password });
  await expect(limited.call(...(command as [string, ...string[]]))).rejects.toThrow(/NOPERM/);
  limited.disconnect();
});

test.for(['nothing', 'the certificate of a stranger'])('a server is not believed with %s to trust', async (what) => {
  const trust = what === 'nothing' ? {} : { REDIS_CA_FILE: certificates.strangersCaFile };
  const { code, out } = await bets.start({ REDIS_URL: url, ...trust }).ended;
  expect([code, out]).toEqual([1, expect.stringContaining('Redis cannot be reached') as string]);
  expect(out).toMatch(/certificate/);
  expect(out).not.toContain(PASSWORD);
});
