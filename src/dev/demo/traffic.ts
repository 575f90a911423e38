// The traffic: rollings through REST, then the bets through the wallet stream, while the fleet
// changes beneath them: shown change by change, or killed at seeded moments if asked.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRollings } from './create-rollings.ts';
import type { FleetChange } from './fleet-change.ts';
import { tourTheFleet } from './fleet-tour.ts';
import { seededRandom } from './random.ts';
import type { Traffic } from './traffic-state.ts';

const POLL_MS = 20;
/** Nothing may happen any more for this long before the verdict looks: a second release or event would come now. */
const QUIET_MS = 500;
/** With a tour the bets take so long at least, spread evenly, and the last of them wait for its end. */
const TOUR_SECONDS = 8;
const FEED_EVERY_MS = 50;
const KEPT_FOR_THE_END = 0.05;

/** Resolves when every entry is acknowledged and every rolling that must complete has been announced. */
export async function runTraffic(traffic: Traffic): Promise<void> {
  await together(traffic, [createAndFeed, killAtRandom]);
  await untilAcknowledged(traffic);
  traffic.state.lastBetMs = performance.now();
  traffic.state.phase = 'waiting for the wallet';
  await untilQuiet(traffic);
  traffic.state.phase = 'done';
}

/** When one fails the other is stopped and waited for: a service must not be started again by a run that has ended. */
async function together(traffic: Traffic, parts: readonly ((traffic: Traffic) => Promise<void>)[]): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([traffic.signal, failed.signal]);
  setMaxListeners(0, signal);
  const running = parts.map(async (part) => {
    try {
      await part({ ...traffic, signal });
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(running);
  await Promise.all(running);
  signal.throwIfAborted();
}

async function createAndFeed(traffic: Traffic): Promise<void> {
  const { plan, processes, caller, state, signal } = traffic;
  const onCreated = (): void => {
    state.rollingsCreated += 1;
  };
  await createRollings(caller, plan.rollings, processes.credentials.promotionToken, onCreated, signal);
  state.phase = 'playing bets';
  state.firstBetMs = performance.now();
  const paceMs = (traffic.paceSeconds ?? TOUR_SECONDS) * 1_000;
  if (traffic.tour) await Promise.all([feedEvenly(traffic, paceMs), tour(traffic)]);
  else if (traffic.paceSeconds !== undefined) await feedEvenly(traffic, paceMs);
  else await traffic.walletStream.feed(plan.feed, signal);
}

/** Nothing of what is shown happens without bets on their way. */
async function feedEvenly({ plan, walletStream, state, tour: isTour, signal }: Traffic, paceMs: number): Promise<void> {
  const { feed } = plan;
  const kept = isTour ? Math.floor(feed.length * KEPT_FOR_THE_END) : 0;
  const startMs = performance.now();
  while (walletStream.fed < feed.length) {
    const due = Math.ceil((feed.length * (performance.now() - startMs)) / paceMs);
    // What is kept goes a few at a time while the tour is not over, lest it end in silence.
    const most = state.phase === 'playing bets' ? feed.length - kept : feed.length;
    const next = Math.min(due, Math.max(most, walletStream.fed + 1), feed.length);
    await walletStream.feed(feed.slice(walletStream.fed, next), signal);
    await sleep(FEED_EVERY_MS, undefined, { signal });
  }
}

/** A tour that fails is told as such; the bets are judged all the same. */
async function tour(traffic: Traffic): Promise<void> {
  const { state, onChange, signal } = traffic;
  const noted = (change: FleetChange): void => {
    state.changes.push(change);
    onChange(change);
  };
  try {
    await tourTheFleet(traffic, noted);
  } catch (error) {
    signal.throwIfAborted();
    state.problems.push(`the fleet could not be shown changing: ${String(error)}`);
  }
  state.phase = 'playing the last bets';
}

/** The moments are shares of the whole work, so they hit creates and bets alike, and the same ones for a seed. */
async function killAtRandom(traffic: Traffic): Promise<void> {
  const { plan, processes, walletStream, state, signal } = traffic;
  const random = seededRandom(traffic.seed ^ 0x6b696c6c);
  const moments = Array.from({ length: traffic.kills }, () => 0.02 + random() * 0.96).toSorted((a, b) => a - b);
  const work = plan.rollings.length + plan.feed.length;
  for (const moment of moments) {
    while ((state.rollingsCreated + (await walletStream.state()).acknowledged) / work < moment) {
      await sleep(POLL_MS, undefined, { signal });
    }
    const everybody = processes.fleet.all();
    const victim = everybody[Math.floor(random() * everybody.length)];
    if (victim === undefined) return;
    await victim.kill();
    state.kills += 1;
    await victim.start(signal);
  }
}

async function untilAcknowledged({ walletStream, signal }: Traffic): Promise<void> {
  for (;;) {
    const { lag, pending } = await walletStream.state();
    if (lag === 0 && pending === 0) return;
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function untilQuiet({ published, completionsExpected, signal }: Traffic): Promise<void> {
  let before = -1;
  for (;;) {
    const { entries, distinct } = await published.count();
    const complete = distinct >= completionsExpected;
    if (complete && entries === before) return;
    before = entries;
    await sleep(complete ? QUIET_MS : POLL_MS, undefined, { signal });
  }
}
