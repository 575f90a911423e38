// Reads the timers that are due and hands each to its rolling's owner. The same loop serves expiry (with activation) and the
// repeat of wallet attempts. A row stays until the rolling's own step removes or moves it, so a timer read twice is harmless and
// one lost on the way is read again.
import type { DueTimer } from '../domain/command.ts';
import type { BrandId } from '../domain/ids.ts';
import type { TimerKind } from '../domain/timers.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth, LoopName } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Owner } from '../ports/occasion.ts';
import type { Store } from '../ports/store.ts';
import type { WalletGate } from '../ports/wallet-gate.ts';

export interface TimerLoopOptions {
  readonly loop: LoopName;
  readonly kinds: readonly TimerKind[];
  readonly store: Pick<Store, 'dueTimers'>;
  readonly owner: Owner;
  /** Given for wallet attempts: those of a brand whose wallet may not be called stay where they are, and cost nothing. */
  readonly walletGate: WalletGate | null;
  readonly token: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly pollMs: number;
  /** Timers in the hands of owners at any time. */
  readonly batchMax: number;
}

export class TimerLoop {
  private outstanding = 0;
  private stopping = false;
  private readonly stopped = new AbortController();
  private readonly handled = new Wakeup();
  private readonly options: TimerLoopOptions;

  constructor(options: TimerLoopOptions) {
    this.options = options;
  }

  stop(): void {
    this.stopping = true;
    this.stopped.abort();
    this.handled.ring();
  }

  async run(): Promise<void> {
    const { loop, clock, health, logger, batchMax, pollMs } = this.options;
    while (!this.stopping) {
      let found = 0;
      try {
        found = await this.fireDue();
        health.beat(loop, clock.now());
      } catch (error) {
        logger.warn({ err: error, loop }, 'cannot read due timers; trying again');
      }
      if (found < batchMax) await clock.sleep(pollMs, this.stopped.signal);
    }
  }

  /** Hands on one batch and waits until all of it is durable, so that no row is handed on twice at once. */
  private async fireDue(): Promise<number> {
    const { store, token, kinds, clock, batchMax, walletGate } = this.options;
    const due = await store.dueTimers(token, kinds, clock.now(), batchMax, walletGate?.closedBrands() ?? []);
    const fired = this.withinRoom(due);
    for (const timer of fired) this.deliver(timer);
    while (this.outstanding > 0 && !this.stopping) await this.handled.wait();
    return fired.length;
  }

  /** No more of a brand than its wallet has room for: one, where a probe is due. */
  private withinRoom(due: readonly DueTimer[]): readonly DueTimer[] {
    const { walletGate } = this.options;
    if (walletGate === null) return due;
    const rooms = new Map<BrandId, number>();
    return due.filter(({ brandId }) => {
      const room = rooms.get(brandId) ?? walletGate.room(brandId);
      rooms.set(brandId, room - 1);
      return room > 0;
    });
  }

  private deliver(timer: DueTimer): void {
    const { owner, clock, metrics } = this.options;
    const { brandId, playerId, slot } = timer;
    this.outstanding += 1;
    metrics.timersFired.inc({ kind: timer.kind });
    owner.deliver({
      occasion: { kind: 'timer', timer },
      brandId,
      playerId,
      slot,
      receivedAt: clock.now(),
      end: () => {
        this.outstanding -= 1;
        if (this.outstanding === 0) this.handled.ring();
      },
    });
  }
}
