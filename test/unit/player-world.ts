// One player's owner over plain memory: takes every decision against what earlier ones left behind, and keeps what they ask to
// be written, exactly as a store would.
import type {
  CancelAllCommand,
  Command,
  DueTimer,
  RollingCommand,
  StoredAnswer,
  WalletOutcome,
} from '../../src/domain/command.ts';
import { decideCancelAll } from '../../src/domain/decide/cancel-all.ts';
import { decideRepeatedCommand, decideRollingCommand, operationKey } from '../../src/domain/decide/command.ts';
import { decideCreate } from '../../src/domain/decide/create.ts';
import type { Decision, EventFacts, PlayerView } from '../../src/domain/decide/decision.ts';
import { decideRollback } from '../../src/domain/decide/rollback.ts';
import { decideSettle } from '../../src/domain/decide/settle.ts';
import { decideTimer } from '../../src/domain/decide/timer.ts';
import { decideWalletResult } from '../../src/domain/decide/wallet-result.ts';
import type { RollingId } from '../../src/domain/ids.ts';
import type { BetLeg, JournalEntry, RollbackMark } from '../../src/domain/journal.ts';
import type { OutboxEvent } from '../../src/domain/outbox-event.ts';
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { type RollingRecord, stateOf } from '../../src/domain/rolling.ts';
import type { Step, WalletCallDue } from '../../src/domain/step.ts';
import type { TimerKind } from '../../src/domain/timers.ts';
import type { BetRolledBack, BetSettled, WalletEvent } from '../../src/domain/wallet-event.ts';
import { dayOf } from '../../src/domain/timestamp.ts';
import {
  BRAND,
  MINUTE,
  NOON,
  PLAYER,
  SLOT,
  WALLET_SAYS,
  aCreate,
  brandPolicy,
  type CreateOptions,
  rollingIdOf,
} from './domain-fixtures.ts';

export interface CallMade extends WalletCallDue {
  readonly rollingId: RollingId;
}

export class PlayerWorld {
  now = NOON + 2 * MINUTE;
  walletOpen = true;
  policy: BrandPolicy;
  readonly rollings: RollingRecord[] = [];
  readonly journal: JournalEntry[] = [];
  readonly outbox: OutboxEvent[] = [];
  readonly walletCalls: CallMade[] = [];
  readonly legs: BetLeg[] = [];
  readonly steps: Step[] = [];
  private readonly inbox = new Map<string, number>();
  private readonly marks = new Map<string, RollbackMark>();
  private readonly answers = new Map<string, StoredAnswer>();
  private readonly timers = new Map<string, number>();

  constructor(policy: Partial<BrandPolicy> = {}) {
    this.policy = brandPolicy(policy);
  }

  settle(bet: BetSettled): Decision {
    return this.keep(decideSettle(this.view, bet, this.factsOf(bet), this));
  }

  rollBack(event: BetRolledBack): Decision {
    return this.keep(decideRollback(this.view, event, this.factsOf(event), this));
  }

  create(options: CreateOptions = {}): Decision {
    const command = aCreate(options);
    const { type, id } = command.source;
    const sameSource = this.rollings.find(({ facts }) => facts.source.type === type && facts.source.id === id) ?? null;
    return (
      this.repeated(command) ?? this.keep(decideCreate(this.view, command, { sameSource, policy: this.policy }, this))
    );
  }

  command(command: RollingCommand): Decision {
    return this.repeated(command) ?? this.keep(decideRollingCommand(this.view, command, this));
  }

  cancelAll(command: CancelAllCommand): Decision {
    return this.repeated(command) ?? this.keep(decideCancelAll(this.view, command, this));
  }

  /** The row stands in the database as it was written last, unless a stale one is asked for. */
  timer(kind: TimerKind, number = 1, dueAt = this.timerOf(kind, number) ?? this.now): Decision {
    const timer: DueTimer = {
      brandId: BRAND,
      playerId: PLAYER,
      slot: SLOT,
      rollingId: rollingIdOf(number),
      kind,
      dueAt,
    };
    return this.keep(decideTimer(this.view, timer, this));
  }

  /** The answer to the last call that was made, unless another attempt is named. */
  walletSays(outcome: keyof typeof WALLET_SAYS | WalletOutcome, number = 1, attempt?: number): Decision {
    return this.walletSaysTo(rollingIdOf(number), outcome, attempt);
  }

