import { once } from 'node:events';
import { request } from 'node:http';
import {
  type StatelyActorEvent,
  type StatelyInspectionEvent,
  type StatelySnapshotEvent,
  createWebSocketReceiver,
} from '@statelyai/inspect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createMachine } from 'xstate';
import { ApiUnderTest, TOKENS } from './api-under-test.ts';
import { WalletTraffic } from './wallet-traffic.ts';

// Watching a rolling over the real API. What comes is read by the receiver of Stately's own package, not by code of ours.

const api = new ApiUnderTest({ hearsWallet: true });
beforeAll(() => api.start());
afterAll(() => api.stop());

const NOBODY = { headers: {} };
const as = (token: string, brand = 'acme') => ({
  headers: { 'x-internal-service-token': token, 'x-brand-id': brand },
});

let players = 0;
interface Watched {
  readonly id: string;
  readonly path: string;
  readonly wallet: WalletTraffic;
}

async function created(requiredMinor = '1000'): Promise<Watched> {
  players += 1;
  const wallet = new WalletTraffic(api, `watched-${players}`);
  const source = { type: 'bonus', id: `watched-${players}` };
  const body = { player_id: wallet.player, currency: 'EUR', source, required_minor: requiredMinor };
  const answer = await api.call('/internal/rolling', { body });
  expect(answer.status).toBe(201);
  const id = String(answer.body['rolling_id']);
  return { id, path: `/internal/rolling/${id}`, wallet };
}

async function ticketTo({ path }: Watched): Promise<string> {
  const { status, body } = await api.call(`${path}/inspect-ticket`, { method: 'POST' });
  expect(status).toBe(200);
  return String(body['url']);
}

const socketUrl = (address: string): string => `${api.url.replace('http', 'ws')}${address}`;

/** By the package's own receiver. It has no way to hang up: the API does, when the test ends. */
async function received(rolling: Watched): Promise<StatelyInspectionEvent[]> {
  const events: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: socketUrl(await ticketTo(rolling)) }).subscribe((event) => void events.push(event));
  await expect.poll(() => events.length).toBe(1);
  return events;
}

