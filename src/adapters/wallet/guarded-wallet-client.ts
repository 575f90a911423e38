// A bulkhead and a circuit breaker for each brand around the wallet client: one brand's flood leaves room for the others, and a
// wallet that fails is left alone but for a probe now and then. What is held back here was never sent.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState,
  CountBreaker,
  bulkhead,
  circuitBreaker,
  handleWhenResult,
  wrap,
} from 'cockatiel';
import type { WalletOutcome } from '../../domain/command.ts';
import { type BrandId, brandId } from '../../domain/ids.ts';
import type { WalletCall, WalletClient } from '../../ports/wallet-client.ts';
import type { WalletGate } from '../../ports/wallet-gate.ts';

export interface GuardOptions {
  readonly nowMs: () => number;
  readonly concurrencyPerBrand: number;
  /** Calls of one brand that may wait for a place in its bulkhead. */
  readonly queuePerBrand: number;
  readonly probeEveryMs: number;
}

/** The breaker opens when at least half of the last twenty calls failed. */
const SAMPLE_CALLS = 20;
/** The breaker opens above its threshold, and shall at half: ten of twenty. */
const FAILING_SHARE = 0.49;

const WAITED_TOO_LONG: WalletOutcome = {
  kind: 'held_back',
  code: 'WALLET_BUSY',
  detail: 'the call waited until its time had passed',
};

/** The wallet's own word, yes or no, shows that it works; a refusal of our credentials is nothing to go on hammering at. */
const isFailure = (outcome: unknown): boolean =>
  typeof outcome === 'object' &&
  outcome !== null &&
  'kind' in outcome &&
  (outcome.kind === 'retry' || outcome.kind === 'misconfigured');

function createGuard({ nowMs, concurrencyPerBrand, queuePerBrand, probeEveryMs }: GuardOptions) {
  const breaker = circuitBreaker(handleWhenResult(isFailure), {
    halfOpenAfter: probeEveryMs,
    breaker: new CountBreaker({ threshold: FAILING_SHARE, size: SAMPLE_CALLS, minimumNumberOfCalls: SAMPLE_CALLS }),
  });
  const places = bulkhead(concurrencyPerBrand, queuePerBrand);
  let openedAt = 0;
  breaker.onStateChange((state) => {
    if (state === CircuitState.Open) openedAt = nowMs();
  });
  const policy = wrap(places, breaker);
  return {
    execute: async (call: () => Promise<WalletOutcome>): Promise<WalletOutcome> => {
      // The library would let it wait for the probe's answer; ours goes back to its timer instead.
      if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
      return policy.execute(call);
    },
    isOpen: (): boolean => breaker.state !== CircuitState.Closed,
    room: (): number => {
      if (breaker.state === CircuitState.Closed) return places.executionSlots + places.queueSlots;
      // The probe itself makes the breaker half open, and until its answer there is no room for another.
      return breaker.state === CircuitState.Open && nowMs() - openedAt >= probeEveryMs ? 1 : 0;
    },
  };
}

export function createGuardedWalletClient(client: WalletClient, options: GuardOptions): WalletClient & WalletGate {
  const guards = new Map<string, ReturnType<typeof createGuard>>();

  function guardOf(brand: string): ReturnType<typeof createGuard> {
    let guard = guards.get(brand);
    if (guard === undefined) {
      guard = createGuard(options);
      guards.set(brand, guard);
    }
    return guard;
  }

  async function call(walletCall: WalletCall, signal?: AbortSignal): Promise<WalletOutcome> {
    try {
      return await guardOf(walletCall.brandId).execute(async () =>
        options.nowMs() < walletCall.startBy ? client.call(walletCall, signal) : WAITED_TOO_LONG,
      );
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        return {
          kind: 'held_back',
          code: 'WALLET_CLOSED',
          detail: 'too many calls of this brand failed; a probe comes soon',
        };
      }
      if (error instanceof BulkheadRejectedError) {
        return { kind: 'held_back', code: 'WALLET_BUSY', detail: 'too many calls of this brand are under way' };
      }
      throw error;
    }
  }

  return {
    call,
    close: () => client.close(),
    room: (brand) => guards.get(brand)?.room() ?? options.concurrencyPerBrand,
    closedBrands: (): readonly BrandId[] =>
      [...guards].filter(([, guard]) => guard.room() === 0).map(([brand]) => brandId(brand)),
    openBreakers: (): readonly BrandId[] =>
      [...guards].filter(([, guard]) => guard.isOpen()).map(([brand]) => brandId(brand)),
  };
}
