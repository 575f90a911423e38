// A rolling's create, taken back from what was frozen: which of its terms it was given, and which it took from the config of its
// version. Only what it took follows another config.
import type { CreateCommand } from '../command.ts';
import { parseDecimal } from '../money.ts';
import type { BrandPolicy, ContributionTable } from '../policy.ts';
import { contextOf } from '../rolling.ts';
import type { RecordedRolling } from './occasions.ts';

/** The end that was agreed at create: a suspension may have moved it since. */
export function firstExpiresAt({ record, journal }: RecordedRolling): number | null {
  const { expiresAt } = contextOf(record);
  if (expiresAt === null || !record.facts.terms.policy.suspensionFreezesExpiry) return expiresAt;
  let suspendedAt: number | null = null;
  let frozenMs = 0;
  for (const { kind, rule, at } of journal) {
    if (kind !== 'COMMAND') continue;
    if (rule?.startsWith('suspend') === true) suspendedAt = at;
    else if (rule?.startsWith('resume') === true && suspendedAt !== null) frozenMs += at - suspendedAt;
  }
  return expiresAt - frozenMs;
}

const isSameTable = (left: ContributionTable, right: ContributionTable): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** `policy` is the brand's at that time. What was given at create and equals it by chance is taken for the brand's. */
export function createOf(rolling: RecordedRolling, policy: BrandPolicy): CreateCommand {
  const { facts } = rolling.record;
  const { terms, currency } = facts;
  const frozen = terms.policy;
  const value = parseDecimal(facts.multiplier);
  const multiplier = facts.multiplier === null || value === null ? null : { text: facts.multiplier, value };
  const expiresAt = firstExpiresAt(rolling);
  const maxBetMinor = frozen.maxBet?.minor ?? null;
  const given = <Value>(own: Value | null, ofBrand: Value | null | undefined): Value | null =>
    own === (ofBrand ?? null) ? null : own;
  return {
    operation: 'create',
    brandId: facts.brandId,
    playerId: facts.playerId,
    key: facts.rollingId,
    fingerprint: facts.bodyFingerprint,
    requestedBy: null,
    rollingId: facts.rollingId,
    currency,
    exponent: facts.exponent,
    source: facts.source,
    requiredMinor: multiplier === null ? facts.requiredMinor : null,
    baseMinor: facts.baseMinor,
    multiplier,
    releaseMinor: terms.releaseMinor,
    maxConversionMinor: terms.maxConversionMinor,
    activatesAt: contextOf(rolling.record).activeFrom,
    expiresAt: given(expiresAt, facts.createdAt + policy.durationMs),
    priority: facts.priority,
    contribution: isSameTable(frozen.contribution, policy.contribution) ? null : frozen.contribution,
    minOdds: given(frozen.minOdds, policy.minOdds),
    maxBetMinor: given(maxBetMinor, policy.maxBetMinor[currency]),
    betCapMinor: given(frozen.betCapMinor, policy.betCapMinor[currency]),
    metadata: facts.metadata,
  };
}
