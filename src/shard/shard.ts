// One shard as its owner holds it: identity, fence, mailbox, residents, index of players. Its life: claimed → owned → lost.
import { Mailbox } from './mailbox.ts';
import type { ShardFence, ShardOwnership } from '../ports/store.ts';
import { PlayerIndex } from './player-index.ts';
import type { Residents } from './residency.ts';

export class Shard {
  readonly ownership: ShardOwnership;
  readonly mailbox = new Mailbox();
  readonly residents: Residents = new Map();
  index = new PlayerIndex();
  /** Raised whenever memory is thrown away: work begun on the memory before it must not be applied. */
  generation = 0;
  lost = false;
  /** How many envelopes still go one at a time, each in a batch of its own, after the database refused a batch for good. */
  careful = 0;
  private durable: { commitSeq: number; outboxSeq: number };
  private outboxSeq: number;

  constructor(ownership: ShardOwnership) {
    this.ownership = ownership;
    this.durable = { commitSeq: ownership.commitSeq, outboxSeq: ownership.outboxSeq };
    this.outboxSeq = ownership.outboxSeq;
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
