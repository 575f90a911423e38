import type { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RedisConnection, closeRedis, connectRedis, pingRedis } from '../../src/adapters/redis/connection.ts';
import { RedisEventSink } from '../../src/adapters/redis/redis-event-sink.ts';
import { RedisWalletAppender } from '../../src/adapters/redis/redis-wallet-appender.ts';
import { RedisWalletStream } from '../../src/adapters/redis/redis-wallet-stream.ts';
import { groupPosition, putGroupBackTo } from '../../src/adapters/redis/wallet-group.ts';
import { brandId } from '../../src/domain/ids.ts';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { restartableRedis } from '../servers/restartable-servers.ts';
import { type ClusterNode, RedisCluster } from '../servers/redis-cluster.ts';
import { walletStreamContract } from './wallet-stream.contract.ts';

// Everything the service does with Redis, on a cluster of three nodes: streams on all of them, slots that move, nodes that go away.

const lines: string[] = [];
const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });

/** How a command fails whose node cannot be reached. */
const AWAY = /closed|isn't ready|redirections|CLUSTERDOWN/;

let cluster: RedisCluster;
let platform: Cluster;
let commands: RedisConnection;
let reads: RedisConnection;
let streams = 0;

const urls = (): string[] => cluster.masters.map(({ server }) => server.url);

async function connect(name: string, of: readonly string[] = []): Promise<RedisConnection> {
  return connectRedis({ urls: urls(), cluster: true, streams: of, name, logger, connectTimeoutMs: 1_000 });
}

beforeAll(async () => {
  cluster = await RedisCluster.started();
  platform = cluster.client();
  // One node is enough to find the others by.
  commands = await connectRedis({ urls: urls().slice(1, 2), cluster: true, name: 'commands', logger });
  reads = await connect('reads');
}, 60_000);

afterAll(async () => {
  closeRedis(commands);
  closeRedis(reads);
  await cluster.remove();
});

async function streamOn(master: ClusterNode): Promise<RedisWalletStream> {
  streams += 1;
  const name = await cluster.nameOn(master, `wallet:events:${streams}`);
  return new RedisWalletStream({ name, commands, reads });
}

walletStreamContract('Redis Cluster', async () => {
  const stream = await streamOn(cluster.masters[streams % cluster.masters.length]!);
  return {
    stream,
    successor: new RedisWalletStream({ name: stream.name, commands, reads }),
    append: async (fields) => (await platform.xadd(stream.name, '*', ...Object.entries(fields).flat())) ?? '',
    trim: async (kept) => void (await platform.xtrim(stream.name, 'MAXLEN', kept)),
  };
});

describe('on every node', () => {
  test('events are published, entries replayed, and groups put back', async () => {
    for (const master of cluster.masters) {
      const { name } = await streamOn(master);
      const sink = new RedisEventSink(name, commands);
      const event = { eventType: 'ROLLING_COMPLETED', brandId: brandId('acme'), payload: '{}' } as const;
      await sink.publish(['one', 'two', 'three'].map((eventId) => ({ ...event, eventId })));
      const last = await new RedisWalletAppender([name], commands).append(name, { replay_of: '7' });
      const stream = new RedisWalletStream({ name, commands, reads });
      await stream.ensureGroup();
      await stream.acknowledge((await stream.readNew(10, 100)).map(({ id }) => id));
      expect(await groupPosition(commands, name)).toMatchObject({ lastDelivered: last, entries: 4, pending: 0 });
      await putGroupBackTo(commands, name, '0');
      expect(await stream.readNew(10, 100)).toHaveLength(4);
      await expect(pingRedis(commands, [name])).resolves.toBeUndefined();
    }
  });
});

test('a new connection takes many commands at once for the streams it is for', async () => {
  const names = await Promise.all(cluster.masters.map(async (master) => (await streamOn(master)).name));
  const fresh = await connect('fresh', names);
  await expect(Promise.all([1, 2, 3].map(() => pingRedis(fresh, names)))).resolves.toHaveLength(3);
  closeRedis(fresh);
});

