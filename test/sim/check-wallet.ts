// Money moves once, one way, and only after the commit that says so.
import { currentOperation } from '../../machines/rolling.context.ts';
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import type { WalletCall } from '../../src/ports/wallet-client.ts';
import type { Books } from './books.ts';
import type { Violations } from './violations.ts';
import type { WalletEntry, WalletLedger } from './wallet-ledger.ts';

/** When the call leaves the worker, its attempt must be on record. */
export function checkWalletCall(call: WalletCall, books: Books, violations: Violations): void {
  const book = books.rollings.get(call.rollingId);
  const name = `${call.operation} of ${call.rollingId}`;
  if (book === undefined) {
    violations.report('a wallet call follows a durable attempt', name);
    return;
  }
  const context = contextOf(book.record);
  const recorded = call.operation === 'release' ? context.release : context.forfeit;
  const attempted = recorded !== null && recorded.outcome !== 'none';
  violations.expect(attempted, 'a wallet call follows a durable attempt', () => `${name}: ${recorded?.outcome}`);
  violations.expect(
    recorded?.amountMinor === call.amountMinor,
    'a wallet call never changes its amount',
    () => `${name}: ${call.amountMinor}`,
  );
}

/** Release xor forfeit, and neither against the state that is durable by now. */
export function checkLedgerEntry(entry: WalletEntry, ledger: WalletLedger, books: Books, violations: Violations): void {
  if (entry.outcome.kind !== 'done') return;
  const { rollingId } = entry;
  const both = ledger.done(rollingId, 'release') && ledger.done(rollingId, 'forfeit');
  violations.expect(!both, 'release xor forfeit', () => rollingId);
  const book = books.rollings.get(rollingId);
  if (book === undefined) return;
  const state = stateOf(book.record.snapshot);
  const against =
    entry.operation === 'release'
      ? state === 'canceled' || state === 'expired' || currentOperation(contextOf(book.record)) === 'forfeit'
      : state === 'completed';
  violations.expect(!against, 'release xor forfeit', () => `${entry.operation} of ${rollingId} in ${state}`);
}
