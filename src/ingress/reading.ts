// One reading of a wallet stream, under one lease, from taking it up to giving it back. What the group holds as pending is read
// first, whoever left it there; then new entries, and between them, page by page, what was left behind and can be taken now. Seldom,
// something is pending that nobody here knows of: a process that was frozen drew it under the name all readers share. Then
// everything pending is looked through again.
import { appendedAt } from '../domain/stream-entry-id.ts';
import { Outage } from '../observe/outage.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { StreamEntry, WalletStream } from '../ports/wallet-stream.ts';
import type { Store } from '../ports/store.ts';
import { Acknowledger } from './acknowledger.ts';
import { entryIdBefore, olderOf } from './entry-id.ts';
import { HandOn, type HandOnOptions } from './hand-on.ts';
import { InFlight } from './in-flight.ts';
import { LeftBehind } from './left-behind.ts';

/** Entries left behind before nothing new is read: a few megabytes of ids. */
export const LEFT_BEHIND_MAX = 100_000;
const LAG_EVERY_MS = 5_000;
/** While something is left behind, how often owners are asked whether they would take it. */
const CATCH_UP_EVERY_MS = 20;
/** The more slots are behind, the longer a look at all of them takes. */
const SLOTS_PER_MS = 400;
/** Pages read again for each page of new entries, so that catching up is faster than falling behind. */
const PAGES_AGAIN = 3;
/** Then whoever became ready meanwhile joins in. */
const ROUND_PAGES_MAX = 8;
/** While owners hold something that may come back, no read waits longer. */
const IN_FLIGHT_BLOCK_MS = 50;

export interface ReadingOptions extends Omit<HandOnOptions, 'inFlight' | 'left' | 'acknowledger'> {
  readonly stream: WalletStream;
  readonly store: Pick<Store, 'writeDeadLetters'>;
  readonly health: LoopHealth;
  readonly readCount: number;
  readonly blockMs: number;
  readonly leftBehindMax: number;
  /** What is handed on first carries this round. */
  readonly round: number;
}

export class Reading {
  readonly inFlight = new InFlight();
  readonly left: LeftBehind;
  /** Up to here everything pending is known. */
  readUpTo = '0';
  /** Reads of new entries so far, and the last one that found fewer than it asked for: at its beginning it had everything. */
  reads = 0;
  exhaustedRead = 0;
  private readonly outage: Outage;
  private readonly handOn: HandOn;
  private readonly acknowledger: Acknowledger;
  private acknowledging: Promise<void> = Promise.resolve();
  private isStopping = false;
  private hasGroup = false;
  /** Where everything pending is being looked through; null: all of it is known. Nothing newer is read before. */
  private unknownAfter: string | null = '0';
  /** Where the present round reads on; null: there is none. */
  private roundAfter: string | null = null;
  private roundPages = 0;
  private pagesAgain = 0;
  private lookAgainAt = 0;
  private lagReadAt = 0;
  private isPaused = false;
  private readonly options: ReadingOptions;

  constructor(options: ReadingOptions) {
    this.options = options;
    this.left = new LeftBehind(options.round);
    const [away, back] = ['cannot read the wallet stream; trying again', 'reads the wallet stream again'];
    this.outage = new Outage(options, { away, back });
    const { inFlight, left } = this;
    this.acknowledger = new Acknowledger({ ...options, onAcknowledged: (ids) => this.acknowledged(ids) });
    this.handOn = new HandOn({ ...options, inFlight, left, acknowledger: this.acknowledger });
  }

  /** Everything pending is known, and so is what `readUpTo` and `exhaustedRead` promise. */
  get isComplete(): boolean {
    return this.unknownAfter === null;
  }

  private mayRead(): boolean {
    return !this.isStopping && this.options.lease.leftMs() > 0;
  }

  /** Reads nothing more; what was handed on is still acknowledged. */
  stop(): void {
    this.isStopping = true;
  }

