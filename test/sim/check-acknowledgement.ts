// An entry may leave the stream only when its effect is durable, or when it rightly has none.
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import type { BetSettled } from '../../src/domain/wallet-event.ts';
import type { RollingBook } from './rolling-book.ts';
import { isFinal } from './rules.ts';

import { type Sent, eventName, playerName } from './sent.ts';
import type { Violations } from './violations.ts';
import type { Evidence } from './evidence.ts';

/** A rolling that was decided on before the bet was even sent, and that the bet concerns: the owner had to know of it. */
export function mustKnow(book: RollingBook, bet: BetSettled, sent: Sent): boolean {
  if (book.knownFrom >= sent.appendedAt) return false;
  if (!isFinal(stateOf(book.record.snapshot))) return true;
  const { closedAt } = contextOf(book.record);
  return closedAt !== null && (bet.placedAt ?? bet.settledAt) < closedAt;
}

export function checkAcknowledgement(
  stream: string,
  entryId: string,
  evidence: Evidence,
  violations: Violations,
): void {
  const sent = evidence.sent.ofEntry(stream, entryId);
  const name = `${stream} ${entryId}`;
  if (sent === null) {
    violations.report('only entries are acknowledged', name);
    return;
  }
  if (sent.kind === 'not_ours' || evidence.isDeadLettered(stream, entryId)) return;
  if (evidence.isParked(stream, entryId)) {
    evidence.sightings.saw('parked');
    return;
  }
  const { event } = sent;
  if (event === null || sent.kind === 'malformed') {
    violations.report('acknowledged only what is durable', `${name} ${sent.kind}`);
    return;
  }
  const applied = evidence.books.inbox.get(eventName(event.brandId, event.eventId));
  if (applied === event.fingerprint) {
    if (evidence.sent.ofEvent(event.brandId, event.eventId).length > 1) evidence.sightings.saw('repeat_acknowledged');
    return;
  }
  if (applied !== undefined) {
    // Another payload under a used id is refused, unless nobody was concerned when it was judged.
    const judgedEarlier = event.type === 'BET_SETTLED' && !concernsSomebody(event, sent, evidence);
    violations.expect(judgedEarlier, 'acknowledged only what is durable', () => `${name} ${event.eventId} reused`);
    return;
  }
  violations.expect(event.type === 'BET_SETTLED', 'a rollback is always remembered', () => `${name} ${event.eventId}`);
  if (event.type !== 'BET_SETTLED') return;
  evidence.sightings.saw('nobody');
  violations.expect(
    !concernsSomebody(event, sent, evidence),
    'nobody means nobody',
    () => `${name} ${event.eventId} of ${event.playerId}`,
  );
}

function concernsSomebody(bet: BetSettled, sent: Sent, evidence: Evidence): boolean {
  const rollings = evidence.books.byPlayer.get(playerName(bet.brandId, bet.playerId)) ?? [];
  return rollings.some((book) => mustKnow(book, bet, sent));
}
