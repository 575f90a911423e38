// What a worker shows of itself as a whole: its limits, its loops, and which wallets it has given up on for now.
import type { LoopHealth, LoopName } from './observe/health.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Clock } from './ports/clock.ts';
import type { WalletGate } from './ports/wallet-gate.ts';
import type { WalletStream } from './ports/wallet-stream.ts';
import type { WorkerOptions } from './worker-options.ts';

interface Observed {
  readonly clock: Clock;
  readonly streams: readonly WalletStream[];
  readonly walletGate: WalletGate;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly options: WorkerOptions;
}

const BREAKERS_NAMED_MAX = 20;
/** How long a loop may make no progress before the worker is not ready. */
const STALE_AFTER_MS = 15_000;

export function reportLimits({ metrics: { limit }, options }: Observed): void {
  limit.set({ limit: 'mailbox' }, options.mailboxMax);
  limit.set({ limit: 'resident_rollings' }, options.residentRollingsMax);
  limit.set({ limit: 'batch_events' }, options.batchEventsMax);
  limit.set({ limit: 'wallet_calls' }, options.walletConcurrency);
}

export function watchLoops({ health, clock, options, streams }: Observed): void {
  const { switches, staleAfterMs = {} } = options;
  const watch = (loop: LoopName, enabled: boolean, parts?: readonly string[]): void => {
    const thresholdMs = staleAfterMs[loop] ?? STALE_AFTER_MS;
    health.register(loop, { thresholdMs, enabled, ...(parts === undefined ? {} : { parts }) }, clock.now());
  };
  watch(
    'event_consumer',
    switches.eventConsumer,
    streams.map(({ name }) => name),
  );
  watch('decider', true);
  watch('group_committer', true);
  watch('membership', true);
  watch('outbox_publisher', switches.outboxPoller);
  watch('expiry_scheduler', switches.expiryScheduler);
  watch('completion_retry', switches.completionRetry);
  // Until a stream is ours to read, its silence means nothing.
  for (const { name } of streams) health.rest('event_consumer', name);
}

/** How many, and the first of them by name: a label has few values however many brands there are. */
export function reportBreakers({ metrics, walletGate }: Observed): void {
  const open = walletGate.openBreakers();
  metrics.walletBreakersOpen.set(open.length);
  metrics.walletBreakerOpen.reset();
  for (const brand of open.slice(0, BREAKERS_NAMED_MAX)) metrics.walletBreakerOpen.set({ brand }, 1);
}
