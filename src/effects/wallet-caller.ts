// Calls the wallet after the commit that recorded the attempt, and brings its answer back as the rolling's next event. What is
// dropped here (a full queue, a stop, a death) is not lost: the attempt's timer repeats it with the same key.
import { slotOf } from '../domain/slot.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { WalletCallOrder } from '../ports/committed.ts';
import type { Owner } from '../ports/occasion.ts';
import type { WalletClient } from '../ports/wallet-client.ts';

export interface WalletCallerOptions {
  readonly wallet: WalletClient;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly concurrencyMax: number;
  readonly queueMax: number;
}

export class WalletCaller {
  private queue: WalletCallOrder[] = [];
  private readonly calls = new Set<Promise<void>>();
  private stopping = false;
  private readonly options: WalletCallerOptions;

  constructor(options: WalletCallerOptions) {
    this.options = options;
  }

  offer(orders: readonly WalletCallOrder[]): void {
    if (this.stopping) return;
    const { queueMax, logger } = this.options;
    const room = queueMax - this.queue.length;
    if (orders.length > room)
      logger.warn({ dropped: orders.length - room }, 'wallet calls wait for their timers: too many at once');
    this.queue.push(...orders.slice(0, room));
    this.pump();
  }

  /** Starts nothing more; waits for the answers under way, which still become events. */
  async drain(): Promise<void> {
    this.stopping = true;
    this.queue = [];
    await Promise.all(this.calls);
  }

  private pump(): void {
    while (this.calls.size < this.options.concurrencyMax) {
      const order = this.queue.shift();
      if (order === undefined) return;
      const call = this.call(order).finally(() => {
        this.calls.delete(call);
        this.pump();
      });
      this.calls.add(call);
    }
  }

  private async call(order: WalletCallOrder): Promise<void> {
    const { wallet, owner, clock, metrics, logger } = this.options;
    const { brandId, rollingId, playerId, operation, attempt, startBy } = order;
    const requestId = `${rollingId}:${operation}:${attempt}`;
    const startedAt = clock.now();
    // It waited so long that the attempt's timer has taken over: by now the rolling may have given this call up.
    if (startedAt >= startBy) return;
    const { amountMinor, currency } = order;
    const what = { brandId, playerId, rollingId, operation, attempt, amountMinor, currency, startBy, requestId };
    const outcome = await wallet.call(what);
    metrics.walletCalls.inc({ operation, outcome: outcome.kind });
    metrics.walletCallSeconds.observe({ operation }, (clock.now() - startedAt) / 1_000);
    if (outcome.kind === 'retry' || outcome.kind === 'refused')
      logger.warn({ brandId, rollingId, operation, attempt, outcome }, 'the wallet did not confirm');
    if (outcome.kind === 'misconfigured') logger.error({ brandId, rollingId }, 'the wallet refuses our credentials');
    owner.deliver({
      occasion: { kind: 'wallet', result: { brandId, playerId, rollingId, operation, attempt, outcome } },
      brandId,
      playerId,
      slot: slotOf(brandId, playerId),
      receivedAt: clock.now(),
      end: () => undefined,
    });
  }
}
