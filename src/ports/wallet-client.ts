/**
 * The wallet as the service sees it: one call per attempt, and one of four answers. A call is made only after a commit
 * has recorded its attempt; its outcome is the rolling's next event.
 */

import type { WalletOutcome } from '../domain/command.ts';
import type { Trace } from '../domain/trace.ts';

export interface WalletCall {
  readonly operation: 'release' | 'forfeit';
  readonly brandId: string;
  readonly playerId: string;
  readonly rollingId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** 1 for the first attempt. Never sent: the body must be the same on every attempt, or the idempotency key would clash. */
  readonly attempt: number;
  /** Epoch ms from which the call must not be started any more: the attempt's timer has taken over. */
  readonly startBy: number;
  readonly requestId: string;
  /** For the headers. */
  readonly trace?: Trace;
  /** Further members of the body, from frozen facts of the rolling only, for the same reason. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface WalletClient {
  /** Never rejects: whatever goes wrong is an outcome. An aborted call is a `retry`, for it may have arrived. */
  call(call: WalletCall, signal?: AbortSignal): Promise<WalletOutcome>;
  /** Waits for the calls in flight (each is bounded in time) and closes the connections. Later calls answer `retry`. */
  close(): Promise<void>;
}
