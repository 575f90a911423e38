// First in, first out, per shard. What was handed out and must be decided again goes back to the front, in its old order.
import type { Envelope } from '../ports/occasion.ts';

export class Mailbox {
  private envelopes: Envelope[] = [];
  private head = 0;

  get length(): number {
    return this.envelopes.length - this.head;
  }

  push(envelope: Envelope): void {
    this.envelopes.push(envelope);
  }

  take(most: number): Envelope[] {
    const taken = this.envelopes.slice(this.head, this.head + most);
    this.head += taken.length;
    if (this.head === this.envelopes.length) {
      this.envelopes = [];
      this.head = 0;
    } else if (this.head > 1_024 && this.head * 2 > this.envelopes.length) {
      this.envelopes = this.envelopes.slice(this.head);
      this.head = 0;
    }
    return taken;
  }

  putBack(envelopes: readonly Envelope[]): void {
    this.envelopes = [...envelopes, ...this.envelopes.slice(this.head)];
    this.head = 0;
  }
}
