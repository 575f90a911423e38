// From the wallet's stream to the owners: reads in stream order, decodes, hands on, and has each entry acknowledged once its
// effect is durable. After a start, a read whose answer was lost, and every few seconds, what the group holds as pending for us
// is read first: a process that was frozen may have drawn entries under the name we share, and nobody would ever see them.
import { letterReplayedBy } from '../domain/dead-letter.ts';
import { type DecodeOptions, type DecodedEntry } from '../domain/decoding/decoded-entry.ts';
import { decodeEntry } from '../domain/decoding/decode-entry.ts';
import type { BrandId } from '../domain/ids.ts';
import { slotOf } from '../domain/slot.ts';
import { appendedAt } from '../domain/stream-entry-id.ts';
import type { Trace } from '../domain/trace.ts';
import type { WalletEvent } from '../domain/wallet-event.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ending, Owner } from '../ports/occasion.ts';
import type { Store } from '../ports/store.ts';
import type { StreamEntry, WalletStream } from '../ports/wallet-stream.ts';
import { Acknowledger } from './acknowledger.ts';
import { LagReader } from './lag-reader.ts';

const PENDING_EVERY_MS = 5_000;
/** A producer that leaves the brand out does so with every event. */
const DOUBT_LINES = { burst: 10, everyMs: 60_000 };

export interface IngressOptions {
  readonly stream: WalletStream;
  readonly owner: Owner;
  readonly store: Pick<Store, 'writeDeadLetters'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly decoding: Omit<DecodeOptions, 'nowMs'>;
  readonly readCount: number;
  readonly blockMs: number;
  readonly retryDelayMs: number;
}

export class Ingress {
  /** Entries handed on and not yet acknowledged, with the time they were read. */
  private readonly inFlight = new Map<string, number>();
  private readonly acknowledger: Acknowledger;
  private readonly lagReader: LagReader;
  private acknowledging: Promise<void> = Promise.resolve();
  private lookingAtLag: Promise<void> = Promise.resolve();
  private readonly doubts = { defaulted: new Sampler(DOUBT_LINES), disputed: new Sampler(DOUBT_LINES) };
  private stopping = false;
  private pendingReadAt = 0;
  private readonly readOutage: Outage;
  private readonly brandOutage: Outage;
  private readonly options: IngressOptions;

  constructor(options: IngressOptions) {
    this.options = options;
    this.acknowledger = new Acknowledger({ ...options, onAcknowledged: (ids) => this.acknowledged(ids) });
    this.lagReader = new LagReader(options);
    const [away, back] = ['cannot read the wallet stream; trying again', 'reads the wallet stream again'];
    this.readOutage = new Outage(options, { away, back });
    this.brandOutage = new Outage(options, { away: 'cannot open a brand; trying again', back: 'opened the brand' });
  }

  /** Reads nothing more; entries already handed on are still acknowledged. */
  stop(): void {
    this.stopping = true;
    this.lagReader.stop();
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    this.lagReader.report();
  }

  /** Call when the owners have drained: acknowledges what they made durable and ends. */
  async drain(): Promise<void> {
    this.acknowledger.stop();
    await Promise.all([this.acknowledging, this.lookingAtLag]);
  }

  async run(): Promise<void> {
    const { stream, owner, clock, metrics, retryDelayMs } = this.options;
    this.acknowledging = this.acknowledger.run();
    this.lookingAtLag = this.lagReader.run();
    let joined = false;
    let pendingAfter: string | null = '0';
    while (!this.stopping) {
      try {
        if (!joined) await stream.ensureGroup();
        joined = true;
        await owner.room();
        if (pendingAfter === null && this.isDue(this.pendingReadAt, PENDING_EVERY_MS)) pendingAfter = '0';
        if (pendingAfter === '0') this.pendingReadAt = clock.now();
        pendingAfter = await this.readSome(pendingAfter);
        this.readOutage.worked({ stream: stream.name });
        // With entries in flight it is their acknowledgement that counts, and a read that works proves nothing.
        if (this.inFlight.size === 0) this.beat();
      } catch (error) {
        // The answer to a read may be lost with its entries delivered: they are pending now and nobody has seen them.
        pendingAfter = '0';
        joined = false;
        metrics.retries.inc({ stage: 'read_stream' });
        this.readOutage.failed(error, { stream: stream.name });
        await clock.sleep(retryDelayMs);
      }
    }
  }

  /** Reads pending entries after an id, or new ones where it is null; gives back where to read next. */
  private async readSome(pendingAfter: string | null): Promise<string | null> {
    const { stream, readCount, blockMs } = this.options;
    if (pendingAfter === null) {
      await this.handOn(await stream.readNew(readCount, blockMs));
      return null;
    }
    // As of the question: what is acknowledged before the answer comes must not be handed on again.
    const known = new Set(this.inFlight.keys());
    const entries = await stream.readPending(pendingAfter, readCount);
    await this.handOn(entries.filter((entry) => !known.has(entry.id)));
    return entries.at(-1)?.id ?? null;
  }

