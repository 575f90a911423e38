// The shards this worker owns, and the way in: an envelope finds its shard by brand and slot and waits in its mailbox. Shards
// take turns, so a flood of one brand does not starve the others.
import type { BrandId } from '../domain/ids.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Envelope } from '../ports/occasion.ts';
import type { ShardKey } from '../ports/store.ts';
import { shardRoom } from './shard-room.ts';
import type { Shard } from './shard.ts';

/** How many envelopes of one shard go into a wave before the next shard has its turn. */
const QUANTUM = 64;

export interface Drawn {
  readonly shard: Shard;
  readonly envelope: Envelope;
}

export interface OwnedShardsOptions {
  /** Envelopes waiting in all mailboxes together before ingress must wait and commands are refused. */
  readonly mailboxMax: number;
}

export class OwnedShards {
  readonly arrivals = new Wakeup();
  private readonly byBrand = new Map<BrandId, Shard[]>();
  private turns: Shard[] = [];
  private waiting = 0;
  private waiters: (() => void)[] = [];
  private readonly options: OwnedShardsOptions;

  constructor(options: OwnedShardsOptions) {
    this.options = options;
  }

  get depth(): number {
    return this.waiting;
  }

  get all(): readonly Shard[] {
    return [...this.byBrand.values()].flat();
  }

  admit(shard: Shard): void {
    const { brandId } = shard.ownership;
    const others = this.byBrand.get(brandId);
    if (others === undefined) this.byBrand.set(brandId, [shard]);
    else others.push(shard);
  }

  deliver(envelope: Envelope): void {
    if (!this.tryDeliver(envelope)) envelope.end({ kind: 'lost' });
  }

  /** False, and nothing happened, where the slot is not ours. A stream entry beyond its shard's room ends `busy`. */
  tryDeliver(envelope: Envelope): boolean {
    const shard = this.at(envelope.brandId, envelope.slot);
    if (shard === null || shard.closing) return false;
    if (envelope.origin !== undefined && shard.mailbox.length >= this.roomPerShard) {
      envelope.end({ kind: 'busy' });
      return true;
    }
    if (shard.mailbox.length === 0 && shard.quarantine.known) this.turns.push(shard);
    shard.mailbox.push(envelope);
    shard.took();
    this.waiting += 1;
    // A create makes its player somebody before any later bet of the same player is judged.
    if (envelope.occasion.kind === 'command') shard.index.add(envelope.brandId, envelope.playerId);
    this.arrivals.ring();
    return true;
  }

  /** Half of its room must be free again before a shard that was full is offered what it left behind. */
  ready(brandId: BrandId, slot: number): boolean {
    const shard = this.at(brandId, slot);
    return shard !== null && !shard.closing && shard.mailbox.length * 2 <= this.roomPerShard;
  }

  room(): Promise<void> {
    if (this.waiting < this.options.mailboxMax) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  acceptsCommands(): boolean {
    return this.waiting < this.options.mailboxMax;
  }

  /** Up to `most` envelopes, a quantum of each shard in turn, in order per shard. */
  draw(most: number): Drawn[] {
    const drawn: Drawn[] = [];
    const rounds = this.turns.length;
    for (
      let round = 0;
      drawn.length < most && this.turns.length > 0 && (round < rounds || this.turns.length === 1);
      round += 1
    ) {
      const shard = this.turns.shift();
      if (shard === undefined) break;
      const quantum = Math.min(shard.careful > 0 ? 1 : QUANTUM, most - drawn.length);
      for (const envelope of shard.mailbox.take(quantum)) drawn.push({ shard, envelope });
      if (shard.mailbox.length > 0) this.turns.push(shard);
      if (shard.careful > 0) break;
    }
    this.waiting -= drawn.length;
    this.wakeWaiters();
    return drawn;
  }

  /** Who is in quarantine there was read: from now on it has its turns. */
  quarantineKnown(shard: Shard): void {
    shard.quarantine.known = true;
    if (shard.lost || shard.mailbox.length === 0) return;
    this.turns.push(shard);
    this.arrivals.ring();
  }

  /** Before everything that waits. False, and nothing happened, where the shard takes nothing more. */
  deliverFirst(shard: Shard, envelopes: readonly Envelope[]): boolean {
    if (shard.lost || shard.closing) return false;
    for (const _ of envelopes) shard.took();
    this.putBack(shard, envelopes);
    return true;
  }

  /** Back to the front of the shard's mailbox, to be decided again. */
  putBack(shard: Shard, envelopes: readonly Envelope[]): void {
    if (envelopes.length === 0) return;
    if (shard.mailbox.length === 0) this.turns.push(shard);
    shard.mailbox.putBack(envelopes);
    this.waiting += envelopes.length;
    this.arrivals.ring();
  }

  /** Another owner has it now: what waits here is handed back to whoever sent it. */
  lose(shard: Shard): void {
    shard.loseNow();
    this.remove(shard);
    this.turns = this.turns.filter((owned) => owned !== shard);
    this.waiting -= shard.mailbox.length;
    for (const envelope of shard.mailbox.take(shard.mailbox.length)) envelope.end({ kind: 'lost' });
    this.wakeWaiters();
  }

  /** Quiet, and not ours any more. */
  remove(shard: Shard): void {
    const { brandId } = shard.ownership;
    const others = (this.byBrand.get(brandId) ?? []).filter((owned) => owned !== shard);
    if (others.length === 0) this.byBrand.delete(brandId);
    else this.byBrand.set(brandId, others);
  }

  byKey(key: ShardKey): Shard | null {
    return this.byBrand.get(key.brandId)?.find((shard) => shard.ownership.shardNo === key.shardNo) ?? null;
  }

  private get roomPerShard(): number {
    return shardRoom(this.options.mailboxMax, this.turns.length);
  }

  at(brandId: BrandId, slot: number): Shard | null {
    const shards = this.byBrand.get(brandId);
    if (shards === undefined) return null;
    return shards.find(({ ownership }) => ownership.slotFrom <= slot && slot < ownership.slotTo) ?? null;
  }

  private wakeWaiters(): void {
    if (this.waiting >= this.options.mailboxMax || this.waiters.length === 0) return;
    const woken = this.waiters;
    this.waiters = [];
    for (const wake of woken) wake();
  }
}
