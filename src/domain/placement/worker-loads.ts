// The workers that may be given something, with what they have and what comes to them while a placement is made.
import type { PlacedWorker } from './placement-state.ts';

export interface WorkerLoad {
  readonly worker: string;
  readonly capacity: number;
  readonly machineVersion: number;
  /** Rank by age, the newest highest; a higher one reads whatever a lower one does. Nothing is moved down in rank to balance. */
  readonly generation: number;
  load: number;
}

/** Load per capacity. */
export const pressure = ({ load, capacity }: WorkerLoad, more = 0): number => (load + more) / capacity;

/** What newer workers are preferred for, up to so many times everybody's share. */
const PREFERENCE_SHARE_MAX = 1.5;

/**
 * Workers by machine version, then by when their build was first seen: a worker of the old build that restarts in the middle of a
 * rolling deploy does not make it the newest.
 */
function generations(workers: readonly PlacedWorker[]): ReadonlyMap<string, number> {
  const firstSeen = new Map<string, number>();
  for (const { build, startedAt } of workers) {
    firstSeen.set(build, Math.min(startedAt, firstSeen.get(build) ?? Infinity));
  }
  const ageOf = ({ build }: PlacedWorker): number => firstSeen.get(build) ?? 0;
  const ranks = new Map<string, number>();
  let before: PlacedWorker | null = null;
  let rank = 0;
  for (const worker of workers.toSorted(
    (left, right) => left.machineVersion - right.machineVersion || ageOf(left) - ageOf(right),
  )) {
    const isAlike = before?.machineVersion === worker.machineVersion && ageOf(before) === ageOf(worker);
    if (!isAlike) rank += 1;
    ranks.set(worker.worker, rank);
    before = worker;
  }
  return ranks;
}

export class WorkerLoads {
  /** Alive and active, by name. */
  readonly takers: ReadonlyMap<string, WorkerLoad>;
  readonly #workers: ReadonlyMap<string, PlacedWorker>;
  readonly #list: readonly WorkerLoad[];
  readonly #capacity: number;
  #total = 0;

  constructor(workers: readonly PlacedWorker[]) {
    const rank = generations(workers);
    this.#workers = new Map(workers.map((worker) => [worker.worker, worker]));
    this.#list = workers
      .filter(({ alive, status }) => alive && status === 'active')
      .toSorted((left, right) => (left.worker < right.worker ? -1 : 1))
      .map(({ worker, capacity, machineVersion }) => {
        return { worker, capacity, machineVersion, generation: rank.get(worker) ?? 0, load: 0 };
      });
    this.takers = new Map(this.#list.map((taker) => [taker.worker, taker]));
    this.#capacity = this.#list.reduce((sum, { capacity }) => sum + capacity, 0);
  }

  /** Everybody's share: the pressure at which all would be alike. */
  get share(): number {
    return this.#total / this.#capacity;
  }

  get all(): readonly WorkerLoad[] {
    return this.#list;
  }

  /** What all items weigh together, wherever they are. */
  expect(total: number): void {
    this.#total = total;
  }

  /** The worker of this name, if it may be given something of this version. */
  taker(worker: string | null, machineVersionMin: number): WorkerLoad | null {
    const taker = worker === null ? undefined : this.takers.get(worker);
    return taker !== undefined && taker.machineVersion >= machineVersionMin ? taker : null;
  }

  /** Whether it lives, and in which state. */
  known(worker: string | null): PlacedWorker | null {
    const known = worker === null ? undefined : this.#workers.get(worker);
    return known?.alive === true ? known : null;
  }

  /** The newest build's least pressed worker while that stays within bounds, else whoever would be least pressed. */
  best(weight: number, machineVersionMin: number): WorkerLoad | null {
    const bound = this.share * PREFERENCE_SHARE_MAX;
    let best: WorkerLoad | null = null;
    let bestPressure = Infinity;
    let bestRank = -1;
    for (const taker of this.#list) {
      if (taker.machineVersion < machineVersionMin) continue;
      const pressed = pressure(taker, weight);
      const rank = pressed <= bound ? taker.generation : -1;
      if (best !== null && (rank < bestRank || (rank === bestRank && pressed >= bestPressure))) continue;
      [best, bestPressure, bestRank] = [taker, pressed, rank];
    }
    return best;
  }
}
