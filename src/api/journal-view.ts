// A journal entry as it is answered: why a bet counted what it counted.
import type { JournalEntry } from '../domain/journal.ts';
import { formatTimestamp } from '../domain/timestamp.ts';

export function journalView(entry: JournalEntry): Record<string, unknown> {
  const { bet } = entry;
  return {
    version: entry.version,
    event_id: entry.eventId,
    kind: entry.kind,
    at: formatTimestamp(entry.at),
    bet_id: bet?.betId ?? null,
    settlement_id: bet?.settlementId ?? null,
    stake_minor: bet?.stakeMinor.toString() ?? null,
    weight_bp: bet?.weightBp ?? null,
    credited: entry.credited.toString(),
    reason: entry.reason,
    rule: entry.rule,
    state_from: entry.stateFrom,
    state_to: entry.stateTo,
    requested_by: entry.requestedBy,
    note: entry.note,
  };
}
