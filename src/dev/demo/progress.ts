// The live line: on a terminal one line that is written over, elsewhere a line every two seconds.
import type { FleetChange } from './fleet-change.ts';
import { number, type Paint, paintFor } from './report-text.ts';
import type { Traffic } from './traffic-state.ts';

const REFRESH_TERMINAL_MS = 100;
const REFRESH_LOG_MS = 2_000;
const RATE_WINDOW_MS = 3_000;
const BAR_CELLS = 20;
const ERASE_LINE = '\r\u001B[2K';

export class Progress {
  private readonly out: NodeJS.WriteStream;
  private readonly paint: Paint;
  private readonly startMs = performance.now();
  private lineShown = false;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
    this.paint = paintFor(out);
  }

  say(text: string): void {
    this.erase();
    this.out.write(`${text}\n`);
  }

  /** One line for each thing that happened to the fleet while bets flowed. */
  change({ text, took_ms, longest_call_ms, events_meanwhile }: FleetChange): void {
    const remark = `longest call ${number(longest_call_ms)} ms, ${number(events_meanwhile)} events meanwhile`;
    this.say(`  ${this.paint('bold', '↻')} ${text}: ${number(took_ms)} ms ${this.paint('dim', `(${remark})`)}`);
  }

  step(text: string): void {
    const seconds = ((performance.now() - this.startMs) / 1_000).toFixed(1);
    this.say(`  ${this.paint('green', '✓')} ${text.padEnd(60)} ${this.paint('dim', `${seconds} s`)}`);
  }

  /** Shows the traffic until the returned function is called, which leaves the last line standing. */
  watch(traffic: Traffic): () => Promise<void> {
    const rate = new Rate();
    const show = async (): Promise<void> => {
      this.show(await lineOf(traffic, rate));
    };
    let showing: Promise<void> | undefined;
    const timer = setInterval(
      () => {
        // A line that cannot be drawn must not end the run: the traffic itself will say what is wrong.
        showing ??= show()
          .catch(() => undefined)
          .finally(() => {
            showing = undefined;
          });
      },
      this.out.isTTY ? REFRESH_TERMINAL_MS : REFRESH_LOG_MS,
    );
    return async () => {
      clearInterval(timer);
      await showing;
      await show().catch(() => undefined);
      if (this.lineShown) this.out.write('\n');
      this.lineShown = false;
    };
  }

  private show(line: string): void {
    if (!this.out.isTTY) {
      this.out.write(`${line}\n`);
      return;
    }
    // A line that wraps could not be written over.
    this.out.write(`${ERASE_LINE}${line.slice(0, this.out.columns - 1)}`);
    this.lineShown = true;
  }

  private erase(): void {
    if (this.lineShown) this.out.write(ERASE_LINE);
    this.lineShown = false;
  }
}

async function lineOf(traffic: Traffic, rate: Rate): Promise<string> {
  const { plan, state, walletStream, published, completionsExpected } = traffic;
  if (state.phase === 'creating rollings') {
    const share = state.rollingsCreated / Math.max(1, plan.rollings.length);
    return `  ${bar(share)} rollings created ${number(state.rollingsCreated)} of ${number(plan.rollings.length)}`;
  }
  const { acknowledged } = await walletStream.state();
  const { distinct: completed } = await published.count();
  const perSecond = rate.add(acknowledged, state.firstBetMs);
  const isWaiting = state.phase === 'waiting for the wallet' && completed < completionsExpected;
  return [
    `  ${bar(acknowledged / plan.feed.length)} fed ${number(walletStream.fed)}`,
    `applied ${number(acknowledged)}`,
    `completed ${number(completed)}/${number(completionsExpected)}`,
    ...(state.phase.startsWith('playing') ? [`${number(perSecond)} events/s`] : []),
    ...(isWaiting ? ['waiting for the wallet'] : []),
    ...(state.kills > 0 ? [`killed ${state.kills}×`] : []),
  ].join(' · ');
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${String(Math.floor(share * 100)).padStart(3)}%`;
}

/** Events a second over the last moments, so that a pause shows as one. */
class Rate {
  private points: { atMs: number; count: number }[] = [];

  /** @param startMs when the first event was on its way */
  add(count: number, startMs = performance.now()): number {
    const atMs = performance.now();
    if (this.points.length === 0) this.points.push({ atMs: startMs, count: 0 });
    this.points.push({ atMs, count });
    // The last point before the window stays: it says where the window began.
    while ((this.points[1]?.atMs ?? atMs) < atMs - RATE_WINDOW_MS) this.points.shift();
    const first = this.points[0];
    if (first === undefined || first.atMs === atMs) return 0;
    return Math.round(((count - first.count) / (atMs - first.atMs)) * 1_000);
  }
}