describe('a slot that moves', () => {
  test('takes reads, acknowledgements, lag and appends with it, and what was pending', async () => {
    const [from, to] = cluster.masters as [ClusterNode, ClusterNode, ClusterNode];
    const stream = await streamOn(from);
    await stream.ensureGroup();
    const sink = new RedisEventSink(stream.name, commands);
    const publish = async (eventId: string): Promise<void> =>
      sink.publish([{ eventId, eventType: 'ROLLING_COMPLETED', brandId: brandId('acme'), payload: '{}' }]);
    await publish('before');
    const [before] = await stream.readNew(1, 100);
    const waiting = stream.readNew(1, 5_000).catch((error: Error) => error);
    await moveSlot(stream.name, from, to);
    // The server ends a read whose stream leaves it; as after any failed read, the next one asks, and finds the new node.
    expect(await waiting).toMatchObject({ message: expect.stringMatching(/UNBLOCKED/) as string });
    await publish('after');
    const [after] = await stream.readNew(1, 5_000);
    expect(after?.fields).toMatchObject({ event_id: 'after' });
    expect(await to.admin.exists(stream.name)).toBe(1);
    expect((await stream.readPending('0', 10)).map(({ id }) => id)).toEqual([before?.id, after?.id]);
    await stream.acknowledge([before!.id, after!.id]);
    expect(await stream.lag()).toMatchObject({ undelivered: 0, pending: 0 });
  });

  /** As `redis-cli --cluster reshard` does it, for a slot with one key. */
  async function moveSlot(key: string, from: ClusterNode, to: ClusterNode): Promise<void> {
    const slot = await from.admin.cluster('KEYSLOT', key);
    const [fromId, toId] = [await from.admin.cluster('MYID'), await to.admin.cluster('MYID')];
    await to.admin.cluster('SETSLOT', slot, 'IMPORTING', fromId);
    await from.admin.cluster('SETSLOT', slot, 'MIGRATING', toId);
    await from.admin.migrate('127.0.0.1', to.port, key, 0, 5_000);
    for (const { admin } of [to, from, ...cluster.masters.slice(2)]) await admin.cluster('SETSLOT', slot, 'NODE', toId);
  }
});

describe('a node that is away', () => {
  test('fails what is asked of it at once and the rest of the cluster goes on; back, it is used again', async () => {
    const [well, , ill] = cluster.masters as [ClusterNode, ClusterNode, ClusterNode];
    const [healthy, unhealthy] = [await streamOn(well), await streamOn(ill)];
    await Promise.all([healthy.ensureGroup(), unhealthy.ensureGroup()]);
    const own = await connect('own-reads', [unhealthy.name]);
    const stream = new RedisWalletStream({ name: unhealthy.name, commands, reads: own });
    const blocked = stream.readNew(1, 5_000).catch((error: Error) => error);
    await untilBlocked(ill);
    await ill.server.stop();
    expect(await blocked).toMatchObject({ message: expect.stringMatching(/closed/) as string });

    const askedAt = performance.now();
    await expect(stream.acknowledge(['1-1'])).rejects.toThrow(AWAY);
    await expect(stream.readNew(1, 100)).rejects.toThrow(AWAY);
    await expect(pingRedis(commands, [unhealthy.name])).rejects.toThrow(AWAY);
    expect(performance.now() - askedAt).toBeLessThan(3_000);
    await expect(pingRedis(commands, [healthy.name])).resolves.toBeUndefined();
    expect(await healthy.readNew(1, 50)).toEqual([]);

    await ill.server.start();
    await cluster.isWell();
    await expect.poll(() => stream.readNew(1, 50).catch(() => 'away'), { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => stream.lag().catch(() => 'away'), { timeout: 10_000 }).toMatchObject({ pending: 0 });
    const said = lines
      .map((line) => JSON.parse(line) as { msg: string; connection: string; node?: string })
      .filter(({ connection, node }) => connection === 'own-reads' && node === `127.0.0.1:${ill.port}`);
    expect(said.map(({ msg }) => msg)).toEqual(['Redis is away', 'Redis is back']);
    closeRedis(own);
  }, 60_000);

  async function untilBlocked({ admin }: ClusterNode): Promise<void> {
    await expect.poll(async () => String(await admin.client('LIST'))).toMatch(/name=own-reads .*cmd=xreadgroup/);
  }

  test('is said where no node of the cluster can be reached', async () => {
    const nowhere = connectRedis({
      urls: ['redis://127.0.0.1:1', 'redis://127.0.0.1:2'],
      cluster: true,
      name: 'nowhere',
      logger,
    });
    await expect(nowhere).rejects.toThrow('Redis cannot be reached');
  });

  test('is said where the server is no cluster', async () => {
    const alone = connectRedis({ urls: [inject('servers').redisUrl], cluster: true, name: 'alone', logger });
    await expect(alone).rejects.toMatchObject({
      message: 'Redis cannot be reached',
      cause: { message: expect.stringMatching(/cluster support disabled/) as string },
    });
  });

  test('is said where the cluster has no slots yet', async () => {
    const server = await restartableRedis({ 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()) });
    const unwell = connectRedis({ urls: [server.url], cluster: true, name: 'unwell', logger });
    await expect(unwell).rejects.toThrow('Redis cannot be reached');
    await server.remove();
  });

  test('a closed connection refuses at once', async () => {
    const closed = await connect('closed');
    closeRedis(closed);
    await expect(pingRedis(closed, ['wallet:events'])).rejects.toThrow(AWAY);
  });
});
