// The durable world that outlives every worker: store, streams, event log and wallet, with the rules that are watched at its
// border. A worker may be killed, frozen or doubled; what is here stays, and is what it is judged by.
import type { DeadLetter } from '../../src/domain/dead-letter.ts';
import type { PublishableEvent } from '../../src/ports/event-sink.ts';
import { MemoryEventSink } from '../../src/adapters/memory/memory-event-sink.ts';
import { createMemoryFleetStore } from '../../src/adapters/memory/memory-fleet-store.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables, letterKey } from '../../src/adapters/memory/memory-tables.ts';
import { createMemoryWatermarks } from '../../src/adapters/memory/memory-watermarks.ts';
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { CommitBatch, CommitResult, Store } from '../../src/ports/store.ts';
import type { Watermarks } from '../../src/ports/watermarks.ts';
import type { WalletCall } from '../../src/ports/wallet-client.ts';
import type { Agenda } from './agenda.ts';
import { bookedFleetStore } from './booked-fleet-store.ts';
import { Books } from './books.ts';
import { checkAcknowledgement } from './check-acknowledgement.ts';
import { checkDeadLetter } from './check-dead-letter.ts';
import { checkLedgerEntry, checkWalletCall } from './check-wallet.ts';
import type { DurableStream } from './durable-stream.ts';
import type { Faults } from './faults.ts';
import { Leadership } from './leadership.ts';
import type { Random } from './random.ts';
import { type Sabotage, sabotagedStore } from './sabotage.ts';
import { SentEntries } from './sent.ts';
import { PoisonedPlayers, isParked } from './poisoned-players.ts';
import { SimGate } from './sim-gate.ts';
import type { SimProcess } from './sim-process.ts';
import type { Sightings } from './sightings.ts';
import type { Trace } from './trace.ts';
import type { Violations } from './violations.ts';
import { type WalletEntry, WalletLedger } from './wallet-ledger.ts';

/** What waited while a process stood still comes all at once. */
const THAW_MS = 100;

export interface WorldOptions {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly faults: Faults;
  readonly sightings: Sightings;
  readonly trace: Trace;
  readonly violations: Violations;
  readonly streams: readonly DurableStream[];
  readonly sabotage: Sabotage | null;
}

export class World {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly faults: Faults;
  readonly streams: readonly DurableStream[];
  readonly tables = new MemoryTables();
  readonly store: Store;
  readonly sink = new MemoryEventSink();
  readonly ledger = new WalletLedger();
  /** As the database judges it: by its own clock, and entered in the books as it happens. */
  readonly fleet: FleetStore;
  readonly watermarks: Watermarks;
  readonly leadership: Leadership;
  readonly walletGate: SimGate;
  readonly sent = new SentEntries();
  readonly books: Books;
  readonly sightings: Sightings;
  readonly #violations: Violations;
  readonly #trace: Trace;

  constructor(options: WorldOptions) {
    this.agenda = options.agenda;
    this.random = options.random;
    this.faults = options.faults;
    this.streams = options.streams;
    this.sightings = options.sightings;
    this.walletGate = new SimGate(options.agenda, options.faults);
    this.#violations = options.violations;
    this.#trace = options.trace;
    this.store = sabotagedStore(createMemoryStore(this.tables), this.tables, options.sabotage);
    this.books = new Books(this.sent, options.violations, {
      get now() {
        return options.agenda.now;
      },
      get areWrong() {
        return options.faults.happened('clock_jump');
      },
    });
    const clock = { now: () => options.agenda.now };
    this.fleet = bookedFleetStore(createMemoryFleetStore(this.tables, clock), this.tables, this.books, this.sightings);
    this.watermarks = createMemoryWatermarks(this.tables, clock);
    this.leadership = new Leadership(this.fleet, options.agenda);
  }

  note(text: string): void {
    this.#trace.line(this.agenda.now, text);
  }

  readonly poisonedPlayers = new PoisonedPlayers();