/** The status and code of an upgrade that is refused; 101 for one that is not. */
function upgrade(
  address: string,
  headers: Record<string, string> = {},
): Promise<readonly [number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const upgraded = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    };
    const asked = request(`${api.url}${address}`, { headers: { ...upgraded, ...headers } });
    asked.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      resolve([statusCode, 'let in']);
    });
    asked.on('response', (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve([answer.statusCode, String((JSON.parse(text) as { code: unknown }).code)]));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const isSnapshot = (event: StatelyInspectionEvent): event is StatelySnapshotEvent => event.type === '@xstate.snapshot';
const shown = (event: StatelyInspectionEvent): unknown[] =>
  isSnapshot(event) ? [event.type, (event.snapshot as { value?: unknown }).value] : [event.type];

describe('Stately’s receiver', () => {
  test('is told of a rolling’s statechart, and then of every committed step until it is completed', async () => {
    const rolling = await created();
    const events = await received(rolling);
    const actor = events[0] as StatelyActorEvent;
    expect(actor).toMatchObject({
      type: '@xstate.actor',
      name: 'rolling',
      sessionId: `rolling:${rolling.id}`,
      rootId: `rolling:${rolling.id}`,
      _version: '0.7.2',
      snapshot: { status: 'active', value: 'active', tags: [] },
    });
    expect(actor.createdAt).toMatch(/^\d{13}$/);
    // Whoever draws it can: XState reads the definition as a machine.
    const machine = createMachine(JSON.parse(String(actor.definition)) as Parameters<typeof createMachine>[0]);
    expect(machine.getStateNodeById('rolling.completing.attempting').path).toEqual(['completing', 'attempting']);

    rolling.wallet.settle('first', '400');
    await expect.poll(() => events.slice(1).map(shown)).toEqual([['@xstate.event'], ['@xstate.snapshot', 'active']]);
    rolling.wallet.settle('second', '600');
    await expect
      .poll(() => events.slice(3).map(shown))
      .toEqual([
        ['@xstate.event'],
        ['@xstate.snapshot', { completing: 'attempting' }],
        ['@xstate.event'],
        ['@xstate.snapshot', 'completed'],
      ]);
    for (const event of events) {
      expect(event).toMatchObject({ sessionId: actor.sessionId, rootId: actor.rootId, _version: '0.7.2' });
      expect(event.createdAt).toMatch(/^\d{13}$/);
      expect(event.id).toEqual(expect.any(String));
    }
    const last = events.at(-1) as StatelySnapshotEvent;
    expect(last.event).toEqual({ type: 'WALLET_DONE', rule: 'release:done' });
    expect(last.snapshot).toMatchObject({ tags: ['final'], context: { wagered_minor: '1000', bets_counted: 2 } });
    const { body } = await api.call(rolling.path);
    expect(last).toMatchObject({ rolling_version: body['version'] });
  });

  test('is told nothing that says who plays', async () => {
    const rolling = await created();
    const events = await received(rolling);
    rolling.wallet.settle('secret-bet', '400');
    await api.call(`${rolling.path}/suspend`, {
      body: { reason: 'secret reason', note: 'secret note', requested_by: 'jane' },
    });
    await expect.poll(() => events.length).toBe(5);
    expect(JSON.stringify(events)).not.toMatch(/secret|jane|acme|watched-\d/);
  });
});

describe('a ticket', () => {
  test('is given to who may see why bets counted, for a rolling of their brand', async () => {
    const rolling = await created();
    const path = `${rolling.path}/inspect-ticket`;
    const ask = async (token: string, brand?: string): Promise<unknown[]> => {
      const { status, body } = await api.call(path, { method: 'POST', ...as(token, brand) });
      return [status, body['code']];
    };
    expect(await ask(TOKENS.promotion_service)).toEqual([200, undefined]);
    expect(await ask(TOKENS.gateway)).toEqual([403, 'FORBIDDEN']);
    expect(await ask(TOKENS.admin_service, 'other')).toEqual([404, 'ROLLING_NOT_FOUND']);
    const { body } = await api.call(path, { method: 'POST' });
    expect(Date.parse(String(body['expires_at'])) - Date.now()).toBeLessThanOrEqual(30_000);
    expect(body['url']).toBe(`${rolling.path}/inspect?ticket=${String(body['ticket'])}`);
  });

  test('lets in once, and to its own rolling alone', async () => {
    const [one, other] = [await created(), await created()];
    const address = await ticketTo(one);
    expect(await upgrade(address.replace(one.id, other.id))).toEqual([401, 'TICKET_REFUSED']);
    expect(await upgrade(address)).toEqual([101, 'let in']);
    expect(await upgrade(address)).toEqual([401, 'TICKET_REFUSED']);
    expect(await upgrade(`${one.path}/inspect?ticket=made-up`)).toEqual([401, 'TICKET_REFUSED']);
    expect(await upgrade(`${one.path}/inspect`)).toEqual([401, 'TICKET_REFUSED']);
    expect(await upgrade(`${one.path}/inspect?ticket=a&ticket=b`)).toEqual([401, 'TICKET_REFUSED']);
  });

  test('is what a token is not: the web socket takes no other', async () => {
    const rolling = await created();
    const headers = { 'x-internal-service-token': TOKENS.admin_service, 'x-brand-id': 'acme' };
    expect(await upgrade(`${rolling.path}/inspect`, headers)).toEqual([401, 'TICKET_REFUSED']);
  });
});

describe('the web socket', () => {
  test('is refused to a page of another host, before its ticket is used up', async () => {
    const rolling = await created();
    const address = await ticketTo(rolling);
    const { host } = new URL(api.url);
    for (const origin of ['https://evil.example', 'null', `https://${host}.evil.example`, 'http://127.0.0.1:1', '']) {
      expect([origin, ...(await upgrade(address, { origin }))]).toEqual([origin, 403, 'ORIGIN_REFUSED']);
    }
    expect(await upgrade(address, { origin: `http://${host}` })).toEqual([101, 'let in']);
  });

  test('is all that its address serves', async () => {
    const { path } = await created();
    const { status, body } = await api.call(`${path}/inspect`, NOBODY);
    expect([status, body['code']]).toEqual([426, 'UPGRADE_REQUIRED']);
  });

  test('is nowhere else: a request that offers another protocol, or asks elsewhere, is a request like any other', async () => {
    const { path } = await created();
    const headers = { 'x-internal-service-token': TOKENS.admin_service, 'x-brand-id': 'acme' };
    const [status] = await statusOf(path, { ...headers, connection: 'Upgrade', upgrade: 'websocket' });
    expect(status).toBe(200);
    const offer = { ...headers, connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
    expect(await statusOf(path, offer)).toEqual([200]);
    expect(await statusOf(`${path}/inspect`, offer)).toEqual([426]);
  });

  test('is closed on who sends much: watchers have nothing to say', async () => {
    const socket = new WebSocket(socketUrl(await ticketTo(await created())));
    await once(socket, 'open');
    socket.send('a word is not read');
    socket.send('x'.repeat(2_000));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1_009);
  });

  test('keeps no watcher that left', async () => {
    const before = await watchers();
    const socket = new WebSocket(socketUrl(await ticketTo(await created())));
    await once(socket, 'message');
    expect(await watchers()).toBe(before + 1);
    socket.terminate();
    await expect.poll(watchers).toBe(before);
  });
});

async function watchers(): Promise<number> {
  return (await api.metrics.watchers.get()).values[0]?.value ?? 0;
}

function statusOf(path: string, headers: Record<string, string>): Promise<(number | undefined)[]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${api.url}${path}`, { headers }, (answer) => {
      answer.resume();
      resolve([answer.statusCode]);
    });
    asked.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve([101]);
    });
    asked.on('error', reject);
    asked.end();
  });
}

type Step = Record<'version' | 'at' | 'event' | 'snapshot' | 'entry', unknown>;

async function allSteps({ path }: Watched, limit: number): Promise<Step[]> {
  const steps: Step[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = await api.call(`${path}/steps?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    steps.push(...(body['items'] as Step[]));
    cursor = body['next_cursor'] as string | null;
  }
  return steps;
}

