// The memory of one rolling: what its statechart reads and assigns. Every amount is an exact integer (bigint), every time
// is epoch milliseconds. Progress is counted in stake minor units × basis points, so no bet is ever rounded.

/** Basis points in one whole: progress units per minor unit of stake at full weight. */
export const BASIS_POINTS = 10_000n;

type ForfeitPolicy = 'bonus_only' | 'bonus_and_winnings' | 'none';
export type WalletOperation = 'release' | 'forfeit';
type EndingKind = 'cancel' | 'expire';
type RollbackAfterCompletion = 'record' | 'review' | 'shortfall';

/** Exponential back-off of the wallet call: `baseMs` doubles per attempt up to `maxMs`; `maxAttempts` ends it. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
}

/** The part of the frozen brand policy that the statechart itself obeys; shared by all rollings made under one policy. */
export interface MachinePolicy {
  readonly retry: RetryPolicy;
  readonly forfeit: ForfeitPolicy;
  readonly suspensionFreezesExpiry: boolean;
  readonly rollbackAfterCompletion: RollbackAfterCompletion;
}

/** What was agreed at create and never changes. `target` is in progress units. */
export interface MachineTerms {
  readonly rollingId: string;
  readonly target: bigint;
  readonly releaseMinor: bigint;
  readonly maxConversionMinor: bigint | null;
  readonly policy: MachinePolicy;
}

/**
 * One wallet operation over all its attempts. `outcome`: `none` no attempt was ever recorded; `unknown` one was, and it may
 * have reached the wallet; `done` and `refused` are the wallet's word.
 */
export interface WalletCallState {
  readonly amountMinor: bigint;
  readonly attempts: number;
  readonly outcome: 'none' | 'unknown' | 'done' | 'refused';
  readonly nextAttemptAt: number | null;
  readonly lastError: string | null;
  readonly transactionId: string | null;
}

/** Why and for whom a rolling ends without release. */
export interface Ending {
  readonly kind: EndingKind;
  readonly reason: string;
  readonly requestedBy: string | null;
}

export interface RollingContext {
  readonly terms: MachineTerms;
  /** Σ credited − Σ reversed, but for reversals after completion. Progress units. */
  readonly progress: bigint;
  /** Σ reversed after completion. Progress units. */
  readonly reversed: bigint;
  /** Rolled back while a release may be on its way; decided by the wallet's answer. Progress units. */
  readonly waiting: bigint;
  /** How many counted bets stand wholly behind `waiting`. */
  readonly waitingBets: number;
  readonly betsCounted: number;
  readonly activeFrom: number;
  readonly expiresAt: number | null;
  readonly suspendedAt: number | null;
  readonly forced: boolean;
  readonly release: WalletCallState | null;
  readonly forfeit: WalletCallState | null;
  readonly ending: Ending | null;
  /** When a final state was reached. */
  readonly closedAt: number | null;
  /** Whether people look at what was reversed after completion; null where nothing ever asked for it. */
  readonly review: 'open' | 'done' | null;
}

export interface RollingInput {
  readonly terms: MachineTerms;
  readonly activeFrom: number;
  readonly expiresAt: number | null;
}

export function initialContext(input: RollingInput): RollingContext {
  return {
    terms: input.terms,
    progress: 0n,
    reversed: 0n,
    waiting: 0n,
    waitingBets: 0,
    betsCounted: 0,
    activeFrom: input.activeFrom,
    expiresAt: input.expiresAt,
    suspendedAt: null,
    forced: false,
    release: null,
    forfeit: null,
    ending: null,
    closedAt: null,
    review: null,
  };
}

/** The operation a rolling is (or was last) calling the wallet for. */
export function currentOperation(context: RollingContext): WalletOperation {
  return context.ending === null ? 'release' : 'forfeit';
}

export function currentCall(context: RollingContext): WalletCallState | null {
  return context.ending === null ? context.release : context.forfeit;
}

/** The wallet pays out the release amount, capped by max conversion. */
export function releaseAmountMinor(terms: MachineTerms): bigint {
  const cap = terms.maxConversionMinor;
  return cap !== null && cap < terms.releaseMinor ? cap : terms.releaseMinor;
}
