// Another process as seen from here, across all connections to it: made on first use, made anew by itself after a break, with a
// back-off in which everything is `moved` at once.
import type { Command, CommandOrigin } from '../../domain/command.ts';
import type { Logger } from '../../observe/logger.ts';
import type { ForwardedEnding, ForwardedEntry, ForwardedReply, Peer } from '../../ports/link.ts';
import { LinkBreak } from './link-break.ts';
import { OutgoingConnection, type OutgoingOptions } from './outgoing-connection.ts';

export interface WsPeerOptions extends Omit<OutgoingOptions, 'onOpen' | 'onBroken'> {
  readonly logger: Logger;
  /** From 0 to 1. */
  readonly random: () => number;
}

export class WsPeer implements Peer {
  readonly #options: WsPeerOptions;
  #connection: OutgoingConnection | null = null;
  #retry: NodeJS.Timeout | null = null;
  #retryMs: number;
  #ended = false;
  /** What was said about the last break: the same is not said again until it worked once. */
  #lastSaid = '';

  constructor(options: WsPeerOptions) {
    this.#options = options;
    this.#retryMs = options.bounds.retryMinMs;
  }

  sendEntry(entry: ForwardedEntry, end: (ending: ForwardedEnding) => void): void {
    const connection = this.#usable();
    if (connection === null) queueMicrotask(() => end({ kind: 'moved' }));
    else connection.sendEntry(entry, end);
  }

  async sendCommand(command: Command, deadlineMs: number, origin?: CommandOrigin): Promise<ForwardedReply> {
    return (await this.#usable()?.sendCommand(command, deadlineMs, origin)) ?? { kind: 'moved' };
  }

  /** Takes nothing more; what is under way is waited for until `signal`, then it ends as `moved`. */
  async drain(signal: AbortSignal): Promise<void> {
    this.#ended = true;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
    await Promise.race([this.#connection?.outstanding.emptied(), aborted]);
    this.end();
  }

  /** At once: what is under way ends as `moved`. */
  end(): void {
    this.#ended = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#connection?.end(new LinkBreak('closed', 'let go'));
  }

  /** The connection there is, or the first one; null where the last one broke and the next is not made yet. */
  #usable(): OutgoingConnection | null {
    if (this.#ended) return null;
    if (this.#connection === null && this.#retry === null) this.#connect();
    return this.#connection;
  }

  #connect(): void {
    this.#retry = null;
    this.#connection = new OutgoingConnection({
      ...this.#options,
      onOpen: () => this.#onOpen(),
      onBroken: (reason) => this.#onBroken(reason),
    });
  }

  #onOpen(): void {
    const { address, bounds, logger } = this.#options;
    this.#retryMs = bounds.retryMinMs;
    this.#lastSaid = '';
    logger.info({ address }, 'linked to another process');
  }

  #onBroken(reason: LinkBreak): void {
    this.#connection = null;
    if (this.#ended) return;
    const { address, bounds, logger, random } = this.#options;
    if (reason.message !== this.#lastSaid) {
      this.#lastSaid = reason.message;
      logger.warn({ err: reason, address, kind: reason.kind }, 'no link to another process; trying again');
    }
    const waitMs = reason.kind === 'refused' ? bounds.refusedRetryMs : this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, bounds.retryMaxMs);
    // Half of it by chance, so that a fleet does not come back in one moment.
    this.#retry = setTimeout(() => this.#connect(), waitMs * (0.5 + random() / 2));
  }
}
