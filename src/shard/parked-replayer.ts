// Sends parked events through again once somebody asks for it: in order, before whatever waits in the shard's mailbox, as many at a
// time as a page holds. Each leaves the parked ones in the commit of its effect, so a death at any point resumes where it was; the
// first that fails again stops the replay, and what is behind it stays parked in order.
import { decodeEntry } from '../domain/decoding/decode-entry.ts';
import type { DecodedEntry, DecodeOptions } from '../domain/decoding/decoded-entry.ts';
import { type DeadLetter, letterReplayedBy } from '../domain/dead-letter.ts';
import { type ParkedEvent, detailOf, fieldsOfParked } from '../domain/quarantine.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ending, Envelope, Occasion, Replay } from '../ports/occasion.ts';
import type { Store } from '../ports/store.ts';
import type { GroupCommitter } from './group-committer.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { HeldPlayer } from './shard-quarantine.ts';
import type { Shard } from './shard.ts';

const POLL_MS = 1_000;
/** Players in quarantine asked about in one look. */
const PLAYERS_MAX = 1_000;
const PAGE_EVENTS = 100;

export interface ParkedReplayerOptions {
  readonly store: Pick<Store, 'replaysAsked' | 'parkedPage' | 'writeDeadLetters'>;
  readonly shards: OwnedShards;
  readonly committer: Pick<GroupCommitter, 'lastCommittedBatch'>;
  readonly decoding: Pick<DecodeOptions, 'exponentOf' | 'retentionMs' | 'futureMs'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

interface Refused {
  readonly event: ParkedEvent;
  readonly code: string;
  readonly detail: string;
}

export class ParkedReplayer {
  private stopping = false;
  /** Where the last look ended, so that the next one sees others. */
  private place = 0;
  private readonly stopped = new AbortController();
  private readonly options: ParkedReplayerOptions;

  constructor(options: ParkedReplayerOptions) {
    this.options = options;
  }

  stop(): void {
    this.stopping = true;
    this.stopped.abort();
  }

  async run(): Promise<void> {
    const { clock, logger } = this.options;
    while (!this.stopping) {
      let moved = false;
      try {
        moved = await this.look();
      } catch (error) {
        logger.warn({ err: error }, 'cannot replay parked events now; trying again');
      }
      if (!moved) await clock.sleep(POLL_MS, this.stopped.signal);
    }
  }

  /** A page of each player that waits, so that none has to wait for another's thousands. True if anything went through. */
  private async look(): Promise<boolean> {
    const { store, shards } = this.options;
    const held = shards.all.flatMap((shard) => [...shard.quarantine.all].map((player) => ({ shard, player })));
    if (held.length === 0) return false;
    if (this.place >= held.length) this.place = 0;
    const asked = held.slice(this.place, this.place + PLAYERS_MAX);
    this.place += asked.length;
    const wanted = await store.replaysAsked(asked.map(({ player }) => player));
    let moved = false;
    for (const { brandId, playerId } of wanted) {
      const found = asked.find(({ player }) => player.playerId === playerId && player.brandId === brandId);
      if (found !== undefined && (await this.replayPage(found.shard, found.player))) moved = true;
    }
    return moved;
  }

