// Tells the store how far a stream has been processed, once a second: the time is asked first, then the stream's last id; once
// everything up to it is acknowledged, all that was there at that time has had its effect. Brands that still wait are named.
import type { BrandId } from '../domain/ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReadingLease, WalletStream } from '../ports/wallet-stream.ts';
import type { Watermarks } from '../ports/watermarks.ts';
import { compareEntryIds } from './entry-id.ts';
import type { Reading } from './reading.ts';

const EVERY_MS = 1_000;
/** How long what was on the stream is waited for before its brands are named as exceptions. */
const PATIENCE_MS = 2_000;
const POLL_MS = 50;
/** With more brands behind the mark stays where it is. */
const EXCEPT_BRANDS_MAX = 1_000;

export interface MarkKeeperOptions {
  readonly watermarks: Watermarks;
  readonly stream: WalletStream;
  readonly lease: ReadingLease;
  readonly reading: Pick<
    Reading,
    'inFlight' | 'left' | 'isComplete' | 'readUpTo' | 'reads' | 'exhaustedRead' | 'isEverythingKnown'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class MarkKeeper {
  private isStopping = false;
  private isStuck = false;
  private readonly stopped = new AbortController();
  private readonly options: MarkKeeperOptions;

  constructor(options: MarkKeeperOptions) {
    this.options = options;
  }

  stop(): void {
    this.isStopping = true;
    this.stopped.abort();
  }

  async run(): Promise<void> {
    const { clock, logger, stream } = this.options;
    while (this.mayMark()) {
      await clock.sleep(EVERY_MS, this.stopped.signal);
      if (!this.mayMark()) return;
      try {
        const isMarked = await this.mark();
        if (this.mayMark()) this.tell(!isMarked);
      } catch (error) {
        logger.warn({ err: error, stream: stream.name }, 'cannot mark how far the wallet stream is processed');
      }
    }
  }

  private mayMark(): boolean {
    return !this.isStopping && this.options.lease.leftMs() > 0;
  }

  /** False: too much of what was there is not processed yet. */
  private async mark(): Promise<boolean> {
    const { watermarks, stream, lease, reading, clock } = this.options;
    const at = await watermarks.begin();
    const last = await stream.lastId();
    const { reads } = reading;
    const until = clock.now() + PATIENCE_MS;
    // A read begun from now on that finds fewer than it asked for has drawn everything up to `last`.
    const isRead = (): boolean =>
      reading.isComplete && (reading.exhaustedRead > reads || compareEntryIds(reading.readUpTo, last) >= 0);
    if (!(await this.waitFor(isRead, until))) return false;
    let waiting = reading.inFlight.idsUpTo(last);
    await this.waitFor(() => {
      waiting = waiting.filter((id) => reading.inFlight.get(id) !== undefined);
      return waiting.length === 0;
    }, until);
    if (!this.mayMark() || !(await reading.isEverythingKnown())) return false;
    const exceptBrands = this.brandsUpTo(last);
    if (exceptBrands === null || !this.mayMark()) return false;
    await watermarks.note(lease, at, exceptBrands);
    return true;
  }

  /** Brands with something un-acknowledged up to that id; null where they cannot all be named. */
  private brandsUpTo(last: string): readonly BrandId[] | null {
    const { inFlight, left } = this.options.reading;
    const brands = left.brandsUpTo(last);
    for (const id of inFlight.idsUpTo(last)) {
      const brandId = inFlight.get(id)?.brandId ?? null;
      if (brandId === null) return null;
      brands.add(brandId);
    }
    return brands.size > EXCEPT_BRANDS_MAX ? null : [...brands];
  }

  private async waitFor(isTrue: () => boolean, until: number): Promise<boolean> {
    const { clock } = this.options;
    while (!isTrue()) {
      if (!this.mayMark() || clock.now() >= until) return false;
      await clock.sleep(POLL_MS, this.stopped.signal);
    }
    return true;
  }

  private tell(isStuck: boolean): void {
    if (isStuck === this.isStuck) return;
    this.isStuck = isStuck;
    const { logger, stream } = this.options;
    if (isStuck) logger.warn({ stream: stream.name }, 'the wallet stream is far behind: expiries wait');
    else logger.info({ stream: stream.name }, 'the wallet stream is processed up to now: expiries go on');
  }
}