  private async handOn(entries: readonly StreamEntry[]): Promise<void> {
    const { owner, clock, decoding } = this.options;
    const options = { ...decoding, nowMs: clock.now() };
    for (const entry of entries) {
      this.inFlight.set(entry.id, options.nowMs);
      if (entry.fields === null) {
        this.bury(entry, 'ENTRY_TRIMMED', 'the entry was trimmed from the stream while it was pending', null, null);
        continue;
      }
      const decoded = decodeEntry(entry.fields, options);
      if (decoded.kind === 'event' && !owner.knows(decoded.event.brandId)) await this.openBrand(decoded.event.brandId);
      this.handOnOne(entry, decoded, options.nowMs);
    }
  }

  private handOnOne(entry: StreamEntry, decoded: DecodedEntry, receivedAt: number): void {
    switch (decoded.kind) {
      case 'event':
        if (decoded.brand !== 'stated') this.doubtBrand(entry, decoded.event, decoded.brand);
        this.deliver(entry, decoded.event, receivedAt, decoded.trace ?? null);
        return;
      case 'ignored':
        this.options.metrics.ignoredEvents.inc();
        this.acknowledger.acknowledge(entry.id);
        return;
      case 'refused':
        this.bury(entry, decoded.code, decoded.detail, decoded.eventId, decoded.brandId);
    }
  }

  /** The event goes on; what its brand was taken from is counted, and said now and then where we observe. */
  private doubtBrand(entry: StreamEntry, { eventId, brandId }: WalletEvent, origin: 'defaulted' | 'disputed'): void {
    const { metrics, logger, clock, decoding, stream } = this.options;
    const isDefaulted = origin === 'defaulted';
    (isDefaulted ? metrics.brandDefaulted : metrics.brandDisputed).inc();
    if (decoding.brandEnforcement !== 'observe') return;
    const unsaid = this.doubts[origin].admit(clock.now());
    if (unsaid === null) return;
    const message = isDefaulted
      ? 'an event names no brand; it was given the default one'
      : 'an event names another brand in its payload; its envelope holds';
    logger.warn({ stream: stream.name, entryId: entry.id, eventId, brandId, unsaid }, message);
  }

  private deliver(entry: StreamEntry, event: WalletEvent, receivedAt: number, trace: Trace | null): void {
    const { brandId, playerId } = event;
    this.options.owner.deliver({
      occasion: event.type === 'BET_SETTLED' ? { kind: 'settle', event } : { kind: 'rollback', event },
      brandId,
      playerId,
      slot: slotOf(brandId, playerId),
      receivedAt,
      trace,
      end: (ending) => this.ended(entry, event, ending),
    });
  }

  private ended(entry: StreamEntry, event: WalletEvent, ending: Ending): void {
    switch (ending.kind) {
      case 'durable':
        this.acknowledger.acknowledge(entry.id);
        return;
      case 'refused':
        this.bury(entry, ending.refusal.code, ending.refusal.detail, event.eventId, event.brandId);
        return;
      case 'lost':
        // Stays pending, and is read again by whoever owns the stream and the shard next.
        this.inFlight.delete(entry.id);
    }
  }

  private bury(
    entry: StreamEntry,
    reason: string,
    detail: string,
    eventId: string | null,
    brandId: string | null,
  ): void {
    this.acknowledger.deadLetter({
      stream: this.options.stream.name,
      entryId: entry.id,
      receivedAt: this.options.clock.now(),
      eventId,
      brandId,
      reason,
      detail,
      raw: JSON.stringify(entry.fields ?? {}),
      replayOf: letterReplayedBy(entry.fields),
    });
  }

  private acknowledged(ids: readonly string[]): void {
    const { metrics, clock } = this.options;
    const now = clock.now();
    const first = ids[0] === undefined ? undefined : this.inFlight.get(ids[0]);
    // One observation per round, of its oldest entry: the worst, at the price of one.
    if (first !== undefined) metrics.readToCommitSeconds.observe((now - first) / 1_000);
    for (const id of ids) {
      this.inFlight.delete(id);
      metrics.eventToCommitSeconds.observe(Math.max(0, now - appendedAt(id)) / 1_000);
    }
    this.beat();
  }

  private beat(): void {
    const { health, clock, stream } = this.options;
    health.beat('event_consumer', clock.now(), stream.name);
  }

  /** Entries behind it wait: handing them on first would break their order. */
  private async openBrand(brandId: BrandId): Promise<void> {
    const { owner, clock, metrics, retryDelayMs } = this.options;
    while (!this.stopping) {
      try {
        await owner.openBrand(brandId);
        this.brandOutage.worked({ brandId });
        return;
      } catch (error) {
        metrics.retries.inc({ stage: 'open_brand' });
        this.brandOutage.failed(error, { brandId });
        await clock.sleep(retryDelayMs);
      }
    }
  }

  private isDue(lastAt: number, everyMs: number): boolean {
    return this.options.clock.now() - lastAt >= everyMs;
  }
}
