import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisConnection, closeRedis, connectRedis } from '../../src/adapters/redis/connection.ts';
import { RedisEventSink } from '../../src/adapters/redis/redis-event-sink.ts';
import { RedisWalletStream } from '../../src/adapters/redis/redis-wallet-stream.ts';
import { brandId } from '../../src/domain/ids.ts';
import { createLogger } from '../../src/observe/logger.ts';
import type { PublishableEvent } from '../../src/ports/event-sink.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { walletStreamContract } from './wallet-stream.contract.ts';

const lines: string[] = [];
const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });

let server: FreshRedis;
let commands: RedisConnection;
let reads: RedisConnection;
let streams = 0;

const connect = async (name: string): Promise<RedisConnection> => connectRedis({ urls: [server.url], name, logger });

beforeAll(async () => {
  server = await freshRedis();
  commands = await connect('commands');
  reads = await connect('reads');
});

afterAll(async () => {
  closeRedis(commands);
  closeRedis(reads);
  await server.release();
});

const nextStream = (): RedisWalletStream => {
  streams += 1;
  return new RedisWalletStream({ name: `wallet:events:${streams}`, commands, reads });
};

walletStreamContract('Redis', async () => {
  const stream = nextStream();
  return {
    stream,
    successor: new RedisWalletStream({ name: stream.name, commands, reads }),
    append: async (fields) => (await commands.xadd(stream.name, '*', ...Object.entries(fields).flat())) ?? '',
    trim: async (kept) => void (await commands.xtrim(stream.name, 'MAXLEN', kept)),
  };
});

describe('the lag of a Redis stream', () => {
  const HOUR_MS = 3_600_000;

  test('dates its oldest entry that is not acknowledged, delivered or not, by the clock of the server', async () => {
    const stream = nextStream();
    await stream.ensureGroup();
    expect(await stream.lag()).toMatchObject({ undelivered: 0, pending: 0, oldestAt: null });
    const start = Date.now() - HOUR_MS;
    const ids = [`${start}-0`, `${start}-1`, `${start + 1_000}-0`, `${start + 2_000}-0`];
    for (const id of ids) await commands.xadd(stream.name, id, 'payload', 'x');
    expect(await stream.lag()).toMatchObject({ undelivered: 4, pending: 0, oldestAt: start });
    await stream.readNew(3, 100);
    await stream.acknowledge([ids[0]!, ids[1]!]);
    expect(await stream.lag()).toMatchObject({ undelivered: 1, pending: 1, oldestAt: start + 1_000 });
    await stream.acknowledge([ids[2]!]);
    const { oldestAt, serverNow } = await stream.lag();
    expect(oldestAt).toBe(start + 2_000);
    expect(Math.abs((serverNow ?? 0) - Date.now())).toBeLessThan(2_000);
    await stream.readNew(1, 100);
    await stream.acknowledge([ids[3]!]);
    expect(await stream.lag()).toMatchObject({ undelivered: 0, pending: 0, oldestAt: null });
  });
});

describe('a connection to Redis', () => {
  test('fails a read whose answer is lost, and works again by itself', async () => {
    const blocked = await connect('blocked');
    const stream = new RedisWalletStream({ name: nextStream().name, commands, reads: blocked });
    await stream.ensureGroup();
    await expect(Promise.all([stream.readNew(1, 5_000), cutOffSoon()])).rejects.toThrow(/retries/);
    await commands.xadd(stream.name, '*', 'payload', 'later');
    await expect.poll(() => blocked.status).toBe('ready');
    expect((await stream.readNew(1, 100))[0]?.fields).toEqual({ payload: 'later' });
    const outages = lines
      .filter((line) => line.includes('"blocked"'))
      .map((line) => JSON.parse(line) as { msg: string });
    expect(outages.map(({ msg }) => msg)).toEqual(['Redis is away', 'Redis is back']);
    closeRedis(blocked);
  });

  test('refuses a command at once while it is away', async () => {
    const away = await connect('away');
    closeRedis(away);
    await expect(away.ping()).rejects.toThrow(/closed|writeable/);
  });

  test('says why a server cannot be reached', async () => {
    const nowhere = connectRedis({ urls: ['redis://127.0.0.1:1'], name: 'nowhere', logger });
    await expect(nowhere).rejects.toThrow('Redis cannot be reached');
  });

  /** Kills the connection as soon as the server has its read waiting. */
  async function cutOffSoon(): Promise<void> {
    const waiting = async (): Promise<boolean> =>
      /name=blocked .*cmd=xreadgroup/.test(String(await commands.client('LIST')));
    await expect.poll(waiting).toBe(true);
    const id = Number(/id=(\d+)[^\n]*name=blocked /.exec(String(await commands.client('LIST')))?.[1]);
    await commands.client('KILL', 'ID', id);
  }
});

describe('the event stream', () => {
  const events: PublishableEvent[] = ['one', 'two'].map((eventId) => ({
    eventId,
    eventType: 'ROLLING_COMPLETED',
    brandId: brandId('acme'),
    payload: JSON.stringify({ event_id: eventId, name: 'Ω' }),
  }));

  test('gets every event in order, with its four fields', async () => {
    await new RedisEventSink('events:1', commands).publish(events);
    const stored = await commands.xrange('events:1', '-', '+');
    expect(stored.map(([, fields]) => fields)).toEqual(
      events.map(({ eventId, eventType, payload }) =>
        Object.entries({ event_id: eventId, event_type: eventType, brand_id: 'acme', payload }).flat(),
      ),
    );
  });

  test('publishing nothing is harmless', async () => {
    await new RedisEventSink('events:2', commands).publish([]);
    expect(await commands.exists('events:2')).toBe(0);
  });

  test('rejects where an event was not appended', async () => {
    await commands.set('events:3', 'in the way');
    await expect(new RedisEventSink('events:3', commands).publish(events)).rejects.toThrow('not every event');
  });
});
