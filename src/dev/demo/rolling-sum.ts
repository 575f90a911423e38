// The sum of one rolling: what it was credited, what was taken back, and whether it ever stood at its target.
import type { PlannedRolling } from './plan-types.ts';
import { type Terms, termsOf } from './rules.ts';

export interface ExpectedRolling {
  readonly planned: PlannedRolling;
  readonly terms: Terms;
  readonly reachesTarget: boolean;
  /** Bets that must be credited to it, with what each was credited when it settled. */
  readonly credits: ReadonlyMap<string, bigint>;
  /** Sum of what rollbacks took back. */
  readonly reversedUnits: bigint;
  readonly progressUnits: bigint;
  /** Bets of which something is still counted. */
  readonly betsCounted: number;
}

export class RollingSum {
  readonly planned: PlannedRolling;
  readonly terms: Terms;
  readonly credits = new Map<string, bigint>();
  readonly left = new Map<string, bigint>();
  reversedUnits = 0n;
  progressUnits = 0n;
  reachesTarget = false;

  constructor(planned: PlannedRolling) {
    this.planned = planned;
    this.terms = termsOf(planned.body);
  }

  credit(betId: string, stakeMinor: bigint): void {
    const units = stakeMinor * this.terms.weightBp;
    this.credits.set(betId, units);
    this.left.set(betId, units);
    this.progressUnits += units;
    if (this.progressUnits >= this.terms.targetUnits) this.reachesTarget = true;
  }

  takeBack(betId: string, amountMinor: bigint): void {
    const left = this.left.get(betId) ?? 0n;
    const units = least(amountMinor * this.terms.weightBp, left);
    this.left.set(betId, left - units);
    this.reversedUnits += units;
    this.progressUnits -= units;
  }

  expected(): ExpectedRolling {
    const { planned, terms, credits, reversedUnits, progressUnits, reachesTarget } = this;
    const betsCounted = [...this.left.values()].filter((units) => units > 0n).length;
    return { planned, terms, credits, reversedUnits, progressUnits, reachesTarget, betsCounted };
  }
}

export function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
