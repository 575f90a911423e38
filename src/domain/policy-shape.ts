// The words and lists that a policy is written in, the same in a brand's config and in frozen terms.
import type { ContributionRule, ContributionTable } from './policy.ts';
import type { ShapeReader } from './shape-reader.ts';

export const ALLOCATIONS = ['single', 'waterfall'] as const;
export const SPORTS_BASES = ['stake', 'lesser_of_stake_and_winnings'] as const;
export const ZERO_OR_COUNT = ['zero', 'count'] as const;
export const FORFEITS = ['bonus_only', 'bonus_and_winnings', 'none'] as const;
export const ROLLBACKS_AFTER_COMPLETION = ['record', 'review', 'shortfall'] as const;
export const MAX_BET_BREACHES = ['zero', 'cap', 'cancel'] as const;
const PRODUCTS = ['casino', 'live', 'sports', 'virtual', 'poker'] as const;

const WEIGHT_MAX_BP = 10_000;

export interface ContributionBounds {
  /** Most bets walk the table once per open rolling. */
  readonly rulesMax: number;
  readonly nameLengthMin: number;
  readonly nameLengthMax: number;
  /** A rule without anything to match would never be the most specific one. */
  readonly mustMatch: boolean;
}

/** What was frozen once is read back whatever the bounds of today. */
export const UNBOUNDED: ContributionBounds = {
  rulesMax: Infinity,
  nameLengthMin: 0,
  nameLengthMax: Infinity,
  mustMatch: false,
};

function readRule(
  reader: ShapeReader,
  { nameLengthMin, nameLengthMax, mustMatch }: ContributionBounds,
): ContributionRule {
  const gameId = reader.text('game_id', nameLengthMin, nameLengthMax);
  const gameProvider = reader.text('game_provider', nameLengthMin, nameLengthMax);
  const gameCategory = reader.text('game_category', nameLengthMin, nameLengthMax);
  const product = reader.oneOf('product', PRODUCTS);
  const weightBp = reader.integer('weight_bp', 0, WEIGHT_MAX_BP);
  if (!reader.names().includes('weight_bp')) reader.fault('weight_bp', 'is required');
  if (mustMatch && reader.names().join() === 'weight_bp') {
    reader.fault('weight_bp', 'needs something to match: game_id, game_provider, game_category or product');
  }
  reader.refuseUnknown();
  return {
    ...(gameId === undefined ? {} : { gameId }),
    ...(gameProvider === undefined ? {} : { gameProvider }),
    ...(gameCategory === undefined ? {} : { gameCategory }),
    ...(product === undefined ? {} : { product }),
    weightBp: weightBp ?? 0,
  };
}

/** `{ default_bp, rules: [...] }`; an absent `default_bp` counts fully, absent rules are none. */
export function readContribution(reader: ShapeReader, bounds: ContributionBounds): ContributionTable {
  const table = {
    defaultBp: reader.integer('default_bp', 0, WEIGHT_MAX_BP) ?? WEIGHT_MAX_BP,
    rules: (reader.list('rules', bounds.rulesMax) ?? []).map((rule) => readRule(rule, bounds)),
  };
  reader.refuseUnknown();
  return table;
}

/** The inverse of `readContribution`: plain JSON, members that are undefined left to the serializer. */
export function contributionAsJson(table: ContributionTable): unknown {
  return {
    default_bp: table.defaultBp,
    rules: table.rules.map((rule) => ({
      game_id: rule.gameId,
      game_provider: rule.gameProvider,
      game_category: rule.gameCategory,
      product: rule.product,
      weight_bp: rule.weightBp,
    })),
  };
}
