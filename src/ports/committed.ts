// What a commit tells the stages after it. Nothing here is said before the commit is durable.
import type { RollingId, BrandId, PlayerId } from '../domain/ids.ts';
import type { WalletCallDue } from '../domain/step.ts';
import type { Trace } from '../domain/trace.ts';
import type { OutboxRow } from './store.ts';

/** A wallet attempt that is now on record and must be made. */
export interface WalletCallOrder extends WalletCallDue {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly rollingId: RollingId;
  readonly currency: string;
  /** Of what caused the attempt. */
  readonly trace?: Trace;
}

export interface CommittedOutlets {
  readonly walletCalls: (orders: readonly WalletCallOrder[]) => void;
  readonly outboxRows: (rows: readonly OutboxRow[]) => void;
}