  private async replayPage(shard: Shard, { playerId }: HeldPlayer): Promise<boolean> {
    const { store, committer } = this.options;
    const held = shard.quarantine.find(playerId);
    // What was parked last must be durable, or the page would lack it.
    if (held === undefined || held.batch > committer.lastCommittedBatch) return false;
    const page = await store.parkedPage(held, 0, PAGE_EVENTS);
    const run = { hasFailed: false, hasRefused: false };
    const refused: Refused[] = [];
    const envelopes: Envelope[] = [];
    const endings: Promise<Ending>[] = [];
    const send = (occasion: Occasion, event: ParkedEvent | null): void => {
      const replay = { seq: event?.seq ?? 0, run };
      endings.push(
        new Promise((resolve) => {
          envelopes.push(
            this.envelopeOf(held, occasion, replay, event, (ending) => {
              if (ending.kind === 'refused' && event !== null) refused.push({ event, ...ending.refusal });
              resolve(ending);
            }),
          );
        }),
      );
    };
    const unreadable = page.flatMap((event) => {
      const decoded = this.decode(event);
      if (decoded.kind === 'event') {
        const { event: bet } = decoded;
        send(bet.type === 'BET_SETTLED' ? { kind: 'settle', event: bet } : { kind: 'rollback', event: bet }, event);
        return [];
      }
      send({ kind: 'unpark' }, event);
      return [{ event, ...refusalOf(decoded) }];
    });
    if (page.length < PAGE_EVENTS) send({ kind: 'release', through: held.lastSeq }, null);
    await this.writeLetters(unreadable);
    if (!(await this.through(shard, envelopes, endings))) return false;
    if (refused.length > 0) await this.putAside(shard, held, refused);
    return !run.hasFailed;
  }

  /** Those that may never be applied: dead-lettered first, and only then no longer parked. */
  private async putAside(shard: Shard, held: HeldPlayer, refused: readonly Refused[]): Promise<void> {
    await this.writeLetters(refused);
    const run = { hasFailed: false, hasRefused: false };
    const envelopes: Envelope[] = [];
    const endings = refused.map(
      ({ event }) =>
        new Promise<Ending>((resolve) => {
          envelopes.push(this.envelopeOf(held, { kind: 'unpark' }, { seq: event.seq, run }, event, resolve));
        }),
    );
    await this.through(shard, envelopes, endings);
  }

  private async through(shard: Shard, envelopes: readonly Envelope[], endings: Promise<Ending>[]): Promise<boolean> {
    // A worker that stops decides what waits and nothing more.
    if (this.stopping || !this.options.shards.deliverFirst(shard, envelopes)) return false;
    const ended = await Promise.all(endings);
    return ended.every(({ kind }) => kind !== 'lost');
  }

  private envelopeOf(
    { brandId, playerId, slot }: HeldPlayer,
    occasion: Occasion,
    replay: Replay,
    event: ParkedEvent | null,
    end: (ending: Ending) => void,
  ): Envelope {
    const receivedAt = event?.receivedAt ?? this.options.clock.now();
    return { occasion, brandId, playerId, slot, receivedAt, replay, end };
  }

  /** Its brand was settled when it was parked: no other setting may send it elsewhere now. */
  private decode(parked: ParkedEvent): DecodedEntry {
    const { decoding, clock } = this.options;
    const settled = { brandEnforcement: 'off', defaultBrandId: parked.brandId } as const;
    return decodeEntry(fieldsOfParked(parked), { ...decoding, ...settled, nowMs: clock.now() });
  }

  private async writeLetters(refused: readonly Refused[]): Promise<void> {
    if (refused.length === 0) return;
    const { store, metrics, logger } = this.options;
    const letters = refused.map(({ event, code, detail }): DeadLetter => {
      const { stream, entryId, eventId, brandId, receivedAt, raw } = event;
      return {
        stream,
        entryId,
        eventId,
        brandId,
        receivedAt,
        raw,
        reason: code,
        detail: detailOf(detail),
        replayOf: letterReplayedBy(fieldsOfParked(event)),
      };
    });
    await store.writeDeadLetters(letters);
    for (const { reason, eventId, brandId } of letters) {
      metrics.deadLetters.inc({ reason });
      logger.warn({ reason, eventId, brandId }, 'a parked event may not be applied: it is a dead letter now');
    }
  }
}

/** What another build took for an event of ours. */
function refusalOf(decoded: Exclude<DecodedEntry, { kind: 'event' }>): Pick<Refused, 'code' | 'detail'> {
  return decoded.kind === 'refused'
    ? decoded
    : { code: 'EVENT_TYPE_INVALID', detail: `this build does not know events of type ${decoded.eventType}` };
}
