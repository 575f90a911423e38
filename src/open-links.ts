// The links of a process to the others of its fleet: one to call them, and, in a worker, one to be called on.
import { listenForPeers } from './adapters/link/link-server.ts';
import { WsLink } from './adapters/link/ws-link.ts';
import type { Config } from './config/config.ts';
import type { Logger } from './observe/logger.ts';
import type { LinkHandlers } from './ports/link.ts';
import type { Incarnation } from './ports/store.ts';

export interface Links {
  readonly link: WsLink;
  /** Listens for the others; gives the address under which they find us. */
  serve(handlers: LinkHandlers): Promise<{ readonly address: string; readonly close: () => Promise<void> }>;
}

export function openLinks({ link: settings }: Config, by: Incarnation, build: string, logger: Logger): Links {
  const identity = { ...by, build };
  const secrets = settings.keys.map((key) => key.reveal());
  return {
    link: new WsLink({ identity, secrets, logger, random: Math.random }),
    serve: async (handlers) => {
      const { host, port, advertisedUrl } = settings;
      const server = await listenForPeers({ host, port, identity, secrets, handlers, logger });
      return { address: advertisedUrl ?? server.address, close: () => server.close() };
    },
  };
}
