// The verdict: what was seen against what had to be. Pure; it looks at everything before it speaks.
import type { BetRow } from './bet-row.ts';
import { Findings } from './findings.ts';
import { distinctEvents, judgeLedger, judgePublished, judgeStream } from './judge-money.ts';
import { judgePlayer, matchRollings } from './judge-rollings.ts';
import type { Observations } from './observations.ts';
import type { Plan } from './plan-types.ts';
import { recompute, type RowCounts } from './recompute.ts';

export interface Verdict {
  /** Rows of the input. */
  readonly betsIn: number;
  /** Entries fed to the wallet stream: every row once, rollbacks and repeated deliveries on top. */
  readonly eventsIn: number;
  readonly eventsApplied: number;
  readonly rollingsCreated: number;
  readonly rollingsCompleted: number;
  readonly walletReleases: number;
  readonly eventsOut: number;
  /** Entries of the event stream that carry an event id seen before; allowed. */
  readonly eventsRedelivered: number;
  readonly rows: RowCounts;
  readonly findings: Findings;
}

export function judge(rows: readonly BetRow[], plan: Plan, observations: Observations): Verdict {
  const findings = new Findings();
  const expectation = recompute(rows, plan);
  const matched = matchRollings(expectation, observations, findings);
  for (const player of expectation.players) judgePlayer(player, matched, observations.journals, findings);
  judgeLedger(matched.values(), observations.ledger, findings);
  judgePublished(matched.values(), observations.published, findings);
  judgeStream(observations, plan.feed.length, findings);
  if (expectation.rows.notFed > 0) findings.add('lost', 'input', `${expectation.rows.notFed} rows were never fed`);
  const distinct = distinctEvents(observations.published);
  return {
    betsIn: rows.length,
    eventsIn: plan.feed.length,
    eventsApplied: observations.walletStream.acknowledged,
    rollingsCreated: observations.rollings.length,
    rollingsCompleted: observations.rollings.filter((rolling) => rolling.state === 'completed').length,
    walletReleases: observations.ledger.entries.filter((entry) => entry.operation === 'release').length,
    eventsOut: distinct.length,
    eventsRedelivered: observations.published.length - distinct.length,
    rows: expectation.rows,
    findings,
  };
}
