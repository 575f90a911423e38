// The WalletClient port of one process: never rejects, answers within its own time-out, and may not know what it did.
import type { WalletOutcome } from '../../src/domain/command.ts';
import type { WalletCall, WalletClient } from '../../src/ports/wallet-client.ts';
import type { Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

const TIMEOUT_MS = 10_000;
const WORK_MS_MAX = 2_500;
const SLOW_WORK_MS_MAX = 25_000;

const retry = (code: string, retryAfterMs: number | null = null): WalletOutcome => ({
  kind: 'retry',
  code,
  detail: 'simulated',
  retryAfterMs,
});

export class SimWallet implements WalletClient {
  readonly #world: World;
  readonly #network: Network;
  readonly #process: SimProcess;

  constructor(world: World, network: Network, process: SimProcess) {
    this.#world = world;
    this.#network = network;
    this.#process = process;
  }

  call(call: WalletCall): Promise<WalletOutcome> {
    const { faults, random, agenda } = this.#world;
    this.#world.checkWalletCall(call);
    const name = `wallet ${call.operation} ${call.rollingId} attempt ${call.attempt}`;
    const ask = (effect: () => Promise<WalletOutcome>): Promise<WalletOutcome> =>
      this.#network.request(this.#process, name, effect, { describe: ({ kind }) => kind });
    if (faults.strikes('wallet_slow')) {
      // The client gives up; the work is done later all the same.
      agenda.after(random.between(1, SLOW_WORK_MS_MAX), () => void this.#world.processWalletCall(call));
      return ask(() => new Promise((resolve) => agenda.after(TIMEOUT_MS, () => resolve(retry('TIMEOUT')))));
    }
    if (faults.strikes('wallet_answer_lost')) {
      return ask(async () => {
        this.#world.processWalletCall(call);
        return retry('CONNECTION_RESET');
      });
    }
    if (faults.strikes('wallet_unavailable')) {
      const retryAfterMs = random.chance(0.3) ? random.between(1, 5_000) : null;
      return ask(async () => retry('HTTP_503', retryAfterMs));
    }
    if (faults.strikes('wallet_misconfigured')) {
      return ask(async () => ({ kind: 'misconfigured', code: 'HTTP_401', detail: 'simulated' }));
    }
    // Also a healthy wallet takes its time, and the world goes on meanwhile.
    const workMs = random.chance(0.5) ? random.between(0, WORK_MS_MAX) : 0;
    return ask(
      () => new Promise((resolve) => agenda.after(workMs, () => resolve(this.#world.processWalletCall(call).outcome))),
    );
  }

  async close(): Promise<void> {
    // Nothing is kept open.
  }
}
