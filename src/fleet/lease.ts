// How long this incarnation may rely on what it owns, reckoned from the moment a renewal was asked for, never from its answer:
// whatever the way back took, the database counted from later. Ends a margin early, so that an owner has stopped before another
// may begin.
import type { Clock } from '../ports/clock.ts';

/** Of the lease: for timers that fire late and for what is under way at its end. */
const MARGIN = 0.1;

export class Lease {
  private until = Number.NEGATIVE_INFINITY;
  private readonly clock: Clock;
  private readonly leaseMs: number;

  constructor(clock: Clock, leaseMs: number) {
    this.clock = clock;
    this.leaseMs = leaseMs;
  }

  renewed(askedAt: number): void {
    this.until = Math.max(this.until, askedAt + this.leaseMs * (1 - MARGIN));
  }

  ended(): void {
    this.until = Number.NEGATIVE_INFINITY;
  }

  get validUntil(): number {
    return this.until;
  }

  get isValid(): boolean {
    return this.clock.monotonic() < this.until;
  }
}
