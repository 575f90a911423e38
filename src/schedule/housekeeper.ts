// Keeps what grows with time in bounds: inbox partitions are made ahead of the days that need them and dropped once no accepted
// event can ask for them; answers to commands are forgotten after the days for which a key is promised to be known.
import { ANSWER_RETENTION_MS, EVENT_RETENTION_DAYS } from '../domain/retention.ts';
import { DAY_MS, dayOf } from '../domain/timestamp.ts';
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/** Ingress refuses events more than a day ahead; a week is made in advance, so that a week without a worker does no harm. */
const DAYS_AHEAD = 8;
/** Kept on top of what ingress accepts: clocks differ. */
const MARGIN_DAYS = 1;
const EVERY_MS = DAY_MS / 4;

export interface HousekeeperOptions {
  readonly store: Pick<Store, 'maintainInbox' | 'forgetAnswers'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class Housekeeper {
  private stopping = false;
  private readonly stopped = new AbortController();
  private readonly options: HousekeeperOptions;

  constructor(options: HousekeeperOptions) {
    this.options = options;
  }

  /** One round; call it before the first event is read. */
  async keep(): Promise<void> {
    const { store, clock } = this.options;
    const today = dayOf(clock.now());
    await store.maintainInbox(today - EVENT_RETENTION_DAYS - MARGIN_DAYS, today + DAYS_AHEAD);
    await store.forgetAnswers(clock.now() - ANSWER_RETENTION_MS);
  }

  stop(): void {
    this.stopping = true;
    this.stopped.abort();
  }

  async run(): Promise<void> {
    const { clock, logger } = this.options;
    for (;;) {
      await clock.sleep(EVERY_MS, this.stopped.signal);
      if (this.stopping) return;
      try {
        await this.keep();
      } catch (error) {
        logger.error({ err: error }, 'cannot keep house now; there are days of margin');
      }
    }
  }
}