describe('the steps of a rolling', () => {
  test('lead from its creation to now, and are the same however they are paged', async () => {
    const rolling = await created();
    for (let bet = 1; bet <= 4; bet += 1) rolling.wallet.settle(`bet-${bet}`, '200');
    await expect.poll(async () => (await api.call(rolling.path)).body['bets_counted']).toBe(4);
    rolling.wallet.rollBack('bet-1', '200');
    rolling.wallet.settle('bet-5', '400');
    await expect.poll(async () => (await api.call(rolling.path)).body['state']).toBe('completed');
    const steps = await allSteps(rolling, 200);
    expect(await allSteps(rolling, 1)).toEqual(steps);
    expect(await allSteps(rolling, 3)).toEqual(steps);
    const journal = (await api.call(`${rolling.path}/journal`)).body['items'] as unknown[];
    expect(steps.map(({ entry }) => entry)).toEqual(journal);
    const seen = steps.map(({ event, snapshot }) => {
      const { value, context, exact } = snapshot as { value: unknown; context: Step; exact: boolean };
      const { wagered_minor: wagered, bets_counted: bets } = context as unknown as Record<string, unknown>;
      return [(event as { type: string }).type, value, wagered, bets, exact];
    });
    expect(seen).toEqual([
      ['xstate.init', 'active', '0', 0, false],
      ['BET_SETTLED', 'active', '200', 1, false],
      ['BET_SETTLED', 'active', '400', 2, false],
      ['BET_SETTLED', 'active', '600', 3, false],
      ['BET_SETTLED', 'active', '800', 4, false],
      ['BET_ROLLED_BACK', 'active', '600', 3, false],
      ['BET_SETTLED', { completing: 'attempting' }, '1000', 4, false],
      ['WALLET_DONE', 'completed', '1000', 4, true],
    ]);
  });

  test('end where no rolling lives so long, and a cursor of none is refused', async () => {
    const { path } = await created();
    const far = Buffer.from('50001').toString('base64url');
    expect((await api.call(`${path}/steps?cursor=${far}`)).body['code']).toBe('TOO_MANY_STEPS');
    const beyond = Buffer.from('50000').toString('base64url');
    expect((await api.call(`${path}/steps?cursor=${beyond}`)).body).toEqual({ items: [], next_cursor: null });
    expect((await api.call(`${path}/steps?cursor=nonsense`)).body['code']).toBe('INVALID_REQUEST');
  });
});

test('the statechart is public, the same for all, and kept for a while', async () => {
  const { status, headers, body, text } = await api.call('/inspect/machine.json', NOBODY);
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  expect(Object.keys(body).toSorted()).toEqual(['id', 'initial', 'states']);
  expect(text).toContain('"guard":"refusedAndNothingToForfeit"');
  const again = await api.call('/inspect/machine.json', {
    headers: { 'if-none-match': headers.get('etag') ?? '' },
  });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('watchers do not keep the API from ending', async () => {
  const other = new ApiUnderTest({ hearsWallet: true });
  await other.start();
  const source = { type: 'bonus', id: 'b' };
  const body = { player_id: 'p', currency: 'EUR', source, required_minor: '1000' };
  const { body: rolling } = await other.call('/internal/rolling', { body });
  const path = `/internal/rolling/${String(rolling['rolling_id'])}/inspect-ticket`;
  const { body: given } = await other.call(path, { method: 'POST' });
  const socket = new WebSocket(`${other.url.replace('http', 'ws')}${String(given['url'])}`);
  await once(socket, 'message');
  const closed = once(socket, 'close');
  await other.stop();
  expect((await closed)[0]).toBe(1_001);
});
