// Appends to the wallet's streams what an operator has replayed.
import type { WalletAppender } from '../../ports/wallet-appender.ts';
import type { RedisConnection } from './connection.ts';

export class RedisWalletAppender implements WalletAppender {
  readonly streams: readonly string[];
  readonly #commands: RedisConnection;

  constructor(streams: readonly string[], commands: RedisConnection) {
    this.streams = streams;
    this.#commands = commands;
  }

  async append(stream: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const id = await this.#commands.xadd(stream, '*', ...Object.entries(fields).flat());
    if (id === null) throw new Error(`the entry was not appended to ${stream}`);
    return id;
  }
}
