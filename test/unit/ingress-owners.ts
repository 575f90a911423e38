// Owners as ingress meets them in a fleet, played by a seed: shards that are here, elsewhere behind a link, or nobody's for now;
// that move, split, run out of room, and answer late. They keep the one rule that is theirs: what was sent before its reader knew
// of a refusal is refused as well.
import { RefusedSlots } from '../../src/domain/refused-slots.ts';
import { SLOT_COUNT } from '../../src/domain/slot.ts';
import type { BrandId } from '../../src/domain/ids.ts';
import type { Ending, Envelope, Owner, StreamOrigin } from '../../src/ports/occasion.ts';
import type { Agenda } from '../sim/agenda.ts';
import type { Random } from '../sim/random.ts';

type Place = 'here' | 'elsewhere' | 'nowhere';

interface PlayedShard {
  readonly from: number;
  readonly to: number;
  readonly place: Place;
  /** As the router knows it; its owner may learn of it a little later. */
  readonly epoch: number;
  ownerEpoch: number;
  room: number;
  queue: Envelope[];
  /** On their way to another process, or not answered by it. */
  out: Set<Envelope>;
  isGone: boolean;
}

export interface OwnersOptions {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly roomMax: number;
  /** An entry's effect, at least once each. */
  readonly onProcessed: (origin: StreamOrigin, envelope: Envelope) => void;
  /** To prove that the test would notice. */
  readonly forgetsRounds: boolean;
}

const originOf = ({ origin }: Envelope): StreamOrigin => {
  if (origin === undefined) throw new Error('every stream entry carries its origin');
  return origin;
};

export class PlayedOwners implements Owner {
  readonly #shards = new Map<BrandId, PlayedShard[]>();
  readonly #refused = new RefusedSlots();
  readonly #epochs = new Map<string, number>();
  readonly #opening = new Set<BrandId>();
  readonly #options: OwnersOptions;
  #linkFreeAt = 0;
  #answersFreeAt = 0;
  #waiters: (() => void)[] = [];
  isHealed = false;

