// Nothing is put aside without the reason that was planned for it.
import type { DeadLetter } from '../../src/domain/dead-letter.ts';
import { eventName } from './sent.ts';
import type { Violations } from './violations.ts';
import type { Evidence } from './evidence.ts';

export function checkDeadLetter(letter: DeadLetter, evidence: Evidence, violations: Violations): void {
  const sent = evidence.sent.ofEntry(letter.stream, letter.entryId);
  const name = `${letter.stream} ${letter.entryId}: ${letter.reason} ${letter.detail}`;
  if (sent === null) {
    violations.report('a dead letter was an entry', name);
    return;
  }
  violations.expect(isPlanned(letter, sent, evidence), 'dead letters are exactly those planned', () => name);
}

function isPlanned(letter: DeadLetter, sent: Evidence['sent']['all'][number], evidence: Evidence): boolean {
  switch (letter.reason) {
    case 'EVENT_ID_REUSED': {
      if (sent.event === null) return false;
      const applied = evidence.books.inbox.get(eventName(sent.event.brandId, sent.event.eventId));
      return applied !== undefined && applied !== sent.event.fingerprint;
    }
    default:
      return sent.kind === 'malformed' && letter.reason === 'FIELD_MISSING';
  }
}
