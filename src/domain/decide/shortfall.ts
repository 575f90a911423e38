// A brand may ask that what was reversed after completion be staked anew: a rolling for what is missing, made in the same commit.
// It releases nothing, and what is reversed on it in turn is only recorded, so that one rollback never starts a chain.
import { BASIS_POINTS } from '../../../machines/rolling.context.ts';
import { fingerprintOf, hashPair } from '../hash.ts';
import { ceilDivide, minBigint } from '../money.ts';
import { type RollingFacts, type RollingRecord, contextOf } from '../rolling.ts';
import { newRollingId } from '../slot.ts';
import { type Step, begin } from '../step.ts';

/** What must be staked anew because of this step; progress units, not above zero where nothing is missing. */
function missingAfter({ before, after }: Step): bigint {
  if (before === null) return 0n;
  const { progress, reversed, forced, terms } = contextOf(after);
  const asks = terms.policy.rollbackAfterCompletion === 'shortfall' && after.facts.source.type !== 'shortfall';
  if (!asks || forced) return 0n;
  return minBigint(reversed - contextOf(before).reversed, terms.target - (progress - reversed));
}

/** The same decision taken again, here or elsewhere, makes the same rolling. */
function factsOf(original: RollingFacts, requiredMinor: bigint, eventId: string, at: number): RollingFacts {
  const source = { type: 'shortfall', id: `${original.rollingId}:${eventId}` } as const;
  const { high, low } = hashPair(original.playerId, source.id);
  const rollingId = newRollingId(at, original.slot, (BigInt(high) << 32n) | BigInt(low));
  return {
    ...original,
    rollingId,
    source,
    requiredMinor,
    targetMinor: requiredMinor,
    baseMinor: null,
    multiplier: null,
    createdAt: at,
    bodyFingerprint: fingerprintOf(source.id),
    metadata: null,
    terms: {
      ...original.terms,
      rollingId,
      target: requiredMinor * BASIS_POINTS,
      // What is missing was measured against a target that the ratio had made already.
      completionRatio: '1',
      releaseMinor: 0n,
      maxConversionMinor: null,
    },
  };
}

/** As long as the original had, from now. */
function expiryOf(original: RollingRecord, at: number): number | null {
  const { activeFrom, expiresAt } = contextOf(original);
  return expiresAt === null ? null : at + (expiresAt - activeFrom);
}

/** The rollings that these steps ask for, each as the first step of its life. */
export function shortfallsOf(steps: readonly Step[]): Step[] {
  return steps.flatMap((taken) => {
    const missing = missingAfter(taken);
    if (missing <= 0n) return [];
    const { after, entry } = taken;
    const { eventId, at } = entry;
    const facts = factsOf(after.facts, ceilDivide(missing, BASIS_POINTS), eventId, at);
    return [begin(facts, at, expiryOf(after, at), { eventId, kind: 'CREATED', at, rule: 'shortfall' })];
  });
}
