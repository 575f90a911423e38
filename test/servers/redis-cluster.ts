import { Cluster, Redis } from 'ioredis';
import { vi } from 'vitest';
import { freePort } from '../../src/dev/servers/free-port.ts';
import type { Certificates } from './certificates.ts';
import { type RestartableServer, restartableRedis } from './restartable-servers.ts';

// A Redis Cluster of one test: three nodes on this machine, each with a third of the slots, and replicas where they are asked for.

export interface ClusterNode {
  readonly server: RestartableServer;
  /** For clients, and what the nodes know each other by. */
  readonly port: number;
  /** Of the cluster's own bus. */
  readonly busPort: number;
  /** Speaks to this node alone; patient while it is away. */
  readonly admin: Redis;
}

const SLOTS = 16_384;
const MASTERS = 3;
const WELL_MS = 30_000;

function until<T>(look: () => Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: WELL_MS, interval: 50 });
}

/** Clients, replicas and the bus of the cluster encrypt; the plain port stays open for whoever plays the platform. */
function tlsSettings({ certFile, keyFile, caFile }: Certificates, port: number): Record<string, string> {
  return {
    'tls-port': String(port),
    'tls-cert-file': certFile,
    'tls-key-file': keyFile,
    'tls-ca-cert-file': caFile,
    'tls-auth-clients': 'no',
    'tls-cluster': 'yes',
    'tls-replication': 'yes',
  };
}

async function startNode(certificates: Certificates | null): Promise<ClusterNode> {
  const busPort = await freePort();
  const tlsPort = certificates === null ? null : await freePort();
  const server = await restartableRedis({
    'cluster-enabled': 'yes',
    'cluster-port': String(busPort),
    'cluster-node-timeout': '2000',
    // As docs/connections.md advises: a node that is away takes its own slots away, and no others.
    'cluster-require-full-coverage': 'no',
    ...(certificates === null || tlsPort === null ? {} : tlsSettings(certificates, tlsPort)),
  });
  const admin = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  admin.on('error', () => undefined);
  return { server, port: tlsPort ?? Number(new URL(server.url).port), busPort, admin };
}

async function meet(newcomer: ClusterNode, { port, busPort }: ClusterNode): Promise<void> {
  await newcomer.admin.cluster('MEET', '127.0.0.1', port, busPort);
}

export class RedisCluster {
  readonly masters: readonly ClusterNode[];
  private readonly replicas: ClusterNode[] = [];
  private readonly clients: Cluster[] = [];

  private readonly certificates: Certificates | null;

  private constructor(masters: readonly ClusterNode[], certificates: Certificates | null) {
    this.masters = masters;
    this.certificates = certificates;
  }

  /** `certificates`: it encrypts. */
  static async started(certificates: Certificates | null = null): Promise<RedisCluster> {
    const masters: ClusterNode[] = [];
    for (let at = 0; at < MASTERS; at += 1) masters.push(await startNode(certificates));
    for (const [at, node] of masters.entries()) {
      const from = Math.floor((SLOTS * at) / MASTERS);
      const through = Math.floor((SLOTS * (at + 1)) / MASTERS) - 1;
      await node.admin.cluster('SET-CONFIG-EPOCH', at + 1);
      await node.admin.cluster('ADDSLOTSRANGE', from, through);
      if (at > 0) await meet(node, masters[0]!);
    }
    const cluster = new RedisCluster(masters, certificates);
    await cluster.isWell();
    return cluster;
  }

  /** As REDIS_URL takes it, with every master. */
  urlFor(user: string): string {
    const protocol = this.certificates === null ? 'redis' : 'rediss';
    return `${protocol}://${user}@${this.masters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  /** Another node, in step with this one. */
  async replicaOf(master: ClusterNode): Promise<ClusterNode> {
    const replica = await startNode(this.certificates);
    this.replicas.push(replica);
    await meet(replica, master);
    const masterId = await master.admin.cluster('MYID');
    await until(() => replica.admin.cluster('REPLICATE', masterId));
    await until(async () => {
      const state = await replica.admin.info('replication');
      if (!state.includes('master_link_status:up')) throw new Error(state);
    });
    return replica;
  }

  /** Resolves when every node that began as a master finds all slots served. */
  async isWell(): Promise<void> {
    for (const { admin } of this.masters) {
      await until(async () => {
        const state = await admin.cluster('INFO');
        if (!state.includes('cluster_state:ok') || !state.includes(`cluster_slots_ok:${SLOTS}`)) throw new Error(state);
      });
    }
  }

  /** A name that begins so, whose slot this master was given. */
  async nameOn(master: ClusterNode, prefix: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const name = `${prefix}:{${number}}`;
      const slot = await master.admin.cluster('KEYSLOT', name);
      if (Math.floor((slot * MASTERS) / SLOTS) === this.masters.indexOf(master)) return name;
    }
  }

  /** As the platform around the service speaks to it: patient while a node is away. */
  client(): Cluster {
    const cluster = new Cluster(
      this.masters.map(({ server }) => server.url),
      { redisOptions: { maxRetriesPerRequest: null }, maxRedirections: 1_000 },
    );
    cluster.on('error', () => undefined);
    this.clients.push(cluster);
    return cluster;
  }

  async remove(): Promise<void> {
    for (const client of this.clients) client.disconnect();
    const nodes = [...this.masters, ...this.replicas];
    for (const { admin } of nodes) admin.disconnect();
    await Promise.all(nodes.map(({ server }) => server.remove()));
  }
}