  /** Until stopped or the lease has ended. */
  async run(): Promise<void> {
    const { stream, lease, owner, clock, metrics, retryDelayMs } = this.options;
    this.acknowledging = this.acknowledger.run();
    while (this.mayRead()) {
      try {
        if (!this.hasGroup) await stream.ensureGroup();
        this.hasGroup = true;
        await owner.room();
        if (this.mayRead()) await this.step();
        this.outage.worked({ stream: stream.name });
        // With entries in flight it is their acknowledgement that counts, and a read that works proves nothing.
        if (this.inFlight.size === 0) this.beat();
        await this.lookAtLag();
      } catch (error) {
        // The answer to a read may be lost with its entries delivered: they are pending now and nobody has seen them.
        this.unknownAfter ??= this.readUpTo;
        this.hasGroup = false;
        metrics.retries.inc({ stage: 'read_stream' });
        this.outage.failed(error, { stream: stream.name });
        await clock.sleep(Math.max(1, Math.min(retryDelayMs, lease.leftMs())));
      }
    }
  }

  /** After `run`: waits until what was handed on has ended, at most so long, and acknowledges what became durable. */
  async end(ms: number): Promise<void> {
    await this.handOn.end(Math.max(0, Math.min(ms, this.options.lease.leftMs())));
    this.acknowledger.stop();
    await this.acknowledging;
    this.report(0, 0, false);
  }

  private async step(): Promise<void> {
    const isFull = this.left.entryCount >= this.options.leftBehindMax;
    this.tellPause(isFull);
    if (this.unknownAfter !== null && !isFull) {
      this.unknownAfter = await this.discover(this.unknownAfter);
      return;
    }
    const hasRead = await this.catchUp();
    if (isFull || this.unknownAfter !== null) {
      if (!hasRead) await this.options.clock.sleep(CATCH_UP_EVERY_MS);
      return;
    }
    this.pagesAgain = hasRead ? this.pagesAgain + 1 : 0;
    if (hasRead && this.pagesAgain % PAGES_AGAIN !== 0) return;
    if (this.mayRead()) await this.readNew();
  }

  private async readNew(): Promise<void> {
    const { stream, readCount } = this.options;
    this.reads += 1;
    const read = this.reads;
    const entries = await stream.readNew(readCount, this.blockMs());
    await this.handOn.page(entries, false);
    this.readUpTo = entries.at(-1)?.id ?? this.readUpTo;
    if (entries.length < readCount) this.exhaustedRead = read;
  }

  private blockMs(): number {
    const { lease, blockMs } = this.options;
    const patience = this.inFlight.size > 0 ? Math.min(blockMs, IN_FLIGHT_BLOCK_MS) : blockMs;
    const wanted = this.left.entryCount > 0 ? Math.min(patience, CATCH_UP_EVERY_MS) : patience;
    return Math.max(1, Math.floor(Math.min(this.roundAfter === null ? wanted : 1, lease.leftMs())));
  }

  /** A page of what is pending, known or not; gives back where to read on, null at the end. */
  private async discover(after: string): Promise<string | null> {
    const { stream, readCount } = this.options;
    // As of the question: what is acknowledged before the answer comes must not be handed on again.
    const known = this.inFlight.ids();
    const entries = await stream.readPending(after, readCount);
    await this.handOn.page(
      entries.filter(({ id }) => !known.has(id) && !this.left.has(id)),
      false,
    );
    const last = entries.at(-1)?.id;
    if (last !== undefined && olderOf(this.readUpTo, last) !== last) this.readUpTo = last;
    return entries.length < readCount ? null : (last ?? null);
  }

