// The report: the same facts for a script (JSON) and for a human (a block of text). `verdict` holds only if nothing at all is wrong.
import { writeFile } from 'node:fs/promises';
import type { FleetChange } from './fleet-change.ts';
import type { Finding } from './findings.ts';
import type { Verdict } from './verdict.ts';

export interface Report {
  readonly bets_in: number;
  readonly events_in: number;
  readonly events_applied: number;
  readonly rollings_created: number;
  readonly rollings_completed: number;
  readonly wallet_releases: number;
  readonly events_out: number;
  readonly events_redelivered: number;
  readonly mismatches: number;
  readonly duplicates: number;
  readonly lost: number;
  /** From the first bet fed to the last one acknowledged. */
  readonly seconds: number;
  readonly events_per_s: number;
  readonly kills: number;
  readonly workers: number;
  /** What happened to the fleet while bets flowed, in order. */
  readonly changes: readonly FleetChange[];
  readonly seed: number;
  /** What became of the input rows by the recomputation; they add up to bets_in. */
  readonly bets: Record<'credited' | 'after_target' | 'counting_nothing' | 'without_rolling' | 'not_fed', number>;
  /** Why the run itself was not completed, in words; empty when it was. */
  readonly problems: readonly string[];
  /** The first findings; mismatches, duplicates and lost count them all. */
  readonly details: readonly Finding[];
  readonly verdict: boolean;
}

/** What is known of a run that may have ended before there was anything to judge. */
export interface RunFacts {
  readonly seed: number;
  readonly kills: number;
  readonly workers: number;
  readonly changes: readonly FleetChange[];
  readonly seconds: number;
  readonly betsIn: number;
  readonly eventsIn: number;
  readonly problems: readonly string[];
  /** Absent when there was nothing to judge. */
  readonly verdict?: Verdict;
}

export function makeReport(facts: RunFacts): Report {
  const { verdict, seconds, problems } = facts;
  const rows = verdict?.rows;
  return {
    bets_in: facts.betsIn,
    events_in: facts.eventsIn,
    events_applied: verdict?.eventsApplied ?? 0,
    rollings_created: verdict?.rollingsCreated ?? 0,
    rollings_completed: verdict?.rollingsCompleted ?? 0,
    wallet_releases: verdict?.walletReleases ?? 0,
    events_out: verdict?.eventsOut ?? 0,
    events_redelivered: verdict?.eventsRedelivered ?? 0,
    mismatches: verdict?.findings.count('mismatch') ?? 0,
    duplicates: verdict?.findings.count('duplicate') ?? 0,
    lost: verdict?.findings.count('lost') ?? 0,
    seconds: Math.round(seconds * 1_000) / 1_000,
    events_per_s: seconds > 0 ? Math.round((verdict?.eventsApplied ?? 0) / seconds) : 0,
    kills: facts.kills,
    workers: facts.workers,
    changes: facts.changes,
    seed: facts.seed,
    bets: {
      credited: rows?.credited ?? 0,
      after_target: rows?.afterTargets ?? 0,
      counting_nothing: rows?.countingNothing ?? 0,
      without_rolling: rows?.withoutRolling ?? 0,
      not_fed: rows?.notFed ?? 0,
    },
    problems,
    details: verdict?.findings.details ?? [],
    verdict: verdict !== undefined && problems.length === 0 && verdict.findings.total === 0,
  };
}

export async function writeReport(path: string, report: Report): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
