// What one transaction will carry, gathered per shard so that one shard's part can be taken out without touching the others.
// Until it is known to be committed, it also answers for the database: facts it holds overlay what a load finds.
import type { StoredAnswer } from '../domain/command.ts';
import type { Decision, InboxEntry } from '../domain/decide/decision.ts';
import type { RollingId } from '../domain/ids.ts';
import type { JournalEntry, RollbackMark } from '../domain/journal.ts';
import type { RollingFacts, RollingRecord } from '../domain/rolling.ts';
import type { Step } from '../domain/step.ts';
import { type Trace, nextHop, traceOfRolling } from '../domain/trace.ts';
import type { WalletCallOrder } from '../ports/committed.ts';
import type { Ending, Envelope } from '../ports/occasion.ts';
import type { CommitBatch, OutboxRow, PlayerLeg, ShardFence, TimerRow } from '../ports/store.ts';
import { answerKey, betKey, eventKey, sourceKey } from './fact-keys.ts';
import { QuarantinePart, quarantineOf } from './quarantine-part.ts';
import type { Shard } from './shard.ts';
import type { TurningPoint } from './turning-points.ts';

/** An envelope with the ending it is told once the batch is durable. */
export interface Settled {
  readonly envelope: Envelope;
  readonly ending: Ending;
}

export class ShardPart {
  readonly shard: Shard;
  readonly settled: Settled[] = [];
  readonly created: RollingFacts[] = [];
  readonly snapshots = new Map<RollingId, RollingRecord>();
  readonly journal: JournalEntry[] = [];
  readonly inbox: InboxEntry[] = [];
  readonly marks = new Map<string, RollbackMark>();
  readonly timers = new Map<string, TimerRow>();
  readonly outbox: OutboxRow[] = [];
  readonly answers: StoredAnswer[] = [];
  readonly walletCalls: WalletCallOrder[] = [];
  readonly turningPoints: TurningPoint[] = [];
  readonly seenEvents = new Map<string, number>();
  readonly legsByBet = new Map<string, PlayerLeg[]>();
  readonly marksByBet = new Map<string, RollbackMark[]>();
  readonly answersByKey = new Map<string, StoredAnswer>();
  readonly createdBySource = new Map<string, RollingId>();
  readonly quarantine = new QuarantinePart();
  /** Durable (or rightly without effect) and told. It stays in its batch, for a load that began before may not have seen it. */
  told = false;

  constructor(shard: Shard) {
    this.shard = shard;
  }

  /** Whether there is anything to write; a part without writes only needs its shard's ownership confirmed. */
  get writes(): boolean {
    return (
      this.inbox.length > 0 ||
      this.journal.length > 0 ||
      this.marks.size > 0 ||
      this.answers.length > 0 ||
      this.snapshots.size > 0 ||
      this.quarantine.writes
    );
  }

  /** What the envelope brought. */
  add(decision: Decision, { trace = null, requestId }: Pick<Envelope, 'trace' | 'requestId'>): void {
    const { brandId } = this.shard.ownership;
    for (const step of decision.steps) this.addStep(step, trace, requestId);
    // Memory holds the newest: nothing that was decided before in this batch is taken back by it.
    for (const record of decision.rewritten) this.snapshots.set(record.facts.rollingId, record);
    if (decision.inbox !== null) {
      this.inbox.push(decision.inbox);
      this.seenEvents.set(eventKey(brandId, decision.inbox.day, decision.inbox.eventId), decision.inbox.fingerprint);
    }
    for (const mark of decision.marks) this.addMark(mark);
    if (decision.quarantine !== null) this.quarantine.add(decision.quarantine);
    if (decision.answer !== null) {
      this.answers.push(decision.answer);
      this.answersByKey.set(
        answerKey(brandId, decision.answer.playerId, decision.answer.operation, decision.answer.key),
        decision.answer,
      );
    }
  }

