import { MemoryWalletStream } from '../../src/adapters/memory/memory-wallet-stream.ts';
import { walletStreamContract } from './wallet-stream.contract.ts';

walletStreamContract('memory', async () => {
  const stream = new MemoryWalletStream('wallet:events');
  return {
    stream,
    successor: stream,
    append: async (fields) => stream.append(fields),
    trim: async (kept) => stream.trim(kept),
  };
});
