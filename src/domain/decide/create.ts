// A new rolling: the brand's policy of this moment is resolved for its currency and frozen onto it.
import { BASIS_POINTS } from '../../../machines/rolling.context.ts';
import type { CommandReply, CreateCommand } from '../command.ts';
import { createBreach } from '../jurisdiction.ts';
import { fitsDigits, multiplyRoundedUp, parseDecimal } from '../money.ts';
import type { BrandPolicy, FrozenPolicy } from '../policy.ts';
import { problemReply } from '../problem.ts';
import type { RollingFacts, RollingRecord } from '../rolling.ts';
import { rollingView } from '../rolling-view.ts';
import { internPolicy } from '../terms-codec.ts';
import { begin } from '../step.ts';
import { answerTo } from './command.ts';
import { type CreateFacts, type Decision, type PlayerView, type Surroundings, decided } from './decision.ts';

/** No currency we know has more decimals. */
const EXPONENT_MAX = 24;

function freezePolicy(policy: BrandPolicy, command: CreateCommand): FrozenPolicy {
  const { currency } = command;
  const maxBetMinor = command.maxBetMinor ?? policy.maxBetMinor[currency] ?? null;
  return {
    allocation: policy.allocation,
    contribution: command.contribution ?? policy.contribution,
    minStakeMinor: policy.minStakeMinor[currency] ?? null,
    betCapMinor: command.betCapMinor ?? policy.betCapMinor[currency] ?? null,
    maxBet: maxBetMinor === null ? null : { minor: maxBetMinor, onBreach: policy.maxBetOnBreach },
    minOdds: command.minOdds ?? policy.minOdds,
    sportsBasis: policy.sportsBasis,
    push: policy.push,
    cashout: policy.cashout,
    placedAtMissing: policy.placedAtMissing,
    forfeit: policy.forfeit,
    suspensionFreezesExpiry: policy.suspensionFreezesExpiry,
    rollbackAfterCompletion: policy.rollbackAfterCompletion,
    retry: policy.retry,
    expiryGraceMs: policy.expiryGraceMs,
  };
}

/** `required_minor` as given, or base × multiplier, exact and rounded up once; null where neither is there. */
function requiredOf(command: CreateCommand): bigint | null {
  if (command.requiredMinor !== null) return command.requiredMinor;
  if (command.baseMinor === null || command.multiplier === null) return null;
  return multiplyRoundedUp(command.baseMinor, command.multiplier.value);
}

/** Limits of zero would let no bet count and nothing be paid out: whoever means that makes no rolling. */
function areUsable(command: CreateCommand): boolean {
  const { releaseMinor, baseMinor, maxConversionMinor, maxBetMinor, betCapMinor } = command;
  const amounts = [releaseMinor, baseMinor].filter((amount) => amount !== null);
  const limits = [maxConversionMinor, maxBetMinor, betCapMinor].filter((limit) => limit !== null);
  return (
    amounts.every((amount) => amount >= 0n && fitsDigits(amount)) &&
    limits.every((limit) => limit > 0n && fitsDigits(limit))
  );
}

interface Amounts {
  readonly requiredMinor: bigint;
  readonly targetMinor: bigint;
}

function amountsOf(command: CreateCommand, policy: BrandPolicy): Amounts | CommandReply {
  const requiredMinor = requiredOf(command);
  if (requiredMinor === null)
    return problemReply('REQUIREMENT_MISSING', 'give required_minor, or base_minor and multiplier');
  const ratio = parseDecimal(policy.completionRatio);
  if (ratio === null)
    throw new TypeError(`completion ratio ${policy.completionRatio} of a stored policy is no decimal`);
  const targetMinor = multiplyRoundedUp(requiredMinor, ratio);
  const isRequirement = (amount: bigint): boolean => amount > 0n && fitsDigits(amount);
  if (!isRequirement(requiredMinor) || !isRequirement(targetMinor) || !areUsable(command)) {
    return problemReply(
      'INVALID_AMOUNT',
      'the requirement and every limit must be above zero, and no amount negative or longer than 60 digits',
    );
  }
  return { requiredMinor, targetMinor };
}

