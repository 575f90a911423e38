// The world's own books of what became durable, kept from the commits as they happen and never from what the service says of
// itself. Every commit is checked against them before it is entered.
import type { StoredAnswer } from '../../src/domain/command.ts';
import type { JournalEntry } from '../../src/domain/journal.ts';
import { type RollingRecord, contextOf, stateOf } from '../../src/domain/rolling.ts';
import { timersOf } from '../../src/domain/timers.ts';
import type { CommitBatch, ShardFence, ShardOwnership } from '../../src/ports/store.ts';
import { checkEntry, checkTimer } from './check-entry.ts';
import { checkRowsAreFenced } from './check-rows.ts';
import type { RollingBook } from './rolling-book.ts';
import { type SentEntries, eventName, playerName, settlementName } from './sent.ts';
import type { Violations } from './violations.ts';

export interface SettlementBook {
  readonly eventId: string;
  readonly commit: number;
  readonly legs: JournalEntry[];
}

interface ShardBook {
  token: string;
  epoch: number;
  commitSeq: number;
  outboxSeq: number;
}

/** The world's own time, and whether processes may think otherwise. */
export interface BookClock {
  readonly now: number;
  readonly areWrong: boolean;
}

export const answerName = (answer: Pick<StoredAnswer, 'brandId' | 'playerId' | 'operation' | 'key'>): string =>
  `${playerName(answer.brandId, answer.playerId)}|${answer.operation}|${answer.key}`;

export class Books {
  readonly rollings = new Map<string, RollingBook>();
  readonly byPlayer = new Map<string, RollingBook[]>();
  /** Fingerprints by event, in the order of application. */
  readonly inbox = new Map<string, number>();
  readonly settlements = new Map<string, SettlementBook>();
  readonly answers = new Map<string, StoredAnswer>();
  /** Event ids of outbox rows that are durable. */
  readonly outbox = new Set<string>();
  readonly #effects = new Map<string, number>();
  readonly #shards = new Map<string, ShardBook>();
  readonly #timers = new Map<string, number>();
  readonly #clock: BookClock;
  readonly #sent: SentEntries;
  readonly #violations: Violations;
  #commits = 0;

  constructor(sent: SentEntries, violations: Violations, clock: BookClock) {
    this.#clock = clock;
    this.#sent = sent;
    this.#violations = violations;
  }

