// What a placement is decided on, and what it wants changed. The fleet store's state has this shape.
import type { BrandId } from '../ids.ts';

/** Whoever moves a shard by hand has a reason: it is not undone a moment later because a sum looks better otherwise. */
export const ORDERED_STAY_MS = 10 * 60_000;
/** Loads are smoothed over tens of seconds: what was moved for them shows only then whether that was enough. */
export const BALANCED_STAY_MS = 60_000;

export interface PlacedWorker {
  readonly worker: string;
  readonly build: string;
  /** The newest snapshots it can read. */
  readonly machineVersion: number;
  readonly capacity: number;
  readonly status: 'joining' | 'active' | 'draining';
  readonly alive: boolean;
  readonly startedAt: number;
  /** The wallet streams it is configured to read. */
  readonly streams: readonly string[];
}

/** A shard or a stream: somebody has it, somebody shall have it. */
export interface Placeable {
  readonly owner: string | null;
  readonly ownerAlive: boolean;
  readonly target: string | null;
}

export interface PlacedShard extends Placeable {
  readonly brandId: BrandId;
  readonly shardNo: number;
  readonly pinnedTo: string | null;
  readonly machineVersionMin: number;
  readonly eventsPerS: number;
  /** It was just moved where it is, by an operator or for balance, or is to be split or merged: it is not moved for balance. */
  readonly resting: boolean;
}

export interface PlacedStream extends Placeable {
  readonly stream: string;
}

export interface PlacementState {
  readonly workers: readonly PlacedWorker[];
  readonly shards: readonly PlacedShard[];
  readonly streams: readonly PlacedStream[];
}

export interface PlacementLimits {
  /** Hand-offs under way at a time, those already begun included; separately for shards and for streams. */
  readonly movesMax: number;
}

/**
 * `orphaned`: nobody living has it. `version`: its owner cannot read it. `pin`: it is pinned elsewhere. `drain`: its owner is being
 * emptied. `unread`: its owner is not configured to read it. `rebalance`: its owner has more than its share, or another has less. `withdrawn`: where it was to go cannot take it any more.
 */
export type PlacementReason = 'orphaned' | 'version' | 'pin' | 'drain' | 'unread' | 'rebalance' | 'withdrawn';

interface Wish {
  readonly from: string | null;
  /** Null takes a wish back. */
  readonly target: string | null;
  readonly reason: PlacementReason;
}

export interface ShardWish extends Wish {
  readonly brandId: BrandId;
  readonly shardNo: number;
}

export interface StreamWish extends Wish {
  readonly stream: string;
}

/** A shard that should be elsewhere, and there is no elsewhere. */
export interface StrandedShard {
  readonly brandId: BrandId;
  readonly shardNo: number;
  readonly owner: string | null;
  readonly why: 'no_active_worker' | 'nobody_reads_its_version';
}
