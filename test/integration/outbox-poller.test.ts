import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';
import { type Json, Platform, type StreamEvent } from './platform.ts';
import type { Ended } from './service-under-test.ts';
import { until } from './service-under-test.ts';

// What the platform hears of a rolling: one event in its life, at least once, always under the same id, whatever is away meanwhile.

// Services and commands are processes that start, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 120_000 });

const platform = await Platform.start();
let redisWire: CuttableProxy;
beforeAll(async () => {
  redisWire = await cuttableProxy(Number(new URL(platform.environment['REDIS_URL']!).port));
  await platform.serve();
});
afterAll(async () => {
  await platform.stop();
  await redisWire.close();
});

const throughTheWire = (): Record<string, string> => {
  const url = new URL(platform.environment['REDIS_URL']!);
  url.hostname = '127.0.0.1';
  url.port = String(redisWire.port);
  return { REDIS_URL: url.href };
};

interface Row {
  readonly event_id: string;
  readonly seq: string;
  readonly published: boolean;
}

const rowsOf = (rollingId: string): Promise<Row[]> =>
  platform.sql<Row[]>`
    select event_id, seq, published_at is not null as published from outbox where rolling_id = ${rollingId}`;

const published = (rollingId: string, times = 1): Promise<StreamEvent[]> =>
  until(async () => {
    const events = await platform.eventsOf(rollingId);
    if (events.length < times || !(await rowsOf(rollingId)).every((row) => row.published)) throw new Error('not yet');
    expect(events).toHaveLength(times);
    return events;
  });

async function completed(changes: Json = {}): Promise<{ id: string; path: string; player: string }> {
  const rolling = await platform.rolling(changes);
  const done = await platform.call(`${rolling.path}/complete`, { body: {} });
  expect([200, 202]).toContain(done.status);
  await platform.inState(rolling.path, 'completed');
  return rolling;
}

async function restart(changes: Record<string, string> = {}, between: () => Promise<void> = async () => undefined) {
  await platform.latest.end('SIGTERM');
  await between();
  await platform.serve(changes);
}

describe('an event', () => {
  test('is published once, from memory, and says what the contract says', async () => {
    const { id, path, player } = await platform.rolling({ max_conversion_minor: '300' });
    await platform.settle(player, 'contract-1');
    const rolling = await platform.inState(path, 'completed');
    const [event] = await published(id);
    const eventId = `${id}:ROLLING_COMPLETED`;
    const written = ['event_id', 'event_type', 'brand_id', 'payload', 'traceparent'];
    expect(Object.keys(event!.fields)).toEqual(written);
    expect(event!.fields).toMatchObject({ event_id: eventId, event_type: 'ROLLING_COMPLETED', brand_id: 'acme' });
    expect(event!.payload).toEqual({
      event_id: eventId,
      event_type: 'ROLLING_COMPLETED',
      event_version: 1,
      occurred_at: rolling['completed_at'],
      brand_id: 'acme',
      rolling_id: id,
      player_id: player,
      currency: 'EUR',
      source: rolling['source'],
      required_minor: '1000',
      wagered_minor: '1000',
      progress: '10000000',
      released_minor: '300',
      forfeited_minor: '200',
      wallet_transaction_id: (rolling['completion'] as Json)['wallet_transaction_id'],
    });
    expect(event!.payload['wallet_transaction_id']).toMatch(/^txn-/);
  });

  test('of a cancel says why, who asked, and what was forfeited', async () => {
    const { id, path } = await platform.rolling();
    await platform.call(`${path}/cancel`, { body: { reason: 'WITHDRAWAL', requested_by: 'agent-7' } });
    await platform.inState(path, 'canceled');
    const [event] = await published(id);
    expect(event!.payload).toMatchObject({
      event_id: `${id}:ROLLING_CANCELED`,
      event_type: 'ROLLING_CANCELED',
      reason: 'WITHDRAWAL',
      requested_by: 'agent-7',
      forfeited_minor: '500',
      wallet_transaction_id: expect.stringMatching(/^txn-/) as string,
    });
    expect(event!.payload).not.toHaveProperty('released_minor');
  });

  test('of an expiry is a cancel for the reason EXPIRED', async () => {
    const { id, path } = await platform.rolling();
    await platform.call(`${path}/expire`, { body: {} });
    await platform.inState(path, 'expired');
    expect((await published(id))[0]!.payload).toMatchObject({ event_type: 'ROLLING_CANCELED', reason: 'EXPIRED' });
  });

  test('is the only one of its rolling, whatever is asked of the rolling afterwards', async () => {
    const { id, path, player } = await completed();
    for (const operation of ['cancel', 'complete', 'expire', 'retry-completion', 'suspend']) {
      const body = operation === 'cancel' ? { reason: 'REQUESTED' } : {};
      expect((await platform.call(`${path}/${operation}`, { body })).status).toBe(409);
    }
    await platform.settle(player, 'afterwards');
    await platform.digested();
    const marker = await completed();
    await published(marker.id);
    expect(await platform.eventsOf(id)).toHaveLength(1);
    expect(await rowsOf(id)).toHaveLength(1);
  });
});

