import { describe, expect, test } from 'vitest';
import { type Hop, MemoryNetwork } from '../../src/adapters/memory/memory-link.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { linkContract } from './link.contract.ts';
import { Receiver, Sent, commandOf, entryOf, numbers } from './link-traffic.ts';

const OWNER = 'ws://owner';

linkContract(() => {
  let joined = 0;
  const networks: MemoryNetwork[] = [];
  const network = (bounds = {}) => new MemoryNetwork({ clock: systemClock, ...bounds });
  let handlers: Parameters<MemoryNetwork['join']>[1] = null;
  const senders: { network: MemoryNetwork; address: string }[] = [];
  const listeners: ReturnType<MemoryNetwork['join']>[] = [];
  return {
    listen: async (given) => {
      handlers = given;
      // senders that came before the listener live in networks of their own bounds
      for (const each of networks) listeners.push(each.join(OWNER, handlers));
      return OWNER;
    },
    sender: (bounds) => {
      const own = network(bounds);
      networks.push(own);
      if (handlers !== null) listeners.push(own.join(OWNER, handlers));
      joined += 1;
      const address = `ws://sender-${joined}`;
      senders.push({ network: own, address });
      return own.join(address, null);
    },
    cut: () => {
      for (const { network: own, address } of senders) own.cut(address, OWNER);
    },
    endListener: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
      await Promise.resolve();
    },
    close: async () => undefined,
  };
});

describe('a simulated network', () => {
  interface Carried {
    readonly hop: Hop;
    readonly arrive: () => void;
  }

  function world() {
    const carried: Carried[] = [];
    const network = new MemoryNetwork({ clock: systemClock, carry: (hop, arrive) => carried.push({ hop, arrive }) });
    const receiver = new Receiver();
    network.join(OWNER, receiver);
    const link = network.join('ws://sender', null);
    return { carried, network, receiver, peer: link.peer(OWNER), sent: new Sent() };
  }

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  test('carries what was offered in one turn together, and opens batches in the order they left', async () => {
    const { carried, receiver, peer, sent } = world();
    sent.send(peer, ...numbers(10));
    await turn();
    sent.send(peer, ...numbers(5, 11));
    await turn();
    expect(carried.map(({ hop }) => hop)).toEqual([
      { from: 'ws://sender', to: OWNER, what: 'requests', count: 10 },
      { from: 'ws://sender', to: OWNER, what: 'requests', count: 5 },
    ]);
    carried[1]?.arrive();
    expect(receiver.entries).toEqual([]);
    carried[0]?.arrive();
    expect(receiver.ids()).toEqual(numbers(15).map((number) => entryOf(number).entryId));
  });

  test('lets a death be heard after everything that was said before', async () => {
    const { carried, network, receiver, peer, sent } = world();
    sent.send(peer, 1, 2);
    await turn();
    carried[0]?.arrive();
    receiver.entries[0]?.end({ kind: 'durable' });
    await turn();
    sent.send(peer, 3);
    await turn();
    network.crash(OWNER);
    receiver.entries[1]?.end({ kind: 'durable' });
    await turn();
    expect(carried.map(({ hop }) => hop.what)).toEqual(['requests', 'answers', 'requests', 'break']);
    for (const { arrive } of carried.toReversed()) arrive();
    await turn();
    expect(sent.endings.map(({ number, ending }) => [number, ending.kind])).toEqual([
      [1, 'durable'],
      [2, 'moved'],
      [3, 'moved'],
    ]);
    expect(receiver.entries).toHaveLength(2);
  });

  test('calls nothing of a process that died', async () => {
    const { carried, network, receiver, peer, sent } = world();
    let answered = false;
    sent.send(peer, 1);
    void peer.sendCommand(commandOf('a'), 5).then(() => (answered = true));
    await turn();
    carried[0]?.arrive();
    network.crash('ws://sender');
    receiver.entries[0]?.end({ kind: 'durable' });
    await systemClock.sleep(30);
    for (const { arrive } of carried) arrive();
    await turn();
    expect(sent.endings).toEqual([]);
    expect(answered).toBe(false);
  });
});
