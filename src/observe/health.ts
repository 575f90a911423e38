// Whether the loops of a process still move. A loop beats when it made progress or found nothing to do, never because it only
// turned: reading on while nothing is acknowledged, or trying the same commit again and again, is no beat.

export type LoopName =
  | 'event_consumer'
  | 'decider'
  | 'group_committer'
  | 'outbox_publisher'
  | 'expiry_scheduler'
  | 'completion_retry'
  | 'membership';

interface LoopOptions {
  /** The longest silence that is still healthy. */
  readonly thresholdMs: number;
  /** A loop switched off by configuration is reported, and never stale. */
  readonly enabled: boolean;
  /** What runs under the loop's name, each on its own; the slowest speaks for all. */
  readonly parts?: readonly string[];
}

interface LoopReport {
  readonly status: 'fresh' | 'stale' | 'disabled';
  /** Since the last progress; null where the loop is disabled. */
  readonly age_ms: number | null;
  readonly threshold_ms: number;
}

export type HealthReport = Readonly<Partial<Record<LoopName, LoopReport>>>;

interface Part {
  lastBeatAt: number;
  /** Nothing to do, waiting to be woken: its silence means nothing. */
  resting: boolean;
}

interface WatchedLoop extends LoopOptions {
  readonly watched: ReadonlyMap<string, Part>;
}

/** Of a loop that has no parts. */
const WHOLE = '';

export class LoopHealth {
  readonly #loops = new Map<LoopName, WatchedLoop>();
  #isDead = false;

  /** From now on the loop is watched; its start counts as a beat. Registering it again begins anew. */
  register(loop: LoopName, options: LoopOptions, nowMs: number): void {
    const parts = options.parts ?? [WHOLE];
    const watched = new Map(parts.map((part) => [part, { lastBeatAt: nowMs, resting: false }]));
    this.#loops.set(loop, { ...options, watched });
  }

  /** The loop advanced, or was truly idle. Of a loop that nobody registered: nothing happens. */
  beat(loop: LoopName, nowMs: number, part = WHOLE): void {
    const watched = this.#loops.get(loop)?.watched.get(part);
    if (watched === undefined) return;
    watched.lastBeatAt = nowMs;
    watched.resting = false;
  }

  /** The loop has nothing to do and waits to be woken; it is fresh until its next beat starts the clock again. */
  rest(loop: LoopName, part = WHOLE): void {
    const watched = this.#loops.get(loop)?.watched.get(part);
    if (watched !== undefined) watched.resting = true;
  }

  /** A loop ended by itself, which only a bug can make it do: the process must not go on. */
  die(): void {
    this.#isDead = true;
  }

  get isAlive(): boolean {
    return !this.#isDead;
  }

  report(nowMs: number): HealthReport {
    const report: Partial<Record<LoopName, LoopReport>> = {};
    for (const [loop, { thresholdMs, enabled, watched }] of this.#loops) {
      const ages = [...watched.values()].map(({ resting, lastBeatAt }) => (resting ? 0 : nowMs - lastBeatAt));
      const ageMs = Math.max(0, ...ages);
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
