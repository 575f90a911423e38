// Players, rollings, bets and commands with everything that a test does not care about filled in.
import { BASIS_POINTS } from '../../machines/rolling.context.ts';
import type { RollingEvent } from '../../machines/rolling.events.ts';
import { transition } from '../../machines/rolling.transition.ts';
import type {
  AdjustCommand,
  CancelAllCommand,
  CancelCommand,
  CreateCommand,
  PlainCommand,
  ReviewCommand,
  WalletOutcome,
} from '../../src/domain/command.ts';
import { brandId, playerId, type RollingId } from '../../src/domain/ids.ts';
import { parseDecimal } from '../../src/domain/money.ts';
import { GLOBAL_DEFAULT_POLICY, type BrandPolicy, type FrozenPolicy } from '../../src/domain/policy.ts';
import type { RollingFacts, RollingRecord } from '../../src/domain/rolling.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';
import { begin } from '../../src/domain/step.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import type { BetRolledBack, BetSettled } from '../../src/domain/wallet-event.ts';

export const BRAND = brandId('brand-1');
export const PLAYER = playerId('anna');
export const SLOT = slotOf(BRAND, PLAYER);

export const NOON = Date.UTC(2026, 10, 2, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A stake of 40 digits. */
export const HUGE = 1_234_567_890_123_456_789_012_345_678_901_234_567_890n;

/** Ids sort by their number. */
export const rollingIdOf = (number: number): RollingId => newRollingId(NOON, SLOT, BigInt(number));

function frozenPolicy(overrides: Partial<FrozenPolicy> = {}): FrozenPolicy {
  return {
    allocation: 'single',
    contribution: { defaultBp: 10_000, rules: [] },
    minStakeMinor: null,
    betCapMinor: null,
    maxBet: null,
    minOdds: null,
    sportsBasis: 'stake',
    push: 'zero',
    cashout: 'zero',
    placedAtMissing: 'zero',
    forfeit: 'bonus_only',
    suspensionFreezesExpiry: false,
    rollbackAfterCompletion: 'record',
    retry: { maxAttempts: 30, baseMs: 500, maxMs: 600_000 },
    expiryGraceMs: 60_000,
    ...overrides,
  };
}

export function brandPolicy(overrides: Partial<BrandPolicy> = {}): BrandPolicy {
  return { ...GLOBAL_DEFAULT_POLICY, version: 3, ...overrides };
}

export interface RollingOptions {
  readonly number?: number;
  readonly targetMinor?: bigint;
  readonly releaseMinor?: bigint;
  readonly maxConversionMinor?: bigint;
  readonly currency?: string;
  readonly priority?: number;
  readonly createdAt?: number;
  readonly activeFrom?: number;
  readonly expiresAt?: number | null;
  readonly policy?: Partial<FrozenPolicy>;
  /** What happened to it since it was made. */
  readonly events?: readonly RollingEvent[];
}

function rollingFacts(options: RollingOptions = {}): RollingFacts {
  const { number = 1, targetMinor = 1_000n, priority = 0, createdAt = NOON, currency = 'EUR' } = options;
  const id = rollingIdOf(number);
  return {
    rollingId: id,
    brandId: BRAND,
    playerId: PLAYER,
    slot: SLOT,
    source: { type: 'bonus', id: `bonus-${number}` },
    currency,
    exponent: 2,
    requiredMinor: targetMinor,
    targetMinor,
    baseMinor: null,
    multiplier: null,
    priority,
    createdAt,
    bodyFingerprint: 1,
    metadata: null,
    terms: {
      rollingId: id,
      target: targetMinor * BASIS_POINTS,
      releaseMinor: options.releaseMinor ?? 500n,
      maxConversionMinor: options.maxConversionMinor ?? null,
      policyVersion: 0,
      completionRatio: '1',
      policy: frozenPolicy(options.policy),
    },
  };
}

/** A rolling of the default brand's player, active since noon unless told otherwise. */
export function aRolling(options: RollingOptions = {}): RollingRecord {
  const { createdAt = NOON, activeFrom = NOON, events = [] } = options;
  const expiresAt = options.expiresAt === undefined ? NOON + DAY_MS : options.expiresAt;
  const cause = { eventId: 'command:create', kind: 'CREATED', at: createdAt } as const;
  const { after } = begin(rollingFacts(options), activeFrom, expiresAt, cause);
  return { ...after, snapshot: events.reduce(transition, after.snapshot) };
}

/** A casino bet of 100 that was placed and settled a minute after noon. Its ids follow from its bet id. */
export function aBet(overrides: Partial<BetSettled> = {}): BetSettled {
  const betId = overrides.betId ?? 'bet-1';
  return {
    type: 'BET_SETTLED',
    eventId: `settle:${betId}:${overrides.settlementId ?? ''}`,
    occurredAt: NOON + MINUTE,
    brandId: BRAND,
    playerId: PLAYER,
    betId,
    settlementId: betId,
    currency: 'EUR',
    fingerprint: 11,
    stakeMinor: 100n,
    winMinor: 0n,
    outcome: 'loss',
    product: 'casino',
    gameCategory: 'slots',
    gameProvider: 'acme',
    gameId: 'lucky-7',
    odds: null,
    placedAt: NOON + MINUTE,
    settledAt: NOON + MINUTE,
    ...overrides,
  };
}

/** The whole of bet-1 taken back, without saying which settlement. */
export function aRollback(overrides: Partial<BetRolledBack> = {}): BetRolledBack {
  const betId = overrides.betId ?? 'bet-1';
  return {
    type: 'BET_ROLLED_BACK',
    eventId: `rollback:${betId}`,
    occurredAt: NOON + 2 * MINUTE,
    brandId: BRAND,
    playerId: PLAYER,
    betId,
    currency: 'EUR',
    fingerprint: 12,
    settlementId: null,
    amountMinor: null,
    rolledBackAt: NOON + 2 * MINUTE,
    ...overrides,
  };
}

export interface CreateOptions extends Partial<Omit<CreateCommand, 'multiplier'>> {
  readonly number?: number;
  readonly multiplier?: string | null;
}

export function aCreate({ number = 1, multiplier = null, ...overrides }: CreateOptions = {}): CreateCommand {
  const value = parseDecimal(multiplier);
  return {
    operation: 'create',
    brandId: BRAND,
    playerId: PLAYER,
    key: `create-${number}`,
    fingerprint: 100 + number,
    requestedBy: 'promotion_service',
    rollingId: rollingIdOf(number),
    currency: 'EUR',
    exponent: 2,
    source: { type: 'bonus', id: `bonus-${number}` },
    requiredMinor: multiplier === null ? 1_000n : null,
    baseMinor: null,
    multiplier: multiplier === null || value === null ? null : { text: multiplier, value },
    releaseMinor: null,
    maxConversionMinor: null,
    activatesAt: null,
    expiresAt: null,
    priority: 0,
    contribution: null,
    minOdds: null,
    maxBetMinor: null,
    betCapMinor: null,
    metadata: null,
    ...overrides,
  };
}

interface CommandOptions {
  readonly number?: number;
  readonly key?: string;
  readonly fingerprint?: number;
}

const onRolling = (operation: string, { number = 1, key, fingerprint = 1 }: CommandOptions) => ({
  brandId: BRAND,
  playerId: PLAYER,
  rollingId: rollingIdOf(number),
  key: key ?? `${operation}-${number}`,
  fingerprint,
  requestedBy: 'admin:eve',
  note: 'ticket 9',
});

export function aCommand(
  operation: PlainCommand['operation'],
  { reason = null, ...options }: CommandOptions & { readonly reason?: string | null } = {},
): PlainCommand {
  return { ...onRolling(operation, options), operation, reason };
}

export function aCancel(options: CommandOptions & { readonly reason?: string } = {}): CancelCommand {
  return { ...onRolling('cancel', options), operation: 'cancel', reason: options.reason ?? 'REQUESTED' };
}

export function aCancelAll({ key = 'cancel-all', fingerprint = 1, reason = 'SELF_EXCLUSION' } = {}): CancelAllCommand {
  return {
    operation: 'cancel-all',
    brandId: BRAND,
    playerId: PLAYER,
    key,
    fingerprint,
    requestedBy: 'admin:eve',
    reason,
    note: 'ticket 9',
  };
}

export function aReview({
  reason = 'looked at',
  ...options
}: CommandOptions & { readonly reason?: string } = {}): ReviewCommand {
  return { ...onRolling('review', options), operation: 'review', reason };
}

/** Changes nothing by itself. */
export function anAdjust({
  reason = 'goodwill',
  expiresAt = null,
  wageredDeltaMinor = null,
  ...options
}: CommandOptions & Partial<Pick<AdjustCommand, 'reason' | 'expiresAt' | 'wageredDeltaMinor'>> = {}): AdjustCommand {
  return { ...onRolling('adjust', options), operation: 'adjust', reason, expiresAt, wageredDeltaMinor };
}

/** What the wallet may say to an attempt. */
export const WALLET_SAYS = {
  done: { kind: 'done', transactionId: 'tx-1' },
  refused: { kind: 'refused', code: 'NOT_ALLOWED', detail: 'no' },
  held_back: { kind: 'held_back', code: 'WALLET_CLOSED', detail: 'not now' },
  misconfigured: { kind: 'misconfigured', code: 'UNAUTHORIZED', detail: 'who are you' },
  retry: { kind: 'retry', code: 'TIMEOUT', detail: 'no answer', retryAfterMs: null },
} as const satisfies Readonly<Record<WalletOutcome['kind'], WalletOutcome>>;
