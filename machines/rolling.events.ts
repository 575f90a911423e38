// Everything that can happen to one rolling. `at` is the time the owner decided (epoch ms). `walletOpen` says whether a wallet
// call may start now; where it is false the attempt is queued and nothing is recorded as sent.

interface Timed {
  readonly at: number;
}

interface MayCallWallet extends Timed {
  readonly walletOpen: boolean;
}

/** A settled bet allocated to this rolling; `credited` is stake × weight in progress units, zero when it counts nothing. */
interface BetSettledEvent extends MayCallWallet {
  readonly type: 'BET_SETTLED';
  readonly credited: bigint;
}

/** The exact opposite of (a part of) what a bet was credited; `reversed` > 0, progress units. */
interface BetRolledBackEvent extends Timed {
  readonly type: 'BET_ROLLED_BACK';
  readonly reversed: bigint;
  /** Whether nothing of the bet is left counted. */
  readonly whole: boolean;
}

interface ActivateEvent extends Timed {
  readonly type: 'ACTIVATE';
}

interface SuspendEvent extends Timed {
  readonly type: 'SUSPEND';
}

interface ResumeEvent extends MayCallWallet {
  readonly type: 'RESUME';
}

/** Forced completion by an operator. */
interface CompleteEvent extends MayCallWallet {
  readonly type: 'COMPLETE';
}

interface CancelEvent extends MayCallWallet {
  readonly type: 'CANCEL';
  readonly reason: string;
  readonly requestedBy: string | null;
}

interface ExpireEvent extends MayCallWallet {
  readonly type: 'EXPIRE';
  readonly reason: string;
  readonly requestedBy: string | null;
}

/** An operator's correction: `credited` may be negative, never below zero progress; `expiresAt` null leaves it as it is. */
interface AdjustEvent extends MayCallWallet {
  readonly type: 'ADJUST';
  readonly credited: bigint;
  readonly expiresAt: number | null;
}

/** Somebody has looked at what was reversed after completion. */
interface ReviewEvent extends Timed {
  readonly type: 'REVIEW';
}

interface RetryCompletionEvent extends MayCallWallet {
  readonly type: 'RETRY_COMPLETION';
}

/** The time of the next wallet attempt has come. */
interface AttemptDueEvent extends MayCallWallet {
  readonly type: 'ATTEMPT_DUE';
}

interface WalletDoneEvent extends Timed {
  readonly type: 'WALLET_DONE';
  readonly transactionId: string | null;
}

interface WalletRefusedEvent extends Timed {
  readonly type: 'WALLET_REFUSED';
  readonly error: string;
}

/** Outcome unknown, or the wallet asked to come again: same key, later. */
interface WalletRetryEvent extends Timed {
  readonly type: 'WALLET_RETRY';
  readonly error: string;
  readonly retryAfterMs: number | null;
}

/** The wallet refused our credentials: no attempt is used up. */
interface WalletMisconfiguredEvent extends Timed {
  readonly type: 'WALLET_MISCONFIGURED';
  readonly error: string;
}

export type RollingEvent =
  | BetSettledEvent
  | BetRolledBackEvent
  | ActivateEvent
  | SuspendEvent
  | ResumeEvent
  | CompleteEvent
  | CancelEvent
  | ExpireEvent
  | AdjustEvent
  | ReviewEvent
  | RetryCompletionEvent
  | AttemptDueEvent
  | WalletDoneEvent
  | WalletRefusedEvent
  | WalletRetryEvent
  | WalletMisconfiguredEvent;
