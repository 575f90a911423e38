// The few rules of counting that the verdict needs, written again from the contract and on purpose not taken from the service.
import type { BetRow } from './bet-row.ts';
import { type ContributionRule, type CreateBody, GAME } from './plan-types.ts';

/** Progress is counted in ten-thousandths of a minor unit: stake × basis points, so nothing is ever rounded. */
export const UNITS_PER_MINOR = 10_000n;

export interface Terms {
  readonly weightBp: bigint;
  readonly requiredMinor: bigint;
  readonly targetUnits: bigint;
  readonly releaseMinor: bigint;
}

export function termsOf(body: CreateBody): Terms {
  const requiredMinor = requiredOf(body);
  return {
    weightBp: BigInt(weightOf(body)),
    requiredMinor,
    targetUnits: requiredMinor * UNITS_PER_MINOR,
    releaseMinor: BigInt(body.release_minor ?? body.base_minor ?? '0'),
  };
}

/** A won or lost bet counts its stake; push, void and cash-out count nothing by default, nor does a stake of zero. */
export function counts(row: BetRow): boolean {
  return row.stakeMinor > 0n && (row.outcome === 'win' || row.outcome === 'loss');
}

/** Given outright, or base × multiplier rounded up once. */
function requiredOf(body: CreateBody): bigint {
  if (body.required_minor !== undefined) return BigInt(body.required_minor);
  const [whole = '0', decimals = ''] = (body.multiplier ?? '').split('.');
  const scale = 10n ** BigInt(decimals.length);
  return divideUp(BigInt(body.base_minor ?? '0') * BigInt(whole + decimals), scale);
}

/** The most specific rule that speaks of the demo's game: game, provider and category, category, product, default. */
function weightOf(body: CreateBody): number {
  if (body.contribution === undefined) return 10_000;
  const matching = body.contribution.rules.filter(
    (rule) =>
      (rule.game_id ?? GAME.game_id) === GAME.game_id &&
      (rule.game_provider ?? GAME.game_provider) === GAME.game_provider &&
      (rule.game_category ?? GAME.game_category) === GAME.game_category &&
      (rule.product ?? GAME.product) === GAME.product,
  );
  const best = matching.toSorted((left, right) => specificity(right) - specificity(left))[0];
  return best?.weight_bp ?? body.contribution.default_bp;
}

function specificity(rule: ContributionRule): number {
  if (rule.game_id !== undefined) return 4;
  if (rule.game_provider !== undefined && rule.game_category !== undefined) return 3;
  return rule.game_category === undefined ? 1 : 2;
}

export function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
