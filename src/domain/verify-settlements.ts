// No unit of stake counts twice: over all rollings that a settlement was offered to, what was counted is at most its stake. Legs
// come in settlement order, so one settlement at a time is in memory.
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import { ceilDivide } from './money.ts';
import type { Difference } from './verify-difference.ts';

export interface SettlementLeg {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly betId: string;
  readonly settlementId: string;
  readonly leg: number;
  readonly rollingId: RollingId;
  readonly stakeMinor: bigint;
  readonly weightBp: number;
  readonly credited: bigint;
}

const isSameSettlement = (left: SettlementLeg, right: SettlementLeg): boolean =>
  left.brandId === right.brandId &&
  left.playerId === right.playerId &&
  left.betId === right.betId &&
  left.settlementId === right.settlementId;

/** Rounded up: a credit that is no multiple of its weight is named elsewhere, and used at least that much. */
const countedMinor = ({ weightBp, credited }: SettlementLeg): bigint =>
  weightBp === 0 || credited <= 0n ? 0n : ceilDivide(credited, BigInt(weightBp));

export class SettlementAudit {
  settlements = 0;
  private first: SettlementLeg | null = null;
  private counted = 0n;

  /** What is wrong with the settlement before, if this leg begins another one. */
  add(leg: SettlementLeg): Difference[] {
    const { first } = this;
    if (first !== null && isSameSettlement(first, leg)) {
      this.counted += countedMinor(leg);
      if (leg.stakeMinor === first.stakeMinor) return [];
      return [difference(leg, `leg ${leg.leg} has stake ${leg.stakeMinor}, leg ${first.leg} has ${first.stakeMinor}`)];
    }
    const found = this.end();
    this.settlements += 1;
    this.first = leg;
    this.counted = countedMinor(leg);
    return found;
  }

  /** Call after the last leg. */
  end(): Difference[] {
    const { first, counted } = this;
    this.first = null;
    if (first === null || counted <= first.stakeMinor) return [];
    return [difference(first, `counts ${counted} of a stake of ${first.stakeMinor} over all rollings`)];
  }
}

function difference({ brandId, playerId, rollingId, betId, settlementId }: SettlementLeg, what: string): Difference {
  const message = `bet ${betId}, settlement ${settlementId}: ${what}`;
  return { check: 'settlement', brandId, playerId, rollingId, message };
}
