// Every bound of a link in one place, with what happens there. Tests narrow them; production takes them as they are.

export interface LinkBounds {
  /** Entries that one peer has not answered; beyond it `busy` at once. */
  readonly entriesMax: number;
  /** Characters of those entries together; beyond it `busy` at once. */
  readonly entryCharsMax: number;
  /** Commands that one peer has not answered; beyond it 503 at once. */
  readonly commandsMax: number;
  /** What a served connection takes without having answered, whatever its sender believes; beyond it `busy` or 503. */
  readonly servedMax: number;
  /** A frame is sent once it is this large, or nothing more waits. */
  readonly frameBytesTarget: number;
  /** A larger frame is not read: the connection is closed with 1009. */
  readonly frameBytesMax: number;
  /** Above this many characters a single entry cannot be carried: it ends `refused`. */
  readonly itemCharsMax: number;
  /** While this much waits in the socket nothing more is written to it. */
  readonly socketBytesMax: number;
  /** Served at a time; beyond it an upgrade is refused with 503. */
  readonly connectionsMax: number;
  /** From the first byte to an open connection. */
  readonly connectTimeoutMs: number;
  /** A peer that was not heard in a whole such span is pinged. */
  readonly heartbeatMs: number;
  /** After so many spans without a sign of life the connection is cut. */
  readonly silentSpansMax: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** Back-off where the other side refused us: it will not change its mind soon. */
  readonly refusedRetryMs: number;
  /** The longest orderly end. */
  readonly closeMs: number;
}

const MIB = 1_048_576;

export const LINK_BOUNDS: LinkBounds = {
  entriesMax: 10_000,
  entryCharsMax: 16 * MIB,
  commandsMax: 2_000,
  servedMax: 20_000,
  frameBytesTarget: MIB / 4,
  frameBytesMax: 8 * MIB,
  // A character takes at most three bytes, so the largest entry fits a frame that was just below its target.
  itemCharsMax: 2 * MIB,
  socketBytesMax: MIB,
  connectionsMax: 512,
  connectTimeoutMs: 2_000,
  heartbeatMs: 1_000,
  silentSpansMax: 3,
  retryMinMs: 50,
  retryMaxMs: 2_000,
  refusedRetryMs: 5_000,
  closeMs: 5_000,
};
