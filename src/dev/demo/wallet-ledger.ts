// The simulated wallet's own books, in the verdict's words. The simulator books a key once; the calls behind it are its affair.
import type { WalletSimulator } from '../wallet-simulator/start.ts';
import type { WalletLedger } from './observations.ts';

export function walletLedger(wallet: Pick<WalletSimulator, 'ledger'>): WalletLedger {
  return {
    async report() {
      const { operations, rejected, duplicates_with_other_body } = await wallet.ledger();
      const rejections = Object.values(rejected).reduce((sum, count) => sum + count, 0);
      return {
        callsRefused: rejections + duplicates_with_other_body,
        entries: operations.map(({ operation, brand_id, rolling_id, amount_minor }) => ({
          operation,
          brandId: brand_id,
          rollingId: rolling_id,
          amountMinor: BigInt(amount_minor),
        })),
      };
    },
  };
}
