// What callers may ask of a rolling's owner, parsed: the API turns requests into these, the owner answers with a reply.
import type { WalletOperation } from '../../machines/rolling.context.ts';
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import type { Decimal } from './money.ts';
import type { ContributionTable } from './policy.ts';
import type { RollingSource } from './rolling.ts';
import type { TimerKind } from './timers.ts';
import type { Trace } from './trace.ts';

/** Carried by every command. `key` makes it idempotent per (brand, player, operation); `fingerprint` stands for its body. */
interface CommandBase {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly key: string;
  readonly fingerprint: number;
  readonly requestedBy: string | null;
}

export interface CreateCommand extends CommandBase {
  readonly operation: 'create';
  /** Minted once by the API, so that a re-send creates the same rolling. */
  readonly rollingId: RollingId;
  readonly currency: string;
  readonly exponent: number;
  readonly source: RollingSource;
  readonly requiredMinor: bigint | null;
  readonly baseMinor: bigint | null;
  readonly multiplier: { readonly text: string; readonly value: Decimal } | null;
  readonly releaseMinor: bigint | null;
  readonly maxConversionMinor: bigint | null;
  readonly activatesAt: number | null;
  readonly expiresAt: number | null;
  readonly priority: number;
  readonly contribution: ContributionTable | null;
  readonly minOdds: string | null;
  readonly maxBetMinor: bigint | null;
  readonly betCapMinor: bigint | null;
  readonly metadata: string | null;
}

/** What an operator says beside the reason, for people; kept in the journal. */
interface Noted {
  readonly note: string | null;
}

interface OnRolling extends CommandBase, Noted {
  readonly rollingId: RollingId;
  /** Done only to one of these versions; absent: to any. No part of the fingerprint: a repeat is answered, not judged anew. */
  readonly ifVersion?: readonly number[];
}

export interface CancelCommand extends OnRolling {
  readonly operation: 'cancel';
  readonly reason: string;
}

export interface PlainCommand extends OnRolling {
  readonly operation: 'complete' | 'expire' | 'retry-completion' | 'suspend' | 'resume';
  readonly reason: string | null;
}

/** An operator's correction; at least one of the two changes is given. */
export interface AdjustCommand extends OnRolling {
  readonly operation: 'adjust';
  readonly reason: string;
  readonly expiresAt: number | null;
  /** Signed, counted at full weight; null leaves progress as it is. */
  readonly wageredDeltaMinor: bigint | null;
}

/** What was reversed after completion was looked at. */
export interface ReviewCommand extends OnRolling {
  readonly operation: 'review';
  readonly reason: string;
}

/** Every open rolling of the player at once. */
export interface CancelAllCommand extends CommandBase, Noted {
  readonly operation: 'cancel-all';
  readonly reason: string;
}

export type RollingCommand = CancelCommand | PlainCommand | AdjustCommand | ReviewCommand;
export type Command = CreateCommand | CancelAllCommand | RollingCommand;

/** Where a command came from, for logs and traces; it decides nothing. */
export interface CommandOrigin {
  readonly requestId: string;
  readonly trace: Trace | null;
}

/** The answer to a command: `body` is JSON text, kept verbatim; a status of 400 and above is a problem document. */
export interface CommandReply {
  readonly status: number;
  readonly body: string;
  readonly rollingId: RollingId | null;
  /** The rolling's version, for the ETag. */
  readonly version: number | null;
}

export interface StoredAnswer {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly operation: string;
  readonly key: string;
  readonly fingerprint: number;
  readonly at: number;
  readonly reply: CommandReply;
}

/** A timer row whose time has come. */
export interface DueTimer {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly rollingId: RollingId;
  readonly kind: TimerKind;
  readonly dueAt: number;
  /** Of what caused the attempt that this timer repeats. */
  readonly trace?: Trace;
}

/** The wallet's answer to one attempt. */
export interface WalletResult {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly rollingId: RollingId;
  readonly operation: WalletOperation;
  readonly attempt: number;
  readonly outcome: WalletOutcome;
}

/** The wallet's answer to an attempt, or what became of it instead. */
export type WalletOutcome =
  | { readonly kind: 'done'; readonly transactionId: string | null }
  /** For good: asking again cannot help. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  /** Our credentials are refused: raise an alarm, ask again, count no attempt. */
  | { readonly kind: 'misconfigured'; readonly code: string; readonly detail: string }
  /** Never sent: the brand's breaker or bulkhead kept it back. Counts no attempt. */
  | { readonly kind: 'held_back'; readonly code: string; readonly detail: string }
  /** The outcome is unknown: ask again with the same key, no sooner than the wallet said. */
  | { readonly kind: 'retry'; readonly code: string; readonly detail: string; readonly retryAfterMs: number | null };
