// One entry's way from the stream to its owner and back: decoded, handed on under the lease, and by its ending acknowledged, buried
// among the dead letters, or left behind. An entry of a slot that is behind is left before its owner ever sees it.
import { letterReplayedBy } from '../domain/dead-letter.ts';
import type { DecodeOptions, DecodedEntry } from '../domain/decoding/decoded-entry.ts';
import { decodeEntry } from '../domain/decoding/decode-entry.ts';
import type { BrandId } from '../domain/ids.ts';
import { slotOf } from '../domain/slot.ts';
import type { WalletEvent } from '../domain/wallet-event.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Outage } from '../observe/outage.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ending, Envelope, Owner } from '../ports/occasion.ts';
import type { ReadingLease, StreamEntry } from '../ports/wallet-stream.ts';
import type { Acknowledger } from './acknowledger.ts';
import type { InFlight } from './in-flight.ts';
import type { LeftBehind } from './left-behind.ts';

/** A producer that leaves the brand out does so with every event. */
const DOUBT_LINES = { burst: 10, everyMs: 60_000 };

export interface HandOnOptions {
  readonly lease: ReadingLease;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly decoding: Omit<DecodeOptions, 'nowMs'>;
  readonly retryDelayMs: number;
  readonly inFlight: InFlight;
  readonly left: LeftBehind;
  readonly acknowledger: Acknowledger;
}

export class HandOn {
  /** Envelopes whose ending has not come. */
  private out = 0;
  /** Endings that come from now on are nobody's business: the entries are pending, and the next reader's. */
  private isOver = false;
  private readonly quiet = new Wakeup();
  private readonly doubts = { defaulted: new Sampler(DOUBT_LINES), disputed: new Sampler(DOUBT_LINES) };
  private readonly outage: Outage;
  private readonly options: HandOnOptions;

  constructor(options: HandOnOptions) {
    this.options = options;
    this.outage = new Outage(options, { away: 'cannot open brands; trying again', back: 'opens brands again' });
  }

  /**
   * In stream order. `again`: entries that were left behind; whether one still goes on is decided when its turn has come. Nothing
   * does once the lease has ended. All brands that the page needs to know of are asked for at once.
   */
  async page(entries: readonly StreamEntry[], again: boolean): Promise<void> {
    const { lease, clock, decoding, owner, left, retryDelayMs } = this.options;
    if (lease.leftMs() <= 0) return;
    const receivedAt = clock.now();
    const options = { ...decoding, nowMs: receivedAt };
    const unknown = new Set<BrandId>();
    const decoded = entries.map(({ fields }) => {
      if (fields === null) return null;
      const entry = decodeEntry(fields, options);
      if (entry.kind === 'event' && !owner.knows(entry.event.brandId)) unknown.add(entry.event.brandId);
      return entry;
    });
    const closed = unknown.size === 0 ? [] : await this.open([...unknown]);
    if (this.isOver || lease.leftMs() <= 0) return;
    entries.forEach((entry, place) => {
      const round = again ? left.take(entry.id) : 0;
      if (round !== null) this.one(entry, decoded[place] ?? null, receivedAt, round);
    });
    for (const brandId of closed) left.postpone(brandId, clock.now() + retryDelayMs);
  }

  /** Resolves when every ending has come, or after `ms`; those that come later change nothing. Call it once, with nothing to follow. */
  async end(ms: number): Promise<void> {
    const { clock } = this.options;
    if (this.out > 0) {
      const waited = new AbortController();
      await Promise.race([this.untilQuiet(), clock.sleep(ms, waited.signal)]);
      waited.abort();
    }
    this.isOver = true;
  }

  private async untilQuiet(): Promise<void> {
    while (this.out > 0) await this.quiet.wait();
  }

  /** The brands that could not be opened: their entries come back as lost, and are tried again a little later. */
  private async open(brands: readonly BrandId[]): Promise<readonly BrandId[]> {
    const { owner, metrics } = this.options;
    const results = await Promise.allSettled(brands.map((brandId) => owner.openBrand(brandId)));
    const closed = brands.filter((_, place) => results[place]?.status === 'rejected');
    const reason = results.find((result) => result.status === 'rejected')?.reason as unknown;
    if (closed.length > 0) {
      metrics.retries.inc({ stage: 'open_brand' }, closed.length);
      this.outage.failed(reason, { brandId: closed[0], brands: closed.length });
    } else this.outage.worked();
    return closed;
  }

