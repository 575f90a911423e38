// What a dry-run found, added up player by player; amounts stand by currency.
import type { ComparedRolling, Comparison } from './compare.ts';
import type { LeftOutReason } from './occasions.ts';
import type { Outcome, OutcomeState } from './outcome.ts';

/** More would be a list to page through, not an answer. */
const CHANGED_MAX = 200;

class Totals {
  private readonly states: Record<OutcomeState, number> = {
    open: 0,
    completed: 0,
    canceled: 0,
    expired: 0,
    undetermined: 0,
    refused: 0,
  };
  private betsCounted = 0;
  private readonly creditedMinor = new Map<string, bigint>();
  private readonly releaseMinor = new Map<string, bigint>();

  add(currency: string, outcome: Outcome): void {
    this.states[outcome.state] += 1;
    this.betsCounted += outcome.betsCounted;
    this.creditedMinor.set(currency, (this.creditedMinor.get(currency) ?? 0n) + outcome.wageredMinor);
    this.releaseMinor.set(currency, (this.releaseMinor.get(currency) ?? 0n) + outcome.releaseMinor);
  }

  view(): Record<string, unknown> {
    const amounts = (sums: ReadonlyMap<string, bigint>): Record<string, string> =>
      Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toString()]));
    return {
      ...this.states,
      bets_counted: this.betsCounted,
      credited_minor: amounts(this.creditedMinor),
      release_minor: amounts(this.releaseMinor),
    };
  }
}

function outcomeView(outcome: Outcome): Record<string, unknown> {
  return {
    state: outcome.state,
    refusal: outcome.refusal,
    target_minor: outcome.targetMinor.toString(),
    wagered_minor: outcome.wageredMinor.toString(),
    bets_counted: outcome.betsCounted,
    release_minor: outcome.releaseMinor.toString(),
  };
}

const isSame = (left: Outcome, right: Outcome): boolean =>
  left.state === right.state &&
  left.targetMinor === right.targetMinor &&
  left.wageredMinor === right.wageredMinor &&
  left.betsCounted === right.betsCounted &&
  left.releaseMinor === right.releaseMinor;

export class DryRunReport {
  private readonly before = new Totals();
  private readonly after = new Totals();
  private readonly changed: ComparedRolling[] = [];
  private readonly leftOut = new Map<LeftOutReason, number>();
  private changedCount = 0;
  private rollings = 0;
  private bets = 0;

  /** `cohortSize`: rollings of the player that would have been created under the proposed config. */
  add(comparison: Comparison, cohortSize: number): void {
    if (comparison.kind === 'left_out') {
      this.leftOut.set(comparison.reason, (this.leftOut.get(comparison.reason) ?? 0) + cohortSize);
      return;
    }
    this.rollings += cohortSize;
    this.bets += comparison.bets;
    for (const compared of comparison.rollings) {
      const { currency } = compared.rolling.record.facts;
      this.before.add(currency, compared.before);
      this.after.add(currency, compared.after);
      if (isSame(compared.before, compared.after)) continue;
      this.changedCount += 1;
      if (this.changed.length < CHANGED_MAX) this.changed.push(compared);
    }
  }

  view(): Record<string, unknown> {
    return {
      rollings: this.rollings,
      bets: this.bets,
      left_out: Object.fromEntries(this.leftOut),
      before: this.before.view(),
      after: this.after.view(),
      changed_count: this.changedCount,
      changed: this.changed.map(({ rolling, before, after }) => ({
        rolling_id: rolling.record.facts.rollingId,
        player_id: rolling.record.facts.playerId,
        currency: rolling.record.facts.currency,
        before: outcomeView(before),
        after: outcomeView(after),
      })),
    };
  }
}
