// Whether the loops of a process still move. A loop beats when it advanced or found nothing to do; never by a timer of its
// own, which would go on beating while the loop hangs.

export type LoopName =
  | 'event_consumer'
  | 'outbox_publisher'
  | 'expiry_scheduler'
  | 'completion_retry'
  | 'group_committer'
  | 'membership';

interface LoopOptions {
  /** The longest silence that is still healthy. */
  readonly thresholdMs: number;
  /** A loop switched off by configuration is reported, and never stale. */
  readonly enabled: boolean;
}

interface LoopReport {
  readonly status: 'fresh' | 'stale' | 'disabled';
  /** Since the last beat; null where the loop is disabled. */
  readonly age_ms: number | null;
  readonly threshold_ms: number;
}

export type HealthReport = Readonly<Partial<Record<LoopName, LoopReport>>>;

interface WatchedLoop extends LoopOptions {
  lastBeatAt: number;
  /** Nothing to do, waiting to be woken: its silence means nothing. */
  resting: boolean;
}

export class LoopHealth {
  readonly #loops = new Map<LoopName, WatchedLoop>();

  /** From now on the loop is watched; its start counts as a beat. Registering it again begins anew. */
  register(loop: LoopName, options: LoopOptions, nowMs: number): void {
    this.#loops.set(loop, {
      thresholdMs: options.thresholdMs,
      enabled: options.enabled,
      lastBeatAt: nowMs,
      resting: false,
    });
  }

  /** The loop advanced, or was truly idle. Of a loop that nobody registered: nothing happens. */
  beat(loop: LoopName, nowMs: number): void {
    const watched = this.#loops.get(loop);
    if (watched === undefined) return;
    watched.lastBeatAt = nowMs;
    watched.resting = false;
  }

  /** The loop has nothing to do and waits to be woken; it is fresh until its next beat starts the clock again. */
  rest(loop: LoopName): void {
    const watched = this.#loops.get(loop);
    if (watched !== undefined) watched.resting = true;
  }

  report(nowMs: number): HealthReport {
    const report: Partial<Record<LoopName, LoopReport>> = {};
    for (const [loop, { thresholdMs, enabled, lastBeatAt, resting }] of this.#loops) {
      const ageMs = resting ? 0 : Math.max(0, nowMs - lastBeatAt);
      report[loop] = enabled
        ? { status: ageMs > thresholdMs ? 'stale' : 'fresh', age_ms: ageMs, threshold_ms: thresholdMs }
        : { status: 'disabled', age_ms: null, threshold_ms: thresholdMs };
    }
    return report;
  }
}

export function isReady(report: HealthReport): boolean {
  return Object.values(report).every(({ status }) => status !== 'stale');
}
