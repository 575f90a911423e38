// When the wallet is asked again. Jitter comes from the rolling's id and the attempt's number, so a decision replayed anywhere
// gives the same time and ten thousand waiting rollings still spread out.
import type { RetryPolicy } from './rolling.context.ts';

/** How long an answer may take before an attempt counts as unanswered; longer than the wallet client's own time-out. */
export const ANSWER_DEADLINE_MS = 30_000;

/** How long a queued attempt waits before it looks again whether the wallet is open. */
export const QUEUE_PROBE_MS = 5_000;

/** FNV-1a over the id and the attempt, as a fraction in [0, 1). */
function spread(rollingId: string, attempt: number): number {
  let hash = 0x811c9dc5 ^ attempt;
  for (let index = 0; index < rollingId.length; index += 1) {
    hash = Math.imul(hash ^ rollingId.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Milliseconds to wait after attempt number `attempt` (from 1): half of the exponential step plus a jittered half. */
export function backOffMs(policy: RetryPolicy, attempt: number, rollingId: string): number {
  const doublings = Math.min(Math.max(attempt, 1) - 1, 40);
  const step = Math.min(policy.maxMs, policy.baseMs * 2 ** doublings);
  return Math.ceil(step / 2 + (step / 2) * spread(rollingId, attempt));
}
