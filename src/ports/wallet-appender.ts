// Puts an entry on a wallet stream as the wallet would: for the replay of a dead letter, and nothing else.

export interface WalletAppender {
  /** The streams that this service reads. */
  readonly streams: readonly string[];
  /** Gives the id of the new entry. Rejects where it may or may not have been appended. */
  append(stream: string, fields: Readonly<Record<string, string>>): Promise<string>;
}
