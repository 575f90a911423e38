// The bets of a rolling as a ledger: one line per settlement with all that happened to it, and what it counts now.
import type { JournalEntry } from '../feed/step.ts';
import { sumOf } from './credit.ts';

export interface LedgerLine {
  readonly betId: string;
  readonly settlementId: string;
  /** Settles and rollbacks, in order. */
  readonly entries: readonly JournalEntry[];
  /** Progress units, signed. */
  readonly credited: string;
}

/** Newest first. */
export function ledgerOf(entries: readonly JournalEntry[]): readonly LedgerLine[] {
  const lines = new Map<string, { betId: string; settlementId: string; entries: JournalEntry[] }>();
  for (const entry of entries) {
    if (entry.bet_id === null) continue;
    const settlementId = entry.settlement_id ?? entry.bet_id;
    const key = JSON.stringify([entry.bet_id, settlementId]);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { betId: entry.bet_id, settlementId, entries: [entry] });
    else line.entries.push(entry);
  }
  return [...lines.values()]
    .map((line) => ({ ...line, credited: sumOf(line.entries.map(({ credited }) => credited)) }))
    .toReversed();
}

/** By a part of the bet's or the settlement's id. */
export function linesMatching(lines: readonly LedgerLine[], part: string): readonly LedgerLine[] {
  const wanted = part.trim().toLowerCase();
  if (wanted === '') return lines;
  return lines.filter((line) => `${line.betId}\n${line.settlementId}`.toLowerCase().includes(wanted));
}
