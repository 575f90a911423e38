// `npm run demo`: real bets through the real service on private servers, and a verdict that recomputes everything.
// Exit code 0: the verdict holds; 1: it does not, or the run failed; 2: the command line is wrong; 130: interrupted.
import { ArgumentFault, type DemoArguments, parseDemoArguments, USAGE } from './arguments.ts';
import { BetsFault } from './bets-file.ts';
import { writeReport } from './report.ts';
import { paintFor, reportText } from './report-text.ts';
import { runDemo } from './run.ts';

const EXIT_INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupt.abort(new Error(`stopped by ${signal}`));
    });
  }
  try {
    const demo = parseDemoArguments(argv);
    if (demo === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    return await demonstrate(demo, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      process.stderr.write('\n  interrupted; everything is stopped\n');
      return EXIT_INTERRUPTED;
    }
    if (error instanceof ArgumentFault || error instanceof BetsFault) {
      process.stderr.write(`${error.message}\n`);
      if (error instanceof ArgumentFault) process.stderr.write(`\n${USAGE}`);
      return 2;
    }
    throw error;
  }
}

async function demonstrate(demo: DemoArguments, interrupt: AbortSignal): Promise<number> {
  const report = await runDemo(demo, interrupt, async (verdict) => {
    process.stdout.write(`${reportText(verdict, paintFor(process.stdout))}\n`);
    if (demo.reportFile !== undefined) await writeReport(demo.reportFile, verdict);
  });
  // Since the process began: what a stopwatch beside the terminal would show, short of npm itself.
  const seconds = (performance.now() / 1_000).toFixed(1);
  process.stdout.write(`  ${seconds} s in all; every process is stopped, nothing is left behind\n\n`);
  return report.verdict ? 0 : 1;
}