  private addStep(step: Step, trace: Trace | null, requestId: string | undefined): void {
    const { after, entry } = step;
    const { facts } = after;
    if (step.before === null) {
      this.created.push(facts);
      this.createdBySource.set(sourceKey(facts.brandId, facts.playerId, facts.source), facts.rollingId);
    }
    this.snapshots.set(facts.rollingId, after);
    this.journal.push(entry);
    // A bet seldom moves the state: what follows costs it one comparison.
    if (entry.stateFrom !== entry.stateTo) this.turningPoints.push({ after, entry, trace, requestId });
    this.addLeg(entry);
    for (const timer of step.timers) {
      const row = {
        brandId: facts.brandId,
        playerId: facts.playerId,
        slot: facts.slot,
        rollingId: facts.rollingId,
        // An end in thirty days is not caused by the create that set it; a repeat of an attempt is by what the attempt is.
        ...(trace === null || timer.kind !== 'attempt' ? {} : { trace }),
        ...timer,
      };
      this.timers.set(`${facts.rollingId}:${timer.kind}`, row);
    }
    if (step.walletCall !== null) {
      const { brandId, playerId, slot, rollingId, currency } = facts;
      const order = { brandId, playerId, slot, rollingId, currency, ...step.walletCall };
      this.walletCalls.push(trace === null ? order : { ...order, trace });
    }
    if (step.outbox !== null) {
      const { brandId, shardNo } = this.shard.ownership;
      const seq = this.shard.nextOutboxSeq();
      const place = { brandId, shardNo, seq, slot: facts.slot, rollingId: facts.rollingId, at: entry.at };
      const hop = nextHop(trace ?? traceOfRolling(facts.rollingId), step.outbox.eventId);
      this.outbox.push({ ...place, ...step.outbox, trace: hop });
    }
  }

  private addLeg(entry: JournalEntry): void {
    const { bet } = entry;
    if (bet === null || bet.leg === null) return;
    const { brandId, playerId, rollingId, credited, at } = entry;
    const { betId, settlementId, leg, stakeMinor } = bet;
    const key = betKey(brandId, playerId, betId);
    const legs = this.legsByBet.get(key);
    const line = {
      brandId,
      playerId,
      rollingId,
      betId,
      settlementId,
      leg,
      stakeMinor,
      weightBp: bet.weightBp ?? 0,
      credited,
      at,
    };
    if (legs === undefined) this.legsByBet.set(key, [line]);
    else legs.push(line);
  }

  private addMark(mark: RollbackMark): void {
    const key = betKey(mark.brandId, mark.playerId, mark.betId);
    this.marks.set(`${key}\n${mark.settlementId}`, mark);
    const others = (this.marksByBet.get(key) ?? []).filter((known) => known.settlementId !== mark.settlementId);
    this.marksByBet.set(key, [...others, mark]);
  }
}

export class Batch {
  /** Batches are numbered as they are opened; residents remember the last that carries them. */
  readonly number: number;
  readonly parts = new Map<Shard, ShardPart>();
  events = 0;
  committed = false;

  constructor(number: number) {
    this.number = number;
  }

  partOf(shard: Shard): ShardPart {
    let part = this.parts.get(shard);
    if (part === undefined) {
      part = new ShardPart(shard);
      this.parts.set(shard, part);
    }
    return part;
  }

  /** Parts that nobody has been told of yet. */
  get untold(): ShardPart[] {
    return [...this.parts.values()].filter((part) => !part.told);
  }

  /** Takes a shard's untold part out; whoever does so answers for its envelopes. */
  remove(shard: Shard): ShardPart | null {
    const part = this.parts.get(shard);
    if (part === undefined || part.told) return null;
    this.parts.delete(shard);
    this.events -= part.settled.length;
    return part;
  }
}

/** The parts as one transaction, with the fence of each shard that writes. */
export function toCommit(parts: readonly ShardPart[], fences: readonly ShardFence[]): CommitBatch {
  const all = <Row>(rows: (part: ShardPart) => Iterable<Row>): Row[] =>
    parts.length === 1 && parts[0] !== undefined ? [...rows(parts[0])] : parts.flatMap((part) => [...rows(part)]);
  return {
    fences,
    created: all((part) => part.created),
    snapshots: all((part) => part.snapshots.values()),
    journal: all((part) => part.journal),
    inbox: all((part) => part.inbox),
    marks: all((part) => part.marks.values()),
    timers: all((part) => part.timers.values()),
    outbox: all((part) => part.outbox),
    answers: all((part) => part.answers),
    ...quarantineOf(parts.map((part) => part.quarantine)),
  };
}
