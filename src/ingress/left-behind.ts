// Entries that could not be handed on and stay pending on the stream, by brand and slot: only their ids are kept. A slot with
// anything left behind is *behind*: whatever of it comes later is left as well, so that no player's entry overtakes another. When
// owners are ready again a round begins: the stream is read again from the oldest id that is wanted, and what is taken goes on.
import type { BrandId } from '../domain/ids.ts';
import { compareEntryIds, olderOf } from './entry-id.ts';

const COMPACT_FROM = 64;

interface Slot {
  readonly brand: Brand;
  readonly slot: number;
  /** In stream order, from `head` on. */
  ids: string[];
  head: number;
  /** The round that may take them; one that has passed once an entry of the slot was sent back during it. */
  round: number;
  /**
   * What is taken carries this round: the first since something of the slot was last sent back. A higher one would let the rest of a
   * slot pass an owner that refuses its beginning, and whose answer is on the way. Null: to be begun again, once nothing of it is
   * out any more; or what is still to come back would be overtaken.
   */
  resumedIn: number | null;
  /** The look at owners that found something of it out. */
  outAt: number;
}

interface Brand {
  readonly brandId: BrandId;
  readonly slots: Map<number, Slot>;
  notBefore: number;
  /** During this round something of the brand was sent back: nothing more of it is tried in vain. */
  sentBackInRound: number;
}

export class LeftBehind {
  private readonly byId = new Map<string, Slot>();
  private readonly byBrand = new Map<BrandId, Brand>();
  /** Slots that take part in the present round. */
  private taking: Slot[] = [];
  private slots = 0;
  private looks = 0;
  private presentRound: number;
  private sentBackInRound = 0;

  /** `round` is the one under which entries are handed on now; it only ever grows. */
  constructor(round: number) {
    this.presentRound = round;
  }

  get entryCount(): number {
    return this.byId.size;
  }

  get slotCount(): number {
    return this.slots;
  }

  get round(): number {
    return this.presentRound;
  }