  walletSaysTo(rollingId: RollingId, outcome: keyof typeof WALLET_SAYS | WalletOutcome, attempt?: number): Decision {
    const last = this.walletCalls.findLast((call) => call.rollingId === rollingId);
    if (last === undefined) throw new RangeError(`rolling ${rollingId} never called the wallet`);
    return this.keep(
      decideWalletResult(
        this.view,
        {
          brandId: BRAND,
          playerId: PLAYER,
          rollingId,
          operation: last.operation,
          attempt: attempt ?? last.attempt,
          outcome: typeof outcome === 'string' ? WALLET_SAYS[outcome] : outcome,
        },
        this,
      ),
    );
  }

  hasCalled(number: number): boolean {
    return this.walletCalls.some((call) => call.rollingId === rollingIdOf(number));
  }

  /** Time goes on to when the timer is due, and it fires. */
  waitFor(kind: TimerKind, number = 1): Decision {
    const dueAt = this.timerOf(kind, number);
    if (dueAt === null) throw new RangeError(`rolling ${number} has no ${kind} timer`);
    this.now = Math.max(this.now, dueAt);
    return this.timer(kind, number);
  }

  timerOf(kind: TimerKind, number = 1): number | null {
    return this.timers.get(`${rollingIdOf(number)}:${kind}`) ?? null;
  }

  rolling(number = 1): RollingRecord {
    const found = this.rollings.find(({ facts }) => facts.rollingId === rollingIdOf(number));
    if (found === undefined) throw new RangeError(`no rolling ${number}`);
    return found;
  }

  state(number = 1): string {
    return stateOf(this.rolling(number).snapshot);
  }

  context(number = 1): RollingRecord['snapshot']['context'] {
    return this.rolling(number).snapshot.context;
  }

  journalOf(number = 1): readonly JournalEntry[] {
    return this.journal.filter((entry) => entry.rollingId === rollingIdOf(number));
  }

  lastEntry(number = 1): JournalEntry {
    const last = this.journalOf(number).at(-1);
    if (last === undefined) throw new RangeError(`rolling ${number} has no journal`);
    return last;
  }

  markOf(betId: string, settlementId: string): RollbackMark | undefined {
    return this.marks.get(`${betId}\n${settlementId}`);
  }

  private get view(): PlayerView {
    return { brandId: BRAND, playerId: PLAYER, slot: SLOT, rollings: this.rollings };
  }

  private factsOf(event: WalletEvent): EventFacts {
    return {
      seen: this.inbox.get(`${dayOf(event.occurredAt)}\n${event.eventId}`) ?? null,
      legs: this.legs.filter((leg) => leg.betId === event.betId),
      marks: [...this.marks.values()].filter((mark) => mark.betId === event.betId),
    };
  }

  private repeated(command: Command): Decision | null {
    const stored = this.answers.get(`${operationKey(command)}\n${command.key}`);
    return stored === undefined ? null : decideRepeatedCommand(command, stored);
  }

  private keep(decision: Decision): Decision {
    for (const step of decision.steps) this.keepStep(step);
    const { inbox, answer } = decision;
    if (inbox !== null) this.inbox.set(`${inbox.day}\n${inbox.eventId}`, inbox.fingerprint);
    if (answer !== null) this.answers.set(`${answer.operation}\n${answer.key}`, answer);
    for (const mark of decision.marks) this.marks.set(`${mark.betId}\n${mark.settlementId}`, mark);
    return decision;
  }

  private keepStep(step: Step): void {
    const { before, after, entry } = step;
    const { rollingId } = after.facts;
    const place = this.rollings.findIndex(({ facts }) => facts.rollingId === rollingId);
    if ((this.rollings[place] ?? null) !== before)
      throw new Error(`a step does not start from where ${rollingId} stands`);
    if (place === -1) this.rollings.push(after);
    else this.rollings[place] = after;
    this.steps.push(step);
    this.journal.push(entry);
    const { bet, credited, at } = entry;
    if (bet !== null && bet.leg !== null) {
      this.legs.push({ ...bet, leg: bet.leg, weightBp: bet.weightBp ?? 0, rollingId, credited, at });
    }
    for (const { kind, dueAt } of step.timers) {
      if (dueAt === null) this.timers.delete(`${rollingId}:${kind}`);
      else this.timers.set(`${rollingId}:${kind}`, dueAt);
    }
    if (step.outbox !== null) this.outbox.push(step.outbox);
    if (step.walletCall !== null) {
      this.walletCalls.push({ ...step.walletCall, rollingId });
    }
  }
}
