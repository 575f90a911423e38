// Calls the wallet after the commit that recorded the attempt, and brings its answer back as the rolling's next event. Brands take
// turns, so that one whose calls hang leaves places to the others. What is dropped here (a stop, a death) is not lost: the
// attempt's timer repeats it with the same key. What waits too long here gives its attempt back.
import type { WalletOutcome } from '../domain/command.ts';
import { nextHop, traceIdOf, traceOfRolling } from '../domain/trace.ts';
import type { BrandId } from '../domain/ids.ts';
import { slotOf } from '../domain/slot.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Clock } from '../ports/clock.ts';
import type { WalletCallOrder } from '../ports/committed.ts';
import type { Owner } from '../ports/occasion.ts';
import type { WalletClient } from '../ports/wallet-client.ts';

export interface WalletCallerOptions {
  readonly wallet: WalletClient;
  readonly owner: Pick<Owner, 'deliver'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly concurrencyMax: number;
  readonly queueMax: number;
}

/** So long before its timer takes over, a call that has not started gives its attempt back: later the answer would come too late. */
const GIVE_BACK_MS = 15_000;

/** A wallet that is down fails every call of every brand. */
const CALL_LINES = { burst: 10, everyMs: 10_000 };

const WAITED_TOO_LONG: WalletOutcome = {
  kind: 'held_back',
  code: 'WALLET_BUSY',
  detail: 'the call waited too long for its turn',
};

/** Of all places, how many one brand may take: a half, so that the others are never without. */
export const walletPlacesPerBrand = (concurrencyMax: number): number => Math.ceil(concurrencyMax / 2);

interface BrandQueue {
  orders: WalletCallOrder[];
  running: number;
}

export class WalletCaller {
  /** Brands with something to do; the first has waited longest for its turn. */
  private readonly queues = new Map<BrandId, BrandQueue>();
  private queued = 0;
  private readonly calls = new Set<Promise<void>>();
  private stopping = false;
  private readonly unconfirmed = { retry: new Sampler(CALL_LINES), misconfigured: new Sampler(CALL_LINES) };
  private readonly options: WalletCallerOptions;

  constructor(options: WalletCallerOptions) {
    this.options = options;
  }

  /** Attempts of this brand that are on record and wait for their turn. */
  waiting(brandId: BrandId): number {
    return this.queues.get(brandId)?.orders.length ?? 0;
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    this.options.metrics.walletCallsQueued.set(this.queued);
    this.options.metrics.walletCallsRunning.set(this.calls.size);
  }

  offer(orders: readonly WalletCallOrder[]): void {
    if (this.stopping) return;
    const { queueMax, logger } = this.options;
    const room = queueMax - this.queued;
    if (orders.length > room) logger.warn({ givenBack: orders.length - room }, 'too many wallet calls at once');
    for (const order of orders.slice(0, room)) this.queueOf(order.brandId).orders.push(order);
    this.queued += Math.min(orders.length, room);
    for (const order of orders.slice(room)) this.deliver(order, WAITED_TOO_LONG);
    this.pump();
  }

  /** Starts nothing more; waits for the answers under way, which still become events. */
  async drain(): Promise<void> {
    this.stopping = true;
    for (const queue of this.queues.values()) queue.orders = [];
    this.queued = 0;
    await Promise.all(this.calls);
  }

  private queueOf(brandId: BrandId): BrandQueue {
    let queue = this.queues.get(brandId);
    if (queue === undefined) {
      queue = { orders: [], running: 0 };
      this.queues.set(brandId, queue);
    }
    return queue;
  }

  private pump(): void {
    while (this.calls.size < this.options.concurrencyMax) {
      const order = this.next();
      if (order === null) return;
      const queue = this.queueOf(order.brandId);
      queue.running += 1;
      const call = this.call(order).finally(() => {
        this.calls.delete(call);
        queue.running -= 1;
        if (queue.running === 0 && queue.orders.length === 0) this.queues.delete(order.brandId);
        this.pump();
      });
      this.calls.add(call);
    }
  }

  /** The oldest order of the brand whose turn it is, if that has a place left. */
  private next(): WalletCallOrder | null {
    const { concurrencyMax } = this.options;
    for (const [brandId, queue] of this.queues) {
      if (queue.running >= walletPlacesPerBrand(concurrencyMax)) continue;
      const order = queue.orders.shift();
      if (order === undefined) continue;
      this.queued -= 1;
      this.queues.delete(brandId);
      this.queues.set(brandId, queue);
      return order;
    }
    return null;
  }

  private async call(order: WalletCallOrder): Promise<void> {
    const { wallet, clock, metrics } = this.options;
    const { brandId, rollingId, playerId, operation, attempt, startBy } = order;
    const requestId = `${rollingId}:${operation}:${attempt}`;
    const startedAt = clock.now();
    // It waited so long that the attempt's timer has taken over: by now the rolling may have given this call up.
    if (startedAt >= startBy) return;
    if (startedAt >= startBy - GIVE_BACK_MS) {
      this.deliver(order, WAITED_TOO_LONG);
      return;
    }
    const { amountMinor, currency } = order;
    const trace = nextHop(order.trace ?? traceOfRolling(rollingId), requestId);
    const what = { brandId, playerId, rollingId, operation, attempt, amountMinor, currency, startBy, requestId, trace };
    const outcome = await wallet.call(what);
    metrics.walletCallSeconds.observe({ operation }, (clock.now() - startedAt) / 1_000);
    this.say(order, requestId, traceIdOf(trace), outcome);
    this.deliver(order, outcome);
  }

  /** What the wallet refused for good needs people and is always said; of what comes again by itself, a sample. */
  private say(order: WalletCallOrder, requestId: string, traceId: string, outcome: WalletOutcome): void {
    const { logger, clock } = this.options;
    const { brandId, rollingId, operation, attempt } = order;
    const line = { brandId, rollingId, operation, attempt, requestId, traceId, outcome };
    if (outcome.kind === 'refused') logger.warn(line, 'the wallet refused');
    if (outcome.kind !== 'retry' && outcome.kind !== 'misconfigured') return;
    const unsaid = this.unconfirmed[outcome.kind].admit(clock.now());
    if (unsaid === null) return;
    const counted = unsaid > 0 ? { ...line, unsaid } : line;
    if (outcome.kind === 'retry') logger.warn(counted, 'the wallet did not confirm');
    else logger.error(counted, 'the wallet refuses our credentials');
  }

  private deliver(order: WalletCallOrder, outcome: WalletOutcome): void {
    const { brandId, playerId, rollingId, operation, attempt, trace } = order;
    const { owner, clock, metrics } = this.options;
    metrics.walletCalls.inc({ operation, outcome: outcome.kind });
    owner.deliver({
      occasion: { kind: 'wallet', result: { brandId, playerId, rollingId, operation, attempt, outcome } },
      brandId,
      playerId,
      slot: slotOf(brandId, playerId),
      receivedAt: clock.now(),
      ...(trace === undefined ? {} : { trace }),
      end: () => undefined,
    });
  }
}
