// What happens next. Happenings are kept by virtual time; those of one moment come in an order that the seed decides. Time only
// moves when nothing of the present is left.
import type { Random } from './random.ts';

interface Happening {
  readonly at: number;
  readonly lot: number;
  readonly run: () => void;
}

const comesFirst = (left: Happening, right: Happening): boolean =>
  left.at < right.at || (left.at === right.at && left.lot < right.lot);

export class Agenda {
  /** Virtual epoch milliseconds. */
  now: number;
  /** A binary heap, the next happening first. */
  readonly #heap: Happening[] = [];
  readonly #random: Random;

  constructor(startAt: number, random: Random) {
    this.now = startAt;
    this.#random = random;
  }

  /** `run` must not wait: it begins something, and what follows from it comes in promises. */
  at(time: number, run: () => void): void {
    const heap = this.#heap;
    let place = heap.length;
    const happening = { at: Math.max(time, this.now), lot: this.#random.next(), run };
    heap.push(happening);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !comesFirst(happening, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = happening;
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** Moves time to the next happening and begins it; false where there is none. */
  step(): boolean {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return false;
    if (heap.length > 0) this.#sink(last);
    this.now = first.at;
    first.run();
    return true;
  }

  #sink(happening: Happening): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[place * 2 + 1];
      if (left === undefined) break;
      const right = heap[place * 2 + 2];
      const rightFirst = right !== undefined && comesFirst(right, left);
      const child = rightFirst ? right : left;
      if (!comesFirst(child, happening)) break;
      heap[place] = child;
      place = place * 2 + (rightFirst ? 2 : 1);
    }
    heap[place] = happening;
  }
}
