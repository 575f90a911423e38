// One shard as its owner holds it: identity, fence, mailbox, residents, index of players. Its life: admitted → owned → closing →
// handed off, or lost at any moment.
import { Mailbox } from './mailbox.ts';
import type { ShardFence, ShardOwnership } from '../ports/store.ts';
import { PlayerIndex } from './player-index.ts';
import type { Residents } from './residency.ts';
import { ShardQuarantine } from './shard-quarantine.ts';

export class Shard {
  readonly ownership: ShardOwnership;
  readonly mailbox = new Mailbox();
  readonly residents: Residents = new Map();
  index = new PlayerIndex();
  readonly quarantine = new ShardQuarantine();
  /** Raised whenever memory is thrown away: work begun on the memory before it must not be applied. */
  generation = 0;
  lost = false;
  /** Takes nothing more: it is on its way to another owner. */
  closing = false;
  /** How many envelopes still go one at a time, each in a batch of its own, after the database refused a batch for good. */
  careful = 0;
  /** Decided since somebody last asked. */
  decided = 0;
  private taken = 0;
  private onQuiet: (() => void) | null = null;
  private durable: { commitSeq: number; outboxSeq: number };
  private outboxSeq: number;

  constructor(ownership: ShardOwnership) {
    this.ownership = ownership;
    this.durable = { commitSeq: ownership.commitSeq, outboxSeq: ownership.outboxSeq };
    this.outboxSeq = ownership.outboxSeq;
  }

  /** As its row stands after everything that is durable. */
  get present(): ShardOwnership {
    return { ...this.ownership, ...this.durable };
  }

  /** An envelope was taken and will be ended. */
  took(): void {
    this.taken += 1;
  }

  /** So many envelopes were ended. */
  ended(count: number): void {
    this.taken -= count;
    if (this.taken === 0) this.onQuiet?.();
  }

  /** Resolves when every envelope that was taken has ended, or the shard is lost. For the one who closed it. */
  quiet(): Promise<void> {
    if (this.taken === 0 || this.lost) return Promise.resolve();
    return new Promise((resolve) => {
      this.onQuiet = resolve;
    });
  }

  loseNow(): void {
    this.lost = true;
    this.rewind();
    this.onQuiet?.();
  }

  nextOutboxSeq(): number {
    this.outboxSeq += 1;
    return this.outboxSeq;
  }

  /** What a commit that gives out outbox numbers up to `outboxSeq` demands of the shard's row. */
  fence(outboxSeq: number): ShardFence {
    const { brandId, shardNo, token, epoch } = this.ownership;
    return { brandId, shardNo, token, epoch, expectedSeq: this.durable.commitSeq, outboxSeq };
  }

  get durableOutboxSeq(): number {
    return this.durable.outboxSeq;
  }

  committed(fence: ShardFence | undefined): void {
    if (fence !== undefined) this.durable = { commitSeq: fence.expectedSeq + 1, outboxSeq: fence.outboxSeq };
  }

  /** Numbers given out by work that was thrown away are given out again. */
  rewind(): void {
    this.outboxSeq = this.durable.outboxSeq;
    this.generation += 1;
  }
}