  /**
   * A take-over: an epoch has one owner, and a new owner begins where the last one's commits ended. What an owner is told again of
   * what it has already is as it was told before.
   */
  claimed(ownerships: readonly ShardOwnership[]): void {
    for (const { brandId, shardNo, token, epoch, commitSeq, outboxSeq } of ownerships) {
      const name = `${brandId}/${shardNo}`;
      const before = this.#shards.get(name);
      const again = before?.epoch === epoch && before.token === token;
      this.#violations.expect(
        before === undefined || epoch > before.epoch || again,
        'one owner per epoch',
        () => `${name} ${epoch} of ${token}`,
      );
      this.#violations.expect(
        before === undefined || (before.commitSeq === commitSeq && before.outboxSeq === outboxSeq),
        'a take-over loses no commit',
        () => name,
      );
      this.#shards.set(name, { token, epoch, commitSeq, outboxSeq });
    }
  }

  committed(batch: CommitBatch, by: string): void {
    this.#commits += 1;
    for (const fence of batch.fences) this.#enterFence(fence, batch, by);
    checkRowsAreFenced(batch, this.#violations);
    for (const row of batch.inbox) {
      const name = eventName(row.brandId, row.eventId);
      this.#violations.expect(!this.inbox.has(name), 'an event is in the inbox once', () => name);
      this.inbox.set(name, row.fingerprint);
    }
    this.#enterRollings(batch);
    for (const row of batch.outbox) {
      this.#violations.expect(!this.outbox.has(row.eventId), 'one closing event per rolling', () => row.eventId);
      this.outbox.add(row.eventId);
    }
    for (const timer of batch.timers) {
      const name = `${timer.rollingId}|${timer.kind}`;
      if (timer.dueAt === null) this.#timers.delete(name);
      else this.#timers.set(name, timer.dueAt);
    }
    for (const answer of batch.answers) this.#enterAnswer(answer);
    for (const { facts } of batch.snapshots) this.#checkTimers(facts.rollingId);
  }

  #enterFence(fence: ShardFence, batch: CommitBatch, by: string): void {
    const name = `${fence.brandId}/${fence.shardNo}`;
    const shard = this.#shards.get(name);
    const holds =
      shard !== undefined &&
      shard.token === fence.token &&
      shard.epoch === fence.epoch &&
      shard.commitSeq === fence.expectedSeq;
    this.#violations.expect(
      holds,
      'only the owner commits',
      () => `${by} on ${name} with ${fence.epoch}/${fence.expectedSeq}`,
    );
    if (shard === undefined) return;
    const seqs = batch.outbox.filter((row) => `${row.brandId}/${row.shardNo}` === name).map((row) => row.seq);
    const contiguous = seqs.every((seq, place) => seq === shard.outboxSeq + place + 1);
    this.#violations.expect(
      contiguous && fence.outboxSeq === shard.outboxSeq + seqs.length,
      'the outbox has no holes',
      () => `${name} ${shard.outboxSeq} then ${seqs.join()}, fence says ${fence.outboxSeq}`,
    );
    shard.commitSeq += 1;
    shard.outboxSeq = fence.outboxSeq;
  }

  #enterRollings(batch: CommitBatch): void {
    const records = new Map<string, RollingRecord>(batch.snapshots.map((record) => [record.facts.rollingId, record]));
    this.#violations.expect(records.size === batch.snapshots.length, 'one snapshot per rolling', () => 'in a batch');
    for (const facts of batch.created) {
      const record = records.get(facts.rollingId);
      const known = this.rollings.has(facts.rollingId);
      this.#violations.expect(record !== undefined && !known, 'a rolling is created once', () => facts.rollingId);
      if (record === undefined || known) continue;
      const knownFrom = this.#clock.areWrong ? this.#clock.now : facts.createdAt;
      const book = { facts, knownFrom, entries: [], record, sum: 0n, given: 0n, taken: 0n, adjusted: false };
      this.rollings.set(facts.rollingId, book);
      const name = playerName(facts.brandId, facts.playerId);
      this.byPlayer.set(name, [...(this.byPlayer.get(name) ?? []), book]);
    }
    for (const entry of batch.journal) this.#enterEntry(entry);
    for (const [rollingId, record] of records) {
      const book = this.rollings.get(rollingId);
      if (book === undefined) this.#violations.report('a snapshot has a rolling', rollingId);
      else this.#enterSnapshot(book, record);
    }
  }

  #enterEntry(entry: JournalEntry): void {
    const book = this.rollings.get(entry.rollingId);
    if (book === undefined) {
      this.#violations.report('a journal entry has a rolling', entry.rollingId);
      return;
    }
    checkEntry(entry, book, this.#sent, this.inbox, this.#violations);
    if (entry.kind === 'TIMER') checkTimer(entry, book, this.#violations);
    book.entries.push(entry);
    book.sum += entry.credited;
    if (entry.kind === 'COMMAND' && entry.rule?.startsWith('adjust') === true) {
      book.adjusted = true;
      if (entry.credited > 0n) book.given += entry.credited;
      else book.taken -= entry.credited;
    }
    if (entry.kind === 'BET_SETTLED' || entry.kind === 'BET_ROLLBACK') this.#enterEffect(entry);
    if (entry.kind === 'BET_SETTLED' && entry.bet !== null && entry.bet.leg !== null) this.#enterLeg(entry);
  }

  /** All that an event does is done in one commit, and never again. */
  #enterEffect(entry: JournalEntry): void {
    const name = eventName(entry.brandId, entry.eventId);
    const commit = this.#effects.get(name);
    this.#violations.expect(commit === undefined || commit === this.#commits, 'an event has one effect', () => name);
    this.#effects.set(name, this.#commits);
  }

  #enterLeg(entry: JournalEntry): void {
    const { brandId, playerId, bet, eventId } = entry;
    if (bet === null) return;
    const name = settlementName(brandId, playerId, bet.betId, bet.settlementId);
    const known = this.settlements.get(name);
    const settlement = known ?? { eventId, commit: this.#commits, legs: [] };
    this.#violations.expect(
      settlement.eventId === eventId && settlement.commit === this.#commits,
      'a settlement counts once',
      () => `${name} by ${settlement.eventId} and ${eventId}`,
    );
    this.#violations.expect(
      settlement.legs.every((leg) => leg.bet?.leg !== bet.leg),
      'a leg is written once',
      () => name,
    );
    settlement.legs.push(entry);
    this.settlements.set(name, settlement);
    const counted = settlement.legs.reduce(
      (sum, leg) => sum + (leg.credited === 0n ? 0n : leg.credited / BigInt(leg.bet?.weightBp ?? 1)),
      0n,
    );
    this.#violations.expect(counted <= bet.stakeMinor, 'no stake counts twice', () => `${name}: ${counted}`);
  }

  #enterSnapshot(book: RollingBook, record: RollingRecord): void {
    book.record = record;
    const { progress, reversed, waiting } = contextOf(record);
    const last = book.entries.at(-1);
    const id = book.facts.rollingId;
    const expect = this.#violations.expect.bind(this.#violations);
    expect(record.version === book.entries.length, 'version counts the journal', () => `${id} ${record.version}`);
    expect(stateOf(record.snapshot) === last?.stateTo, 'snapshot is the fold of the journal', () => `${id} state`);
    expect(progress - reversed === book.sum, 'snapshot is the fold of the journal', () => {
      return `${id}: ${progress} - ${reversed} and the journal says ${book.sum}`;
    });
    const { release, forfeit, terms } = contextOf(record);
    const { maxAttempts } = terms.policy.retry;
    expect(
      (release?.attempts ?? 0) <= maxAttempts && (forfeit?.attempts ?? 0) <= maxAttempts,
      'attempts have an end',
      () => id,
    );
    expect(progress >= -book.taken && reversed >= 0n && waiting >= 0n, 'no sum is negative', () => `${id} ${progress}`);
    expect(progress - reversed - waiting >= -book.taken, 'nothing is taken back that was not given', () => id);
  }

  /** A rolling that waits for its time has the row that will wake it, and none that will not. */
  #checkTimers(rollingId: string): void {
    const book = this.rollings.get(rollingId);
    if (book === undefined) return;
    const wanted = timersOf(book.record);
    for (const kind of ['activate', 'expire', 'attempt'] as const) {
      const row = this.#timers.get(`${rollingId}|${kind}`);
      const due = wanted.find((timer) => timer.kind === kind)?.dueAt;
      this.#violations.expect(row === due, 'timers follow the state', () => `${rollingId} ${kind} ${row} not ${due}`);
    }
  }

  #enterAnswer(answer: StoredAnswer): void {
    const name = answerName(answer);
    this.#violations.expect(!this.answers.has(name), 'a command is answered once', () => name);
    this.answers.set(name, answer);
  }
}
