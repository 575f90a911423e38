// A brand's own rules, as set by its administrators, laid over the documented global defaults. Strict: a config is accepted
// whole or refused with every fault, so that no key is ever silently without effect.
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
import { type ShapeFault, ShapeReader } from './shape-reader.ts';
import { DAY_MS } from './timestamp.ts';

export type ParsedBrandConfig =
  | { readonly policy: BrandPolicy; readonly faults?: undefined }
  | { readonly policy?: undefined; readonly faults: readonly ShapeFault[] };

const DURATION_DAYS_MAX = 3_650;
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

/** The policy that `config` (parsed JSON) makes under this version, or everything that is wrong with it. */
export function parseBrandConfig(config: unknown, version: number): ParsedBrandConfig {
  const reader = ShapeReader.of(config);
  const contribution = reader.object('contribution');
  const durationDays = reader.integer('duration_days', 1, DURATION_DAYS_MAX);
  const policy: BrandPolicy = {
    version,
    completionRatio:
      reader.decimal('completion_ratio', 'must be a decimal above zero', ({ digits }) => digits > 0n) ??
      DEFAULTS.completionRatio,
    durationMs: durationDays === undefined ? DEFAULTS.durationMs : durationDays * DAY_MS,
    allocation: reader.oneOf('allocation', ALLOCATIONS) ?? DEFAULTS.allocation,
    contribution:
      contribution === undefined ? DEFAULTS.contribution : readContribution(contribution, CONTRIBUTION_BOUNDS),
    minStakeMinor: readAmounts(reader.object('min_stake_minor')) ?? DEFAULTS.minStakeMinor,
    betCapMinor: readAmounts(reader.object('bet_cap_minor')) ?? DEFAULTS.betCapMinor,
    ...readMaxBet(reader.object('max_bet')),
    minOdds: reader.decimal('min_odds', 'must be decimal odds', () => true) ?? DEFAULTS.minOdds,
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
  return reader.faults.length === 0 ? { policy } : { faults: reader.faults };
}
