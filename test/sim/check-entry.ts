// One journal entry against the rolling as it stood before, and against the bet that was really sent.
import type { JournalEntry } from '../../src/domain/journal.ts';
import { contextOf } from '../../src/domain/rolling.ts';
import type { BetSettled } from '../../src/domain/wallet-event.ts';
import type { RollingBook } from './rolling-book.ts';
import { isFinal, refusalOfState, standingRefusal, weightOf } from './rules.ts';
import { type SentEntries, eventName } from './sent.ts';
import type { Violations } from './violations.ts';

export function checkEntry(
  entry: JournalEntry,
  book: RollingBook,
  sent: SentEntries,
  inbox: ReadonlyMap<string, number>,
  violations: Violations,
): void {
  const last = book.entries.at(-1);
  const name = `${entry.rollingId} v${entry.version} ${entry.kind} ${entry.eventId}`;
  violations.expect(entry.version === book.entries.length + 1, 'versions have no gaps', () => name);
  violations.expect(entry.stateFrom === (last?.stateTo ?? null), 'states follow each other', () => name);
  if (entry.stateFrom !== null && isFinal(entry.stateFrom)) {
    violations.expect(entry.stateTo === entry.stateFrom, 'a final state is final', () => name);
  }
  if (entry.kind !== 'BET_SETTLED' && entry.kind !== 'BET_ROLLBACK') return;
  const fingerprint = inbox.get(eventName(entry.brandId, entry.eventId));
  const event = sent
    .ofEvent(entry.brandId, entry.eventId)
    .find((candidate) => candidate.event?.fingerprint === fingerprint)?.event;
  if (event === undefined || event === null) {
    violations.report('a bet in the journal is in the inbox and was sent', name);
    return;
  }
  violations.expect(
    event.playerId === book.facts.playerId,
    'a bet concerns its own player',
    () => `${name} ${event.playerId}`,
  );
  if (event.type === 'BET_SETTLED' && entry.kind === 'BET_SETTLED') checkCredit(entry, book, event, name, violations);
  if (entry.kind === 'BET_ROLLBACK')
    violations.expect(entry.credited <= 0n, 'a rollback gives nothing', () => `${name} ${entry.credited}`);
}

/** Nothing expires before its grace is over, whenever its row was read. */
export function checkTimer(entry: JournalEntry, book: RollingBook, violations: Violations): void {
  if (entry.rule !== 'expire') return;
  const { expiresAt } = contextOf(book.record);
  const due = (expiresAt ?? Infinity) + book.facts.terms.policy.expiryGraceMs;
  violations.expect(entry.at >= due, 'no timer fires early', () => `${entry.rollingId} at ${entry.at}, due ${due}`);
}

function checkCredit(
  entry: JournalEntry,
  book: RollingBook,
  bet: BetSettled,
  name: string,
  violations: Violations,
): void {
  const { stateFrom, credited, reason } = entry;
  if (stateFrom === null) return;
  const context = contextOf(book.record);
  const byState = refusalOfState(stateFrom);
  const standing = standingRefusal(bet, context.activeFrom);
  const explain = (): string => `${name} in ${stateFrom}: ${credited} ${reason}, by state ${byState}, else ${standing}`;
  if (credited !== 0n) {
    const weight = weightOf(bet);
    const exact = weight > 0n && credited > 0n && credited % weight === 0n && credited <= bet.stakeMinor * weight;
    violations.expect(byState === null && standing === null && exact, 'a credit is due', explain);
    return;
  }
  if (reason === 'DUPLICATE_SETTLEMENT' || reason === 'CANCELED_BY_ROLLBACK') return;
  if (reason === 'SETTLED_AFTER_END') {
    const ended = context.expiresAt !== null && bet.settledAt > context.expiresAt;
    violations.expect(ended, 'a bet counts nothing for the reason given', explain);
    return;
  }
  violations.expect(reason === (byState ?? standing), 'a bet counts nothing for the reason given', explain);
}
