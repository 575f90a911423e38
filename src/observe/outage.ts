// Says once that something does not work, now and then that it still does not, and once that it works again: a loop that tries
// four times a second would otherwise bury everything else in the log.
import type { Logger } from './logger.ts';

/** Whoever has both has what it takes. */
interface Speaker {
  readonly logger: Logger;
  readonly clock: { now(): number };
}

interface OutageWords {
  /** What is said of a failure. */
  readonly away: string;
  readonly back: string;
  readonly level?: 'warn' | 'error';
}

const STILL_EVERY_MS = 30_000;

export class Outage {
  private sinceMs: number | null = null;
  private saidAtMs = 0;
  private tries = 0;
  private readonly speaker: Speaker;
  private readonly words: OutageWords;

  constructor(speaker: Speaker, words: OutageWords) {
    this.speaker = speaker;
    this.words = words;
  }

  failed(err: unknown, fields: Readonly<Record<string, unknown>> = {}): void {
    const { logger, clock } = this.speaker;
    const { away, level = 'warn' } = this.words;
    const at = clock.now();
    this.tries += 1;
    if (this.sinceMs !== null && at - this.saidAtMs < STILL_EVERY_MS) return;
    this.sinceMs ??= at;
    this.saidAtMs = at;
    logger[level]({ err, ...fields, tries: this.tries, awayMs: at - this.sinceMs }, away);
  }

  /** Call whenever it worked; it costs nothing where nothing was wrong. */
  worked(fields: Readonly<Record<string, unknown>> = {}): void {
    if (this.sinceMs === null) return;
    const { logger, clock } = this.speaker;
    logger.info({ ...fields, tries: this.tries, awayMs: clock.now() - this.sinceMs }, this.words.back);
    this.sinceMs = null;
    this.tries = 0;
  }
}
