// One watcher and the little that may wait for it. Whoever reads too slowly loses steps, never time of ours: what is written for it
// stays below a bound, and once it has caught up it gets the latest snapshot and goes on from there.
import type { StepMessages } from './protocol.ts';

/** What a web socket is to us. */
export interface WatcherSocket {
  /** Bytes that were sent and have not left. */
  readonly bufferedAmount: number;
  readonly isOpen: boolean;
  /** Each as a message of its own, all in one write. */
  send(texts: readonly string[]): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** Some 300 snapshots. Below it a delivery goes out whole, so at most that much and one delivery wait. */
export const BUFFERED_BYTES_MAX = 256 * 1024;

export interface Delivery {
  readonly steps: readonly StepMessages[];
  /** Whether steps before the first were left out. */
  readonly hasGap: boolean;
}

export class Watcher {
  readonly socket: WatcherSocket;
  readonly since: number;
  /** Whether it answered the last ping. */
  isAlive = true;
  private isBehind = false;

  constructor(socket: WatcherSocket, since: number) {
    this.socket = socket;
    this.since = since;
  }

  begin(actor: string): void {
    this.socket.send([actor]);
  }

  /** How many steps it will never see. */
  deliver({ steps, hasGap }: Delivery): number {
    const last = steps.at(-1);
    if (last === undefined || !this.socket.isOpen) return 0;
    if (this.isBehind || this.socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      this.isBehind = true;
      return steps.length;
    }
    if (hasGap) {
      this.socket.send([last.snapshot]);
      return steps.length - 1;
    }
    this.socket.send(steps.flatMap(({ event, snapshot }) => [event, snapshot]));
    return 0;
  }

  /** `latest`: the last snapshot message of its rolling. Call now and then; it does nothing for who is not behind. */
  catchUp(latest: string): void {
    if (!this.isBehind || !this.socket.isOpen || this.socket.bufferedAmount > 0) return;
    this.isBehind = false;
    this.socket.send([latest]);
  }
}