  /** Whether anything came back in the present round. */
  get wasSentBack(): boolean {
    return this.sentBackInRound === this.presentRound;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  isBehind(brandId: BrandId, slot: number): boolean {
    return this.byBrand.get(brandId)?.slots.has(slot) ?? false;
  }

  /** It was handed on and came back. What is left of its slot waits for another round, or it would overtake. */
  sentBack(id: string, brandId: BrandId, slot: number): void {
    const left = this.leave(id, brandId, slot);
    left.round = 0;
    left.resumedIn = null;
    left.brand.sentBackInRound = this.presentRound;
    this.sentBackInRound = this.presentRound;
  }

  /** It belongs to a slot that is behind. */
  leave(id: string, brandId: BrandId, slot: number): Slot {
    const left = this.slotOf(brandId, slot);
    if (this.byId.has(id)) return left;
    this.byId.set(id, left);
    const { ids } = left;
    const last = ids.at(-1);
    if (last === undefined || compareEntryIds(last, id) < 0) ids.push(id);
    else {
      // The reading may have passed its place in the stream.
      left.round = 0;
      ids.splice(placeOf(left, id), 0, id);
    }
    return left;
  }

  /** Nothing of the brand is tried before that time. */
  postpone(brandId: BrandId, until: number): void {
    const brand = this.byBrand.get(brandId);
    if (brand !== undefined) brand.notBefore = until;
  }

  /** The oldest id of the slots that can be taken now, and a new round for them; null, and the same round, where there is none. */
  beginRound(
    now: number,
    isReady: (brandId: BrandId, slot: number) => boolean,
    out: Iterable<{ readonly brandId: BrandId | null; readonly slot: number }>,
  ): string | null {
    this.looks += 1;
    for (const { brandId, slot } of out) {
      const left = brandId === null ? undefined : this.byBrand.get(brandId)?.slots.get(slot);
      if (left !== undefined) left.outAt = this.looks;
    }
    const taking: Slot[] = [];
    for (const { brandId, slots, notBefore } of this.byBrand.values()) {
      if (now < notBefore) continue;
      for (const slot of slots.values()) {
        const mayBegin = slot.resumedIn !== null || slot.outAt !== this.looks;
        if (mayBegin && isReady(brandId, slot.slot)) taking.push(slot);
      }
    }
    if (taking.length === 0) return null;
    this.presentRound += 1;
    for (const slot of taking) {
      slot.round = this.presentRound;
      slot.resumedIn ??= this.presentRound;
    }
    this.taking = taking;
    return this.oldestWanted();
  }

  isWanted(id: string): boolean {
    const slot = this.byId.get(id);
    return slot !== undefined && this.takes(slot);
  }

  /**
   * Takes the entry out, to be handed on now under the round given back; null where it must stay. What is older of its slot is not
   * pending any more.
   */
  take(id: string): number | null {
    const slot = this.byId.get(id);
    if (slot === undefined || !this.takes(slot)) return null;
    this.drop(slot, placeOf(slot, id) + 1);
    return slot.resumedIn;
  }

  /** Everything up to `id` was read (null: everything): what nobody found is not pending any more. The oldest that is wanted now. */
  advance(id: string | null): string | null {
    for (const slot of this.taking) {
      if (!this.takes(slot)) continue;
      this.drop(slot, id === null ? slot.ids.length : placeAfter(slot, id));
    }
    return this.oldestWanted();
  }

  get oldest(): string | null {
    let oldest: string | null = null;
    for (const { slots } of this.byBrand.values())
      for (const { ids, head } of slots.values()) oldest = olderOf(oldest, ids[head]);
    return oldest;
  }

  /** Those that have left something up to that id. */
  brandsUpTo(id: string): Set<BrandId> {
    const brands = new Set<BrandId>();
    for (const { brandId, slots } of this.byBrand.values()) {
      for (const { ids, head } of slots.values()) {
        const first = ids[head];
        if (first === undefined || compareEntryIds(first, id) > 0) continue;
        brands.add(brandId);
        break;
      }
    }
    return brands;
  }

  private takes(slot: Slot): boolean {
    return slot.round === this.presentRound && slot.brand.sentBackInRound !== this.presentRound;
  }

  private oldestWanted(): string | null {
    this.taking = this.taking.filter((slot) => slot.head < slot.ids.length && this.takes(slot));
    let oldest: string | null = null;
    for (const { ids, head } of this.taking) oldest = olderOf(oldest, ids[head]);
    return oldest;
  }

  /** Forgets the slot's ids before that place, and the slot with its last. */
  private drop(slot: Slot, until: number): void {
    for (; slot.head < until; slot.head += 1) this.byId.delete(slot.ids[slot.head] ?? '');
    if (slot.head < slot.ids.length) {
      if (slot.head < COMPACT_FROM || slot.head * 2 < slot.ids.length) return;
      slot.ids = slot.ids.slice(slot.head);
      slot.head = 0;
      return;
    }
    const { brand } = slot;
    if (brand.slots.get(slot.slot) !== slot) return;
    brand.slots.delete(slot.slot);
    this.slots -= 1;
    if (brand.slots.size === 0) this.byBrand.delete(brand.brandId);
  }

  private slotOf(brandId: BrandId, slot: number): Slot {
    let brand = this.byBrand.get(brandId);
    if (brand === undefined) {
      brand = { brandId, slots: new Map(), notBefore: 0, sentBackInRound: 0 };
      this.byBrand.set(brandId, brand);
    }
    let left = brand.slots.get(slot);
    if (left === undefined) {
      left = { brand, slot, ids: [], head: 0, round: 0, resumedIn: null, outAt: 0 };
      brand.slots.set(slot, left);
      this.slots += 1;
    }
    return left;
  }
}

/** Where `id` stands or belongs. */
function placeOf({ ids, head }: Slot, id: string): number {
  let low = head;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEntryIds(ids[middle] ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeAfter(slot: Slot, id: string): number {
  const place = placeOf(slot, id);
  return slot.ids[place] === id ? place + 1 : place;
}
