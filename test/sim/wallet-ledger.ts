// The wallet's own memory: what it did under each idempotency key, and that it did it once.
import type { WalletOutcome } from '../../src/domain/command.ts';
import type { WalletCall } from '../../src/ports/wallet-client.ts';

export interface WalletEntry {
  readonly rollingId: string;
  readonly operation: WalletCall['operation'];
  readonly amountMinor: bigint;
  readonly outcome: WalletOutcome;
}

const walletKey = (rollingId: string, operation: string): string => `rolling:${rollingId}:${operation}`;

export class WalletLedger {
  readonly entries = new Map<string, WalletEntry>();

  /** Does the work unless it was done before; `refuse` counts only for a key that is new. */
  process(call: WalletCall, refuse: () => boolean): WalletEntry {
    const key = walletKey(call.rollingId, call.operation);
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const outcome: WalletOutcome = refuse()
      ? { kind: 'refused', code: 'ACCOUNT_CLOSED', detail: 'no such account' }
      : { kind: 'done', transactionId: `tx-${this.entries.size + 1}` };
    const { rollingId, operation, amountMinor } = call;
    const entry = { rollingId, operation, amountMinor, outcome };
    this.entries.set(key, entry);
    return entry;
  }

  done(rollingId: string, operation: WalletCall['operation']): boolean {
    return this.entries.get(walletKey(rollingId, operation))?.outcome.kind === 'done';
  }

  refused(rollingId: string, operation: WalletCall['operation']): boolean {
    return this.entries.get(walletKey(rollingId, operation))?.outcome.kind === 'refused';
  }
}
