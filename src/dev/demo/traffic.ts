// The traffic: rollings through REST, then the bets through the wallet stream, while the service is killed at seeded moments if asked.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRollings } from './create-rollings.ts';
import type { Plan } from './plan-types.ts';
import type { Processes } from './processes.ts';
import { seededRandom } from './random.ts';
import type { FedWalletStream, PublishedEvents } from './redis-streams.ts';
import type { ServiceCaller } from './service-caller.ts';

/** Where the traffic stands; the live line reads it. */
export interface TrafficState {
  phase: 'creating rollings' | 'playing bets' | 'waiting for the wallet' | 'done';
  rollingsCreated: number;
  kills: number;
  /** performance.now() at the first bet and when the last was acknowledged. */
  firstBetMs: number | undefined;
  lastBetMs: number | undefined;
}

export interface Traffic {
  readonly plan: Plan;
  readonly processes: Processes;
  readonly caller: ServiceCaller;
  readonly walletStream: FedWalletStream;
  readonly published: PublishedEvents;
  readonly completionsExpected: number;
  readonly kills: number;
  readonly seed: number;
  readonly state: TrafficState;
  /** Aborted when the time budget is used up, on Ctrl-C, or when the service ends by itself. */
  readonly signal: AbortSignal;
}

const POLL_MS = 20;
/** Nothing may happen any more for this long before the verdict looks: a second release or event would come now. */
const QUIET_MS = 500;

export function newTrafficState(): TrafficState {
  return { phase: 'creating rollings', rollingsCreated: 0, kills: 0, firstBetMs: undefined, lastBetMs: undefined };
}

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
  await traffic.walletStream.feed(plan.feed, signal);
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
    await processes.service.kill();
    state.kills += 1;
    await processes.service.start(signal);
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
