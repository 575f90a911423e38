// A caller that asks the same thing again and again while the fleet changes beneath it: what it waits is what a change costs.
// It creates rollings that are there already: a command that only the owner of the player's shard can answer, and that changes
// nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedRolling } from './plan-types.ts';
import type { ServiceCaller } from './service-caller.ts';

const EVERY_MS = 10;

export class CallProbe {
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;
  private failure: Error | undefined;
  /** performance.now() when a call began, and the milliseconds it took, repeats included. */
  private readonly waits: { readonly from: number; readonly ms: number }[] = [];

  constructor(caller: ServiceCaller, rollings: readonly PlannedRolling[], token: string, signal: AbortSignal) {
    const ended = AbortSignal.any([this.ending.signal, signal]);
    this.running = this.run(caller, rollings, token, ended).catch((error: unknown) => {
      if (!ended.aborted) this.failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  /** The longest that a call waited which was not answered yet at `instant` (performance.now()). */
  longestSince(instant: number): number {
    return this.waits.reduce((longest, { from, ms }) => (from + ms >= instant ? Math.max(longest, ms) : longest), 0);
  }

  /** Resolves when a call that begins from now on was answered. */
  async answered(signal: AbortSignal): Promise<void> {
    const from = performance.now();
    while (!this.waits.some((wait) => wait.from >= from)) {
      if (this.failure !== undefined) throw this.failure;
      await sleep(EVERY_MS, undefined, { signal });
    }
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    if (this.failure !== undefined) throw this.failure;
  }

  private async run(
    caller: ServiceCaller,
    rollings: readonly PlannedRolling[],
    token: string,
    signal: AbortSignal,
  ): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const rolling = rollings[turn % rollings.length];
      if (rolling === undefined) return;
      const from = performance.now();
      const { brandId, body } = rolling;
      const answer = await caller.call({ method: 'POST', path: '/internal/rolling', token, brandId, body }, signal);
      if (answer.status !== 200) throw new Error(`${body.source.id} is there, and was answered ${answer.status}`);
      this.waits.push({ from, ms: performance.now() - from });
      await sleep(EVERY_MS, undefined, { signal });
    }
  }
}
