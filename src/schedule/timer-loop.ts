// Reads the timers that are due and hands each to its rolling's owner. The same loop serves expiry (with activation) and the
// repeat of wallet attempts. A row stays until the rolling's own step removes or moves it, so a timer read twice is harmless and
// one lost on the way is read again.
import type { DueTimer } from '../domain/command.ts';
import type { BrandId } from '../domain/ids.ts';
import { EXPIRY_WAIT_MS_MAX } from '../domain/retention.ts';
import type { TimerKind } from '../domain/timers.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth, LoopName } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Owner } from '../ports/occasion.ts';
import type { Store } from '../ports/store.ts';
import type { WalletGate } from '../ports/wallet-gate.ts';

export interface TimerLoopOptions {
  readonly loop: LoopName;
  readonly kinds: readonly TimerKind[];
  readonly store: Pick<Store, 'dueTimers'>;
  readonly owner: Pick<Owner, 'deliver'>;
  /** Given for wallet attempts: those of a brand whose wallet may not be called stay where they are, and cost nothing. */
  readonly walletGate: Pick<WalletGate, 'room' | 'closedBrands'> | null;
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
  /** Of the batch under way: how many ended as they should. */
  private durable = 0;
  private stopping = false;
  private readonly stopped = new AbortController();
  private readonly handled = new Wakeup();
  private readonly outage: Outage;
  private readonly options: TimerLoopOptions;

  constructor(options: TimerLoopOptions) {
    this.options = options;
    const [away, back] = ['cannot read due timers; trying again', 'reads due timers again'];
    this.outage = new Outage(options, { away, back });
  }

  stop(): void {
    this.stopping = true;
    this.stopped.abort();
    this.handled.ring();
  }

  async run(): Promise<void> {
    const { loop, clock, health, metrics, batchMax, pollMs } = this.options;
    while (!this.stopping) {
      let found = 0;
      try {
        this.durable = 0;
        found = await this.fireDue();
        this.outage.worked({ loop });
        // Rows that come back without an effect, round after round, are no progress.
        if (found === 0 || this.durable > 0) health.beat(loop, clock.now());
      } catch (error) {
        metrics.retries.inc({ stage: 'due_timers' });
        this.outage.failed(error, { loop });
      }
      if (found < batchMax) await clock.sleep(pollMs, this.stopped.signal);
    }
  }

  /** Hands on one batch and waits until all of it is durable, so that no row is handed on twice at once. */
  private async fireDue(): Promise<number> {
    const fired = await this.due();
    this.alarm(fired);
    for (const timer of fired) this.deliver(timer);
    while (this.outstanding > 0 && !this.stopping) await this.handled.wait();
    return fired.length;
  }

  /** An expiry waits for the wallet streams, but not for ever: then bets of its time may still be on their way. */
  private alarm(fired: readonly DueTimer[]): void {
    const { clock, metrics, logger, loop } = this.options;
    const overdueSince = clock.now() - EXPIRY_WAIT_MS_MAX;
    const overdue = fired.filter((timer) => timer.kind === 'expire' && timer.dueAt <= overdueSince);
    const [first] = overdue;
    if (first === undefined) return;
    metrics.expiriesOverdue.inc(overdue.length);
    logger.error(
      { loop, expiries: overdue.length, brandId: first.brandId, rollingId: first.rollingId, dueAt: first.dueAt },
      'expiries come more than ten minutes late: a wallet stream is not read to its end, or no worker ran',
    );
  }

  /**
   * The earliest that may fire: no more of a brand than its wallet has room for (one, where a probe is due). A brand whose rows go
   * beyond its room is left out and the question asked again, so that its thousands do not hide the others' few.
   */
  private async due(): Promise<readonly DueTimer[]> {
    const { store, token, kinds, clock, batchMax, walletGate } = this.options;
    const dueBy = clock.now();
    const within = new Map<string, DueTimer>();
    const taken = new Map<BrandId, number>();
    const full = new Set(walletGate?.closedBrands() ?? []);
    for (;;) {
      const fullBefore = full.size;
      const rows = await store.dueTimers(token, kinds, dueBy, batchMax, [...full]);
      for (const timer of rows) {
        const { brandId, rollingId, kind } = timer;
        const name = `${rollingId} ${kind}`;
        if (within.has(name) || within.size >= batchMax) continue;
        const takenOfBrand = taken.get(brandId) ?? 0;
        if (walletGate !== null && takenOfBrand >= walletGate.room(brandId)) full.add(brandId);
        else {
          taken.set(brandId, takenOfBrand + 1);
          within.set(name, timer);
        }
      }
      if (rows.length < batchMax || within.size >= batchMax || full.size === fullBefore) return [...within.values()];
    }
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
      ...(timer.trace === undefined ? {} : { trace: timer.trace }),
      end: (ending) => {
        this.outstanding -= 1;
        if (ending.kind === 'durable') this.durable += 1;
        if (this.outstanding === 0) this.handled.ring();
      },
    });
  }
}
