import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Link, LinkHandlers } from '../../src/ports/link.ts';
import { Receiver, Sent, commandOf, entryOf, numbers, replyOf } from './link-traffic.ts';

// What every link must hold, whatever carries it.

interface LinkBoundsUnderTest {
  readonly entriesMax?: number;
  readonly commandsMax?: number;
}

export interface LinkUnderTest {
  /** A process that listens; gives its address. */
  listen(handlers: LinkHandlers): Promise<string>;
  /** A process that sends. */
  sender(bounds?: LinkBoundsUnderTest): Link & { readonly close: () => Promise<void> };
  /** Breaks every connection there is; new ones can be made. */
  cut(): void;
  /** Ends the listening process in order. */
  endListener(): Promise<void>;
  close(): Promise<void>;
}

const until = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 5_000, interval: 5 });

export function linkContract(open: () => LinkUnderTest): void {
  let subject: LinkUnderTest;
  let receiver: Receiver;
  let sent: Sent;

  beforeEach(() => {
    subject = open();
    receiver = new Receiver();
    sent = new Sent();
  });

  afterEach(() => subject.close());

  describe('entries', () => {
    test('arrive whole and in the order they were sent', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      sent.send(peer, ...numbers(1_000));
      await until(() => expect(receiver.entries).toHaveLength(1_000));
      expect(receiver.entries.map(({ entry }) => entry)).toEqual(numbers(1_000).map((number) => entryOf(number)));
      expect(sent.endings).toEqual([]);
    });

    test('end once each, as the receiver says and when it says so', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      sent.send(peer, ...numbers(6));
      await until(() => expect(receiver.entries).toHaveLength(6));
      const refused = { kind: 'refused', code: 'FIELD_MISSING', detail: 'no "player_id" ü' } as const;
      const endings = [
        { kind: 'durable' },
        { kind: 'durable' },
        refused,
        { kind: 'moved' },
        { kind: 'busy' },
        { kind: 'durable' },
      ] as const;
      for (const place of [0, 1, 5, 2, 3, 4]) {
        receiver.entries[place]?.end(endings[place] ?? refused);
        // a second ending is nobody's
        receiver.entries[place]?.end({ kind: 'moved' });
      }
      await until(() => expect(sent.endings).toHaveLength(6));
      expect(sent.endings.toSorted((left, right) => left.number - right.number).map(({ ending }) => ending)).toEqual(
        endings,
      );
    });

    test('with any names and texts of fields come out as they went in', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      const fields: Record<string, string> = { '': '', 'a b': '\u0000\n"', long: 'x'.repeat(300_000) };
      Object.defineProperty(fields, '__proto__', { value: 'a name like any other', enumerable: true });
      sent.sendEntry(peer, 1, { ...entryOf(1), fields });
      await until(() => expect(receiver.entries).toHaveLength(1));
      expect(Object.entries(receiver.entries[0]?.entry.fields ?? {})).toEqual(Object.entries(fields));
    });

    test('never end before the call that sends them returns', async () => {
      const peer = subject.sender({ entriesMax: 1 }).peer(await subject.listen(receiver));
      const nobody = subject.sender().peer('ws://127.0.0.1:1');
      let returned = false;
      const order: boolean[] = [];
      for (const target of [peer, peer, nobody]) target.sendEntry(entryOf(1), () => order.push(returned));
      returned = true;
      await until(() => expect(order).toEqual([true, true]));
    });

    test('beyond the bound are busy at once, and welcome again when one has ended', async () => {
      const peer = subject.sender({ entriesMax: 3 }).peer(await subject.listen(receiver));
      sent.send(peer, 1, 2, 3, 4, 5);
      await until(() => expect(sent.endings).toHaveLength(2));
      expect(sent.endings.map(({ number, ending }) => [number, ending.kind])).toEqual([
        [4, 'busy'],
        [5, 'busy'],
      ]);
      await until(() => expect(receiver.entries).toHaveLength(3));
      receiver.entries[1]?.end({ kind: 'durable' });
      await until(() => expect(sent.endings).toHaveLength(3));
      sent.send(peer, 6, 7);
      await until(() => expect(receiver.ids()).toEqual([1, 2, 3, 6].map((number) => entryOf(number).entryId)));
      expect(sent.kinds()).toEqual(['busy', 'busy', 'durable', 'busy']);
    });
  });

  describe('commands', () => {
    test('are answered each with its own reply, in any order', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      const replies = ['a', 'b', 'c'].map((key) => peer.sendCommand(commandOf(key), 3_000));
      await until(() => expect(receiver.commands).toHaveLength(3));
      expect(receiver.commands.map(({ command }) => command)).toEqual(['a', 'b', 'c'].map(commandOf));
      for (const { deadlineMs } of receiver.commands) {
        expect(deadlineMs).toBeGreaterThan(0);
        expect(deadlineMs).toBeLessThanOrEqual(3_000);
      }
      receiver.commands[2]?.answer(replyOf('{"amount":"12345678901234567890"}'));
      receiver.commands[0]?.answer({ kind: 'moved' });
      receiver.commands[1]?.answer(replyOf('"ü💶"'));
      expect(await Promise.all(replies)).toEqual([
        { kind: 'moved' },
        replyOf('"ü💶"'),
        replyOf('{"amount":"12345678901234567890"}'),
      ]);
    });

    test('keep their place among the entries', async () => {
      const arrivals: string[] = [];
      const address = await subject.listen({
        entry: (entry) => void arrivals.push(entry.entryId),
        command: async (command) => {
          arrivals.push(command.key);
          return replyOf('');
        },
      });
      const peer = subject.sender().peer(address);
      sent.send(peer, 1);
      const reply = peer.sendCommand(commandOf('between'), 3_000);
      sent.send(peer, 2);
      await reply;
      await until(() => expect(arrivals).toEqual([entryOf(1).entryId, 'between', entryOf(2).entryId]));
    });

    test('are moved once their deadline has passed, whatever is answered later', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      const reply = peer.sendCommand(commandOf('slow'), 200);
      await until(() => expect(receiver.commands).toHaveLength(1));
      expect(await reply).toEqual({ kind: 'moved' });
      receiver.commands[0]?.answer(replyOf('too late'));
      const next = peer.sendCommand(commandOf('next'), 3_000);
      await until(() => expect(receiver.commands).toHaveLength(2));
      receiver.commands[1]?.answer(replyOf('in time'));
      expect(await next).toEqual(replyOf('in time'));
    });

    test('beyond the bound are answered 503 at once', async () => {
      const peer = subject.sender({ commandsMax: 1 }).peer(await subject.listen(receiver));
      const first = peer.sendCommand(commandOf('first'), 3_000);
      expect(await peer.sendCommand(commandOf('second'), 3_000)).toMatchObject({ reply: { status: 503 } });
      await until(() => expect(receiver.commands).toHaveLength(1));
      receiver.commands[0]?.answer(replyOf('done'));
      expect(await first).toEqual(replyOf('done'));
    });
  });

  describe('a break', () => {
    test('moves everything unanswered, and what is answered later is nobody’s', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      sent.send(peer, ...numbers(100));
      const reply = peer.sendCommand(commandOf('a'), 30_000);
      await until(() => expect(receiver.commands).toHaveLength(1));
      receiver.entries[0]?.end({ kind: 'durable' });
      await until(() => expect(sent.endings).toHaveLength(1));
      subject.cut();
      expect(await reply).toEqual({ kind: 'moved' });
      await until(() => expect(sent.endings).toHaveLength(100));
      expect(new Set(sent.endings.map(({ number }) => number)).size).toBe(100);
      expect(sent.kinds().filter((kind) => kind === 'moved')).toHaveLength(99);

      for (const { end } of receiver.entries) end({ kind: 'durable' });
      for (const { answer } of receiver.commands) answer(replyOf('late'));
      // what goes over the next connection comes after anything the broken one could still say
      await until(async () => {
        await peer.sendCommand(commandOf('b'), 20);
        expect(receiver.commands.length).toBeGreaterThan(1);
      });
      expect(sent.endings).toHaveLength(100);
    });

    test('heals by itself', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      sent.send(peer, 1);
      await until(() => expect(receiver.entries).toHaveLength(1));
      subject.cut();
      await until(() => expect(sent.kinds()).toEqual(['moved']));
      await until(() => {
        if (receiver.entries.length === 1) sent.send(peer, 2);
        expect(receiver.entries.length).toBeGreaterThan(1);
      });
      receiver.entries.at(-1)?.end({ kind: 'durable' });
      await until(() => expect(sent.kinds()).toContain('durable'));
    });
  });

  describe('nobody there', () => {
    test('means moved', async () => {
      const peer = subject.sender().peer('ws://127.0.0.1:1');
      sent.send(peer, 1, 2);
      expect(await peer.sendCommand(commandOf('a'), 3_000)).toEqual({ kind: 'moved' });
      await until(() => expect(sent.kinds()).toEqual(['moved', 'moved']));
    });
  });

  describe('an end', () => {
    test('of the receiver answers what is under way and takes nothing more', async () => {
      const peer = subject.sender().peer(await subject.listen(receiver));
      sent.send(peer, 1);
      const reply = peer.sendCommand(commandOf('a'), 3_000);
      await until(() => expect(receiver.commands).toHaveLength(1));
      const ended = subject.endListener();
      sent.send(peer, 2);
      await until(() => expect(sent.endings).toEqual([{ number: 2, ending: { kind: 'moved' } }]));
      receiver.entries[0]?.end({ kind: 'durable' });
      receiver.commands[0]?.answer(replyOf('done'));
      expect(await reply).toEqual(replyOf('done'));
      await ended;
      expect(sent.kinds()).toEqual(['moved', 'durable']);
      expect(receiver.entries).toHaveLength(1);
    });

    test('of the sender waits for what is under way and sends nothing more', async () => {
      const sender = subject.sender();
      const peer = sender.peer(await subject.listen(receiver));
      sent.send(peer, 1);
      await until(() => expect(receiver.entries).toHaveLength(1));
      const closed = sender.close();
      sent.send(peer, 2);
      expect(await peer.sendCommand(commandOf('a'), 3_000)).toEqual({ kind: 'moved' });
      receiver.entries[0]?.end({ kind: 'durable' });
      await closed;
      expect(sent.kinds()).toEqual(['moved', 'durable']);
      expect(receiver.entries).toHaveLength(1);
    });
  });

  test('a peer that is not kept is let go, and everything unanswered there is moved', async () => {
    const sender = subject.sender();
    const address = await subject.listen(receiver);
    sent.send(sender.peer(address), 1);
    await until(() => expect(receiver.entries).toHaveLength(1));
    sender.keepOnly([address]);
    expect(sent.endings).toEqual([]);
    sender.keepOnly([]);
    await until(() => expect(sent.kinds()).toEqual(['moved']));
    sent.send(sender.peer(address), 2);
    await until(() => expect(receiver.entries).toHaveLength(2));
  });
}
