// Processes for tests of the link over ws, each with a server or a sender of its own, and a wire between them that can be cut.
import { pino } from 'pino';
import { LINK_BOUNDS, type LinkBounds } from '../../src/adapters/link/link-bounds.ts';
import { type LinkServer, type LinkServerOptions, listenForPeers } from '../../src/adapters/link/link-server.ts';
import { WsLink, type WsLinkOptions } from '../../src/adapters/link/ws-link.ts';
import type { LinkHandlers } from '../../src/ports/link.ts';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';

export const SECRET = 'a secret of more than sixteen';

/** As production's, but impatient. */
export const BOUNDS: LinkBounds = {
  ...LINK_BOUNDS,
  retryMinMs: 5,
  retryMaxMs: 20,
  refusedRetryMs: 20,
  heartbeatMs: 50,
  closeMs: 1_000,
};

export interface LoggedLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export class WsProcesses {
  readonly lines: LoggedLine[] = [];
  readonly #proxies: CuttableProxy[] = [];
  readonly #servers: LinkServer[] = [];
  readonly #links: WsLink[] = [];
  readonly #logger = pino(
    { level: 'info' },
    { write: (line: string) => void this.lines.push(JSON.parse(line) as LoggedLine) },
  );

  async server(handlers: LinkHandlers, options: Partial<LinkServerOptions> = {}): Promise<LinkServer> {
    const server = await listenForPeers({
      host: '127.0.0.1',
      port: 0,
      identity: { worker: 'owner', token: 'token-owner', build: 'build-1' },
      secrets: [SECRET],
      logger: this.#logger,
      bounds: BOUNDS,
      handlers,
      ...options,
    });
    this.#servers.push(server);
    return server;
  }

  link(options: Partial<WsLinkOptions> = {}): WsLink {
    const link = new WsLink({
      identity: { worker: 'reader ü', token: 'token-reader', build: 'build-2' },
      secrets: [SECRET],
      logger: this.#logger,
      random: Math.random,
      bounds: BOUNDS,
      ...options,
    });
    this.#links.push(link);
    return link;
  }

  /** The server's address as seen through a wire that can be cut. */
  async wireTo(server: LinkServer): Promise<{ readonly address: string; readonly proxy: CuttableProxy }> {
    const proxy = await cuttableProxy(server.port);
    this.#proxies.push(proxy);
    return { address: `ws://127.0.0.1:${proxy.port}`, proxy };
  }

  cut(): void {
    for (const proxy of this.#proxies) proxy.dropClients({ keepServer: false });
  }

  async endServers(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map((server) => server.close()));
  }

  async close(): Promise<void> {
    for (const link of this.#links) link.keepOnly([]);
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    await this.endServers();
  }

  warnings(): readonly string[] {
    return this.lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
  }
}
