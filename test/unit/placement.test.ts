import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandId } from '../../src/domain/ids.ts';
import { type PlacementChanges, explain, place } from '../../src/domain/placement/place.ts';
import type { PlacedWorker, PlacementState } from '../../src/domain/placement/placement-state.ts';
import type { FleetState } from '../../src/ports/fleet-store.ts';

type Shard = PlacementState['shards'][number];
type Stream = PlacementState['streams'][number];

const BRAND = brandId('brand-a');
const STREAMS = Array.from({ length: 10 }, (_, number) => `stream-${number}`);
const UNBOUND = { movesMax: Infinity };

const workerOf = (number: number, given: Partial<PlacedWorker> = {}): PlacedWorker => ({
  worker: `worker-${number}`,
  build: 'build-1',
  machineVersion: 1,
  capacity: 1,
  status: 'active',
  alive: true,
  startedAt: number,
  streams: STREAMS,
  ...given,
});

const shardOf = (shardNo: number, owner: string | null, given: Partial<Shard> = {}): Shard => ({
  brandId: BRAND,
  shardNo,
  owner,
  ownerAlive: owner !== null,
  target: null,
  pinnedTo: null,
  machineVersionMin: 0,
  eventsPerS: 0,
  resting: false,
  ...given,
});

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const nameOf = (number: number): string => `worker-${number}`;

/** As after every hand-off was done: dead owners' shards were claimed, releases and claims went through. */
function applied(state: PlacementState, changes: PlacementChanges): PlacementState {
  const wishes = new Map(changes.shards.map((wish) => [wish.shardNo, wish.target]));
  const streamWishes = new Map(changes.streams.map((wish) => [wish.stream, wish.target]));
  const settled = <Item extends Shard | Stream>(item: Item, wish: string | null | undefined): Item => {
    const target = wish === undefined ? item.target : wish;
    return target === null ? { ...item, target } : { ...item, owner: target, ownerAlive: true, target: null };
  };
  return {
    workers: state.workers,
    shards: state.shards.map((shard) => settled(shard, wishes.get(shard.shardNo))),
    streams: state.streams.map((stream) => settled(stream, streamWishes.get(stream.stream))),
  };
}

function loadsOf({ workers, shards }: PlacementState): ReadonlyMap<string, number> {
  const loads = new Map(workers.map(({ worker }) => [worker, 0]));
  for (const { owner, eventsPerS } of shards) {
    if (owner !== null) loads.set(owner, (loads.get(owner) ?? 0) + 1 + eventsPerS);
  }
  return loads;
}

const weight = (shards: readonly Shard[]): number => shards.reduce((sum, { eventsPerS }) => sum + 1 + eventsPerS, 0);
const capacityOf = (workers: readonly PlacedWorker[]): number => workers.reduce((sum, each) => sum + each.capacity, 0);
const movedBy = (state: PlacementState, changes: PlacementChanges): readonly Shard[] =>
  state.shards.filter(({ shardNo }) => changes.shards.some((wish) => wish.shardNo === shardNo));

// ---- worlds ----

const status = fc.constantFrom('active', 'active', 'active', 'draining', 'joining') satisfies fc.Arbitrary<
  PlacedWorker['status']
>;
const someWorkers = fc
  .array(
    fc.record({
      status,
      alive: fc.constantFrom(true, true, true, false),
      capacity: fc.integer({ min: 1, max: 4 }),
      machineVersion: fc.integer({ min: 1, max: 2 }),
      startedAt: fc.nat(5),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((given, index) => workerOf(index, { ...given, build: `build-${index % 2}` })));

/** Anything that rows may say, owners and wishes that are nobody's included. */
const anyState: fc.Arbitrary<PlacementState> = someWorkers.chain((workers) => {
  const somebody = fc.option(fc.constantFrom('gone', ...workers.map(({ worker }) => worker)));
  const isAlive = (owner: string | null): boolean => workers.some((each) => each.worker === owner && each.alive);
  const placeable = fc
    .record({
      owner: somebody,
      lost: fc.constantFrom(false, false, false, true),
      target: fc.oneof(fc.constant(null), somebody),
    })
    .map(({ owner, lost, target }) => ({ owner, ownerAlive: isAlive(owner) && !lost, target }));
  const shards = fc.array(
    fc.record({
      at: placeable,
      pinnedTo: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, somebody),
      machineVersionMin: fc.constantFrom(0, 0, 1, 2, 3),
      eventsPerS: fc.oneof(fc.constant(0), fc.nat(30)),
      resting: fc.constantFrom(false, false, true),
    }),
    { maxLength: 40 },
  );
  return fc.record({
    workers: fc.constant(workers),
    shards: shards.map((list) => list.map(({ at, ...given }, index) => shardOf(index, at.owner, { ...at, ...given }))),
    streams: fc
      .array(placeable, { maxLength: 6 })
      .map((list) => list.map((at, index) => ({ stream: `stream-${index}`, ...at }))),
  });
});

/** Shards are whole: a share is met to within one. */
const HEAVIEST = 5;

/** Alike in build; many small shards, as balanced as a placement makes them. */
const calmState = fc
  .record({
    capacities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 8 }),
    loads: fc.array(fc.nat(4), { minLength: 200, maxLength: 400 }),
  })
  .map(({ capacities, loads }): PlacementState => {
    const workers = capacities.map((capacity, index) => workerOf(index, { capacity }));
    const state = {
      workers,
      shards: loads.map((eventsPerS, index) => shardOf(index, null, { eventsPerS })),
      streams: [],
    };
    return applied(state, place(state, UNBOUND));
  });