  constructor(options: OwnersOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return [...this.#shards.values()].flat().reduce((sum, { queue, out }) => sum + queue.length + out.size, 0);
  }

  knows(brandId: BrandId): boolean {
    return this.#shards.has(brandId);
  }

  async openBrand(brandId: BrandId): Promise<void> {
    const { random } = this.#options;
    await this.#later();
    if (!this.isHealed && random.chance(0.3)) throw new Error('the database is away');
    this.#opening.add(brandId);
    if (!this.knows(brandId)) this.#shards.set(brandId, [this.#shard(0, SLOT_COUNT, this.#anyPlace(), 1)]);
  }

  ready(brandId: BrandId, slot: number): boolean {
    const shard = this.#at(brandId, slot);
    if (shard === null || shard.place === 'nowhere') return false;
    return shard.place === 'elsewhere' || shard.queue.length * 2 <= shard.room;
  }

  room(): Promise<void> {
    if (this.waiting < this.#options.roomMax) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  acceptsCommands(): boolean {
    return true;
  }

  deliver(envelope: Envelope): void {
    const shard = this.#at(envelope.brandId, envelope.slot);
    if (shard === null || shard.place === 'nowhere') envelope.end({ kind: 'lost' });
    else if (shard.place === 'here') this.#take(shard, envelope, shard.epoch, (ending) => envelope.end(ending));
    else this.#send(shard, envelope);
  }

  /** Something happens to a shard: it moves, splits, fills up, has room again, or works off some of what waits. */
  act(): void {
    const { random } = this.#options;
    const shards = random.pickFrom([...this.#shards.values()]);
    const shard = random.pickFrom(shards ?? []);
    if (shards === undefined || shard === undefined) return;
    if (random.chance(0.6)) this.#work(shard);
    else if (this.isHealed) this.#heal(shards, shard);
    else if (random.chance(0.4)) shard.room = random.pick([0, 1, 2, 5, 50]);
    else if (random.chance(0.8)) this.#replace(shards, shard, [this.#successor(shard, shard.from, shard.to)]);
    else if (shard.to - shard.from > 1) {
      const cut = random.between(shard.from + 1, shard.to - 1);
      const children = [this.#successor(shard, shard.from, cut), this.#successor(shard, cut, shard.to)];
      this.#replace(shards, shard, children);
    }
  }

  #heal(shards: PlayedShard[], shard: PlayedShard): void {
    shard.room = 50;
    if (shard.place === 'nowhere')
      this.#replace(shards, shard, [this.#shard(shard.from, shard.to, 'here', shard.epoch + 1)]);
  }

  #work(shard: PlayedShard): void {
    const { random, onProcessed } = this.#options;
    for (const envelope of shard.queue.splice(0, random.between(1, 6))) {
      onProcessed(originOf(envelope), envelope);
      this.#endings.get(envelope)?.({ kind: 'durable', reply: null });
    }
    this.#wake();
  }

  readonly #endings = new Map<Envelope, (ending: Ending) => void>();

  /** An owner's own decision, here or elsewhere. */
  #take(shard: PlayedShard, envelope: Envelope, epoch: number, end: (ending: Ending) => void): void {
    const origin = originOf(envelope);
    const newest = this.#epochs.get(origin.stream) ?? 0;
    this.#epochs.set(origin.stream, Math.max(newest, origin.streamEpoch));
    const { brandId, slot } = envelope;
    const isStale = origin.streamEpoch < newest || shard.isGone || epoch !== shard.ownerEpoch;
    const isFull = shard.queue.length >= shard.room;
    const mayTake = this.#options.forgetsRounds || this.#refused.accepts(origin, brandId, slot);
    if (isStale || isFull || !mayTake) {
      this.#refused.refuse(origin, brandId, slot);
      end({ kind: isFull ? 'busy' : 'lost' });
      return;
    }
    this.#endings.set(envelope, end);
    shard.queue.push(envelope);
  }

  /** In order on the way there and on the way back. What is given up meanwhile has ended already. */
  #send(shard: PlayedShard, envelope: Envelope): void {
    const { agenda, random } = this.#options;
    const { epoch } = shard;
    shard.out.add(envelope);
    this.#linkFreeAt = Math.max(this.#linkFreeAt + 0.001, agenda.now + random.between(0, 8));
    agenda.at(this.#linkFreeAt, () =>
      this.#take(shard, envelope, epoch, (ending) => {
        this.#answersFreeAt = Math.max(this.#answersFreeAt + 0.001, agenda.now + random.between(0, 8));
        agenda.at(this.#answersFreeAt, () => {
          if (shard.out.delete(envelope)) envelope.end(ending);
        });
      }),
    );
  }

  /** The old owner lets go: everything of it ends as lost, before anything goes to the new one. */
  #replace(shards: PlayedShard[], old: PlayedShard, successors: readonly PlayedShard[]): void {
    old.isGone = true;
    shards.splice(shards.indexOf(old), 1, ...successors);
    const ended = old.queue.splice(0);
    for (const envelope of ended) if (old.place === 'here') envelope.end({ kind: 'lost' });
    const out = [...old.out];
    old.out.clear();
    for (const envelope of out) envelope.end({ kind: 'lost' });
    this.#wake();
  }

  #successor(shard: PlayedShard, from: number, to: number): PlayedShard {
    const { agenda, random } = this.#options;
    const successor = this.#shard(from, to, this.#anyPlace(), shard.epoch + 1);
    if (successor.place === 'elsewhere' && random.chance(0.5)) {
      // The table says so already, the owner has not heard of it.
      successor.ownerEpoch = shard.epoch;
      agenda.after(random.between(1, 20), () => (successor.ownerEpoch = successor.epoch));
    }
    return successor;
  }

  #shard(from: number, to: number, place: Place, epoch: number): PlayedShard {
    return { from, to, place, epoch, ownerEpoch: epoch, room: 50, queue: [], out: new Set(), isGone: false };
  }

  #anyPlace(): Place {
    return this.#options.random.pick(['here', 'here', 'elsewhere', 'elsewhere', 'nowhere'] as const);
  }

  #at(brandId: BrandId, slot: number): PlayedShard | null {
    return this.#shards.get(brandId)?.find(({ from, to }) => from <= slot && slot < to) ?? null;
  }

  #later(): Promise<void> {
    const { agenda, random } = this.#options;
    return new Promise((resolve) => agenda.after(random.between(0, 30), resolve));
  }

  #wake(): void {
    if (this.waiting >= this.#options.roomMax) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
