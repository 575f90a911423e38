// A player's occasions decided once more, by the same decisions, over memory. Time is the record's. Timers fire when they are due, and
// the wallet says yes to whatever it is asked, as long after as it took on record.
import type { CommandReply, DueTimer } from '../command.ts';
import { decideRollingCommand } from '../decide/command.ts';
import { decideCreate } from '../decide/create.ts';
import type { Decision, EventFacts, PlayerView } from '../decide/decision.ts';
import { decideRollback } from '../decide/rollback.ts';
import { decideSettle } from '../decide/settle.ts';
import { decideTimer } from '../decide/timer.ts';
import { decideWalletResult } from '../decide/wallet-result.ts';
import type { RollingId } from '../ids.ts';
import type { BetLeg, JournalEntry, RollbackMark } from '../journal.ts';
import type { BrandPolicy } from '../policy.ts';
import type { RollingRecord } from '../rolling.ts';
import { type Step, type WalletCallDue, begin } from '../step.ts';
import { timersOf } from '../timers.ts';
import type { BetRolledBack, BetSettled } from '../wallet-event.ts';
import type { RecordedRolling, ReplayOccasion } from './occasions.ts';
import { createOf, firstExpiresAt } from './terms-of-old.ts';

/** How a rolling is created in a replay: as it was, or under another config. */
export type Terms = { readonly was: BrandPolicy; readonly proposed: BrandPolicy } | null;

interface Due {
  readonly at: number;
  readonly fire: () => Decision;
}

interface CallOut extends WalletCallDue {
  readonly rollingId: RollingId;
  readonly answeredAt: number;
}

/** What came of a rolling's release on record: how long the wallet took; never, where it has not said yes. */
function releaseTookMs(journal: readonly JournalEntry[]): number {
  const asked = journal.find((entry) => entry.stateTo === 'completing');
  if (asked === undefined) return 0;
  const answered = journal.findLast((entry) => entry.stateTo === 'completed' && entry.stateFrom !== 'completed');
  return answered === undefined ? Infinity : answered.at - asked.at;
}

export class Replay {
  readonly refusals = new Map<RollingId, CommandReply>();
  private readonly slot: number;
  private readonly who: Pick<PlayerView, 'brandId' | 'playerId'>;
  private readonly termsOf: (rolling: RecordedRolling) => Terms;
  private rollings: readonly RollingRecord[] = [];
  private calls: readonly CallOut[] = [];
  private readonly waits = new Map<RollingId, number>();
  private readonly legs = new Map<string, BetLeg[]>();
  private readonly marks = new Map<string, RollbackMark[]>();

  constructor(player: RollingRecord, termsOf: (rolling: RecordedRolling) => Terms) {
    const { brandId, playerId, slot } = player.facts;
    this.who = { brandId, playerId };
    this.slot = slot;
    this.termsOf = termsOf;
  }

  rolling(id: RollingId): RollingRecord | null {
    return this.rollings.find(({ facts }) => facts.rollingId === id) ?? null;
  }

  /** Everything that is due before `to`, earliest first. */
  advance(to: number): void {
    for (;;) {
      const next = this.nextDue(to);
      if (next === null) return;
      this.take(next.fire(), next.at);
    }
  }

  decide(occasion: ReplayOccasion): void {
    this.advance(occasion.at);
    switch (occasion.kind) {
      case 'create':
        this.create(occasion.rolling);
        return;
      case 'settle':
        this.settle(occasion.event, occasion.heldBackMinor, occasion.at);
        return;
      case 'rollback':
        this.rollBack(occasion.event, occasion.at);
        return;
      case 'command':
        this.take(decideRollingCommand(this.view, occasion.command, this.around(occasion.at)), occasion.at);
        return;
      case 'answer':
        for (const call of this.calls) {
          const isDue = call.rollingId === occasion.rollingId && call.answeredAt <= occasion.at;
          if (isDue) this.take(this.answer(call), occasion.at);
        }
    }
  }

  private get view(): PlayerView {
    return { ...this.who, slot: this.slot, rollings: this.rollings };
  }

  private around(now: number) {
    return { now, walletOpen: true };
  }

