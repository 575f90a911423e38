// The sending half of the link: peers by their address.
import type { Logger } from '../../observe/logger.ts';
import type { Link, Peer } from '../../ports/link.ts';
import { type LinkIdentity, PROTOCOLS } from './handshake.ts';
import { LINK_BOUNDS, type LinkBounds } from './link-bounds.ts';
import { WsPeer } from './ws-peer.ts';

export interface WsLinkOptions {
  readonly identity: LinkIdentity;
  /** The first is shown; more than one only matters to those who are called. */
  readonly secrets: readonly string[];
  readonly logger: Logger;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly bounds?: LinkBounds;
  readonly protocols?: readonly number[];
}

export class WsLink implements Link {
  readonly #options: WsLinkOptions;
  readonly #peers = new Map<string, WsPeer>();

  constructor(options: WsLinkOptions) {
    this.#options = options;
  }

  peer(address: string): Peer {
    const known = this.#peers.get(address);
    if (known !== undefined) return known;
    const { identity, secrets, logger, random, bounds = LINK_BOUNDS, protocols = PROTOCOLS } = this.#options;
    const [secret = ''] = secrets;
    const peer = new WsPeer({ address, identity, secret, protocols, bounds, logger, random });
    this.#peers.set(address, peer);
    return peer;
  }

  keepOnly(addresses: readonly string[]): void {
    const kept = new Set(addresses);
    for (const [address, peer] of this.#peers) {
      if (kept.has(address)) continue;
      this.#peers.delete(address);
      peer.end();
    }
  }

  /** Takes nothing more, and waits a bounded time for what is under way. */
  async close(): Promise<void> {
    const { bounds = LINK_BOUNDS } = this.#options;
    const signal = AbortSignal.timeout(bounds.closeMs);
    await Promise.all([...this.#peers.values()].map((peer) => peer.drain(signal)));
  }
}
