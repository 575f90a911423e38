// Moves from workers that have more than their share to those that have less, as few as it takes. Nothing happens while everybody is
// within a band around the share; once somebody is outside, he is brought well into it, so that noise does not bring him out again.
// A move never leaves its receiver more pressed than its sender, so no later run wants it back.
import { type WorkerLoad, type WorkerLoads, pressure } from './worker-loads.ts';

export interface Movable {
  readonly weight: number;
}

const BAND = 0.2;
const BAND_AFTER = BAND / 2;

/** Weights are sums of rates: differences below this are rounding. */
const ROUNDING = 1e-9;

interface Balancing<Item extends Movable> {
  readonly loads: WorkerLoads;
  /** Of each worker, lightest first. */
  readonly movable: ReadonlyMap<string, Item[]>;
  readonly outside: Set<WorkerLoad>;
}

/** Those outside the band, and those that were and are not well inside yet. */
function refreshOutside<Item extends Movable>({ loads, outside }: Balancing<Item>): void {
  const { share } = loads;
  for (const worker of loads.all) {
    const off = Math.abs(pressure(worker) - share);
    if (off > share * BAND) outside.add(worker);
    else if (off <= share * BAND_AFTER) outside.delete(worker);
  }
}

/** The heaviest item that leaves the receiver no more pressed than the sender. */
function fitting<Item extends Movable>(items: readonly Item[], from: WorkerLoad, to: WorkerLoad): number {
  const weightMax = (from.load * to.capacity - to.load * from.capacity) / (from.capacity + to.capacity) + ROUNDING;
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.weight ?? Infinity) <= weightMax) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function nextMove<Item extends Movable>(balancing: Balancing<Item>) {
  const { loads, movable, outside } = balancing;
  const { share } = loads;
  if (outside.size === 0) return null;
  const byPressure = loads.all.toSorted((left, right) => pressure(left) - pressure(right));
  for (const from of byPressure.toReversed()) {
    const items = movable.get(from.worker) ?? [];
    const isHigh = outside.has(from) && pressure(from) > share;
    for (const to of byPressure) {
      if (pressure(from) - pressure(to) <= share * BAND_AFTER) break;
      const isLow = outside.has(to) && pressure(to) < share;
      if (!(isHigh || isLow) || to.generation < from.generation) continue;
      const place = fitting(items, from, to);
      if (place !== -1) return { from, to, items, place };
    }
  }
  return null;
}

/** Calls `move` for at most `movesMax` items and keeps the loads up to date. `movable`: what each worker has, by its name. */
export function rebalance<Item extends Movable>(
  loads: WorkerLoads,
  movable: ReadonlyMap<string, Item[]>,
  movesMax: number,
  move: (item: Item, to: WorkerLoad) => void,
): void {
  for (const items of movable.values()) items.sort((left, right) => left.weight - right.weight);
  const balancing: Balancing<Item> = { loads, movable, outside: new Set() };
  for (let moves = 0; moves < movesMax; moves += 1) {
    refreshOutside(balancing);
    const next = nextMove(balancing);
    if (next === null) return;
    const [item] = next.items.splice(next.place, 1);
    if (item === undefined) return;
    next.from.load -= item.weight;
    next.to.load += item.weight;
    keepSorted(movable.get(next.to.worker), item);
    move(item, next.to);
  }
}

function keepSorted<Item extends Movable>(items: Item[] | undefined, item: Item): void {
  if (items === undefined) return;
  let place = items.length;
  while (place > 0 && (items[place - 1]?.weight ?? 0) > item.weight) place -= 1;
  items.splice(place, 0, item);
}
