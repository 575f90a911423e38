// Acknowledges stream entries whose effect is durable, many at a time. An entry that may not be applied is first written among
// the dead letters. Until an acknowledgement has succeeded it is tried again: a forgotten one would come back as a repeat. Once the
// lease has ended nothing is acknowledged any more: the entries are the next reader's.
import type { DeadLetter } from '../domain/dead-letter.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { ReadingLease, WalletStream } from '../ports/wallet-stream.ts';

const CHUNK_ENTRIES = 1_000;
const LETTER_LINES = { burst: 10, everyMs: 10_000 };

export interface AcknowledgerOptions {
  readonly stream: WalletStream;
  readonly lease: ReadingLease;
  readonly store: Pick<Store, 'writeDeadLetters'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly retryDelayMs: number;
  readonly onAcknowledged: (ids: readonly string[]) => void;
}

export class Acknowledger {
  private ids: string[] = [];
  private letters: DeadLetter[] = [];
  private stopping = false;
  private readonly work = new Wakeup();
  private readonly outage: Outage;
  private readonly letterLines = new Map<string, Sampler>();
  private readonly options: AcknowledgerOptions;

  constructor(options: AcknowledgerOptions) {
    this.options = options;
    const [away, back] = ['cannot acknowledge; entries stay pending', 'acknowledges again'];
    this.outage = new Outage(options, { away, back });
  }

  acknowledge(id: string): void {
    this.ids.push(id);
    this.work.ring();
  }

  deadLetter(letter: DeadLetter): void {
    this.say(letter);
    this.letters.push(letter);
    this.work.ring();
  }

  /** A writer that went wrong makes thousands of one reason; each is in the table, and here a sample. */
  private say({ stream, entryId, eventId, brandId, reason, detail }: DeadLetter): void {
    const { logger, clock } = this.options;
    const sampler = this.letterLines.get(reason) ?? new Sampler(LETTER_LINES);
    this.letterLines.set(reason, sampler);
    const unsaid = sampler.admit(clock.now());
    if (unsaid === null) return;
    const line = { stream, entryId, eventId, brandId, reason, detail };
    logger.warn(unsaid > 0 ? { ...line, unsaid } : line, 'entry dead-lettered');
  }

  /** Ends the loop once everything is acknowledged, or the stream cannot be reached. */
  stop(): void {
    this.stopping = true;
    this.work.ring();
  }

  async run(): Promise<void> {
    const { lease, stream, clock, metrics, retryDelayMs } = this.options;
    for (;;) {
      if (lease.leftMs() <= 0) {
        this.ids = [];
        this.letters = [];
      }
      if (this.ids.length === 0 && this.letters.length === 0) {
        if (this.stopping) return;
        await this.work.wait();
        continue;
      }
      try {
        await this.writeLetters();
        if (lease.leftMs() > 0) await this.acknowledgeSome();
        this.outage.worked({ stream: stream.name });
      } catch (error) {
        metrics.retries.inc({ stage: 'acknowledge' });
        this.outage.failed(error, { stream: stream.name });
        if (this.stopping) return;
        await clock.sleep(retryDelayMs);
      }
    }
  }

  private async writeLetters(): Promise<void> {
    // A copy: a letter that comes in while these are being written is not among those that were.
    const letters = [...this.letters];
    if (letters.length === 0) return;
    await this.options.store.writeDeadLetters(letters);
    this.letters = this.letters.slice(letters.length);
    for (const letter of letters) {
      this.options.metrics.deadLetters.inc({ reason: letter.reason });
      this.ids.push(letter.entryId);
    }
  }

  private async acknowledgeSome(): Promise<void> {
    const ids = this.ids.slice(0, CHUNK_ENTRIES);
    if (ids.length === 0) return;
    await this.options.stream.acknowledge(ids);
    this.ids = this.ids.slice(ids.length);
    this.options.onAcknowledged(ids);
  }
}
