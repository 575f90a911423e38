// How old the oldest of a queue is, known from a look now and then. Between two looks the last one holds, for what was seen in
// passing is gone by now; where looks fail, what was seen is taken to be still there and goes on growing old.

export class AgeOfOldest {
  private ageMs = 0;
  private seenAt: number | null = null;
  private readonly lookEveryMs: number;

  constructor(lookEveryMs: number) {
    this.lookEveryMs = lookEveryMs;
  }

  /** `ageMs` null: the queue was empty. */
  saw(ageMs: number | null, nowMs: number): void {
    this.ageMs = Math.max(0, ageMs ?? 0);
    this.seenAt = nowMs;
  }

  seconds(nowMs: number): number {
    if (this.seenAt === null || this.ageMs === 0) return 0;
    const sinceMs = nowMs - this.seenAt;
    return (sinceMs > 2 * this.lookEveryMs ? this.ageMs + sinceMs : this.ageMs) / 1_000;
  }
}
