// How much of a settlement's credit a rollback takes back: the exact negatives of what was credited, read from the journal and
// never recomputed. Stake that was not counted is unwound first, then the last-allocated part.
import type { BetLeg, RollbackMark } from './journal.ts';
import type { RollingId } from './ids.ts';
import { maxBigint, minBigint } from './money.ts';

export interface Reversal {
  readonly rollingId: RollingId;
  readonly leg: BetLeg;
  /** Progress units, ≥ 0. */
  readonly reversed: bigint;
  /** Whether nothing of this leg is left counted. */
  readonly whole: boolean;
}

const countedMinor = (leg: BetLeg): bigint => (leg.weightBp === 0 ? 0n : leg.credited / BigInt(leg.weightBp));

/** Stake rolled back of `leg` when `rolledBackMinor` of the settlement is rolled back in all. */
function unwound(legs: readonly BetLeg[], rolledBackMinor: bigint, leg: BetLeg): bigint {
  const stake = leg.stakeMinor;
  const counted = legs.reduce((sum, each) => sum + countedMinor(each), 0n);
  let toUnwind = maxBigint(0n, rolledBackMinor - (stake - counted));
  for (const each of legs.toSorted((left, right) => right.leg - left.leg)) {
    const taken = minBigint(toUnwind, countedMinor(each));
    if (each === leg) return taken;
    toUnwind -= taken;
  }
  return 0n;
}

/** Cumulative rolled-back stake, capped at the settlement's stake. */
export function cappedRollback(stakeMinor: bigint, mark: Pick<RollbackMark, 'rolledBackMinor' | 'whole'>): bigint {
  return mark.whole ? stakeMinor : minBigint(stakeMinor, mark.rolledBackMinor);
}

/** What each leg of one settlement loses when its cumulative rollback goes from `beforeMinor` to `afterMinor`. */
export function reversalsOf(legs: readonly BetLeg[], beforeMinor: bigint, afterMinor: bigint): Reversal[] {
  return legs.map((leg) => {
    const total = unwound(legs, afterMinor, leg);
    const reversed = (total - unwound(legs, beforeMinor, leg)) * BigInt(leg.weightBp);
    return { rollingId: leg.rollingId, leg, reversed, whole: reversed > 0n && total === countedMinor(leg) };
  });
}

/** The settlement a rollback means: the one it names, or the latest known of the bet; null where none is known. */
export function targetSettlement(legs: readonly BetLeg[], named: string | null): string | null {
  if (named !== null) return named;
  let latest: BetLeg | null = null;
  for (const leg of legs) if (latest === null || leg.at >= latest.at) latest = leg;
  return latest?.settlementId ?? null;
}
