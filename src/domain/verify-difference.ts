// What a verification finds: one sentence about one thing that does not agree with another.
import type { BrandId, PlayerId, RollingId } from './ids.ts';

/**
 * What was compared. `snapshot`: it can be read, and its row's columns agree with it; `journal`: versions and states follow each
 * other; `version`, `state`, `progress`, `bets`: the folded journal gives the snapshot; `credit`: each entry credits what its bet
 * allows; `settlement`: no unit of stake counted twice over all rollings; `timers`, `outbox`: the rows that the snapshot asks for;
 * `sequence`: outbox numbers without a hole; `source`: what a shortfall follows from is in a journal; `orphan`: rows of a rolling that is not there.
 */
export type Check =
  | 'snapshot'
  | 'journal'
  | 'version'
  | 'state'
  | 'progress'
  | 'bets'
  | 'credit'
  | 'settlement'
  | 'timers'
  | 'outbox'
  | 'sequence'
  | 'source'
  | 'orphan';

export interface Difference {
  readonly check: Check;
  readonly brandId: BrandId;
  /** Null where it is about a shard. */
  readonly rollingId: RollingId | null;
  readonly playerId: PlayerId | null;
  readonly message: string;
}