  /** The one place where anything about a rolling becomes durable. */
  async commit(batch: CommitBatch, by: string): Promise<CommitResult> {
    if (this.faults.active && batch.inbox.some((row) => this.sent.isPoison(row.brandId, row.eventId))) {
      this.faults.count('commit_refused');
      return { kind: 'failed', permanent: true, error: new Error('a row that the database refuses') };
    }
    try {
      const result = await this.store.commit(batch);
      this.sightings.commit(batch, result);
      if (result.kind === 'committed') {
        if (batch.inbox.length > 0) this.note(`durable by ${by}: ${batch.inbox.map(({ eventId }) => eventId).join()}`);
        this.books.committed(batch, by);
      }
      if (result.kind === 'failed') this.#violations.report('only poison is refused', `${by}: ${result.error.message}`);
      return result;
    } catch (error) {
      this.#violations.report('the store accepts what it is given', `${by}: ${String(error)}`);
      return { kind: 'failed', permanent: true, error: new Error('refused') };
    }
  }

  markPublished: Store['markPublished'] = async (rows, at) => {
    for (const row of rows) {
      const kept = this.tables.outbox.get(JSON.stringify([row.brandId, row.shardNo, row.seq]));
      const published = this.sink.events.some((event) => event.eventId === kept?.row.eventId);
      this.#violations.expect(published, 'marked as published only when it is', () => `${row.brandId} ${row.seq}`);
    }
    await this.store.markPublished(rows, at);
  };

  async writeDeadLetters(letters: readonly DeadLetter[]): Promise<void> {
    for (const letter of letters) checkDeadLetter(letter, this, this.#violations);
    await this.store.writeDeadLetters(letters);
  }

  /**
   * An owner whose lease has ended has stopped by itself, whatever else goes wrong; one that stood still may be late by what it missed.
   * Not needed for safety: the fence is.
   */
  checkLease({ incarnation: { worker, token }, thawedAt, name }: SimProcess): void {
    const { now } = this.agenda;
    const row = this.tables.workers.get(worker);
    if (row?.token !== token || now - thawedAt <= THAW_MS) return;
    this.#violations.expect(
      now <= row.leaseUntil,
      'an owner stops before its lease has ended',
      () => `${name} commits ${now - row.leaseUntil} ms after it`,
    );
  }

  drawn(stream: string, entries: readonly { readonly id: string }[], token: string): void {
    if (entries.length === 0 || this.tables.walletStreams.get(stream)?.token === token) return;
    this.sightings.saw('drawn_by_a_zombie');
    for (const { id } of entries) this.sent.drawnAstray(stream, id);
  }

  checkAcknowledged(stream: string, ids: readonly string[]): void {
    for (const id of ids) checkAcknowledgement(stream, id, this, this.#violations);
  }

  lostShards: Store['lostShards'] = async (shards) => {
    const lost = await this.store.lostShards(shards);
    if (lost.length > 0) this.sightings.saw('shard_found_lost');
    return lost;
  };

  isDeadLettered(stream: string, entryId: string): boolean {
    return this.tables.deadLetters.has(letterKey(stream, entryId));
  }

  isParked(stream: string, entryId: string): boolean {
    return isParked(this, stream, entryId);
  }

  checkPublished(events: readonly PublishableEvent[]): void {
    for (const { eventId } of events) {
      this.#violations.expect(this.books.outbox.has(eventId), 'published only what is durable', () => eventId);
    }
  }

  append(events: readonly PublishableEvent[]): Promise<void> {
    for (const { eventId } of events)
      if (this.sink.events.some((known) => known.eventId === eventId))
        this.sightings.saw('closing_event_published_twice');
    return this.sink.publish(events);
  }

  checkWalletCall(call: WalletCall): void {
    checkWalletCall(call, this.books, this.#violations);
  }

  processWalletCall(call: WalletCall): WalletEntry {
    const entry = this.ledger.process(call, () => this.faults.strikes('wallet_refused'));
    this.note(`wallet ${call.operation} ${call.rollingId}: ${entry.outcome.kind}`);
    checkLedgerEntry(entry, this.ledger, this.books, this.#violations);
    return entry;
  }
}
