// A wallet that may always be called: for tests and the simulator, whose wallets fail in their own ways.
import type { WalletGate } from '../../ports/wallet-gate.ts';

export const OPEN_WALLET_GATE: WalletGate = {
  room: () => Number.MAX_SAFE_INTEGER,
  closedBrands: () => [],
  openBreakers: () => [],
};
