// A create body becomes a command: amounts exact, times in epoch milliseconds, the id minted here and nowhere else.
import type { CreateCommand } from '../domain/command.ts';
import type { ExponentOf } from '../domain/currency.ts';
import { type BrandId, isPlayerId, isStorableId } from '../domain/ids.ts';
import { type Decimal, parseDecimal, parseMinor } from '../domain/money.ts';
import type { ContributionTable } from '../domain/policy.ts';
import { newRollingId, slotOf } from '../domain/slot.ts';
import { parseTimestamp } from '../domain/timestamp.ts';
import { fingerprintOfBody } from './canonical-json.ts';
import { ApiProblem, invalidRequest } from './problems.ts';
import { type CreateBody, METADATA_BYTES_MAX } from './schemas/create.ts';

export interface CreateOccasion {
  readonly brandId: BrandId;
  readonly key: string;
  readonly requestedBy: string;
  readonly nowMs: number;
  readonly random: bigint;
  readonly exponentOf: ExponentOf;
}

const misshapen = (pointer: string, detail: string): ApiProblem =>
  invalidRequest([{ in: 'body', pointer: `/${pointer}`, detail }]);

function minorOf(body: CreateBody, name: keyof CreateBody & `${string}_minor`, minimum: bigint): bigint | null {
  const given = body[name];
  if (given === undefined) return null;
  const minor = parseMinor(given);
  if (minor !== null && minor >= minimum) return minor;
  const detail = `${name} must be at least ${minimum} and have at most 60 digits; write integers above 2^53 - 1 as text`;
  throw new ApiProblem('INVALID_AMOUNT', detail, { pointer: `/${name}` });
}

function timeOf(body: CreateBody, name: 'activates_at' | 'expires_at'): number | null {
  const given = body[name];
  if (given === undefined) return null;
  const atMs = parseTimestamp(given);
  if (atMs === null) throw misshapen(name, 'is no RFC 3339 time');
  return atMs;
}

function decimalOf(body: CreateBody, name: 'multiplier' | 'min_odds'): { text: string; value: Decimal } | null {
  const text = body[name];
  if (text === undefined) return null;
  const value = parseDecimal(text);
  if (value === null) throw misshapen(name, 'is no plain decimal');
  return { text, value };
}

function exponentFor(body: CreateBody, exponentOf: ExponentOf): number {
  const known = exponentOf(body.currency);
  if (known === undefined && body.exponent === undefined) {
    throw new ApiProblem('UNKNOWN_CURRENCY', `${body.currency} is not known: name its exponent`);
  }
  if (known !== undefined && body.exponent !== undefined && known !== body.exponent) {
    throw new ApiProblem('CURRENCY_EXPONENT_INVALID', `${body.currency} has the exponent ${known}`);
  }
  return known ?? body.exponent ?? 0;
}

function contributionOf(body: CreateBody): ContributionTable | null {
  if (body.contribution === undefined) return null;
  const rules = (body.contribution.rules ?? []).map((rule) => ({
    ...(rule.game_id === undefined ? {} : { gameId: rule.game_id }),
    ...(rule.game_provider === undefined ? {} : { gameProvider: rule.game_provider }),
    ...(rule.game_category === undefined ? {} : { gameCategory: rule.game_category }),
    ...(rule.product === undefined ? {} : { product: rule.product }),
    weightBp: rule.weight_bp,
  }));
  return { defaultBp: body.contribution.default_bp, rules };
}

function metadataOf(body: CreateBody): string | null {
  if (body.metadata === undefined) return null;
  const text = JSON.stringify(body.metadata);
  if (Buffer.byteLength(text) > METADATA_BYTES_MAX) throw misshapen('metadata', `is above ${METADATA_BYTES_MAX} bytes`);
  return text;
}

/** Throws `ApiProblem` for what the schema could not see. */
export function createCommandOf(body: CreateBody, occasion: CreateOccasion): CreateCommand {
  const { brandId, nowMs } = occasion;
  const { player_id: playerId, source } = body;
  if (!isPlayerId(playerId)) throw misshapen('player_id', 'is too long');
  if (!isStorableId(source.id)) throw misshapen('source/id', 'is too long');
  if (body.required_minor !== undefined && body.multiplier !== undefined) {
    throw misshapen('multiplier', 'does not go with required_minor');
  }
  return {
    operation: 'create',
    brandId,
    playerId,
    key: occasion.key,
    fingerprint: fingerprintOfBody(body),
    requestedBy: occasion.requestedBy,
    rollingId: newRollingId(nowMs, slotOf(brandId, playerId), occasion.random),
    currency: body.currency,
    exponent: exponentFor(body, occasion.exponentOf),
    source,
    requiredMinor: minorOf(body, 'required_minor', 1n),
    baseMinor: minorOf(body, 'base_minor', 1n),
    multiplier: decimalOf(body, 'multiplier'),
    releaseMinor: minorOf(body, 'release_minor', 0n),
    maxConversionMinor: minorOf(body, 'max_conversion_minor', 0n),
    activatesAt: timeOf(body, 'activates_at'),
    expiresAt: timeOf(body, 'expires_at'),
    priority: body.priority ?? 0,
    contribution: contributionOf(body),
    minOdds: decimalOf(body, 'min_odds')?.text ?? null,
    maxBetMinor: minorOf(body, 'max_bet_minor', 1n),
    betCapMinor: minorOf(body, 'bet_cap_minor', 1n),
    metadata: metadataOf(body),
  };
}
