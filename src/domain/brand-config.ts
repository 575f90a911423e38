// A brand's own rules, as set by its administrators, laid over the defaults of its jurisdiction and the documented global ones.
// Strict: a config is accepted whole or refused with every fault, so that no key is ever silently without effect.
import { impossibleFaults } from './brand-config/impossible.ts';
import { JURISDICTIONS, configBreaches, defaultDurationDays } from './jurisdiction.ts';
import { type BrandPolicy, GLOBAL_DEFAULT_POLICY as DEFAULTS } from './policy.ts';
import {
  ALLOCATIONS,
  FORFEITS,
  MAX_BET_BREACHES,
  ROLLBACKS_AFTER_COMPLETION,
  SPORTS_BASES,
  ZERO_OR_COUNT,
  readContribution,
} from './policy-shape.ts';
import { compareDecimals } from './money.ts';
import { type ShapeFault, ShapeReader } from './shape-reader.ts';
import { DAY_MS } from './timestamp.ts';

export type ParsedBrandConfig =
  | { readonly policy: BrandPolicy; readonly faults?: undefined }
  | { readonly policy?: undefined; readonly faults: readonly ShapeFault[] };

const DURATION_DAYS_MAX = 3_650;
const COMPLETION_RATIO_MAX = 100;
const ATTEMPTS_MAX = 1_000;
const WAIT_MS_MAX = DAY_MS;
const CONTRIBUTION_BOUNDS = { rulesMax: 1_000, nameLengthMin: 1, nameLengthMax: 128, mustMatch: true };
const CURRENCY = /^[A-Z0-9]{2,16}$/;

type Amounts = Readonly<Record<string, bigint>>;

/** `{"EUR": "500"}`. */
function readAmounts(reader: ShapeReader | undefined): Amounts | undefined {
  if (reader === undefined) return undefined;
  const amounts: Record<string, bigint> = {};
  for (const currency of reader.names()) {
    const amount = reader.minor(currency);
    if (!CURRENCY.test(currency)) reader.fault(currency, 'is no currency code');
    else if (amount !== undefined) amounts[currency] = amount;
  }
  return amounts;
}

function readRetry(reader: ShapeReader | undefined): BrandPolicy['retry'] {
  if (reader === undefined) return DEFAULTS.retry;
  const retry = {
    maxAttempts: reader.integer('max_attempts', 1, ATTEMPTS_MAX) ?? DEFAULTS.retry.maxAttempts,
    baseMs: reader.integer('base_ms', 1, WAIT_MS_MAX) ?? DEFAULTS.retry.baseMs,
    maxMs: reader.integer('max_ms', 1, WAIT_MS_MAX) ?? DEFAULTS.retry.maxMs,
  };
  if (retry.maxMs < retry.baseMs) reader.fault('max_ms', 'must not be below base_ms');
  reader.refuseUnknown();
  return retry;
}

function readMaxBet(reader: ShapeReader | undefined): Pick<BrandPolicy, 'maxBetMinor' | 'maxBetOnBreach'> {
  const read = {
    maxBetMinor: readAmounts(reader?.object('minor')) ?? DEFAULTS.maxBetMinor,
    maxBetOnBreach: reader?.oneOf('on_breach', MAX_BET_BREACHES) ?? DEFAULTS.maxBetOnBreach,
  };
  reader?.refuseUnknown();
  return read;
}

function readForfeit(reader: ShapeReader | undefined): BrandPolicy['forfeit'] {
  const forfeit = reader?.oneOf('forfeit', FORFEITS) ?? DEFAULTS.forfeit;
  reader?.refuseUnknown();
  return forfeit;
}

/** As text: whoever writes a JSON number has lost digits before we see them. */
function readCompletionRatio(reader: ShapeReader): string | undefined {
  const problem = `must be decimal text above zero and at most ${COMPLETION_RATIO_MAX}, such as "0.8"`;
  const most = { digits: BigInt(COMPLETION_RATIO_MAX), scale: 0 };
  return reader.decimal('completion_ratio', problem, (ratio) => ratio.digits > 0n && compareDecimals(ratio, most) <= 0);
}