  /** A page of what was left behind, as far as owners are ready for it; false where nothing was read. */
  private async catchUp(): Promise<boolean> {
    const { stream, readCount } = this.options;
    const after = this.roundAfter ?? this.beginRound();
    if (after === null) return false;
    const entries = await stream.readPending(after, readCount);
    await this.handOn.page(entries.filter(isWantedIn(this.left)), true);
    const covered = entries.length < readCount ? null : (entries.at(-1)?.id ?? null);
    const next = this.left.advance(covered);
    this.roundPages += 1;
    this.roundAfter = next === null || this.roundPages >= ROUND_PAGES_MAX ? null : entryIdBefore(next);
    if (this.roundAfter === null && !this.left.wasSentBack) this.lookAgainAt = this.options.clock.now();
    return true;
  }

  private beginRound(): string | null {
    const { clock, owner } = this.options;
    const now = clock.now();
    const { slotCount } = this.left;
    if (slotCount === 0 || now < this.lookAgainAt) return null;
    const oldest = this.left.beginRound(
      now,
      (brandId, slot) => !owner.knows(brandId) || owner.ready(brandId, slot),
      this.inFlight.all(),
    );
    this.roundPages = 0;
    this.lookAgainAt = now + Math.max(CATCH_UP_EVERY_MS, slotCount / SLOTS_PER_MS);
    return oldest === null ? null : entryIdBefore(oldest);
  }

  private tellPause(isFull: boolean): void {
    if (isFull === this.isPaused) return;
    this.isPaused = isFull;
    const { logger, stream, metrics } = this.options;
    const left = { stream: stream.name, entries: this.left.entryCount, slots: this.left.slotCount };
    metrics.streamPaused.set({ stream: stream.name }, isFull ? 1 : 0);
    if (isFull)
      logger.error(left, 'too much is left behind on the wallet stream: nothing new is read until owners take it');
    else logger.info(left, 'reads new entries of the wallet stream again');
  }

  private acknowledged(ids: readonly string[]): void {
    const { metrics, clock } = this.options;
    const now = clock.now();
    const first = ids[0] === undefined ? undefined : this.inFlight.get(ids[0]);
    // One observation per round, of its oldest entry: the worst, at the price of one.
    if (first !== undefined) metrics.readToCommitSeconds.observe((now - first.receivedAt) / 1_000);
    for (const id of ids) {
      this.inFlight.remove(id);
      metrics.eventToCommitSeconds.observe(Math.max(0, now - appendedAt(id)) / 1_000);
    }
    this.beat();
  }

  private beat(): void {
    const { health, clock, stream } = this.options;
    health.beat('event_consumer', clock.now(), stream.name);
  }

  /** Asks the server; where something is pending that nobody here knows of, everything is looked through again from there. */
  async isEverythingKnown(): Promise<boolean> {
    const { stream } = this.options;
    const { inFlight, left } = this;
    const known = inFlight.size + left.entryCount;
    const oldest = olderOf(inFlight.oldest, left.oldest);
    const { pending, oldestPending } = await stream.lag();
    if (!this.isComplete || oldestPending === null) return this.isComplete;
    // What was known when we asked can only have become less since.
    if (pending <= known && (oldest === oldestPending || olderOf(oldest, oldestPending) === oldest)) return true;
    this.unknownAfter = entryIdBefore(oldestPending);
    return false;
  }

  private async lookAtLag(): Promise<void> {
    const { clock } = this.options;
    if (clock.now() - this.lagReadAt < LAG_EVERY_MS) return;
    this.lagReadAt = clock.now();
    this.report(this.left.entryCount, this.left.slotCount, this.isPaused);
    await this.isEverythingKnown();
  }

  private report(entries: number, slots: number, isPaused: boolean): void {
    const { metrics, stream } = this.options;
    metrics.streamLeftBehind.set({ stream: stream.name }, entries);
    metrics.streamSlotsBehind.set({ stream: stream.name }, slots);
    metrics.streamPaused.set({ stream: stream.name }, isPaused ? 1 : 0);
  }
}

const isWantedIn =
  (left: LeftBehind) =>
  ({ id }: StreamEntry): boolean =>
    left.isWanted(id);
