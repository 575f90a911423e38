// How much a bet counts for one rolling by its table: the most specific rule wins.
import type { ContributionRule, ContributionTable } from './policy.ts';
import type { BetSettled } from './wallet-event.ts';

export interface Weight {
  readonly weightBp: number;
  /** The rule that matched, as the journal names it: `game:x`, `provider+category:p/c`, `category:c`, `product:p`, `default`. */
  readonly rule: string;
}

const DEFAULT_SPECIFICITY = 0;

/**
 * Higher wins; null where the rule does not match the bet. Each part outweighs all the parts behind it together: game, provider,
 * category, product. So a provider alone stands between provider+category and category, and two rules are equally specific only
 * where they name the same parts.
 */
function specificity(rule: ContributionRule, bet: BetSettled): number | null {
  if (rule.gameId !== undefined && rule.gameId !== bet.gameId) return null;
  if (rule.gameProvider !== undefined && rule.gameProvider !== bet.gameProvider) return null;
  if (rule.gameCategory !== undefined && rule.gameCategory !== bet.gameCategory) return null;
  if (rule.product !== undefined && rule.product !== bet.product) return null;
  return (
    (rule.gameId === undefined ? 0 : 8) +
    (rule.gameProvider === undefined ? 0 : 4) +
    (rule.gameCategory === undefined ? 0 : 2) +
    (rule.product === undefined ? 0 : 1)
  );
}

function describe(rule: ContributionRule): string {
  const parts = [
    rule.gameId === undefined ? null : `game:${rule.gameId}`,
    rule.gameProvider === undefined ? null : `provider:${rule.gameProvider}`,
    rule.gameCategory === undefined ? null : `category:${rule.gameCategory}`,
    rule.product === undefined ? null : `product:${rule.product}`,
  ];
  return parts.filter((part) => part !== null).join('+');
}

/** The weight of `bet`; among equally specific rules the first of the table wins. */
export function weightOf(table: ContributionTable, bet: BetSettled): Weight {
  let best: ContributionRule | null = null;
  let bestSpecificity = DEFAULT_SPECIFICITY;
  for (const rule of table.rules) {
    const matched = specificity(rule, bet);
    if (matched !== null && matched > bestSpecificity) {
      best = rule;
      bestSpecificity = matched;
    }
  }
  if (best === null) return { weightBp: table.defaultBp, rule: 'default' };
  return { weightBp: best.weightBp, rule: describe(best) };
}
