// What holds for a brand, spelled as in its config, and where each value comes from.
import { defaultDurationDays } from '../jurisdiction.ts';
import { type BrandPolicy, type ContributionTable, GLOBAL_DEFAULT_POLICY } from '../policy.ts';
import { DAY_MS } from '../timestamp.ts';

export type Source = 'brand' | 'jurisdiction' | 'default';

function amountsView(amounts: Readonly<Record<string, bigint>>): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([currency, minor]) => [currency, minor.toString()]));
}

function contributionView({ defaultBp, rules }: ContributionTable): Record<string, unknown> {
  return {
    default_bp: defaultBp,
    rules: rules.map((rule) => ({
      game_id: rule.gameId,
      game_provider: rule.gameProvider,
      game_category: rule.gameCategory,
      product: rule.product,
      weight_bp: rule.weightBp,
    })),
  };
}

/** The whole policy in the spelling of a config; what is not set is null. */
export function effectiveView(policy: BrandPolicy): Record<string, unknown> {
  return {
    jurisdiction: policy.jurisdiction,
    completion_ratio: policy.completionRatio,
    duration_days: policy.durationMs / DAY_MS,
    allocation: policy.allocation,
    contribution: contributionView(policy.contribution),
    min_stake_minor: amountsView(policy.minStakeMinor),
    bet_cap_minor: amountsView(policy.betCapMinor),
    max_bet: { minor: amountsView(policy.maxBetMinor), on_breach: policy.maxBetOnBreach },
    min_odds: policy.minOdds,
    sports_basis: policy.sportsBasis,
    push: policy.push,
    cashout: policy.cashout,
    placed_at_missing: policy.placedAtMissing,
    cancellation: { forfeit: policy.forfeit },
    suspension_freezes_expiry: policy.suspensionFreezesExpiry,
    rollback_after_completion: policy.rollbackAfterCompletion,
    retry: {
      max_attempts: policy.retry.maxAttempts,
      base_ms: policy.retry.baseMs,
      max_ms: policy.retry.maxMs,
    },
    expiry_grace_ms: policy.expiryGraceMs,
  };
}

/** Set member by member; every other key is set as a whole. */
const IN_PARTS = ['max_bet', 'cancellation', 'retry'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys of a config or an effective view: `retry` and, of what is set in parts, also `retry.base_ms`. */
export function keysOf(view: unknown): string[] {
  if (!isObject(view)) return [];
  return Object.entries(view).flatMap(([name, value]) =>
    IN_PARTS.includes(name) && isObject(value)
      ? [name, ...Object.keys(value).map((part) => `${name}.${part}`)]
      : [name],
  );
}

/**
 * Whose word each key is. `config` is the one that `policy` was parsed from. What a brand set in part is the brand's, and its
 * parts tell which.
 */
export function sourcesOf(config: unknown, policy: BrandPolicy): Record<string, Source> {
  const ofBrand = new Set(keysOf(config));
  const globalDays = GLOBAL_DEFAULT_POLICY.durationMs / DAY_MS;
  const ofJurisdiction = defaultDurationDays(policy.jurisdiction) === globalDays ? [] : ['duration_days'];
  const sourceOf = (key: string): Source => {
    if (ofBrand.has(key)) return 'brand';
    return ofJurisdiction.includes(key) ? 'jurisdiction' : 'default';
  };
  return Object.fromEntries(keysOf(effectiveView(policy)).map((key) => [key, sourceOf(key)]));
}