/** What the law of the brand's jurisdiction forbids. Time counts from when the player can begin to use it. */
function forbidden(
  command: CreateCommand,
  { jurisdiction }: BrandPolicy,
  amounts: Amounts,
  startsAt: number,
  expiresAt: number,
): CommandReply | null {
  const { baseMinor, contribution, betCapMinor } = command;
  const hasMultiplier = command.multiplier !== null;
  const breach = createBreach(jurisdiction, {
    ...amounts,
    baseMinor,
    hasMultiplier,
    startsAt,
    expiresAt,
    contribution,
    betCapMinor,
  });
  if (breach === null) return null;
  const { limit, pointer, problem } = breach;
  return problemReply('JURISDICTION_LIMIT', `${pointer.slice(1)} ${problem}`, { limit, pointer, jurisdiction });
}

function factsOf(
  player: PlayerView,
  command: CreateCommand,
  policy: BrandPolicy,
  amounts: Amounts,
  at: number,
): RollingFacts {
  return {
    rollingId: command.rollingId,
    brandId: command.brandId,
    playerId: command.playerId,
    slot: player.slot,
    source: command.source,
    currency: command.currency,
    exponent: command.exponent,
    ...amounts,
    baseMinor: command.baseMinor,
    multiplier: command.multiplier?.text ?? null,
    priority: command.priority,
    createdAt: at,
    bodyFingerprint: command.fingerprint,
    metadata: command.metadata,
    terms: {
      rollingId: command.rollingId,
      target: amounts.targetMinor * BASIS_POINTS,
      releaseMinor: command.releaseMinor ?? command.baseMinor ?? 0n,
      maxConversionMinor: command.maxConversionMinor,
      policyVersion: policy.version,
      completionRatio: policy.completionRatio,
      policy: internPolicy(freezePolicy(policy, command)),
    },
  };
}

function replyWith(rolling: RollingRecord, status: 200 | 201): CommandReply {
  return {
    status,
    body: JSON.stringify(rollingView(rolling)),
    rollingId: rolling.facts.rollingId,
    version: rolling.version,
  };
}

function refuse(command: CreateCommand, slot: number, at: number, reply: CommandReply): Decision {
  return decided('refused', { reply, answer: answerTo(command, slot, at, reply) });
}

export function decideCreate(
  player: PlayerView,
  command: CreateCommand,
  facts: CreateFacts,
  around: Surroundings,
): Decision {
  const { now: at } = around;
  const { policy, sameSource } = facts;
  if (sameSource !== null) {
    const sameBody = sameSource.facts.bodyFingerprint === command.fingerprint;
    const reply = sameBody
      ? replyWith(sameSource, 200)
      : problemReply('SOURCE_CONFLICT', `source ${command.source.type} ${command.source.id} already has a rolling`, {
          rolling_id: sameSource.facts.rollingId,
        });
    return decided(sameBody ? 'replayed' : 'refused', { reply, answer: answerTo(command, player.slot, at, reply) });
  }
  if (policy === null) {
    // Not remembered as an answer: a build that understands the config will take it.
    const reply = problemReply(
      'BRAND_CONFIG_NOT_UNDERSTOOD',
      `the config of brand ${command.brandId} is of a newer build`,
    );
    return decided('refused', { reply });
  }
  if (command.exponent < 0 || command.exponent > EXPONENT_MAX) {
    return refuse(command, player.slot, at, problemReply('CURRENCY_EXPONENT_INVALID', `exponent ${command.exponent}`));
  }
  const amounts = amountsOf(command, policy);
  if ('status' in amounts) return refuse(command, player.slot, at, amounts);
  const activeFrom = command.activatesAt ?? at;
  const expiresAt = command.expiresAt ?? at + policy.durationMs;
  if (expiresAt <= at || expiresAt <= activeFrom) {
    return refuse(
      command,
      player.slot,
      at,
      problemReply('EXPIRES_IN_PAST', 'expires_at must lie after now and activates_at'),
    );
  }
  const breach = forbidden(command, policy, amounts, Math.max(at, activeFrom), expiresAt);
  if (breach !== null) return refuse(command, player.slot, at, breach);
  const created = begin(factsOf(player, command, policy, amounts, at), activeFrom, expiresAt, {
    eventId: `command:${command.key}`,
    kind: 'CREATED',
    at,
    rule: `policy:${policy.version}`,
    requestedBy: command.requestedBy,
  });
  const reply = replyWith(created.after, 201);
  return decided('applied', { steps: [created], reply, answer: answerTo(command, player.slot, at, reply) });
}
