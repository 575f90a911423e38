// From a wallet stream to the owners, for as long as this worker holds the stream's lease, and again when it holds it anew.
import type { Watermarks } from '../ports/watermarks.ts';
import type { ReadingLease } from '../ports/wallet-stream.ts';
import { LagReader } from './lag-reader.ts';
import { MarkKeeper } from './mark-keeper.ts';
import { LEFT_BEHIND_MAX, Reading, type ReadingOptions } from './reading.ts';

/** How long a hand-over waits for what owners still hold; the next reader reads again what did not end. */
const DRAIN_MS_MAX = 2_000;

export interface IngressOptions extends Omit<ReadingOptions, 'lease' | 'round' | 'leftBehindMax'> {
  /** Null where nobody asks how far the stream is processed. */
  readonly watermarks: Watermarks | null;
  readonly leftBehindMax?: number;
}

export class Ingress {
  private reading: Reading | null = null;
  private marks: MarkKeeper | null = null;
  private lag: LagReader | null = null;
  private readonly options: IngressOptions;

  constructor(options: IngressOptions) {
    this.options = options;
  }

  get stream(): string {
    return this.options.stream.name;
  }

  /** Until stopped, or until the lease has ended; then nothing more is read or handed on. */
  async run(lease: ReadingLease): Promise<void> {
    const { watermarks, leftBehindMax = LEFT_BEHIND_MAX } = this.options;
    const before = this.reading;
    const round = (before?.left.round ?? 0) + 1;
    const reading = new Reading({ ...this.options, lease, leftBehindMax, round });
    const marks = watermarks === null ? null : new MarkKeeper({ ...this.options, watermarks, lease, reading });
    this.reading = reading;
    this.marks = marks;
    await before?.end(0);
    const lag = new LagReader(this.options);
    this.lag = lag;
    const reads = reading.run().finally(() => {
      marks?.stop();
      lag.stop();
    });
    await Promise.all([reads, marks?.run(), lag.run()]);
  }

  /** Reads nothing more; entries already handed on are still acknowledged. */
  stop(): void {
    this.reading?.stop();
    this.marks?.stop();
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    this.lag?.report();
  }

  /**
   * Call when `run` has ended: waits, within a bound, until what was handed on has ended, and acknowledges what is durable. Then the
   * lease may be given back; endings that come later change nothing.
   */
  async drain(): Promise<void> {
    await this.reading?.end(DRAIN_MS_MAX);
  }
}
