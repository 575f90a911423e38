// One direction of a simulated connection: what is sent in one turn leaves as one batch; batches arrive whenever they are carried,
// and are opened in the order in which they left.

interface Batch {
  readonly items: readonly (() => void)[];
  arrived: boolean;
}

type CarryBatch = (count: number, arrive: () => void) => void;

export class MemoryLane {
  readonly #carry: CarryBatch;
  /** On their way, in order. */
  #batches: Batch[] = [];
  #gathering: (() => void)[] = [];
  #closed = false;
  #stopped = false;

  constructor(carry: CarryBatch) {
    this.#carry = carry;
  }

  send(item: () => void): void {
    if (this.#closed || this.#stopped) return;
    this.#gathering.push(item);
    if (this.#gathering.length === 1) queueMicrotask(() => this.#leave(this.#carry));
  }

  /** Carried behind everything else; nothing can be sent after it. */
  last(carry: (arrive: () => void) => void, item: () => void): void {
    if (this.#closed || this.#stopped) return;
    this.#leave(this.#carry);
    this.#gathering = [item];
    this.#leave((_count, arrive) => carry(arrive));
    this.#closed = true;
  }

  /** Nothing that is on its way arrives. */
  stop(): void {
    this.#stopped = true;
    this.#batches = [];
    this.#gathering = [];
  }

  #leave(carry: CarryBatch): void {
    if (this.#stopped || this.#gathering.length === 0) return;
    const batch: Batch = { items: this.#gathering, arrived: false };
    this.#gathering = [];
    this.#batches.push(batch);
    carry(batch.items.length, () => {
      batch.arrived = true;
      this.#openArrived();
    });
  }

  #openArrived(): void {
    while (this.#batches[0]?.arrived === true) {
      const batch = this.#batches.shift();
      for (const open of batch?.items ?? []) if (!this.#stopped) open();
    }
  }
}
