import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHALLENGE_PATH, LINK_PATH, freshNonce, helloHeaders } from '../../src/adapters/link/handshake.ts';
import { readAnswers } from '../../src/adapters/link/answer-frames.ts';
import { FrameWriter } from '../../src/adapters/link/frame-bytes.ts';
import { beginRequests, writeCommandText, writeEntry } from '../../src/adapters/link/request-frames.ts';
import { decodeReply } from '../../src/domain/command-codec.ts';
import { linkContract } from './link.contract.ts';
import { Receiver, Sent, commandOf, entryOf, numbers, replyOf } from './link-traffic.ts';
import { BOUNDS, SECRET, WsProcesses } from './ws-processes.ts';

linkContract(() => {
  const processes = new WsProcesses();
  return {
    listen: async (handlers) => (await processes.wireTo(await processes.server(handlers))).address,
    sender: (bounds = {}) => processes.link({ bounds: { ...BOUNDS, ...bounds } }),
    cut: () => processes.cut(),
    endListener: () => processes.endServers(),
    close: () => processes.close(),
  };
});

const until = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 5_000, interval: 5 });

describe('the link over ws', () => {
  let processes: WsProcesses;
  let receiver: Receiver;
  let sent: Sent;

  beforeEach(() => {
    processes = new WsProcesses();
    receiver = new Receiver();
    sent = new Sent();
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await processes.close();
  });

  /** A socket of our own, with a proof where `secret` is given. */
  async function rawSocket(address: string, secret = SECRET, headers: Record<string, string> = {}): Promise<WebSocket> {
    const challenge = (await (await fetch(`${address.replace('ws', 'http')}${CHALLENGE_PATH}`)).json()) as {
      nonce: string;
    };
    const hello = {
      worker: 'raw',
      token: 't',
      build: 'b',
      protocol: 1,
      challenge: challenge.nonce,
      nonce: freshNonce(),
    };
    return new WebSocket(`${address}${LINK_PATH}`, { headers: { ...helloHeaders(hello, secret), ...headers } });
  }

  const opened = (socket: WebSocket): Promise<void> =>
    new Promise((resolve, reject) => void socket.on('open', resolve).on('error', reject));

  const closed = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => void socket.on('close', (code) => resolve(code)));

  const refusal = (socket: WebSocket): Promise<{ status: number | undefined; reason: unknown }> =>
    new Promise((resolve, reject) => {
      socket.on('open', () => reject(new Error('it was let in')));
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (request, response) => {
        resolve({ status: response.statusCode, reason: response.headers['x-link-reason'] });
        request.destroy();
      });
    });

  test('sends what is offered in one tick in one frame, and endings likewise', async () => {
    const server = await processes.server(receiver);
    const { address } = await processes.wireTo(server);
    const frames = vi.spyOn(WebSocket.prototype, 'send');
    const peer = processes.link().peer(address);
    sent.send(peer, ...numbers(300));
    await until(() => expect(receiver.entries).toHaveLength(300));
    for (const { end } of receiver.entries) end({ kind: 'durable' });
    await until(() => expect(sent.endings).toHaveLength(300));
    expect(frames).toHaveBeenCalledTimes(2);
  });

  test('a receiver that does not read is felt as busy, and costs no more than the bounds', async () => {
    const server = await processes.server(receiver);
    const bounds = { ...BOUNDS, entriesMax: 100_000, entryCharsMax: 1_000_000 };
    const peer = processes.link({ bounds }).peer(server.address);
    for (const number of numbers(50)) sent.sendEntry(peer, number, entryOf(number, 'x'.repeat(100_000)));
    await until(() => expect(receiver.entries).toHaveLength(9));
    expect(sent.kinds()).toEqual(numbers(41).map(() => 'busy'));
    for (const { end } of receiver.entries) end({ kind: 'durable' });
    await until(() => expect(sent.endings).toHaveLength(50));
    sent.sendEntry(peer, 51, entryOf(51, 'x'.repeat(900_000)));
    await until(() => expect(receiver.entries).toHaveLength(10));
  });

  test('an entry too large for any frame is refused, for nobody could ever take it', async () => {
    const server = await processes.server(receiver);
    const peer = processes.link({ bounds: { ...BOUNDS, itemCharsMax: 1_000 } }).peer(server.address);
    sent.sendEntry(peer, 1, entryOf(1, 'x'.repeat(2_000)));
    sent.send(peer, 2);
    await until(() => expect(receiver.entries).toHaveLength(1));
    expect(sent.endings).toMatchObject([{ number: 1, ending: { kind: 'refused', code: 'ENTRY_TOO_LARGE' } }]);
  });

  test('the largest entry fits a frame', async () => {
    const server = await processes.server(receiver);
    const peer = processes.link().peer(server.address);
    // three bytes each
    const payload = '€'.repeat(BOUNDS.itemCharsMax - 100);
    for (const number of numbers(3)) sent.sendEntry(peer, number, entryOf(number, payload));
    await until(() => expect(receiver.entries).toHaveLength(3));
    expect(receiver.entries[2]?.entry.fields['payload']).toBe(payload);
  });

  test('a peer that falls silent is noticed within seconds, and found again when it speaks', async () => {
    const server = await processes.server(receiver);
    const { address, proxy } = await processes.wireTo(server);
    const peer = processes.link().peer(address);
    sent.send(peer, 1);
    await until(() => expect(receiver.entries).toHaveLength(1));
    proxy.muteServer();
    const reply = peer.sendCommand(commandOf('a'), 60_000);
    expect(await reply).toEqual({ kind: 'moved' });
    expect(sent.kinds()).toEqual(['moved']);
    expect(processes.lines).toContainEqual(expect.objectContaining({ kind: 'silent' }));
    await until(() => {
      sent.send(peer, 2);
      expect(receiver.entries.length).toBeGreaterThan(1);
    });
  });

  test('a peer that is only quiet is left alone', async () => {
    const server = await processes.server(receiver);
    const peer = processes.link().peer(server.address);
    const reply = peer.sendCommand(commandOf('a'), 60_000);
    await until(() => expect(receiver.commands).toHaveLength(1));
    const spans = Date.now() + BOUNDS.heartbeatMs * (BOUNDS.silentSpansMax + 3);
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(spans), { timeout: 5_000 });
    receiver.commands[0]?.answer(replyOf('at last'));
    expect(await reply).toEqual(replyOf('at last'));
  });

  test('a sender that falls silent is let go', async () => {
    const server = await processes.server(receiver);
    const socket = await rawSocket(server.address);
    await opened(socket);
    socket.pause();
    await until(() => expect(processes.warnings()).toEqual(['a linked process gives no sign of life']));
    socket.terminate();
  });

  describe('lets in', () => {
    test('nobody who does not know the secret, and says so once on either side', async () => {
      const server = await processes.server(receiver);
      const peer = processes.link({ secrets: ['a secret of somebody else'] }).peer(server.address);
      for (const number of numbers(20)) {
        sent.send(peer, number);
        await until(() => expect(sent.endings).toHaveLength(number));
      }
      await until(async () => {
        sent.send(peer, 0);
        expect(await peer.sendCommand(commandOf('a'), 1_000)).toEqual({ kind: 'moved' });
      });
      expect(receiver.entries).toEqual([]);
      expect(processes.warnings().toSorted()).toEqual([
        'a link was refused',
        'no link to another process; trying again',
      ]);
      expect(JSON.stringify(processes.lines)).not.toContain('secret of');
    });

    test('whoever knows one of several secrets', async () => {
      const server = await processes.server(receiver, { secrets: ['the next secret of all', SECRET] });
      sent.send(processes.link().peer(server.address), 1);
      await until(() => expect(receiver.entries).toHaveLength(1));
    });

    test('nobody who shows a proof a second time', async () => {
      const server = await processes.server(receiver);
      const challenge = (await (await fetch(`http://127.0.0.1:${server.port}${CHALLENGE_PATH}`)).json()) as {
        nonce: string;
      };
      const hello = { worker: 'w', token: 't', build: 'b', protocol: 1, challenge: challenge.nonce, nonce: 'n' };
      const url = `${server.address}${LINK_PATH}`;
      const first = new WebSocket(url, { headers: helloHeaders(hello, SECRET) });
      await opened(first);
      expect(await refusal(new WebSocket(url, { headers: helloHeaders(hello, SECRET) }))).toMatchObject({
        status: 401,
      });
      first.terminate();
    });

    test('nobody who says it is somebody else than it proved', async () => {
      const server = await processes.server(receiver);
      const socket = await rawSocket(server.address, SECRET, { 'x-link-worker': 'admin' });
      expect(await refusal(socket)).toMatchObject({ status: 401 });
    });

    test('no browser', async () => {
      const server = await processes.server(receiver);
      const socket = await rawSocket(server.address, SECRET, { origin: 'https://console.example' });
      expect(await refusal(socket)).toMatchObject({ status: 403 });
    });

    test('nobody beyond the bound of connections', async () => {
      const server = await processes.server(receiver, { bounds: { ...BOUNDS, connectionsMax: 1 } });
      const first = await rawSocket(server.address);
      await opened(first);
      expect(await refusal(await rawSocket(server.address))).toMatchObject({ status: 503 });
      first.terminate();
      await until(async () => opened(await rawSocket(server.address)));
    });

    test('no build that speaks another protocol, and both sides say which', async () => {
      const server = await processes.server(receiver, { protocols: [2, 3] });
      const peer = processes.link({ protocols: [1] }).peer(server.address);
      sent.send(peer, 1);
      await until(() => expect(sent.kinds()).toEqual(['moved']));
      const reason = 'protocol 1 is not spoken here; 2, 3 (build build-1) is';
      expect(processes.lines).toContainEqual(
        expect.objectContaining({ msg: 'a link was refused', reason, status: 426, build: 'build-2' }),
      );
      expect(processes.lines).toContainEqual(
        expect.objectContaining({
          kind: 'refused',
          err: expect.objectContaining({ message: expect.stringContaining(reason) as unknown }) as unknown,
        }),
      );
    });

    test('builds that have one protocol in common', async () => {
      const server = await processes.server(receiver, { protocols: [1, 2] });
      sent.send(processes.link({ protocols: [3, 2] }).peer(server.address), 1);
      await until(() => expect(receiver.entries).toHaveLength(1));
    });

    test('nobody, where the server cannot prove itself to those who call', async () => {
      const frames: unknown[] = [];
      const impostor = createServer((_request, response) => {
        response.end(JSON.stringify({ protocols: [1], build: 'b', nonce: 'n' }));
      });
      const sockets = new WebSocketServer({ server: impostor });
      sockets.on('connection', (socket) => socket.on('message', (data) => frames.push(data)));
      sockets.on('headers', (headers) => headers.push('x-link-proof: forged'));
      await new Promise<void>((resolve) => void impostor.listen(0, '127.0.0.1', resolve));
      const { port } = impostor.address() as AddressInfo;
      sent.send(processes.link().peer(`ws://127.0.0.1:${port}`), 1);
      await until(() => expect(sent.kinds()).toEqual(['moved']));
      expect(frames).toEqual([]);
      for (const socket of sockets.clients) socket.terminate();
      impostor.closeAllConnections();
      await new Promise((resolve) => void impostor.close(resolve));
    });
  });

  describe('closes the connection, with a code, of one who sends', () => {
    test.each([
      ['a text', 'hello', 1_003],
      ['a frame of another format', Buffer.from([9]), 4_002],
      ['an empty frame', Buffer.alloc(0), 4_002],
      ['half an item', Buffer.from([1, 1, 255, 0, 0, 0, 1]), 4_002],
      ['more than the bound', Buffer.alloc(BOUNDS.frameBytesMax + 1), 1_009],
    ])('%s', async (_what, data, code) => {
      const server = await processes.server(receiver);
      const socket = await rawSocket(server.address);
      await opened(socket);
      const end = closed(socket);
      socket.on('error', () => undefined);
      socket.send(data);
      expect(await end).toBe(code);
      expect(receiver.entries).toEqual([]);
      sent.send(processes.link().peer(server.address), 1);
      await until(() => expect(receiver.entries).toHaveLength(1));
    });
  });

  test('a command that this build does not know is answered 503, and the link goes on', async () => {
    const server = await processes.server(receiver);
    const socket = await rawSocket(server.address);
    await opened(socket);
    const frame = new FrameWriter();
    beginRequests(frame);
    writeCommandText(frame, 7, 1_000, '{"operation":"levitate"}');
    writeEntry(frame, 8, entryOf(8));
    const answer = new Promise<Buffer>((resolve) => void socket.on('message', resolve));
    socket.send(frame.take());
    const [reply] = readAnswers(await answer);
    expect(reply).toMatchObject({ kind: 'reply', seq: 7 });
    expect(reply?.kind === 'reply' && decodeReply(reply.json)).toMatchObject({ status: 503 });
    socket.terminate();
    await until(() => expect(receiver.entries).toHaveLength(1));
    expect(receiver.commands).toEqual([]);
  });

  test('an end does not wait longer than its bound for what is under way', async () => {
    const bounds = { ...BOUNDS, closeMs: 100 };
    const server = await processes.server(receiver, { bounds });
    const link = processes.link({ bounds });
    sent.send(link.peer(server.address), 1);
    await until(() => expect(receiver.entries).toHaveLength(1));
    await server.close();
    await until(() => expect(sent.kinds()).toEqual(['moved']));
    receiver.entries[0]?.end({ kind: 'durable' });

    const other = await processes.server(receiver);
    sent.send(link.peer(other.address), 2);
    await until(() => expect(receiver.entries).toHaveLength(2));
    await link.close();
    expect(sent.kinds()).toEqual(['moved', 'moved']);
  });
});
