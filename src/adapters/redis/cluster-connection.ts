// The same promises towards a Redis Cluster. A command that a node refused because the slot is elsewhere (MOVED, ASK) is sent on:
// nothing was done. One whose answer was lost is not: it fails, as on a single connection.
import { Cluster, type ClusterOptions, type Redis } from 'ioredis';
import type { RedisConnectionOptions } from './connection-options.ts';
import { OutageReport } from './outage-report.ts';

interface ClusterConnectionOptions extends RedisConnectionOptions {
  /** Of the connection to each node. */
  readonly socket: Omit<NonNullable<ClusterOptions['redisOptions']>, 'replyMapping'>;
  readonly reconnectAfterMs: (attempt: number) => number;
}

const DEFAULT_PORT = 6379;
/** While two nodes disagree, a command would travel between them for ever. */
const REDIRECTIONS_MAX = 5;
/** Where no command says so, it is heard in this time that a slot has another node. */
const SLOTS_REFRESH_MS = 5_000;
const SLOTS_TIMEOUT_MS = 2_000;

/** Of one node: its connection is given up when it breaks, and the next command opens another. */
function reportOutages(cluster: Cluster, name: string, { logger }: RedisConnectionOptions): void {
  const reports = new Map<string, OutageReport>();
  cluster.on('+node', (node: Redis) => {
    const address = `${node.options.host}:${node.options.port}`;
    const report = reports.get(address) ?? new OutageReport({ connection: name, node: address }, logger);
    reports.set(address, report);
    node.on('error', (error) => report.away(error));
    // One that left the cluster is not in use any more when its connection is closed.
    node.on('close', () => {
      if (cluster.nodes().includes(node)) report.away();
    });
    node.on('ready', () => report.back());
  });
}

/** Resolves when it knows who has which slot; rejects with the reason where no node will say. */
async function connected(cluster: Cluster): Promise<void> {
  let reason: Error | undefined;
  cluster.on('node error', (error: Error) => {
    reason ??= error;
  });
  // A cluster that is not well is given up without `connect` ever settling.
  const ended = new Promise<never>((_resolve, reject) => {
    cluster.once('end', () => reject(new Error('no node of the cluster is ready')));
  });
  ended.catch(() => undefined);
  try {
    await Promise.race([cluster.connect(), ended]);
  } catch (cause) {
    cluster.disconnect();
    throw new Error('Redis cannot be reached', { cause: reason ?? cause });
  }
  cluster.removeAllListeners('node error');
}

export async function connectCluster(options: ClusterConnectionOptions): Promise<Cluster> {
  const { name, ca = null, streams = [], socket, reconnectAfterMs } = options;
  const urls = options.urls.map((url) => new URL(url));
  const [first] = urls;
  const nodes = urls.map(({ hostname, port }) => ({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
  }));
  let isConnected = false;
  const cluster = new Cluster(nodes, {
    redisOptions: {
      ...socket,
      username: decodeURIComponent(first?.username ?? ''),
      password: decodeURIComponent(first?.password ?? ''),
      ...(first?.protocol === 'rediss:' ? { tls: ca === null ? {} : { ca } } : {}),
    },
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRedirections: REDIRECTIONS_MAX,
    // Zero: not sent again. Who sent it knows what that would mean, and tries again in its own time.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: SLOTS_TIMEOUT_MS,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    // Names stay names, so that a certificate can be compared with them.
    dnsLookup: (address, callback) => callback(null, address),
    clusterRetryStrategy: (attempt) => (isConnected ? reconnectAfterMs(attempt) : null),
  });
  const all = new OutageReport({ connection: name }, options.logger);
  reportOutages(cluster, name, options);
  cluster.on('error', () => undefined);
  await connected(cluster);
  isConnected = true;
  cluster.on('reconnecting', () => all.away());
  cluster.on('ready', () => all.back());
  // While a node's connection is opened it takes one command and refuses the next: open them before anyone asks. Where one is
  // away, the other streams go on.
  await Promise.allSettled(streams.map((stream) => cluster.xrange(stream, '-', '+', 'COUNT', 0)));
  return cluster;
}
