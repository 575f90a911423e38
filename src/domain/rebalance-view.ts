// What placement would wish for now, were it asked: a dry-run for operators. Nothing is written.
import { explain, place } from './placement/place.ts';
import type { PlacementState } from './placement/placement-state.ts';

interface Having {
  shards: number;
  eventsPerS: number;
  streams: number;
}

const round = (rate: number): number => Math.round(rate * 10) / 10;

/** Where everything is or is on its way to, counted by worker. */
function havings({ workers, shards, streams }: PlacementState): ReadonlyMap<string, Having> {
  const by = new Map<string, Having>(workers.map(({ worker }) => [worker, { shards: 0, eventsPerS: 0, streams: 0 }]));
  for (const { owner, target, eventsPerS } of shards) {
    const having = by.get(target ?? owner ?? '');
    if (having === undefined) continue;
    having.shards += 1;
    having.eventsPerS += eventsPerS;
  }
  for (const { owner, target } of streams) {
    const having = by.get(target ?? owner ?? '');
    if (having !== undefined) having.streams += 1;
  }
  return by;
}

export function rebalanceView(state: PlacementState) {
  const { shards, streams, stranded } = place(state);
  const shardTargets = new Map(shards.map((wish) => [`${wish.brandId}/${wish.shardNo}`, wish.target]));
  const streamTargets = new Map(streams.map((wish) => [wish.stream, wish.target]));
  const before = havings(state);
  const after = havings({
    workers: state.workers,
    shards: state.shards.map((shard) => {
      const target = shardTargets.get(`${shard.brandId}/${shard.shardNo}`);
      return target === undefined ? shard : { ...shard, target };
    }),
    streams: state.streams.map((stream) => {
      const target = streamTargets.get(stream.stream);
      return target === undefined ? stream : { ...stream, target };
    }),
  });
  return {
    moves: [
      ...shards.map(({ brandId, shardNo, from, target, reason }) => {
        return { brand_id: brandId, shard_no: shardNo, stream: null, from, to: target, reason, why: explain(reason) };
      }),
      ...streams.map(({ stream, from, target, reason }) => {
        return { brand_id: null, shard_no: null, stream, from, to: target, reason, why: explain(reason) };
      }),
    ],
    stranded: stranded.map(({ brandId, shardNo, owner, why }) => {
      return { brand_id: brandId, shard_no: shardNo, owner, why };
    }),
    workers: state.workers.map(({ worker }) => {
      const [was, will] = [before.get(worker), after.get(worker)];
      return {
        worker,
        shards_before: was?.shards ?? 0,
        shards_after: will?.shards ?? 0,
        events_per_s_before: round(was?.eventsPerS ?? 0),
        events_per_s_after: round(will?.eventsPerS ?? 0),
        streams_before: was?.streams ?? 0,
        streams_after: will?.streams ?? 0,
      };
    }),
  };
}

export type RebalanceView = ReturnType<typeof rebalanceView>;
