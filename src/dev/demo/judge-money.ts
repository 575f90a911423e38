// Money and announcements: a completed rolling is released once and announced once, any other neither.
import type { Findings } from './findings.ts';
import type { MatchedRolling } from './judge-rollings.ts';
import type { LedgerReport, Observations, PublishedEvent } from './observations.ts';

export function judgeLedger(matched: Iterable<MatchedRolling>, ledger: LedgerReport, findings: Findings): void {
  const byRolling = Map.groupBy(ledger.entries, (entry) => entry.rollingId);
  for (const { expected, observed } of matched) {
    const subject = `wallet, rolling ${observed.rollingId}`;
    const entries = byRolling.get(observed.rollingId) ?? [];
    byRolling.delete(observed.rollingId);
    const releases = entries.filter((entry) => entry.operation === 'release');
    if (entries.length > releases.length) findings.add('mismatch', subject, 'forfeited, though nobody cancelled it');
    if (!expected.reachesTarget && releases.length > 0) findings.add('mismatch', subject, 'released before its target');
    if (expected.reachesTarget && releases.length === 0) findings.add('lost', subject, 'completed and never released');
    if (releases.length > 1) findings.add('duplicate', subject, `released ${releases.length} times`);
    for (const { amountMinor, brandId } of releases) {
      findings.expectEqual(subject, 'released amount', amountMinor, expected.terms.releaseMinor);
      findings.expectEqual(subject, 'brand', brandId, observed.brandId);
    }
  }
  findings.expectEqual('wallet', 'number of calls it refused', ledger.callsRefused, 0);
  for (const rollingId of byRolling.keys()) findings.add('mismatch', `wallet, rolling ${rollingId}`, 'unknown rolling');
}

export function judgePublished(
  matched: Iterable<MatchedRolling>,
  published: readonly PublishedEvent[],
  findings: Findings,
): void {
  const byRolling = Map.groupBy(distinctEvents(published), (event) => event.rollingId);
  for (const { expected, observed } of matched) {
    const subject = `event stream, rolling ${observed.rollingId}`;
    const events = byRolling.get(observed.rollingId) ?? [];
    byRolling.delete(observed.rollingId);
    const completed = events.filter((event) => event.eventType === 'ROLLING_COMPLETED');
    if (events.length > completed.length) findings.add('mismatch', subject, 'an event other than ROLLING_COMPLETED');
    if (!expected.reachesTarget && completed.length > 0) findings.add('mismatch', subject, 'announced as completed');
    if (expected.reachesTarget && completed.length === 0)
      findings.add('lost', subject, 'completed and never announced');
    if (completed.length > 1)
      findings.add('duplicate', subject, `announced ${completed.length} times under several ids`);
    for (const event of completed) {
      findings.expectEqual(subject, 'brand', event.brandId, observed.brandId);
      findings.expectEqual(subject, 'released_minor', event.releasedMinor ?? 'absent', expected.terms.releaseMinor);
      findings.expectEqual(subject, 'wagered_minor', event.wageredMinor ?? 'absent', observed.wageredMinor);
    }
  }
  for (const rollingId of byRolling.keys()) {
    findings.add('mismatch', `event stream, rolling ${rollingId}`, 'unknown rolling');
  }
}

/** Delivery is at least once: the same event id again is allowed and is no second event. */
export function distinctEvents(published: readonly PublishedEvent[]): PublishedEvent[] {
  return [...new Map(published.map((event) => [event.eventId, event])).values()];
}

/** All that was fed is taken and acknowledged, and nothing of it was put aside. */
export function judgeStream({ walletStream, deadLetters }: Observations, eventsFed: number, findings: Findings): void {
  const { entries, acknowledged, pending, lag } = walletStream;
  const subject = 'wallet stream';
  findings.expectEqual(subject, 'number of entries', entries, eventsFed);
  if (lag > 0) findings.add('lost', subject, `${lag} entries were never taken`);
  if (pending > 0) findings.add('lost', subject, `${pending} entries were taken and never acknowledged`);
  findings.expectEqual(subject, 'number of acknowledged entries', acknowledged, eventsFed);
  for (const { eventId, reason } of deadLetters) {
    findings.add('mismatch', `event ${eventId ?? 'without id'}`, `put aside as a dead letter: ${reason}`);
  }
}