interface Reading {
  readonly policy: BrandPolicy;
  readonly faults: readonly ShapeFault[];
}

/** With a default in the place of everything that is absent or wrong. */
function readConfig(config: unknown, version: number): Reading {
  const reader = ShapeReader.of(config);
  const contribution = reader.object('contribution');
  const jurisdiction = reader.oneOf('jurisdiction', JURISDICTIONS) ?? DEFAULTS.jurisdiction;
  const durationDays = reader.integer('duration_days', 1, DURATION_DAYS_MAX) ?? defaultDurationDays(jurisdiction);
  const policy: BrandPolicy = {
    version,
    jurisdiction,
    completionRatio: readCompletionRatio(reader) ?? DEFAULTS.completionRatio,
    durationMs: durationDays * DAY_MS,
    allocation: reader.oneOf('allocation', ALLOCATIONS) ?? DEFAULTS.allocation,
    contribution:
      contribution === undefined ? DEFAULTS.contribution : readContribution(contribution, CONTRIBUTION_BOUNDS),
    minStakeMinor: readAmounts(reader.object('min_stake_minor')) ?? DEFAULTS.minStakeMinor,
    betCapMinor: readAmounts(reader.object('bet_cap_minor')) ?? DEFAULTS.betCapMinor,
    ...readMaxBet(reader.object('max_bet')),
    minOdds: reader.decimal('min_odds', 'must be decimal odds as text, such as "1.5"', () => true) ?? DEFAULTS.minOdds,
    sportsBasis: reader.oneOf('sports_basis', SPORTS_BASES) ?? DEFAULTS.sportsBasis,
    push: reader.oneOf('push', ZERO_OR_COUNT) ?? DEFAULTS.push,
    cashout: reader.oneOf('cashout', ZERO_OR_COUNT) ?? DEFAULTS.cashout,
    placedAtMissing: reader.oneOf('placed_at_missing', ZERO_OR_COUNT) ?? DEFAULTS.placedAtMissing,
    forfeit: readForfeit(reader.object('cancellation')),
    suspensionFreezesExpiry: reader.boolean('suspension_freezes_expiry') ?? DEFAULTS.suspensionFreezesExpiry,
    rollbackAfterCompletion:
      reader.oneOf('rollback_after_completion', ROLLBACKS_AFTER_COMPLETION) ?? DEFAULTS.rollbackAfterCompletion,
    retry: readRetry(reader.object('retry')),
    expiryGraceMs: reader.integer('expiry_grace_ms', 0, WAIT_MS_MAX) ?? DEFAULTS.expiryGraceMs,
  };
  reader.refuseUnknown();
  return { policy, faults: reader.faults };
}

/**
 * The policy that a stored config (parsed JSON) makes under this version, or what is wrong with its shape. Only the shape: a rule
 * that we learn later must not undo what was accepted before.
 */
export function parseBrandConfig(config: unknown, version: number): ParsedBrandConfig {
  const { policy, faults } = readConfig(config, version);
  return faults.length === 0 ? { policy } : { faults };
}

/** As `parseBrandConfig`, for a config that is about to be stored: also what is impossible or beyond its jurisdiction. */
export function validateBrandConfig(config: unknown, version: number): ParsedBrandConfig {
  const { policy, faults } = readConfig(config, version);
  const deeper = [...impossibleFaults(policy), ...configBreaches(policy)]
    // What could not be read is not judged by what stands in for it.
    .filter(({ pointer }) => !faults.some((known) => `${known.pointer}/`.startsWith(`${pointer}/`)))
    .map(({ pointer, problem }) => ({ pointer, problem }));
  const all = [...faults, ...deeper];
  return all.length === 0 ? { policy } : { faults: all };
}
