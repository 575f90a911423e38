// One run of the demo from the first process to the report, inside its time: start, traffic, look, judge, stop.
import { once } from 'node:events';
import { buildPages } from '../pages/build-pages.ts';
import type { DemoArguments } from './arguments.ts';
import type { BetRow } from './bet-row.ts';
import { readBets, readBetsFile } from './bets-file.ts';
import { makePlan } from './plan.ts';
import type { Plan } from './plan-types.ts';
import { play } from './play.ts';
import { type Processes, startProcesses } from './processes.ts';
import { Progress } from './progress.ts';
import { makeReport, type Report } from './report.ts';
import { plural } from './report-text.ts';
import { sampleLines } from './sample.ts';
import { ServiceCaller } from './service-caller.ts';

/** The run ends within the traffic's seconds and 60 more: so much of those for starting. */
const START_MS_MAX = 25_000;

/**
 * @param interrupt aborted on Ctrl-C: the run then stops what it started and throws, unless it has its verdict.
 * @param onVerdict shows the report; everything is still up then where the run stays.
 */
export async function runDemo(
  demo: DemoArguments,
  interrupt: AbortSignal,
  onVerdict: (report: Report) => Promise<void>,
): Promise<Report> {
  const progress = new Progress(process.stdout);
  const rows = demo.betsFile === undefined ? await sample(demo.seed) : await readBetsFile(demo.betsFile);
  const plan = makePlan(rows, { ...demo, nowMs: Date.now() });
  progress.say(headline(demo, rows, plan));
  try {
    return await startAndPlay({ demo, rows, plan, progress, interrupt, onVerdict });
  } catch (error) {
    interrupt.throwIfAborted();
    // Whoever reads the report of a run that failed must find a verdict there, and why.
    const problem = `the run failed: ${error instanceof Error ? error.message : String(error)}`;
    const report = makeReport({
      ...demo,
      kills: 0,
      changes: [],
      seconds: 0,
      betsIn: rows.length,
      eventsIn: 0,
      problems: [problem],
    });
    await onVerdict(report);
    return report;
  }
}

interface Run {
  readonly demo: DemoArguments;
  readonly rows: readonly BetRow[];
  readonly plan: Plan;
  readonly progress: Progress;
  readonly interrupt: AbortSignal;
  readonly onVerdict: (report: Report) => Promise<void>;
}

async function startAndPlay({ demo, rows, plan, progress, interrupt, onVerdict }: Run): Promise<Report> {
  const failure = new AbortController();
  let isStaying = false;
  const options = {
    seed: demo.seed,
    walletFaults: demo.walletFaults,
    workers: demo.workers,
    onStep: (step: string): void => {
      progress.step(step);
    },
    onFailure: (reason: Error): void => {
      // Whoever looks around may kill one, to see what the others make of it.
      if (isStaying) progress.say(`  ${reason.message.split('\n')[0]}; what is left goes on`);
      else failure.abort(reason);
    },
  };
  await providePages(progress);
  const patience = AbortSignal.timeout(START_MS_MAX);
  const starting = AbortSignal.any([interrupt, patience]);
  const processes = await startProcesses(options, starting).catch((cause: unknown) => {
    if (!patience.aborted) throw cause;
    throw new Error(`its processes were not up within ${START_MS_MAX / 1_000} s`, { cause });
  });
  const caller = new ServiceCaller([processes.serviceUrl]);
  try {
    progress.say(addresses(processes, plan, demo));
    const ending = AbortSignal.any([interrupt, failure.signal]);
    const report = await play({ demo, rows, plan, processes, caller, progress, ending });
    await onVerdict(report);
    isStaying = demo.stay;
    if (demo.stay) await stay(progress, ending);
    return report;
  } finally {
    await caller.close();
    await processes.stop();
  }
}

/** A fresh checkout has none yet. Without them there is nothing to look at, and everything else holds. */
async function providePages(progress: Progress): Promise<void> {
  const isBuilt = await buildPages().catch((error: unknown) => {
    progress.say(`  no console: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  });
  if (isBuilt) progress.step('the console, built');
}

/** The link signs in once, and only from this machine: whoever opens it first is the operator of this demo. */
function addresses({ serviceUrl, credentials }: Processes, { brands }: Plan, { stay: stays }: DemoArguments): string {
  const query = new URLSearchParams({ brand: brands[0] ?? '' }).toString();
  return [
    '',
    `  it listens until ${stays ? 'you press Ctrl-C' : 'the end of the demo'}: ${serviceUrl}/health, /ready, /metrics, /openapi.json`,
    `  console, signed in by this link once: ${serviceUrl}/console?${query}#code=${credentials.signInCode}`,
    '',
  ].join('\n');
}

/** The verdict stands; what is done in the console from now on changes it no more. */
async function stay(progress: Progress, ending: AbortSignal): Promise<void> {
  progress.say('  everything goes on until you press Ctrl-C');
  if (!ending.aborted) await once(ending, 'abort');
}

async function sample(seed: number): Promise<BetRow[]> {
  return readBets('the sample', sampleLines(seed));
}

function headline(demo: DemoArguments, rows: readonly BetRow[], plan: Plan): string {
  const players = new Set(rows.map((row) => row.playerId)).size;
  const parts = [
    `${plural(rows.length, 'bet')} of ${plural(players, 'player')} (${demo.betsFile ?? 'generated sample'})`,
    `${plural(plan.rollings.length, 'rolling')} on ${plural(plan.brands.length, 'brand')}`,
    `seed ${demo.seed}`,
  ];
  return `\n  rolling-service demo\n  ${parts.join(' · ')}\n`;
}
