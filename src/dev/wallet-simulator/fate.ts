/** What will befall one call. Every call draws the same number of random numbers, so that changing one rate leaves the other fates as they were. */
import type { Behaviour } from './behaviour.ts';

export interface Fate {
  readonly latencyMs: number;
  readonly reset: boolean;
  readonly fail: boolean;
  readonly refuse: boolean;
  readonly delivery: Delivery;
}

/** How the answer to work that was done travels. */
export type Delivery = 'whole' | 'lost' | 'half' | 'stalled' | 'dropped_after';

export function drawFate(behaviour: Behaviour, random: () => number): Fate {
  const [leastMs = 0, mostMs = leastMs] = behaviour.latency_ms;
  const latencyMs = leastMs + random() * Math.max(0, mostMs - leastMs);
  const happens = (rate: number): boolean => random() < rate;
  const reset = happens(behaviour.reset_rate);
  const fail = happens(behaviour.fail_rate);
  const refuse = happens(behaviour.refuse_rate);
  const lost = happens(behaviour.lose_answer_rate);
  const half = happens(behaviour.half_answer_rate);
  const stalled = happens(behaviour.stall_answer_rate);
  const dropped = happens(behaviour.drop_after_answer_rate);
  const delivery = lost ? 'lost' : half ? 'half' : stalled ? 'stalled' : dropped ? 'dropped_after' : 'whole';
  return { latencyMs, reset, fail, refuse, delivery };
}