  private one(entry: StreamEntry, decoded: DecodedEntry | null, receivedAt: number, round: number): void {
    const { inFlight, acknowledger, metrics, left } = this.options;
    const { id, fields } = entry;
    if (decoded === null || fields === null) {
      inFlight.add(id, { receivedAt, brandId: null, slot: -1 });
      this.bury(id, null, 'ENTRY_TRIMMED', 'the entry was trimmed from the stream while it was pending', null, null);
      return;
    }
    switch (decoded.kind) {
      case 'event': {
        const { event } = decoded;
        if (decoded.brand !== 'stated') this.doubtBrand(id, event, decoded.brand);
        const slot = slotOf(event.brandId, event.playerId);
        const { brandId } = event;
        if (round === 0 && left.entryCount > 0 && left.isBehind(brandId, slot)) left.leave(id, brandId, slot);
        else this.deliver(id, fields, decoded, slot, receivedAt, round);
        return;
      }
      case 'ignored':
        inFlight.add(id, { receivedAt, brandId: null, slot: -1 });
        metrics.ignoredEvents.inc();
        acknowledger.acknowledge(id);
        return;
      case 'refused':
        inFlight.add(id, { receivedAt, brandId: null, slot: -1 });
        this.bury(id, fields, decoded.code, decoded.detail, decoded.eventId, decoded.brandId);
    }
  }

  /** The event goes on; what its brand was taken from is counted, and said now and then where we observe. */
  private doubtBrand(entryId: string, { eventId, brandId }: WalletEvent, origin: 'defaulted' | 'disputed'): void {
    const { metrics, logger, clock, decoding, lease } = this.options;
    const isDefaulted = origin === 'defaulted';
    (isDefaulted ? metrics.brandDefaulted : metrics.brandDisputed).inc();
    if (decoding.brandEnforcement !== 'observe') return;
    const unsaid = this.doubts[origin].admit(clock.now());
    if (unsaid === null) return;
    const message = isDefaulted
      ? 'an event names no brand; it was given the default one'
      : 'an event names another brand in its payload; its envelope holds';
    logger.warn({ stream: lease.stream, entryId, eventId, brandId, unsaid }, message);
  }

  private deliver(
    id: string,
    fields: Fields,
    { event, trace }: DecodedEvent,
    slot: number,
    receivedAt: number,
    round: number,
  ): void {
    const { lease, inFlight, owner } = this.options;
    const { brandId, playerId } = event;
    const envelope: Envelope = {
      occasion: event.type === 'BET_SETTLED' ? { kind: 'settle', event } : { kind: 'rollback', event },
      brandId,
      playerId,
      slot,
      receivedAt,
      trace: trace ?? null,
      origin: { stream: lease.stream, streamEpoch: lease.epoch, round, entryId: id, fields },
      end: (ending) => this.ended(id, fields, event, slot, ending),
    };
    inFlight.add(id, envelope);
    this.out += 1;
    owner.deliver(envelope);
  }

  private ended(id: string, fields: Fields, event: WalletEvent, slot: number, ending: Ending): void {
    this.out -= 1;
    if (this.out === 0) this.quiet.ring();
    if (this.isOver) return;
    switch (ending.kind) {
      case 'durable':
        this.options.acknowledger.acknowledge(id);
        return;
      case 'refused':
        this.bury(id, fields, ending.refusal.code, ending.refusal.detail, event.eventId, event.brandId);
        return;
      case 'lost':
      case 'busy':
        this.options.inFlight.remove(id);
        this.options.left.sentBack(id, event.brandId, slot);
    }
  }

  private bury(
    entryId: string,
    fields: Fields | null,
    reason: string,
    detail: string,
    eventId: string | null,
    brandId: string | null,
  ): void {
    this.options.acknowledger.deadLetter({
      stream: this.options.lease.stream,
      entryId,
      receivedAt: this.options.clock.now(),
      eventId,
      brandId,
      reason,
      detail,
      raw: JSON.stringify(fields ?? {}),
      replayOf: letterReplayedBy(fields),
    });
  }
}

type DecodedEvent = Extract<DecodedEntry, { kind: 'event' }>;
type Fields = Readonly<Record<string, string>>;
