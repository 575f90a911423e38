import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificates, makeCertificates } from '../servers/certificates.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type ClusterNode, RedisCluster } from '../servers/redis-cluster.ts';
import { PlayedBets } from './played-bets.ts';
import { until } from './service-under-test.ts';

// Bets on two wallet streams of a Redis Cluster, on a node each, and events on a third: encrypted, with the documented rights alone,
// while a replica takes over from one node and another node is away.

const PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/connections.md');
const PASSWORD = 'correct-horse, battery';
const BETS = 3_000;

let certificates: Certificates;
let cluster: RedisCluster;
let replica: ClusterNode;
let database: FreshDatabase;
let names: { readonly walletStreams: readonly [string, string]; readonly eventStream: string };
let bets: PlayedBets;
let rights: readonly (readonly string[])[];

beforeAll(async () => {
  certificates = await makeCertificates();
  [cluster, database] = await Promise.all([RedisCluster.started(certificates), freshDatabase()]);
  const [first, second, third] = cluster.masters as [ClusterNode, ClusterNode, ClusterNode];
  names = {
    walletStreams: [await cluster.nameOn(first, 'wallet:events'), await cluster.nameOn(second, 'wallet:events')],
    eventStream: await cluster.nameOn(third, 'rolling:events'),
  };
  replica = await cluster.replicaOf(first);
  rights = aclLines(await readFile(PAGE, 'utf8'));
  for (const node of [...cluster.masters, replica]) await grantRights(node);
  const redisUrl = cluster.urlFor(`rolling_service:${encodeURIComponent(PASSWORD)}`);
  const servers = { databaseUrl: database.url, redisUrl, cluster: { ...names, client: cluster.client() } };
  bets = await PlayedBets.planned(servers, BETS);
}, 120_000);

afterAll(async () => {
  await bets.close();
  await Promise.all([cluster.remove(), database.drop()]);
  await certificates.remove();
});

/** As the page has them, with the password and the names of the streams put in. */
function aclLines(page: string): string[][] {
  const lines = [...page.matchAll(/^ACL (SETUSER .*)$/gm)].map(([, line]) => line ?? '');
  if (lines.length !== 2) throw new Error(`docs/connections.md has ${lines.length} ACL lines`);
  const keys = names.walletStreams.map((name) => `~${name}`);
  return lines.map((line) =>
    line.split(' ').flatMap((word) => {
      if (word === '>PASSWORD') return [`>${PASSWORD}`];
      if (word === '~wallet:events') return keys;
      return [word === '~rolling:events' ? `~${names.eventStream}` : word];
    }),
  );
}

async function grantRights({ admin }: ClusterNode): Promise<void> {
  for (const line of rights) await admin.call('ACL', ...line);
}

/** What the user asked for and was not allowed to do. */
async function refusals({ admin }: ClusterNode): Promise<unknown[]> {
  const log = (await admin.call('ACL', 'LOG')) as unknown[][];
  // A node forgets its users when it ends, and for a moment knows none of them.
  return log.filter((entry) => !entry.includes('auth'));
}

async function isDrained(at: number): Promise<void> {
  await until(async () => expect(await bets.stream.each[at]!.state()).toMatchObject({ lag: 0, pending: 0 }));
}

test('nothing is lost or done twice over a failover and an outage of a node', { timeout: 150_000 }, async () => {
  const [, second] = cluster.masters as [ClusterNode, ClusterNode, ClusterNode];
  const service = bets.start({ REDIS_CA_FILE: certificates.caFile, REDIS_SILENCE_TIMEOUT_MS: '2000' });
  await service.ready();
  await bets.createRollings();
  const { feed } = bets.plan;
  const third = Math.floor(feed.length / 3);
  await bets.feed(feed.slice(0, third));
  await bets.acknowledged(1);
  expect((await fetch(`${bets.url}/health`)).status).toBe(200);

  await replica.admin.cluster('FAILOVER');
  await until(async () => expect(await replica.admin.info('replication')).toContain('role:master'));
  await bets.feed(feed.slice(third, 2 * third));
  await isDrained(0);

  await bets.feed(feed.slice(2 * third));
  await second.server.stop();
  // The other stream goes on meanwhile.
  await isDrained(0);
  await until(async () => expect((await fetch(`${bets.url}/health`)).status).toBe(503));
  await second.server.start();
  await grantRights(second);
  await bets.drained();
  await until(async () => expect((await fetch(`${bets.url}/health`)).status).toBe(200));

  expect(await bets.findings()).toEqual([]);
  for (const node of [...cluster.masters, replica]) {
    expect(await refusals(node)).toEqual([]);
    expect(await node.admin.client('LIST')).toMatch(/user=rolling_service/);
  }
  const { code, out } = await service.end('SIGTERM');
  expect(code).toBe(0);
  expect(out).not.toContain('correct-horse');
  expect(await bets.verify()).toMatchObject({ code: 0, out: expect.stringContaining('consistent') as string });
});
