// A wallet stream and its consumer group over plain arrays, for simulation. Like Redis it keeps what was delivered and not
// acknowledged, also when the entry itself was trimmed away. It has no clock: a blocking read with nothing there ends at once.
import type { StreamEntry, StreamLag, WalletStream } from '../../ports/wallet-stream.ts';

type Fields = Readonly<Record<string, string>>;

interface KeptEntry {
  readonly number: number;
  readonly fields: Fields;
}

const idOf = (number: number): string => `${number}-0`;
const numberOf = (id: string): number => Number.parseInt(id, 10);

export class MemoryWalletStream implements WalletStream {
  readonly name: string;
  /** In stream order. */
  #entries: KeptEntry[] = [];
  /** Numbers delivered and not acknowledged, ascending. */
  readonly #pending = new Set<number>();
  #lastNumber = 0;
  #lastDelivered = 0;
  #hasGroup = false;

  constructor(name: string) {
    this.name = name;
  }

  /** As the wallet does; gives the new entry's id. */
  append(fields: Fields): string {
    this.#lastNumber += 1;
    this.#entries.push({ number: this.#lastNumber, fields });
    return idOf(this.#lastNumber);
  }

  /** As somebody else may do: drops the oldest entries until `kept` are left. */
  trim(kept: number): void {
    this.#entries = this.#entries.slice(Math.max(0, this.#entries.length - kept));
  }

  async ensureGroup(): Promise<void> {
    this.#hasGroup = true;
  }

  async readPending(afterId: string, count: number): Promise<readonly StreamEntry[]> {
    this.#demandGroup();
    const after = numberOf(afterId);
    const fields = new Map(this.#entries.map((entry) => [entry.number, entry.fields]));
    return [...this.#pending]
      .filter((number) => number > after)
      .slice(0, count)
      .map((number) => ({ id: idOf(number), fields: fields.get(number) ?? null }));
  }

  async readNew(count: number, _blockMs: number): Promise<readonly StreamEntry[]> {
    this.#demandGroup();
    const fresh = this.#undelivered().slice(0, count);
    for (const { number } of fresh) this.#pending.add(number);
    this.#lastDelivered = fresh.at(-1)?.number ?? this.#lastDelivered;
    return fresh.map(({ number, fields }) => ({ id: idOf(number), fields }));
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#pending.delete(numberOf(id));
  }

  async lag(): Promise<StreamLag> {
    const pending = [...this.#pending];
    return {
      undelivered: this.#undelivered().length,
      pending: pending.length,
      oldestPending: pending[0] === undefined ? null : idOf(pending[0]),
      oldestAt: null,
      serverNow: null,
    };
  }

  async lastId(): Promise<string> {
    return idOf(this.#lastNumber);
  }

  #undelivered(): readonly KeptEntry[] {
    const oldest = this.#entries[0]?.number ?? this.#lastNumber + 1;
    // Numbers have no gaps, so the place of an entry follows from its number.
    return this.#entries.slice(Math.max(0, this.#lastDelivered + 1 - oldest));
  }

  #demandGroup(): void {
    if (!this.#hasGroup) throw new Error(`NOGROUP no consumer group on ${this.name}`);
  }
}
