// The wallet stream as the worker sees it, with a gate: the head of the stream is played to warm up, then nothing is given out
// until the measurement begins, and nothing after its time is over. Works per read and per acknowledgement, never per entry.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamEntry, StreamLag, WalletStream } from '../../src/ports/wallet-stream.ts';
import { Latencies } from './latencies.ts';

/** While nothing is given out the worker still asks, and must neither spin nor be kept from what it left behind. */
const PAUSE_MS = 20;

export interface MeasuredStreamOptions {
  readonly warmUpEvents: number;
  readonly entries: number;
  readonly measureMs: number;
}

export class MeasuredStream implements WalletStream {
  readonly latencies = new Latencies();
  /** Resolves when everything of the warm-up is acknowledged. */
  readonly warm: Promise<void>;
  /** Resolves when everything read since the beginning is acknowledged. */
  readonly done: Promise<void>;
  endedAt = 0;
  events = 0;
  private acknowledgedEvents = 0;
  private warmUpLeft: number;
  private warmUpUnacknowledged: number;
  private entriesLeft: number;
  private closesAt = Number.POSITIVE_INFINITY;
  private isOpen = false;
  private closed = false;
  private onWarm: () => void = () => undefined;
  private onDone: () => void = () => undefined;
  private open: () => void = () => undefined;
  private readonly opened: Promise<void>;
  private readonly stream: WalletStream;
  private readonly options: MeasuredStreamOptions;

  constructor(stream: WalletStream, options: MeasuredStreamOptions) {
    this.stream = stream;
    this.options = options;
    this.warmUpLeft = options.warmUpEvents;
    this.warmUpUnacknowledged = options.warmUpEvents;
    this.entriesLeft = options.entries - options.warmUpEvents;
    this.warm = new Promise((resolve) => (this.onWarm = resolve));
    this.done = new Promise((resolve) => (this.onDone = resolve));
    this.opened = new Promise((resolve) => (this.open = resolve));
  }

  get name(): string {
    return this.stream.name;
  }

  begin(): void {
    this.closesAt = performance.now() + this.options.measureMs;
    this.isOpen = true;
    this.open();
  }

  ensureGroup(): Promise<void> {
    return this.stream.ensureGroup();
  }

  readPending(afterId: string, count: number): Promise<readonly StreamEntry[]> {
    return this.stream.readPending(afterId, count);
  }

  async readNew(count: number, blockMs: number): Promise<readonly StreamEntry[]> {
    if (this.warmUpLeft > 0) {
      const entries = await this.stream.readNew(Math.min(count, this.warmUpLeft), blockMs);
      this.warmUpLeft -= entries.length;
      return entries;
    }
    if (!this.isOpen) {
      await Promise.race([this.opened, sleep(PAUSE_MS)]);
      return [];
    }
    if (this.closed || this.entriesLeft <= 0 || performance.now() >= this.closesAt) {
      this.closed = true;
      await this.finishIfDone();
      await sleep(PAUSE_MS);
      return [];
    }
    const entries = await this.stream.readNew(count, blockMs);
    this.latencies.read(entries.map(({ id }) => id));
    this.events += entries.length;
    this.entriesLeft -= entries.length;
    return entries;
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    await this.stream.acknowledge(ids);
    if (this.warmUpUnacknowledged > 0) {
      this.warmUpUnacknowledged -= ids.length;
      if (this.warmUpUnacknowledged <= 0) this.onWarm();
      return;
    }
    this.latencies.acknowledged(ids);
    this.acknowledgedEvents += ids.length;
    this.endedAt = performance.now();
    await this.finishIfDone();
  }

  lag(): Promise<StreamLag> {
    return this.stream.lag();
  }

  lastId(): Promise<string> {
    return this.stream.lastId();
  }

  /** After a failed read the worker may read, and acknowledge, some entries twice: then the group itself must be asked. */
  private async finishIfDone(): Promise<void> {
    if (!this.closed || this.acknowledgedEvents < this.events) return;
    if ((await this.stream.lag()).pending === 0) this.onDone();
  }
}
