// What waits in the tables, counted now and then for those who watch: outbox events of any age, dead letters, rollings that only
// a person can move on. Counting may take as long as there is much to count, so the pause after it grows with it.
import { AgeOfOldest } from '../observe/age-of-oldest.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReadStore } from '../ports/read-store.ts';

const LOOK_EVERY_MS = 15_000;
/** Of the database's time, counting takes no more than one part in so many. */
const PAUSES_PER_LOOK = 20;

export interface SurveyOptions {
  readonly reads: Pick<ReadStore, 'backlog'>;
  /** Whose shards are counted. */
  readonly token: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export class Survey {
  private readonly oldestUnpublished = new AgeOfOldest(LOOK_EVERY_MS);
  private readonly oldestDeadLetter = new AgeOfOldest(LOOK_EVERY_MS);
  private readonly oldestParked = new AgeOfOldest(LOOK_EVERY_MS);
  private seenAt: number;
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly options: SurveyOptions;

  constructor(options: SurveyOptions) {
    this.options = options;
    this.seenAt = options.clock.now();
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** Brings what grows by itself up to date; call before metrics are read. */
  report(): void {
    const { clock, metrics } = this.options;
    const now = clock.now();
    metrics.outboxOldestSeconds.set(this.oldestUnpublished.seconds(now));
    metrics.deadLettersOldestSeconds.set(this.oldestDeadLetter.seconds(now));
    metrics.parkedOldestSeconds.set(this.oldestParked.seconds(now));
    metrics.surveyAgeSeconds.set((now - this.seenAt) / 1_000);
  }

  private async run(): Promise<void> {
    const { clock, logger } = this.options;
    while (!this.stopped.signal.aborted) {
      const startedAt = clock.now();
      try {
        await this.look();
      } catch (error) {
        logger.warn({ err: error }, 'cannot count what waits in the tables; gauges keep what was seen last');
      }
      const tookMs = clock.now() - startedAt;
      await clock.sleep(Math.max(LOOK_EVERY_MS, PAUSES_PER_LOOK * tookMs), this.stopped.signal);
    }
  }

  private async look(): Promise<void> {
    const { reads, token, clock, metrics } = this.options;
    const askedAt = clock.now();
    const backlog = await reads.backlog(token);
    const { serverNow, unpublished, deadLetters, parked, waitingForPeople } = backlog;
    const now = clock.now();
    this.seenAt = now;
    metrics.outboxBacklog.set(unpublished.count);
    metrics.deadLettersOpen.set(deadLetters.count);
    metrics.quarantinedPlayers.set(backlog.quarantined);
    metrics.parkedEvents.set(parked.count);
    for (const [state, count] of Object.entries(waitingForPeople)) metrics.waitingForPeople.set({ state }, count);
    const age = (at: number | null): number | null => (at === null ? null : serverNow - at);
    this.oldestUnpublished.saw(age(unpublished.oldestAt), now);
    this.oldestDeadLetter.saw(age(deadLetters.oldestAt), now);
    this.oldestParked.saw(age(parked.oldestAt), now);
    metrics.clockSkewSeconds.set({ server: 'postgres' }, (serverNow - (askedAt + now) / 2) / 1_000);
  }
}
