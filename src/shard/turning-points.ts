// The lines that tell a rolling's life: one for each state it entered, once that is durable. Bets have none, however many there
// are; of a campaign's thousands in one second a sample is said, with the number of those that were not.
import type { JournalEntry } from '../domain/journal.ts';
import { type RollingRecord, contextOf } from '../domain/rolling.ts';
import { type Trace, traceIdOf } from '../domain/trace.ts';
import type { Logger } from '../observe/logger.ts';
import { Sampler } from '../observe/sampler.ts';

/** A rolling entered a state. */
export interface TurningPoint {
  readonly after: RollingRecord;
  readonly entry: JournalEntry;
  readonly trace: Trace | null;
  readonly requestId: string | undefined;
}

/** States that somebody has to act upon are never sampled away. */
const NEEDS_PEOPLE = new Set(['completion_failed', 'cancellation_failed']);
const LINES = { burst: 50, everyMs: 1_000 };

export class TurningPointLog {
  private readonly logger: Logger;
  private readonly sampler = new Sampler(LINES);

  constructor(logger: Logger) {
    this.logger = logger;
  }

  say(shardNo: number, { after, entry, trace, requestId }: TurningPoint, nowMs: number): void {
    const needsPeople = NEEDS_PEOPLE.has(entry.stateTo);
    const unsaid = needsPeople ? 0 : this.sampler.admit(nowMs);
    if (unsaid === null) return;
    const { facts, version } = after;
    const line = {
      brandId: facts.brandId,
      rollingId: facts.rollingId,
      playerId: facts.playerId,
      shardNo,
      version,
      eventId: entry.eventId,
      cause: entry.kind,
      from: entry.stateFrom,
      reason: contextOf(after).ending?.reason,
      requestedBy: entry.requestedBy ?? undefined,
      requestId,
      traceId: trace === null ? undefined : traceIdOf(trace),
      ...(unsaid > 0 ? { unsaid } : {}),
    };
    this.logger[needsPeople ? 'error' : 'info'](
      line,
      `rolling ${entry.stateFrom === null ? 'created' : entry.stateTo}`,
    );
  }
}
