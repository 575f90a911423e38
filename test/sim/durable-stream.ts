// One wallet stream as all readers share it: the memory stream, and readers that wait for what is to come.
import { MemoryWalletStream } from '../../src/adapters/memory/memory-wallet-stream.ts';
import type { StreamEntry } from '../../src/ports/wallet-stream.ts';
import type { Agenda } from './agenda.ts';
import type { Waiting } from './network.ts';

export class DurableStream {
  readonly memory: MemoryWalletStream;
  readonly #agenda: Agenda;
  /** Appended and not acknowledged. */
  readonly #open = new Set<string>();
  #readers: (() => void)[] = [];

  constructor(name: string, agenda: Agenda) {
    this.memory = new MemoryWalletStream(name);
    this.#agenda = agenda;
  }

  /** Everything was delivered and acknowledged. */
  get isDrained(): boolean {
    return this.#open.size === 0;
  }

  append(fields: Readonly<Record<string, string>>): string {
    const id = this.memory.append(fields);
    this.#open.add(id);
    this.#wakeReaders();
    return id;
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    await this.memory.acknowledge(ids);
    for (const id of ids) this.#open.delete(id);
  }

  /** A blocking read: whoever has waited longest is served first, also a reader whose process cannot hear the answer. */
  async readNew(count: number, blockMs: number, reader: Waiting): Promise<readonly StreamEntry[]> {
    const deadline = this.#agenda.now + blockMs;
    for (;;) {
      const entries = await this.memory.readNew(count, 0);
      if (entries.length > 0 || this.#agenda.now >= deadline) return entries;
      await new Promise<void>((resolve) => {
        this.#readers.push(resolve);
        this.#agenda.at(deadline, resolve);
      });
      if (reader.dropped) return [];
    }
  }

  #wakeReaders(): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const wake of readers) wake();
  }
}
