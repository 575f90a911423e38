// Counts a wave's decisions and hands the sums to the metrics once.
import type { Decision, Outcome } from '../domain/decide/decision.ts';
import type { Reason } from '../domain/journal.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Envelope, Occasion } from '../ports/occasion.ts';

type Kind = Occasion['kind'];

export class Tally {
  private readonly outcomes = new Map<Kind, Map<Outcome, number>>();
  private readonly zeroes = new Map<Reason, number>();
  private readonly metrics: Metrics;

  constructor(metrics: Metrics) {
    this.metrics = metrics;
  }

  add(envelope: Envelope, decision: Decision): void {
    const { kind } = envelope.occasion;
    if (kind === 'unpark' || kind === 'release' || kind === 'rewrite') return;
    let counts = this.outcomes.get(kind);
    if (counts === undefined) {
      counts = new Map();
      this.outcomes.set(kind, counts);
    }
    counts.set(decision.outcome, (counts.get(decision.outcome) ?? 0) + 1);
    for (const { entry, after, outbox } of decision.steps) {
      if (entry.kind === 'BET_SETTLED' && entry.reason !== null) {
        this.zeroes.set(entry.reason, (this.zeroes.get(entry.reason) ?? 0) + 1);
      }
      if (entry.kind === 'CREATED') this.metrics.created.inc();
      if (outbox === null) continue;
      if (outbox.eventType === 'ROLLING_COMPLETED') this.metrics.completions.inc();
      else this.metrics.cancellations.inc({ reason: boundedReason(after.snapshot.context.ending?.reason) });
    }
  }

  flush(): void {
    for (const [type, counts] of this.outcomes) {
      for (const [outcome, count] of counts) this.metrics.events.inc({ type, outcome }, count);
      counts.clear();
    }
    for (const [reason, count] of this.zeroes) this.metrics.zeroContributions.inc({ reason }, count);
    this.zeroes.clear();
  }
}

const REASONS = new Set(['REQUESTED', 'EXPIRED', 'WITHDRAWAL', 'SELF_EXCLUSION', 'LOW_BALANCE', 'MAX_BET_BREACH']);

/** A label never takes a caller's free text. */
const boundedReason = (reason: string | undefined): string =>
  reason !== undefined && REASONS.has(reason) ? reason : 'OTHER';
