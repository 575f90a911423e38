// Compares every rolling and its journal with the recomputation.
import type { BetRow } from './bet-row.ts';
import type { Findings } from './findings.ts';
import type { Observations, ObservedJournalEntry, ObservedRolling } from './observations.ts';
import type { Expectation, ExpectedPlayer } from './recompute.ts';
import type { ExpectedRolling } from './rolling-sum.ts';
import { divideUp, UNITS_PER_MINOR } from './rules.ts';

/** A planned rolling and the one answer that stands for it. */
export interface MatchedRolling {
  readonly expected: ExpectedRolling;
  readonly observed: ObservedRolling;
}

/** Pairs plan and answers by source; what has no partner, or two, is a finding. */
export function matchRollings(
  expectation: Expectation,
  observations: Observations,
  findings: Findings,
): Map<ExpectedRolling, MatchedRolling> {
  const bySource = Map.groupBy(observations.rollings, ({ brandId, sourceId }) => `${brandId}/${sourceId}`);
  const matched = new Map<ExpectedRolling, MatchedRolling>();
  for (const expected of expectation.players.flatMap((player) => player.rollings)) {
    const { brandId, body } = expected.planned;
    const key = `${brandId}/${body.source.id}`;
    const [observed, ...others] = bySource.get(key) ?? [];
    bySource.delete(key);
    if (observed === undefined) findings.add('lost', key, 'the rolling was created and is not there');
    else matched.set(expected, { expected, observed });
    for (const other of others) findings.add('duplicate', key, `a second rolling ${other.rollingId} has this source`);
  }
  for (const [key, unplanned] of bySource) {
    findings.add('mismatch', key, `${unplanned.length} rolling(s) that nobody asked for`);
  }
  return matched;
}

export function judgePlayer(
  player: ExpectedPlayer,
  matched: ReadonlyMap<ExpectedRolling, MatchedRolling>,
  journals: Observations['journals'],
  findings: Findings,
): void {
  let rest = player.afterTargets;
  const creditedBets = new Map<string, string>();
  for (const expected of player.rollings) {
    const pair = matched.get(expected);
    if (pair === undefined) continue;
    // A rolling that reached its target may have taken further bets, in order and without a gap, until the wallet answered.
    const extra = Math.min(rest.length, Math.max(0, pair.observed.betsCounted - expected.betsCounted));
    const taken = expected.reachesTarget ? rest.slice(0, extra) : [];
    rest = rest.slice(taken.length);
    const progressUnits = taken.reduce(
      (sum, row) => sum + row.stakeMinor * expected.terms.weightBp,
      expected.progressUnits,
    );
    judgeAnswer(pair, taken, progressUnits, findings);
    judgeJournal(pair, taken, progressUnits, journals.get(pair.observed.rollingId) ?? [], creditedBets, findings);
  }
}

function judgeAnswer(
  { expected, observed }: MatchedRolling,
  taken: readonly BetRow[],
  progressUnits: bigint,
  findings: Findings,
): void {
  const { planned, terms } = expected;
  const subject = nameOf(observed);
  const remaining = terms.targetUnits > progressUnits ? terms.targetUnits - progressUnits : 0n;
  findings.expectEqual(subject, 'player_id', observed.playerId, planned.body.player_id);
  findings.expectEqual(subject, 'state', observed.state, expected.reachesTarget ? 'completed' : 'active');
  findings.expectEqual(subject, 'required_minor', observed.requiredMinor, terms.requiredMinor);
  findings.expectEqual(subject, 'target_minor', observed.targetMinor, terms.requiredMinor);
  findings.expectEqual(subject, 'wagered_minor', observed.wageredMinor, progressUnits / UNITS_PER_MINOR);
  findings.expectEqual(subject, 'remaining_minor', observed.remainingMinor, divideUp(remaining, UNITS_PER_MINOR));
  findings.expectEqual(subject, 'bets_counted', observed.betsCounted, expected.betsCounted + taken.length);
  if (!ratioFits(observed.progressRatio, progressUnits, terms.targetUnits)) {
    findings.add('mismatch', subject, `progress_ratio ${observed.progressRatio} does not fit its progress`);
  }
}

/** Right to the last decimal that is shown, however it was rounded; past the target any ratio of 1 or more says so. */
function ratioFits(text: string, progressUnits: bigint, targetUnits: bigint): boolean {
  if (!/^\d+(\.\d+)?$/.test(text)) return false;
  const [whole = '0', decimals = ''] = text.split('.');
  const scale = 10n ** BigInt(decimals.length);
  const shown = BigInt(whole + decimals);
  if (progressUnits >= targetUnits) return shown >= scale;
  const exact = progressUnits * scale;
  return shown < scale && shown * targetUnits <= exact + targetUnits && exact <= (shown + 1n) * targetUnits;
}

function judgeJournal(
  { expected, observed }: MatchedRolling,
  taken: readonly BetRow[],
  progressUnits: bigint,
  journal: readonly ObservedJournalEntry[],
  creditedBets: Map<string, string>,
  findings: Findings,
): void {
  const subject = nameOf(observed);
  const due = new Map(expected.credits);
  for (const row of taken) due.set(row.betId, row.stakeMinor * expected.terms.weightBp);
  let sum = 0n;
  for (const { kind, betId, creditedUnits } of journal) {
    sum += creditedUnits;
    if (kind !== 'BET_SETTLED' || creditedUnits === 0n || betId === undefined) continue;
    const before = creditedBets.get(betId);
    if (before !== undefined) {
      findings.add('duplicate', subject, `bet ${betId} is credited again, it was credited to ${before}`);
      continue;
    }
    creditedBets.set(betId, observed.rollingId);
    const units = due.get(betId);
    if (units === undefined) findings.add('mismatch', subject, `bet ${betId} is credited and should not be`);
    else findings.expectEqual(subject, `credit of bet ${betId}`, creditedUnits, units);
    due.delete(betId);
  }
  for (const betId of due.keys()) findings.add('lost', subject, `bet ${betId} should be credited and is not`);
  findings.expectEqual(subject, 'sum of its journal', sum, progressUnits);
}

function nameOf(rolling: ObservedRolling): string {
  return `rolling ${rolling.rollingId} (${rolling.brandId}, player ${rolling.playerId})`;
}