const takes = (state: PlacementState, target: string | null, machineVersionMin: number): boolean =>
  state.workers.some(
    (each) =>
      each.worker === target && each.alive && each.status === 'active' && each.machineVersion >= machineVersionMin,
  );

function check<State>(states: fc.Arbitrary<State>, holds: (state: State) => void, numRuns = 500): void {
  fc.assert(
    fc.property(states, (state) => {
      holds(state);
    }),
    { numRuns },
  );
}

describe('a placement', () => {
  test('wishes nothing to a worker that cannot own it', () => {
    check(anyState, (state) => {
      const changes = place(state, UNBOUND);
      const versions = new Map(state.shards.map((shard) => [shard.shardNo, shard.machineVersionMin]));
      const bad = changes.shards.filter(
        ({ target, shardNo }) => target !== null && !takes(state, target, versions.get(shardNo) ?? 0),
      );
      expect(bad).toEqual([]);
      expect(changes.streams.filter(({ target }) => target !== null && !takes(state, target, 0))).toEqual([]);
    });
  });

  test('run on its own result wants nothing', () => {
    const calm = anyState.map((state) => applied(state, place(state, UNBOUND)));
    check(calm, (state) => {
      const settled = applied(state, place(state, UNBOUND));
      const again = place(settled, UNBOUND);
      expect([again.shards, again.streams]).toEqual([[], []]);
    });
  });

  test('comes to rest however few moves it may make at once', () => {
    check(
      anyState,
      (start) => {
        let state = start;
        let rounds = 0;
        for (
          let changes = place(state, { movesMax: 2 });
          changes.shards.length + changes.streams.length > 0;
          rounds += 1
        ) {
          expect(rounds).toBeLessThan(100);
          state = applied(state, changes);
          changes = place(state, { movesMax: 2 });
        }
      },
      200,
    );
  });

  test('gives every orphan to somebody who can own it, at once and beyond the bound', () => {
    check(anyState, (state) => {
      const after = applied(state, place(state, { movesMax: 0 }));
      const lost = after.shards.filter(({ owner, ownerAlive, machineVersionMin }) => {
        const comesBack = state.workers.some(
          (each) =>
            each.worker === owner &&
            each.alive &&
            each.status !== 'draining' &&
            each.machineVersion >= machineVersionMin,
        );
        const somebody = state.workers.some((each) => takes(state, each.worker, machineVersionMin));
        return !ownerAlive && !comesBack && somebody;
      });
      expect(lost).toEqual([]);
    });
  });

  test('begins no more hand-offs than the bound allows, those under way included', () => {
    check(fc.tuple(anyState, fc.nat(5)), ([state, movesMax]) => {
      const changes = place(state, { movesMax });
      const begun = changes.shards.filter(({ target, reason }) => target !== null && reason !== 'orphaned');
      const underWay = state.shards.filter(
        ({ owner, ownerAlive, target, machineVersionMin }) =>
          ownerAlive && target !== null && target !== owner && takes(state, target, machineVersionMin),
      );
      expect(begun.length).toBeLessThanOrEqual(Math.max(0, movesMax - underWay.length));
      expect(changes.shards.filter(({ shardNo }) => underWay.some((shard) => shard.shardNo === shardNo))).toEqual([]);
    });
  });

  test('reports what should be elsewhere where there is no elsewhere, and leaves it', () => {
    check(anyState, (state) => {
      const { stranded, shards } = place(state, UNBOUND);
      const versions = new Map(state.shards.map((shard) => [shard.shardNo, shard.machineVersionMin]));
      for (const { shardNo } of stranded) {
        expect(state.workers.filter((each) => takes(state, each.worker, versions.get(shardNo) ?? 0))).toEqual([]);
        expect(shards.filter((wish) => wish.shardNo === shardNo && wish.target !== null)).toEqual([]);
      }
    });
    const state = {
      workers: [workerOf(0, { status: 'draining' }), workerOf(1)],
      shards: [shardOf(0, nameOf(0), { machineVersionMin: 1 }), shardOf(1, null, { machineVersionMin: 2 })],
      streams: [],
    };
    expect(place(state)).toMatchObject({
      shards: [{ shardNo: 0, target: nameOf(1), reason: 'drain' }],
      stranded: [{ shardNo: 1, why: 'nobody_reads_its_version' }],
    });
    const alone = { ...state, workers: [workerOf(0, { status: 'draining' })] };
    expect(place(alone)).toMatchObject({
      shards: [],
      stranded: [{ shardNo: 0, why: 'no_active_worker' }, { shardNo: 1 }],
    });
  });

  test('respects a pin while the pinned worker can own the shard, and no longer', () => {
    check(anyState, (state) => {
      const after = applied(
        applied(state, place(state, UNBOUND)),
        place(applied(state, place(state, UNBOUND)), UNBOUND),
      );
      const astray = after.shards.filter(
        ({ pinnedTo, machineVersionMin, owner }) => takes(state, pinnedTo, machineVersionMin) && owner !== pinnedTo,
      );
      // a dead owner's name that comes back takes its own first
      expect(astray).toEqual([]);
    });
    const pinned = (given: Partial<PlacedWorker>): PlacementState => ({
      workers: [workerOf(0, given), workerOf(1)],
      shards: [
        shardOf(0, nameOf(0), { pinnedTo: nameOf(0), eventsPerS: 100, machineVersionMin: 1 }),
        shardOf(1, nameOf(0)),
      ],
      streams: [],
    });
    expect(place(pinned({})).shards).toMatchObject([{ shardNo: 1, reason: 'rebalance' }]);
    expect(place(pinned({ status: 'draining' })).shards).toHaveLength(2);
    expect(place(pinned({ machineVersion: 0 })).shards).toMatchObject([{ shardNo: 0, reason: 'version' }]);
  });

  test('leaves alone what an operator moved where it is, unless it has to go', () => {
    const moved = (given: Partial<Shard>, worker: Partial<PlacedWorker> = {}): PlacementState => ({
      workers: [workerOf(0, worker), workerOf(1)],
      shards: [
        shardOf(0, nameOf(0), { eventsPerS: 10, ...given }),
        shardOf(1, nameOf(0), { eventsPerS: 10, ...given }),
      ],
      streams: [],
    });
    expect(place(moved({})).shards).toMatchObject([{ target: nameOf(1), reason: 'rebalance' }]);
    expect(place(moved({ resting: true })).shards).toEqual([]);
    expect(place(moved({ resting: true }, { status: 'draining' })).shards).toHaveLength(2);
    check(anyState, (state) => {
      const stays = new Set(state.shards.flatMap((shard) => (shard.resting ? [shard.shardNo] : [])));
      const { shards } = place(state, UNBOUND);
      expect(shards.filter(({ shardNo, reason }) => reason === 'rebalance' && stays.has(shardNo))).toEqual([]);
    });
  });

  test('spreads by load for capacity, idle shards as well', () => {
    check(
      calmState,
      (state) => {
        const share = weight(state.shards) / capacityOf(state.workers);
        const loads = loadsOf(state);
        for (const { worker, capacity } of state.workers) {
          const pressure = (loads.get(worker) ?? 0) / capacity;
          expect(Math.abs(pressure - share)).toBeLessThanOrEqual(0.2 * share);
        }
      },
      100,
    );
  });

  test('is not stirred by a little noise in the loads', () => {
    const noisy = fc.tuple(calmState, fc.infiniteStream(fc.double({ min: 0.93, max: 1.07, noNaN: true })));
    check(
      noisy,
      ([state, noise]) => {
        const shards = state.shards.map((shard) => ({
          ...shard,
          eventsPerS: shard.eventsPerS * (noise.next().value ?? 1),
        }));
        expect(place({ ...state, shards }, UNBOUND).shards).toEqual([]);
      },
      100,
    );
  });

  test('moves no more than its fair share to a worker that joins', () => {
    check(
      fc.tuple(calmState, fc.integer({ min: 1, max: 3 })),
      ([state, capacity]) => {
        const newcomer = workerOf(99, { capacity });
        const grown = { ...state, workers: [...state.workers, newcomer] };
        const changes = place(grown, UNBOUND);
        const share = (weight(state.shards) * capacity) / capacityOf(grown.workers);
        expect(weight(movedBy(grown, changes))).toBeLessThan(share + HEAVIEST);
        expect(new Set(changes.shards.map(({ target }) => target))).toEqual(new Set([newcomer.worker]));
        const loads = loadsOf(applied(grown, changes));
        expect(loads.get(newcomer.worker)).toBeGreaterThan(share * 0.75);
      },
      100,
    );
  });

  test('moves nobody else’s shards when a worker dies or is drained', () => {
    const leaving = fc.tuple(
      calmState,
      fc.constantFrom<Partial<PlacedWorker>>({ alive: false }, { status: 'draining' }),
    );
    check(
      leaving,
      ([state, gone]) => {
        const workers = state.workers.map((worker, index) => (index === 0 ? { ...worker, ...gone } : worker));
        const shards = state.shards.map((shard) =>
          shard.owner === nameOf(0) ? { ...shard, ownerAlive: gone.alive !== false } : shard,
        );
        const shrunk = { ...state, workers, shards };
        const moved = movedBy(shrunk, place(shrunk, UNBOUND));
        expect(new Set(moved.map(({ owner }) => owner))).toEqual(new Set([nameOf(0)]));
        expect(moved).toHaveLength(shards.filter(({ owner }) => owner === nameOf(0)).length);
      },
      100,
    );
  });

  test.each([
    [100, 20],
    [2_000, 20],
    [5_000, 50],
  ])('of %i shards hands %i over at a time', (number, atATime) => {
    const workers = [workerOf(0, { status: 'draining' }), workerOf(1)];
    const shards = range(number).map((shardNo) => shardOf(shardNo, nameOf(0)));
    expect(place({ workers, shards, streams: [] }).shards).toHaveLength(atATime);
  });

  test('empties a draining worker no faster than the bound, then altogether', () => {
    const workers = [workerOf(0, { status: 'draining' }), workerOf(1), workerOf(2)];
    let state: PlacementState = { workers, shards: range(50).map((number) => shardOf(number, nameOf(0))), streams: [] };
    const steps: number[] = [];
    for (let left = 50; left > 0; left = state.shards.filter(({ owner }) => owner === nameOf(0)).length) {
      const changes = place(state, { movesMax: 20 });
      expect(changes.byReason.map(({ reason }) => reason)).toEqual(['drain']);
      steps.push(changes.shards.length);
      state = applied(state, changes);
    }
    expect(steps).toEqual([20, 20, 10]);
    expect(loadsOf(state)).toEqual(
      new Map([
        [nameOf(0), 0],
        [nameOf(1), 25],
        [nameOf(2), 25],
      ]),
    );
  });

  test('moves nothing from a newer build to an older one to balance', () => {
    check(anyState, (state) => {
      const versionOf = new Map(state.workers.map((worker) => [worker.worker, worker.machineVersion]));
      const back = place(state, UNBOUND).shards.filter(
        ({ from, target, reason }) =>
          reason === 'rebalance' && (versionOf.get(from ?? '') ?? 0) > (versionOf.get(target ?? '') ?? 9),
      );
      expect(back).toEqual([]);
    });
  });

  test('of a rolling deploy moves every shard once, to the new build', () => {
    let workers = range(4).map((number) => workerOf(number));
    let state: PlacementState = { workers, shards: range(400).map((number) => shardOf(number, null)), streams: [] };
    state = applied(state, place(state, UNBOUND));
    let moves = 0;
    for (const number of range(4)) {
      workers = [
        ...workers.map((each, index) => (index === number ? { ...each, status: 'draining' as const } : each)),
        workerOf(10 + number, { build: 'build-2', startedAt: 100 + number }),
      ];
      state = { ...state, workers };
      const changes = place(state, UNBOUND);
      moves += changes.shards.length;
      expect(changes.shards.filter(({ target }) => !target?.startsWith('worker-1'))).toEqual(
        changes.shards.filter(({ target }) => target === 'worker-1'),
      );
      state = applied(state, changes);
    }
    expect(moves).toBeLessThanOrEqual(600);
    expect(new Set(state.shards.map(({ owner }) => owner))).toEqual(new Set([10, 11, 12, 13].map(nameOf)));
  });

  test('prefers the newest build for what must go, up to half more than its share', () => {
    const isNew = (worker: number): boolean => worker >= 2;
    const workersOf = (count: number, from: number, given: Partial<PlacedWorker> = {}): PlacedWorker[] =>
      range(count).map((number) =>
        workerOf(from + number, { ...(isNew(from) ? { build: 'b', startedAt: 9 } : {}), ...given }),
      );
    const shards = range(400).map((number) => shardOf(number, nameOf(number % 4)));
    const deploying = {
      shards,
      streams: [],
      workers: [workerOf(0, { status: 'draining' }), workerOf(1), ...workersOf(2, 2)],
    };
    expect(loadsOf(applied(deploying, place(deploying, UNBOUND)))).toEqual(
      new Map([
        [nameOf(0), 0],
        [nameOf(1), 100],
        [nameOf(2), 150],
        [nameOf(3), 150],
      ]),
    );
    const crashed = {
      streams: [],
      workers: [workerOf(0), workerOf(1), ...workersOf(1, 2)],
      shards: range(300).map((number) => shardOf(number, null)),
    };
    expect(loadsOf(applied(crashed, place(crashed, UNBOUND))).get(nameOf(2))).toBe(150);
  });

  test('leaves to a name that came back what its older self had', () => {
    const state = {
      workers: [workerOf(0), workerOf(1)],
      shards: range(10).map((number) => shardOf(number, nameOf(number % 2), { ownerAlive: number % 2 === 1 })),
      streams: [],
    };
    expect(place(state).shards).toEqual([]);
  });

  test('takes a wish back where its worker died', () => {
    const state = {
      workers: [workerOf(0), workerOf(1, { alive: false })],
      shards: [shardOf(0, nameOf(0), { target: nameOf(1) })],
      streams: [],
    };
    expect(place(state).shards).toMatchObject([{ target: null, reason: 'withdrawn' }]);
  });

  test('spreads wallet streams like shards, and moves few', () => {
    const streams = range(6).map((number) => ({
      stream: `stream-${number}`,
      owner: null,
      ownerAlive: false,
      target: null,
    }));
    const state: PlacementState = { workers: range(3).map((number) => workerOf(number)), shards: [], streams };
    const settled = applied(state, place(state));
    const owners = settled.streams.map(({ owner }) => owner);
    expect(range(3).map((number) => owners.filter((owner) => owner === nameOf(number)).length)).toEqual([2, 2, 2]);
    const grown = { ...settled, workers: [...settled.workers, workerOf(3)] };
    expect(place(grown).streams).toHaveLength(1);
    expect(place(applied(grown, place(grown))).streams).toEqual([]);
  });

  test('gives a stream only to who is configured to read it, while a configuration is being changed as well', () => {
    const owned = (stream: string, owner: string | null): Stream => ({
      stream,
      owner,
      ownerAlive: owner !== null,
      target: null,
    });
    const both = ['stream-0', 'stream-1'];
    const state: PlacementState = {
      workers: [workerOf(0, { streams: ['stream-0'] }), workerOf(1, { streams: both }), workerOf(2, { streams: both })],
      shards: [],
      streams: [owned('stream-0', nameOf(1)), owned('stream-1', nameOf(0)), owned('stream-2', nameOf(2))],
    };
    const changes = place(state);
    const wish = { stream: 'stream-1', from: nameOf(0), reason: 'unread' };
    expect(changes.streams).toMatchObject([wish]);
    expect([nameOf(1), nameOf(2)]).toContain(changes.streams[0]?.target);
    expect(place(applied(state, changes)).streams).toEqual([]);
    const added = { ...state, streams: [owned('stream-1', null)] };
    expect([nameOf(1), nameOf(2)]).toContain(place(added).streams[0]?.target);
  });

  test('takes the fleet’s state as the store gives it, and explains each of its reasons', () => {
    const store: FleetState = { workers: [], shards: [], streams: [] };
    expect(place(store)).toEqual({ shards: [], streams: [], byReason: [], stranded: [] });
    expect(explain('orphaned')).toBe('nobody living has it');
  });

  test('of 5,000 shards on 10 workers takes milliseconds', () => {
    const workers = range(10).map((number) => workerOf(number));
    const shards = range(5_000).map((number) =>
      shardOf(number, nameOf(number % 9), { eventsPerS: number % 97 === 0 ? 200 : number % 3 }),
    );
    const state = { workers, shards, streams: [] };
    const orphans = { ...state, shards: shards.map((shard) => ({ ...shard, owner: null, ownerAlive: false })) };
    const settled = applied(state, place(state, UNBOUND));
    const measure = (given: PlacementState, limits = UNBOUND): number => {
      const times = range(15).map(() => {
        const before = performance.now();
        place(given, limits);
        return performance.now() - before;
      });
      return times.toSorted((left, right) => left - right)[7] ?? Infinity;
    };
    const ms = { settled: measure(settled), joined: measure(state), orphans: measure(orphans) };
    expect(Math.max(...Object.values(ms)), JSON.stringify(ms)).toBeLessThan(100);
  });
});
