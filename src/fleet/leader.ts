// One process at a time decides what each worker should own, and writes it down as wishes. It holds nothing that another could
// not read: when it dies, the next one goes on from the rows.
import { type PlacementChanges, explain } from '../domain/placement/place.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Outage } from '../observe/outage.ts';
import type { Clock } from '../ports/clock.ts';
import type { FleetState, FleetStore } from '../ports/fleet-store.ts';

type Leadership = NonNullable<Awaited<ReturnType<FleetStore['lead']>>>;

export interface LeaderOptions {
  readonly store: Pick<FleetStore, 'lead' | 'state' | 'pulse' | 'assign' | 'drained'>;
  readonly worker: string;
  readonly place: (state: FleetState) => PlacementChanges;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly retryDelayMs: number;
}

/** A lease that ends is seen within this, without any hint. */
const PULSE_EVERY_MS = 500;
/** What neither a hint nor the pulse tells: loads, and hints that were lost. Of thousands of shards a look costs some fifty milliseconds. */
const LOOK_EVERY_MS = 5_000;
/** While thousands of shards are moved the hints never end: most of the time goes to the moves, not to looking at them. */
const REST_MS_PER_SHARD = 0.1;

export class Leader {
  private readonly stopped = new AbortController();
  private readonly work = new Wakeup();
  private readonly outage: Outage;
  private isHinted = true;
  /** At the last look. */
  private pulse = '';
  private lookedAt = Number.NEGATIVE_INFINITY;
  private readonly options: LeaderOptions;

  constructor(options: LeaderOptions) {
    this.options = options;
    this.outage = new Outage(options, { away: 'cannot lead now; trying again', back: 'may lead again' });
  }

  hint(): void {
    this.isHinted = true;
    this.work.ring();
  }

  stop(): void {
    this.stopped.abort();
    this.work.ring();
  }

  async run(): Promise<void> {
    const { store, clock, retryDelayMs } = this.options;
    while (!this.isStopping()) {
      try {
        const leadership = await store.lead();
        this.outage.worked();
        if (leadership === null) await clock.sleep(PULSE_EVERY_MS, this.stopped.signal);
        else await this.lead(leadership);
      } catch (error) {
        this.outage.failed(error);
        await clock.sleep(retryDelayMs, this.stopped.signal);
      }
    }
  }

  private async lead({ lost, resign }: Leadership): Promise<void> {
    const { logger, metrics, worker } = this.options;
    const over = new AbortController();
    void lost.then(() => {
      over.abort();
      this.work.ring();
    });
    logger.info({ worker }, 'leads the placement of shards');
    metrics.leader.set(1);
    this.isHinted = true;
    try {
      while (!this.isStopping() && !over.signal.aborted) await this.lookAndWait();
    } finally {
      metrics.leader.set(0);
      await resign();
    }
  }

  private isStopping(): boolean {
    return this.stopped.signal.aborted;
  }

  private async lookAndWait(): Promise<void> {
    const { store, clock } = this.options;
    const pulse = await store.pulse();
    if (this.isHinted || pulse !== this.pulse || clock.monotonic() - this.lookedAt >= LOOK_EVERY_MS) {
      this.isHinted = false;
      this.lookedAt = clock.monotonic();
      const shards = await this.look();
      // Only now: a look that failed is owed still.
      this.pulse = pulse;
      await clock.sleep(shards * REST_MS_PER_SHARD, this.stopped.signal);
    }
    const woken = new AbortController();
    const due = clock.sleep(PULSE_EVERY_MS, AbortSignal.any([woken.signal, this.stopped.signal]));
    await Promise.race([this.work.wait(), due.then(() => woken.signal.aborted || this.work.ring())]);
    woken.abort();
  }

  /** Resolves with how many shards there were to look at. */
  private async look(): Promise<number> {
    const { store, place, worker, logger } = this.options;
    const state = await store.state();
    const changes = place(state);
    for (const { reason, shards, streams } of changes.byReason) {
      await store.assign(shards, streams, { requestedBy: `placement on ${worker}`, reason: explain(reason) });
      logger.info({ reason, shards: shards.length, streams: streams.length }, 'wishes shards elsewhere');
    }
    const empty = emptied(state);
    if (empty.length > 0) await store.drained(empty);
    return state.shards.length;
  }
}

/** Workers that operators drain and that hold nothing any more, where nobody has said so yet. */
function emptied({ workers, shards, streams }: FleetState): readonly string[] {
  const drained = workers.filter(({ drain }) => drain?.isOpen === true).map(({ worker }) => worker);
  if (drained.length === 0) return [];
  const holders = new Set([...shards, ...streams].map(({ owner }) => owner));
  return drained.filter((worker) => !holders.has(worker));
}
