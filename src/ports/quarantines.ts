// What operators see of players in quarantine and do about them. Owners do the work: a wish for a replay is a mark on the player's row.
import type { KeptQuarantine, ParkedEvent, PlayerKey, ReplayAsked } from '../domain/quarantine.ts';
import type { BrandId } from '../domain/ids.ts';

/** Who puts a parked event aside for good, when and why. */
export interface Discarding {
  readonly at: number;
  readonly requestedBy: string;
  readonly reason: string;
  readonly note: string | null;
}

/** `replaying`: a replay was asked for and is not over; nothing was done. */
export type DiscardOutcome = 'discarded' | 'no_such_event' | 'not_in_quarantine' | 'replaying';

export interface Quarantines {
  /** Of one brand, or of all, in (brand, player) order after `after`. */
  page(brandId: BrandId | null, after: PlayerKey | null, limit: number): Promise<readonly KeptQuarantine[]>;
  find(player: PlayerKey): Promise<KeptQuarantine | null>;
  events(player: PlayerKey, afterSeq: number, limit: number): Promise<readonly ParkedEvent[]>;
  /** Asked again while one is under way, the first one stands. Null: the player is not in quarantine, or no longer. */
  askReplay(player: PlayerKey, asked: ReplayAsked): Promise<KeptQuarantine | null>;
  /** Puts one event aside: it becomes a dead letter that is discarded already, and is not parked any more. */
  discard(player: PlayerKey, seq: number, discarding: Discarding): Promise<DiscardOutcome>;
}
