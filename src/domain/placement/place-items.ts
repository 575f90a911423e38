// The order in which wishes are decided, the same for shards and for streams: what nobody has is placed first and without bound; then,
// within the bound on hand-offs, what its owner cannot read, what is pinned elsewhere, what must leave a draining worker; and
// only what is left of the bound goes to balance.
import type { Placeable, PlacementReason } from './placement-state.ts';
import { rebalance } from './rebalance.ts';
import type { WorkerLoad, WorkerLoads } from './worker-loads.ts';

export interface Item extends Placeable {
  /** Its place in the caller's list. */
  readonly index: number;
  readonly weight: number;
  readonly pinnedTo: string | null;
  readonly machineVersionMin: number;
  readonly resting: boolean;
}

interface ItemWish {
  readonly item: Item;
  readonly target: string | null;
  readonly reason: PlacementReason;
}

export interface PlacedItems {
  readonly wishes: readonly ItemWish[];
  /** Should be elsewhere, and nobody can take it. */
  readonly stranded: readonly Item[];
}

/** Where an item is or is on its way to, or why it must go. */
type Standing =
  | { readonly kind: 'stays'; readonly at: string; readonly underWay: boolean }
  | { readonly kind: 'must_go'; readonly reason: 'orphaned' | 'version' | 'pin' | 'drain' };

function standingOf(item: Item, loads: WorkerLoads): Standing {
  const { owner, ownerAlive, target, machineVersionMin, pinnedTo } = item;
  const isWish = target !== null && !(ownerAlive && target === owner);
  if (isWish && loads.taker(target, machineVersionMin) !== null) {
    return { kind: 'stays', at: target, underWay: ownerAlive };
  }
  const holder = loads.known(owner);
  const reads = holder !== null && holder.machineVersion >= machineVersionMin;
  const belongsElsewhere = pinnedTo !== owner && loads.taker(pinnedTo, machineVersionMin) !== null;
  if (owner === null || holder === null) return { kind: 'must_go', reason: 'orphaned' };
  if (!ownerAlive) {
    // A name that came back takes over what its older self left, by itself.
    const comesBack = reads && !belongsElsewhere && holder.status !== 'draining';
    return comesBack ? { kind: 'stays', at: owner, underWay: false } : { kind: 'must_go', reason: 'orphaned' };
  }
  if (!reads) return { kind: 'must_go', reason: 'version' };
  if (belongsElsewhere) return { kind: 'must_go', reason: 'pin' };
  if (holder.status === 'draining') return { kind: 'must_go', reason: 'drain' };
  return { kind: 'stays', at: owner, underWay: false };
}

const URGENCY = { orphaned: 0, version: 1, pin: 2, drain: 3 } as const;

class Placing {
  readonly #loads: WorkerLoads;
  readonly #wishes = new Map<Item, ItemWish>();
  readonly #stranded: Item[] = [];
  /** What may be moved to balance, by where it is. */
  readonly #movable = new Map<string, Item[]>();
  #movesLeft: number;

  constructor(loads: WorkerLoads, movesMax: number) {
    this.#loads = loads;
    this.#movesLeft = movesMax;
    for (const worker of loads.takers.keys()) this.#movable.set(worker, []);
  }

  run(items: readonly Item[]): PlacedItems {
    this.#loads.expect(items.reduce((sum, { weight }) => sum + weight, 0));
    const leaving: { item: Item; reason: keyof typeof URGENCY }[] = [];
    for (const item of items) {
      const standing = standingOf(item, this.#loads);
      if (standing.kind === 'must_go') leaving.push({ item, reason: standing.reason });
      else this.#keep(item, standing.at, standing.underWay);
    }
    // The heaviest first: the light ones fill what is left.
    leaving.sort(
      (left, right) =>
        URGENCY[left.reason] - URGENCY[right.reason] ||
        right.item.weight - left.item.weight ||
        left.item.index - right.item.index,
    );
    for (const { item, reason } of leaving) this.#send(item, reason);
    this.#balance();
    this.#stranded.sort((left, right) => left.index - right.index);
    return { wishes: [...this.#wishes.values()], stranded: this.#stranded };
  }

  #keep(item: Item, at: string, underWay: boolean): void {
    const taker = this.#loads.takers.get(at);
    if (taker !== undefined) taker.load += item.weight;
    if (underWay) this.#movesLeft -= 1;
    else if (item.target !== null && item.target !== at) this.#wish(item, null, 'withdrawn');
    const isFree = item.target === null || item.target !== at || item.ownerAlive;
    if (!underWay && isFree) this.#mayMove(item, at);
  }

  #send(item: Item, reason: keyof typeof URGENCY): void {
    const { pinnedTo, weight, machineVersionMin, owner, target } = item;
    const pinned = this.#loads.taker(pinnedTo, machineVersionMin);
    const to = pinned ?? this.#loads.best(weight, machineVersionMin);
    const isMove = reason !== 'orphaned';
    if (to === null) this.#stranded.push(item);
    if (to === null || (isMove && this.#movesLeft <= 0)) {
      const known = this.#loads.takers.get(owner ?? '');
      if (known !== undefined) known.load += weight;
      if (target !== null) this.#wish(item, null, 'withdrawn');
      return;
    }
    if (isMove) this.#movesLeft -= 1;
    to.load += weight;
    this.#wish(item, to.worker, reason);
    this.#mayMove(item, to.worker);
  }

  #balance(): void {
    if (this.#loads.all.length < 2) return;
    rebalance(this.#loads, this.#movable, this.#movesLeft, (item, to: WorkerLoad) => {
      // What has to go anyway only goes somewhere better.
      const known = this.#wishes.get(item)?.reason ?? 'rebalance';
      this.#wish(item, to.worker, known === 'withdrawn' ? 'rebalance' : known);
    });
  }

  #mayMove(item: Item, at: string): void {
    if (item.resting && item.owner === at) return;
    if (this.#loads.taker(item.pinnedTo, item.machineVersionMin) === null) this.#movable.get(at)?.push(item);
  }

  #wish(item: Item, target: string | null, reason: PlacementReason): void {
    this.#wishes.set(item, { item, target, reason });
  }
}

export function placeItems(items: readonly Item[], loads: WorkerLoads, movesMax: number): PlacedItems {
  return new Placing(loads, movesMax).run(items);
}