  private create(rolling: RecordedRolling): void {
    const { facts, snapshot } = rolling.record;
    const at = facts.createdAt;
    this.waits.set(facts.rollingId, releaseTookMs(rolling.journal));
    // Made by a rollback: deciding that again makes it again, where it still would.
    if (facts.source.type === 'shortfall') return;
    const terms = this.termsOf(rolling);
    if (terms === null) {
      const cause = { eventId: facts.rollingId, kind: 'CREATED', at } as const;
      this.keep(begin(facts, snapshot.context.activeFrom, firstExpiresAt(rolling), cause), at);
      return;
    }
    const command = createOf(rolling, terms.was);
    const decision = decideCreate(this.view, command, { sameSource: null, policy: terms.proposed }, this.around(at));
    if (decision.steps.length === 0 && decision.reply !== null) this.refusals.set(facts.rollingId, decision.reply);
    this.take(decision, at);
  }

  private settle(event: BetSettled, heldBackMinor: bigint, at: number): void {
    if (heldBackMinor > 0n) {
      const { betId, settlementId } = event;
      this.mark({ ...this.who, slot: this.slot, betId, settlementId, rolledBackMinor: heldBackMinor, whole: false });
    }
    this.take(decideSettle(this.view, event, this.factsOf(event.betId), this.around(at)), at);
  }

  private rollBack(event: BetRolledBack, at: number): void {
    this.take(decideRollback(this.view, event, this.factsOf(event.betId), this.around(at)), at);
  }

  private factsOf(betId: string): EventFacts {
    return { seen: null, legs: this.legs.get(betId) ?? [], marks: this.marks.get(betId) ?? [] };
  }

  private mark(mark: RollbackMark): void {
    const others = (this.marks.get(mark.betId) ?? []).filter((known) => known.settlementId !== mark.settlementId);
    this.marks.set(mark.betId, [...others, mark]);
  }

  private take(decision: Decision, at: number): void {
    for (const step of decision.steps) this.keep(step, at);
    for (const mark of decision.marks) this.mark(mark);
  }

  private keep({ before, after, entry, walletCall }: Step, at: number): void {
    const { rollingId } = after.facts;
    this.rollings =
      before === null
        ? [...this.rollings, after]
        : this.rollings.map((rolling) => (rolling.facts.rollingId === rollingId ? after : rolling));
    const { bet, credited } = entry;
    if (bet !== null && bet.leg !== null) {
      const leg = { ...bet, leg: bet.leg, weightBp: bet.weightBp ?? 0, rollingId, credited, at: entry.at };
      this.legs.set(bet.betId, [...(this.legs.get(bet.betId) ?? []), leg]);
    }
    if (walletCall !== null) {
      const waitMs = walletCall.operation === 'release' ? (this.waits.get(rollingId) ?? 0) : 0;
      this.calls = [...this.calls, { ...walletCall, rollingId, answeredAt: at + waitMs }];
    }
  }

  private nextDue(to: number): Due | null {
    let next: Due | null = null;
    const offer = (at: number, fire: () => Decision): void => {
      if (at < to && (next === null || at < next.at)) next = { at, fire };
    };
    for (const rolling of this.rollings) {
      for (const { kind, dueAt } of timersOf(rolling)) {
        if (kind === 'attempt') continue;
        const timer = { ...this.who, slot: this.slot, rollingId: rolling.facts.rollingId, kind, dueAt };
        offer(dueAt, () => this.fire(timer));
      }
    }
    for (const call of this.calls) offer(call.answeredAt, () => this.answer(call));
    return next;
  }

  private fire(timer: DueTimer): Decision {
    const decision = decideTimer(this.view, timer, this.around(timer.dueAt));
    if (decision.steps.length === 0)
      throw new TypeError(`timer ${timer.kind} of ${timer.rollingId} is due and does nothing`);
    return decision;
  }

  private answer(call: CallOut): Decision {
    this.calls = this.calls.filter((other) => other !== call);
    const { rollingId, operation, attempt, answeredAt } = call;
    const outcome = { kind: 'done', transactionId: null } as const;
    return decideWalletResult(
      this.view,
      { ...this.who, rollingId, operation, attempt, outcome },
      this.around(answeredAt),
    );
  }
}
