// What the law of a jurisdiction asks of a wagering requirement: defaults for what a brand leaves open, and ceilings that its config
// and every create may only tighten. docs/brand-config.md names the source of each.
import { compareDecimals, parseDecimal } from './money.ts';
import { type BrandPolicy, type ContributionTable, GLOBAL_DEFAULT_POLICY, type Jurisdiction } from './policy.ts';
import { DAY_MS } from './timestamp.ts';

interface Profile {
  /** Times the base, or null where there is no ceiling. */
  readonly multiplierMax: bigint | null;
  /** The requirement must be named as base × multiplier, so that everybody sees what it is a multiple of. */
  readonly multiplierRequired: boolean;
  /** Time the player must have at least. */
  readonly durationDaysMin: number;
  /** A game counts wholly or not at all, and so does each stake on it. */
  readonly countsFully: boolean;
}

export const JURISDICTIONS = ['GB', 'DK', 'SE'] as const satisfies readonly Jurisdiction[];

const PROFILES: Readonly<Record<Jurisdiction, Profile>> = {
  GB: { multiplierMax: 10n, multiplierRequired: true, durationDaysMin: 0, countsFully: false },
  DK: { multiplierMax: 10n, multiplierRequired: false, durationDaysMin: 60, countsFully: true },
  SE: { multiplierMax: null, multiplierRequired: false, durationDaysMin: 60, countsFully: false },
};

const WHOLE_BP = 10_000;
const ONE = { digits: 1n, scale: 0 };

/** The duration of a brand that names none. */
export function defaultDurationDays(jurisdiction: Jurisdiction | null): number {
  const least = jurisdiction === null ? 0 : PROFILES[jurisdiction].durationDaysMin;
  return Math.max(GLOBAL_DEFAULT_POLICY.durationMs / DAY_MS, least);
}

/** One ceiling that is passed, where in the config or the create body, and what would do. */
export interface Breach {
  readonly limit: string;
  readonly pointer: string;
  readonly problem: string;
}

function partialWeights(table: ContributionTable, jurisdiction: Jurisdiction): Breach[] {
  const problem = `must be 0 or ${WHOLE_BP} in ${jurisdiction}: a game counts fully or not at all`;
  const isPartial = (weightBp: number): boolean => weightBp !== 0 && weightBp !== WHOLE_BP;
  const rules = table.rules.flatMap(({ weightBp }, index) =>
    isPartial(weightBp) ? [{ limit: 'contribution', pointer: `/contribution/rules/${index}/weight_bp`, problem }] : [],
  );
  const byDefault = { limit: 'contribution', pointer: '/contribution/default_bp', problem };
  return isPartial(table.defaultBp) ? [byDefault, ...rules] : rules;
}

/** Where a config itself passes a ceiling. */
export function configBreaches(policy: BrandPolicy): Breach[] {
  const { jurisdiction } = policy;
  if (jurisdiction === null) return [];
  const { multiplierMax, durationDaysMin, countsFully } = PROFILES[jurisdiction];
  const breaches: Breach[] = [];
  const add = (limit: string, pointer: string, problem: string): void => {
    breaches.push({ limit, pointer, problem });
  };
  if (policy.durationMs < durationDaysMin * DAY_MS) {
    add('duration_days', '/duration_days', `must be at least ${durationDaysMin} in ${jurisdiction}`);
  }
  const ratio = parseDecimal(policy.completionRatio);
  if (multiplierMax !== null && ratio !== null && compareDecimals(ratio, ONE) > 0) {
    const problem = `must not be above 1 in ${jurisdiction}: it would ask for more than the multiplier that was named`;
    add('completion_ratio', '/completion_ratio', problem);
  }
  if (!countsFully) return breaches;
  const inPart = `makes a stake count in part, and in ${jurisdiction} it counts fully or not at all`;
  if (Object.keys(policy.betCapMinor).length > 0) add('bet_cap_minor', '/bet_cap_minor', inPart);
  if (policy.maxBetOnBreach === 'cap') add('max_bet', '/max_bet/on_breach', inPart);
  if (policy.sportsBasis !== 'stake') add('sports_basis', '/sports_basis', inPart);
  return [...breaches, ...partialWeights(policy.contribution, jurisdiction)];
}

/** What a create asks for, as far as a ceiling may forbid it. */
export interface AskedTerms {
  readonly requiredMinor: bigint;
  readonly targetMinor: bigint;
  readonly baseMinor: bigint | null;
  readonly hasMultiplier: boolean;
  /** From when the player can work at it, to when. */
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly contribution: ContributionTable | null;
  readonly betCapMinor: bigint | null;
}

/** The first ceiling that a create passes; `targetMinor` is after the completion ratio. */
export function createBreach(jurisdiction: Jurisdiction | null, asked: AskedTerms): Breach | null {
  if (jurisdiction === null) return null;
  const { multiplierMax, multiplierRequired, durationDaysMin, countsFully } = PROFILES[jurisdiction];
  if (multiplierRequired && !(asked.hasMultiplier && asked.baseMinor !== null)) {
    const problem = `is required in ${jurisdiction}, with base_minor and instead of required_minor`;
    return { limit: 'multiplier_required', pointer: '/multiplier', problem };
  }
  const highest = asked.requiredMinor > asked.targetMinor ? asked.requiredMinor : asked.targetMinor;
  if (multiplierMax !== null && asked.baseMinor !== null && highest > asked.baseMinor * multiplierMax) {
    const problem = `must not come to more than ${multiplierMax} times base_minor in ${jurisdiction}`;
    return { limit: 'multiplier', pointer: asked.hasMultiplier ? '/multiplier' : '/required_minor', problem };
  }
  if (asked.expiresAt - asked.startsAt < durationDaysMin * DAY_MS) {
    const problem = `must leave the player at least ${durationDaysMin} days in ${jurisdiction}`;
    return { limit: 'duration_days', pointer: '/expires_at', problem };
  }
  if (!countsFully) return null;
  if (asked.betCapMinor !== null) {
    const problem = `makes a stake count in part, and in ${jurisdiction} it counts fully or not at all`;
    return { limit: 'bet_cap_minor', pointer: '/bet_cap_minor', problem };
  }
  return asked.contribution === null ? null : (partialWeights(asked.contribution, jurisdiction)[0] ?? null);
}
