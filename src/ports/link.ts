// The way between processes. What it carries is either already on record elsewhere (stream entries stay pending until acknowledged)
// or may be sent again under its key (commands): a link may break at any moment, and then everything unanswered on it is `moved`.
import type { Command, CommandOrigin, CommandReply } from '../domain/command.ts';
import type { ShardKey } from './store.ts';

/** A wallet entry on its way from the stream's reader to the shard's owner: raw, so that its owner's build decodes it. */
export interface ForwardedEntry {
  readonly stream: string;
  /** Of the reader's lease: an owner that knows a newer one refuses. */
  readonly streamEpoch: number;
  /** Of its reader; see `Owner.deliver`. */
  readonly round: number;
  /** What the sender takes for the owner's; one that owns another epoch, or does not own it, answers `moved`. */
  readonly shard: ShardKey & { readonly epoch: number };
  readonly entryId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly receivedAt: number;
}

/** `moved`: nothing was done here, or nobody knows any more; look for the owner anew. `busy`: no room now, come again. */
export type ForwardedEnding =
  | { readonly kind: 'durable' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'moved' }
  | { readonly kind: 'busy' };

export type ForwardedReply = { readonly kind: 'reply'; readonly reply: CommandReply } | { readonly kind: 'moved' };

/**
 * One other process. Ordered: what is sent first arrives first, and so do its endings, in the order in which they were given there,
 * for as long as the connection lives.
 */
export interface Peer {
  /**
   * `end` is called exactly once, never before this returns. Never throws; with no connection, or no room on it, the entry ends at
   * once as `moved` or `busy`. What is sent while a connection is being made waits for it, two seconds at most.
   */
  sendEntry(entry: ForwardedEntry, end: (ending: ForwardedEnding) => void): void;
  /**
   * Answers `moved` where the connection is not there or breaks, or nothing came by the deadline; the same command may then be sent
   * again. With no room it is a 503 at once.
   */
  sendCommand(command: Command, deadlineMs: number, origin?: CommandOrigin): Promise<ForwardedReply>;
}

export interface LinkHandlers {
  readonly entry: (entry: ForwardedEntry, end: (ending: ForwardedEnding) => void) => void;
  /** `deadlineMs`: how long the answer is waited for. */
  readonly command: (command: Command, deadlineMs: number, origin?: CommandOrigin) => Promise<ForwardedReply>;
}

export interface Link {
  /** The peer at an address; connects on first use and by itself after a break. */
  peer(address: string): Peer;
  /** Peers that are not among these any more are let go. */
  keepOnly(addresses: readonly string[]): void;
}
