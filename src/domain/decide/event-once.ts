// One event id has one effect; what comes again changes nothing, and what comes under a used id is refused.
import { dayOf } from '../timestamp.ts';
import type { WalletEvent } from '../wallet-event.ts';
import { type Decision, type EventFacts, type InboxEntry, decided } from './decision.ts';

/** The decision for an event id that the inbox knows; null for a new one. */
export function decideRepeat(event: WalletEvent, facts: EventFacts): Decision | null {
  if (facts.seen === null) return null;
  if (facts.seen === event.fingerprint) return decided('duplicate');
  const detail = `event ${event.eventId} was applied before with another payload`;
  return decided('refused', { refusal: { code: 'EVENT_ID_REUSED', detail } });
}

export function inboxEntryOf(event: WalletEvent): InboxEntry {
  return {
    brandId: event.brandId,
    day: dayOf(event.occurredAt),
    eventId: event.eventId,
    fingerprint: event.fingerprint,
  };
}
