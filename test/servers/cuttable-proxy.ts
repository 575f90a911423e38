import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

// A wire between a client and a server that a test can cut on either side, or make one-way, to lose answers on purpose.

export interface CuttableProxy {
  port: number;
  /** From now on nothing the server says reaches anybody. */
  muteServer: () => void;
  /** Drops every client; with `keepServer` their sessions on the server stay, as after a power cut at the client. */
  dropClients: (options: { keepServer: boolean }) => void;
  /** Refuses new clients until `accept`. */
  refuse: () => Promise<void>;
  accept: () => Promise<void>;
  close: () => Promise<void>;
}

export async function cuttableProxy(serverPort: number): Promise<CuttableProxy> {
  const pairs = new Set<{ client: Socket; upstream: Socket; muted: boolean; kept: boolean }>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    const pair = { client, upstream, muted: false, kept: false };
    pairs.add(pair);
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (!pair.muted && !client.destroyed) client.write(data);
    });
    client.on('error', () => undefined);
    upstream.on('error', () => undefined);
    client.on('close', () => {
      if (!pair.kept) upstream.destroy();
    });
    upstream.on('close', () => {
      client.destroy();
      pairs.delete(pair);
    });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const refuse = (): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));
  return {
    port,
    muteServer: () => {
      for (const pair of pairs) pair.muted = true;
    },
    dropClients: ({ keepServer }) => {
      for (const pair of pairs) {
        pair.kept = keepServer;
        pair.client.destroy();
      }
    },
    refuse: async () => {
      const closed = refuse();
      for (const pair of pairs) pair.client.destroy();
      await closed;
    },
    accept: () => listen(port),
    close: async () => {
      const closed = server.listening ? refuse() : Promise.resolve();
      for (const pair of pairs) {
        pair.client.destroy();
        pair.upstream.destroy();
      }
      await closed;
    },
  };
}
