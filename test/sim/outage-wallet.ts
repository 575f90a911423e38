// A wallet whose health is told brand by brand, with a ledger that pays each key once and a record of every call that reached it.
import type { WalletOutcome } from '../../src/domain/command.ts';
import type { BrandId } from '../../src/domain/ids.ts';
import type { WalletCall, WalletClient } from '../../src/ports/wallet-client.ts';
import type { Agenda } from './agenda.ts';
import { WalletLedger } from './wallet-ledger.ts';

export type WalletHealth = 'well' | 'refuses_connections' | 'hangs' | 'answers_503' | 'refuses_credentials';

/** What a call meets, and how long that takes. */
const ILLNESSES: Readonly<Record<Exclude<WalletHealth, 'well'>, { afterMs: number; outcome: WalletOutcome }>> = {
  refuses_connections: {
    afterMs: 1,
    outcome: { kind: 'retry', code: 'WALLET_UNREACHABLE', detail: 'refused', retryAfterMs: null },
  },
  hangs: {
    afterMs: 10_000,
    outcome: { kind: 'retry', code: 'WALLET_TIMEOUT', detail: 'no answer', retryAfterMs: null },
  },
  answers_503: { afterMs: 30, outcome: { kind: 'retry', code: 'HTTP_503', detail: 'down', retryAfterMs: 1_000 } },
  refuses_credentials: { afterMs: 30, outcome: { kind: 'misconfigured', code: 'HTTP_401', detail: 'who?' } },
};

export class OutageWallet implements WalletClient {
  readonly ledger = new WalletLedger();
  readonly health = new Map<string, WalletHealth>();
  /** How long a call takes that is served. */
  workMs = 20;
  /** Calls that reached the wallet, of each rolling. */
  readonly callsOfRolling = new Map<string, number>();
  readonly #callsOfSecond = new Map<string, number>();
  readonly #agenda: Agenda;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  async call(call: WalletCall): Promise<WalletOutcome> {
    const { brandId, rollingId } = call;
    const second = `${brandId} ${Math.floor(this.#agenda.now / 1_000)}`;
    this.#callsOfSecond.set(second, (this.#callsOfSecond.get(second) ?? 0) + 1);
    this.callsOfRolling.set(rollingId, (this.callsOfRolling.get(rollingId) ?? 0) + 1);
    const health = this.health.get(brandId) ?? 'well';
    await new Promise<void>((resolve) => {
      this.#agenda.after(health === 'well' ? this.workMs : ILLNESSES[health].afterMs, resolve);
    });
    return health === 'well' ? this.ledger.process(call, () => false).outcome : ILLNESSES[health].outcome;
  }

  async close(): Promise<void> {
    // Nothing is kept open.
  }

  /** Calls of one brand in the time between (epoch ms), in all and in the busiest second. */
  callsBetween(brandId: BrandId, from: number, to: number): { readonly all: number; readonly perSecondMax: number } {
    let all = 0;
    let perSecondMax = 0;
    for (let second = Math.floor(from / 1_000); second < Math.floor(to / 1_000); second += 1) {
      const calls = this.#callsOfSecond.get(`${brandId} ${second}`) ?? 0;
      all += calls;
      perSecondMax = Math.max(perSecondMax, calls);
    }
    return { all, perSecondMax };
  }
}
