// One thing that was done to the fleet while bets flowed, and what it cost.

export interface FleetChange {
  readonly what: 'move' | 'split' | 'drain' | 'outage' | 'kill';
  /** In words, with the names. */
  readonly text: string;
  readonly took_ms: number;
  /** The longest that a call to a shard concerned waited meanwhile. */
  readonly longest_call_ms: number;
  /** Events of the wallet stream that were applied meanwhile. */
  readonly events_meanwhile: number;
}