describe('while Redis is away', () => {
  test('rollings complete, their rows wait, and each is published once it is back', async () => {
    await restart(throughTheWire());
    await redisWire.refuse();
    const rollings = [await completed(), await completed()];
    for (const { id } of rollings) expect(await rowsOf(id)).toMatchObject([{ published: false }]);
    await redisWire.accept();
    for (const { id } of rollings) await published(id);
    await restart();
  });

  test('and where the stream refuses what is appended', async () => {
    await platform.redis.rename('rolling:events', 'kept');
    await platform.redis.set('rolling:events', 'no stream');
    const { id } = await completed();
    await platform.latest.says('cannot publish; the rows are safe in the table');
    expect(await rowsOf(id)).toMatchObject([{ published: false }]);
    await platform.redis.rename('kept', 'rolling:events');
    await published(id);
  });
});

describe('a publisher that is switched off', () => {
  test('keeps the rows and says so; the next one finds them all in the table, in their order', async () => {
    await restart({ ENABLE_OUTBOX_POLLER: 'off' });
    const ready = await fetch(`${await platform.latest.ready()}/ready`);
    expect(ready.status).toBe(200);
    expect((await platform.loops())['outbox_publisher']).toMatchObject({ status: 'disabled' });
    const rollings = [await completed(), await completed(), await completed()];
    for (const { id } of rollings) {
      expect(await rowsOf(id)).toMatchObject([{ published: false }]);
      expect(await platform.eventsOf(id)).toEqual([]);
    }
    await restart();
    for (const { id } of rollings) await published(id);
    const order = (await platform.events()).map(({ payload }) => payload['rolling_id']);
    const ours = order.filter((id) => rollings.some((rolling) => rolling.id === id));
    expect(ours).toEqual(rollings.map(({ id }) => id));
  });
});

describe('a row whose mark was lost', () => {
  test('is published again at the next start, word for word and under the same id', async () => {
    const { id } = await completed();
    const [first] = await published(id);
    await restart({}, async () => {
      // As after a death between the append and its mark.
      await platform.sql`update outbox set published_at = null where rolling_id = ${id}`;
    });
    const both = await published(id, 2);
    expect(both.map(({ fields }) => fields)).toEqual([first!.fields, first!.fields]);
  });

  test('survives a kill between commit and publish', async () => {
    await restart(throughTheWire());
    await redisWire.refuse();
    const { id } = await completed();
    await platform.latest.end('SIGKILL');
    expect(await platform.eventsOf(id)).toEqual([]);
    await redisWire.accept();
    await platform.serve();
    await published(id);
  });
});

describe('ops republish', () => {
  const said = ({ out }: Ended): Json => JSON.parse(out) as Json;

  test('appends the event of a rolling again, the same, and only when told so', async () => {
    const { id } = await completed();
    const [first] = await published(id);
    const dry = await platform.ops('republish', '--rolling', id);
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 event would be appended again; nothing was') as string,
    });
    expect(await platform.eventsOf(id)).toHaveLength(1);
    const done = await platform.ops('republish', '--rolling', id, '--yes', '--json');
    expect([done.code, said(done)]).toMatchObject([0, { events: 1, appended: 1, unpublished: 0 }]);
    const events = await platform.eventsOf(id);
    expect(events.map(({ fields }) => fields)).toEqual([first!.fields, first!.fields]);
    expect(await rowsOf(id)).toMatchObject([{ published: true }]);
  });

  test('of a period takes what was committed in it, of the brand and type asked for, in the order of time', async () => {
    const other = { headers: { 'x-brand-id': 'other' } };
    const from = new Date((await now()) + 1).toISOString();
    await until(async () => expect(await now()).toBeGreaterThan(Date.parse(from)));
    const mine = [await completed(), await completed()];
    const body = { player_id: 'p', currency: 'EUR', source: { type: 'bonus', id: 'x' }, required_minor: '5' };
    const { body: theirs } = await platform.call('/internal/rolling', { body, ...other });
    await platform.call(`/internal/rolling/${String(theirs['rolling_id'])}/complete`, { body: {}, ...other });
    const canceled = await platform.rolling();
    await platform.call(`${canceled.path}/cancel`, { body: { reason: 'REQUESTED' } });
    for (const id of [...mine.map((each) => each.id), String(theirs['rolling_id']), canceled.id]) await published(id);

    const count = async (...options: string[]) =>
      said(await platform.ops('republish', '--from', from, '--json', ...options));
    expect(await count()).toMatchObject({ events: 4, appended: 0 });
    expect(await count('--brand', 'other')).toMatchObject({ events: 1, items: [{ brand_id: 'other' }] });
    expect(await count('--type', 'ROLLING_CANCELED')).toMatchObject({ events: 1 });
    expect(await count('--to', new Date(Date.parse(from) + 1).toISOString())).toMatchObject({ events: 0 });
    const before = (await platform.events()).length;
    expect(await count('--brand', 'acme', '--type', 'ROLLING_COMPLETED', '--yes')).toMatchObject({ appended: 2 });
    const again = (await platform.events()).slice(before);
    expect(again.map(({ payload }) => payload['rolling_id'])).toEqual(mine.map(({ id }) => id));
  });

  async function now(): Promise<number> {
    const [row] = await platform.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    return row!.now.getTime();
  }

  test('leaves to the worker what is not published yet', async () => {
    await restart({ ENABLE_OUTBOX_POLLER: 'off' });
    const { id } = await completed();
    expect(said(await platform.ops('republish', '--rolling', id, '--yes', '--json'))).toMatchObject({
      events: 0,
      unpublished: 1,
      appended: 0,
    });
    expect(await platform.eventsOf(id)).toEqual([]);
    await restart();
    await published(id);
  });
});
