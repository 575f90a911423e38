import { hashText } from '../../src/dev/demo/random.ts';
import type { Plan, PlannedEvent, PlannedRolling } from '../../src/dev/demo/plan-types.ts';

// Creates and bets at the same time all along: players come in waves, and while the bets of one wave are played the rollings of the
// next are made.

export interface Wave {
  readonly rollings: readonly PlannedRolling[];
  readonly feed: readonly PlannedEvent[];
}

const waveOf = (playerId: string, waves: number): number => hashText(`wave:${playerId}`) % waves;

/** The same plan with its feed in the order of the waves; the order of each player's own events stays. */
export function inWaves(plan: Plan, count: number): { readonly plan: Plan; readonly waves: readonly Wave[] } {
  const waves = Array.from({ length: count }, (_, wave) => ({
    rollings: plan.rollings.filter(({ body }) => waveOf(body.player_id, count) === wave),
    feed: plan.feed.filter(({ row }) => waveOf(row.playerId, count) === wave),
  }));
  return { plan: { ...plan, feed: waves.flatMap(({ feed }) => feed) }, waves };
}
