// What an operator is about to order, before anything is sent.
import type { ShardView, WorkerView } from '../../api/fleet.ts';

export type Intent =
  | { readonly kind: 'move'; readonly shard: ShardView; readonly to: string | null }
  | { readonly kind: 'pin'; readonly shard: ShardView }
  | { readonly kind: 'split'; readonly shard: ShardView }
  | { readonly kind: 'merge'; readonly shard: ShardView }
  | { readonly kind: 'drain'; readonly worker: WorkerView }
  | { readonly kind: 'undrain'; readonly worker: WorkerView };

/** Those of its brand whose slots meet the shard's. */
export function neighboursOf(shard: ShardView, shards: readonly ShardView[]): readonly ShardView[] {
  return shards.filter(
    ({ brand_id: brand, slot_from: from, slot_to: to }) =>
      brand === shard.brand_id && (from === shard.slot_to || to === shard.slot_from),
  );
}

/** Who can be given a shard; the API judges, this only leaves out what it would surely refuse. */
export function takersOf(shard: ShardView, workers: readonly WorkerView[]): readonly WorkerView[] {
  return workers.filter(({ worker, condition }) => condition === 'active' && worker !== shard.owner);
}
