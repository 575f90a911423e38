import { expect, test } from 'vitest';
import { brandId } from '../../src/domain/ids.ts';
import type { PlacementChanges } from '../../src/domain/placement/place.ts';
import { Leader } from '../../src/fleet/leader.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { FleetState } from '../../src/ports/fleet-store.ts';

// When a leader looks at the whole fleet: a look over thousands of shards is dear, a dead worker is not to wait.

const NOTHING: PlacementChanges = { shards: [], streams: [], byReason: [], stranded: [] };
const EMPTY: FleetState = { workers: [], shards: [], streams: [] };

interface Hinted {
  readonly leader: Leader;
  readonly setPulse: (pulse: string) => void;
}

/** A leader under a clock that goes on by what is slept, for `forMs`; at each moment of `moments` something happens first. */
async function looksOf(
  forMs: number,
  moments: Readonly<Record<number, (on: Hinted) => void>> = {},
  lookFails: (number: number) => boolean = () => false,
  fleet: FleetState = EMPTY,
): Promise<readonly number[]> {
  let now = 0;
  let pulse = 'w1 alive';
  const looks: number[] = [];
  const due = new Map(Object.entries(moments).map(([at, happens]) => [Number(at), happens]));
  const leader: Leader = new Leader({
    store: {
      lead: async () => ({ lost: new Promise(() => undefined), resign: async () => undefined }),
      pulse: async () => pulse,
      state: async () => {
        looks.push(now);
        if (lookFails(looks.length)) throw new Error('the database is away');
        return fleet;
      },
      assign: async () => undefined,
      drained: async () => undefined,
    },
    worker: 'w1',
    place: () => NOTHING,
    clock: {
      now: () => now,
      monotonic: () => now,
      sleep: async (ms) => {
        now += ms;
        if (now >= forMs) leader.stop();
        for (const [at, happens] of due) {
          if (at > now) continue;
          due.delete(at);
          happens({ leader, setPulse: (next) => (pulse = next) });
        }
      },
    },
    metrics: createMetrics(),
    logger: createLogger({ level: 'silent' }),
    retryDelayMs: 250,
  });
  await leader.run();
  return looks;
}

test('nothing happens: it looks at once, and then now and then', async () => {
  expect(await looksOf(16_000)).toEqual([0, 5_000, 10_000, 15_000]);
});

test('a worker died: it looks within half a second', async () => {
  const looks = await looksOf(4_000, { 2_000: ({ setPulse }) => setPulse('w1 dead') });
  expect(looks).toEqual([0, 2_000]);
});

test('it was hinted: it looks at once', async () => {
  const looks = await looksOf(4_000, { 1_000: ({ leader }) => leader.hint() });
  expect(looks).toEqual([0, 1_000]);
});

test('a look that failed is made up for', async () => {
  const looks = await looksOf(4_000, { 2_000: ({ setPulse }) => setPulse('w1 dead') }, (number) => number === 2);
  expect(looks).toEqual([0, 2_000, 2_250]);
});

test('it is hinted again and again: the more shards there are, the longer it leaves the fleet alone between looks', async () => {
  const shard = {
    brandId: brandId('acme'),
    shardNo: 0,
    slotFrom: 0,
    slotTo: 1,
    owner: 'w1',
    epoch: 1,
    ownerAlive: true,
    target: null,
    pinnedTo: null,
    machineVersionMin: 1,
    eventsPerS: 0,
    resting: false,
  };
  const shards = Array.from({ length: 10_000 }, (_, shardNo) => ({ ...shard, shardNo }));
  const hints = Object.fromEntries([100, 900, 1_500, 2_500].map((at) => [at, (on: Hinted) => on.leader.hint()]));
  expect(await looksOf(4_000, hints)).toEqual([0, 500, 1_000, 1_500, 2_500]);
  expect(await looksOf(4_000, hints, undefined, { ...EMPTY, shards })).toEqual([0, 1_500, 3_000]);
});
