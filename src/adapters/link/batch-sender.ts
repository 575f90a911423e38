// Gathers what is offered in one tick, or while the socket is full, and sends it in as few frames as fit. Order is kept. What
// waits here is bounded by its owner, who counts what was not answered.
import type { WebSocket } from 'ws';
import { FrameWriter } from './frame-bytes.ts';

export interface BatchSenderOptions<Item> {
  readonly socketBytesMax: number;
  /** Fills one frame with the first items of the list; gives their number, at least 1. */
  readonly write: (frame: FrameWriter, items: readonly Item[]) => number;
}

export class BatchSender<Item> {
  readonly #options: BatchSenderOptions<Item>;
  readonly #frame = new FrameWriter();
  #waiting: Item[] = [];
  #socket: WebSocket | null = null;
  #planned = false;
  #onEmpty: (() => void) | null = null;

  constructor(options: BatchSenderOptions<Item>) {
    this.#options = options;
  }

  /** From now on what waits is sent. */
  open(socket: WebSocket): void {
    this.#socket = socket;
    this.#plan();
  }

  offer(item: Item): void {
    this.#waiting.push(item);
    this.#plan();
  }

  /** What waits is dropped, and whatever is offered later. */
  stop(): void {
    this.#socket = null;
    this.#waiting = [];
    this.#onEmpty?.();
  }

  /** Resolves once nothing waits here or in the socket, or the sender was stopped. */
  async emptied(): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
  }

  #isEmpty(): boolean {
    return this.#waiting.length === 0 && (this.#socket === null || this.#socket.bufferedAmount === 0);
  }

  #plan(): void {
    if (this.#planned || this.#socket === null || this.#waiting.length === 0) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#flush();
    });
  }

  #flush(): void {
    const { socketBytesMax, write } = this.#options;
    let from = 0;
    while (this.#socket !== null && from < this.#waiting.length && this.#socket.bufferedAmount < socketBytesMax) {
      from += write(this.#frame, from === 0 ? this.#waiting : this.#waiting.slice(from));
      this.#socket.send(this.#frame.take(), { binary: true }, () => this.#written());
    }
    if (from > 0) this.#waiting = this.#waiting.slice(from);
  }

  #written(): void {
    this.#plan();
    if (this.#isEmpty()) this.#onEmpty?.();
  }
}
