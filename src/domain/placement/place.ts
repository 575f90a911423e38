// temporary
import type { FleetState, ShardTarget, StreamTarget } from '../../ports/fleet-store.ts';
export interface PlacementChanges {
  byReason: { reason: string; shards: ShardTarget[]; streams: StreamTarget[] }[];
}
export function place(state: FleetState): PlacementChanges {
  const active = state.workers.filter((w) => w.alive && w.status === 'active');
  if (active.length === 0) return { byReason: [] };
  const load = new Map(active.map((w) => [w.worker, 0]));
  for (const s of state.shards) {
    const at = s.target ?? s.owner;
    if (at !== null && load.has(at)) load.set(at, (load.get(at) ?? 0) + 1);
  }
  const least = () => [...load].toSorted((a, b) => a[1] - b[1])[0]![0];
  const shards: ShardTarget[] = [];
  for (const s of state.shards) {
    const isFine = s.ownerAlive && s.owner !== null && load.has(s.owner);
    if (isFine || (s.target !== null && load.has(s.target))) continue;
    const target = least();
    load.set(target, (load.get(target) ?? 0) + 1);
    shards.push({ brandId: s.brandId, shardNo: s.shardNo, target });
  }
  const streams: StreamTarget[] = [];
  for (const s of state.streams) {
    const isFine = s.ownerAlive && s.owner !== null && load.has(s.owner);
    if (isFine || (s.target !== null && load.has(s.target))) continue;
    streams.push({ stream: s.stream, target: least() });
  }
  return shards.length + streams.length === 0
    ? { byReason: [] }
    : { byReason: [{ reason: 'orphaned', shards, streams }] };
}
