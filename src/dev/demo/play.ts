// Plays the plan against the running service, then looks at everything and judges.
import { setMaxListeners } from 'node:events';
import type { DemoArguments } from './arguments.ts';
import type { BetRow } from './bet-row.ts';
import { observe } from './observe.ts';
import type { Plan } from './plan-types.ts';
import type { Processes } from './processes.ts';
import type { Progress } from './progress.ts';
import { recompute } from './recompute.ts';
import { FedWalletStream, PublishedEvents } from './redis-streams.ts';
import { makeReport, type Report } from './report.ts';
import { plural } from './report-text.ts';
import type { ServiceCaller } from './service-caller.ts';
import { serviceView } from './service-view.ts';
import { runTraffic } from './traffic.ts';
import { newTrafficState, type Traffic } from './traffic-state.ts';
import { judge, type Verdict } from './verdict.ts';
import { walletLedger } from './wallet-ledger.ts';

/** Of the budget. */
const OUTAGE_SECONDS_MIN = 30;

export interface Stage {
  readonly demo: DemoArguments;
  readonly rows: readonly BetRow[];
  readonly plan: Plan;
  readonly processes: Processes;
  readonly caller: ServiceCaller;
  readonly progress: Progress;
  /** Aborted on Ctrl-C and when the service ends by itself: there is nothing left to judge then. */
  readonly ending: AbortSignal;
}

/** Part of the 60 s that a run may take beyond its traffic. */
const LOOK_MS_MAX = 22_000;

export async function play(stage: Stage): Promise<Report> {
  const { demo, rows, progress, ending } = stage;
  const budget = AbortSignal.timeout(demo.seconds * 1_000);
  const traffic = trafficOf(stage, limited(AbortSignal.any([ending, budget])));
  const problems: string[] = [];
  const stopWatching = progress.watch(traffic);
  try {
    await runTraffic(traffic);
  } catch (error) {
    ending.throwIfAborted();
    if (!budget.aborted) throw error;
    problems.push(
      `the ${demo.seconds} s were over while ${traffic.state.phase}: what is missing below had no time to happen`,
    );
  } finally {
    await stopWatching();
  }
  problems.push(...traffic.state.problems);
  const [looked, verified] = await Promise.all([look(stage, traffic), verifyBooks(stage)]);
  const { firstBetMs, kills, changes } = traffic.state;
  // Cut short, the service went on until we looked, and what it did by then is what counts.
  const lastBetMs = traffic.state.lastBetMs ?? performance.now();
  const seconds = firstBetMs === undefined ? 0 : (lastBetMs - firstBetMs) / 1_000;
  if (typeof looked === 'string') problems.push(looked);
  if (verified !== undefined) problems.push(verified);
  return makeReport({
    seed: demo.seed,
    kills,
    workers: demo.workers,
    changes,
    seconds,
    betsIn: rows.length,
    eventsIn: traffic.walletStream.fed,
    problems,
    ...(typeof looked === 'string' ? {} : { verdict: looked }),
  });
}

function trafficOf({ demo, rows, plan, processes, caller, progress }: Stage, signal: AbortSignal): Traffic {
  const expected = recompute(rows, plan).players.flatMap((player) => player.rollings);
  return {
    plan,
    processes,
    caller,
    walletStream: new FedWalletStream(processes.redis, processes.walletStream),
    published: new PublishedEvents(processes.redis, processes.eventStream),
    completionsExpected: expected.filter((rolling) => rolling.reachesTarget).length,
    kills: demo.kills,
    seed: demo.seed,
    // Killed at random, the fleet changes enough.
    tour: demo.workers > 1 && demo.kills === 0,
    outage: demo.seconds >= OUTAGE_SECONDS_MIN,
    paceSeconds: demo.paceSeconds,
    onChange: (change) => {
      progress.change(change);
    },
    state: newTrafficState(),
    signal,
  };
}

/** The service's books against themselves. No part of the verdict on the bets, which shares no code with the service. */
async function verifyBooks({ processes, progress, ending }: Stage): Promise<string | undefined> {
  const patience = AbortSignal.timeout(LOOK_MS_MAX);
  try {
    const problem = await processes.fleet.verify(AbortSignal.any([ending, patience]));
    if (problem === undefined) progress.step("the service's own books agree (ops verify)");
    return problem;
  } catch (error) {
    ending.throwIfAborted();
    return `the service's books could not be verified: ${String(error)}`;
  }
}

/** The verdict, or a sentence why there is none. */
async function look(stage: Stage, traffic: Traffic): Promise<Verdict | string> {
  const { rows, plan, processes, caller, progress, ending } = stage;
  const { promotionToken, adminToken } = processes.credentials;
  const patience = AbortSignal.timeout(LOOK_MS_MAX);
  const signal = limited(AbortSignal.any([ending, patience]));
  const anyBrandId = plan.brands[0] ?? '';
  const views = {
    service: serviceView({ caller, promotionToken, adminToken, anyBrandId, signal }),
    wallet: walletLedger(processes.wallet),
    events: traffic.published,
    walletStream: traffic.walletStream,
  };
  try {
    const seen = await observe(views, plan.brands);
    progress.step(`looked at ${plural(seen.rollings.length, 'rolling')}, journals, releases and events`);
    return judge(rows, plan, seen);
  } catch (error) {
    ending.throwIfAborted();
    progress.say(`\n${await processes.fleet.logTail()}`);
    const why = patience.aborted ? `it took longer than ${LOOK_MS_MAX / 1_000} s` : String(error);
    return `the service could not be looked at, so nothing is proved: ${why}`;
  }
}

/** Every call in flight listens to the one signal; their number is bounded by the caller, not by Node's warning. */
function limited(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}
