// How many bets count on a rolling, told from its journal alone: a bet counts from its credit until nothing of it is left, and what
// is taken back after completion leaves it counted.
import type { JournalEntry } from './journal.ts';

export class CountedBets {
  private count: number;
  private isKnown: boolean;
  private readonly isFromCreation: boolean;
  private readonly netBySettlement = new Map<string, bigint>();

  /** Of a journal read from its first entry; with `already`, from where so many bets counted: null, nobody knows how many. */
  constructor(already?: number | null) {
    this.isFromCreation = already === undefined;
    this.isKnown = already !== null;
    this.count = already ?? 0;
  }

  /** Null where the journal, or the part of it that was read, does not tell. */
  get total(): number | null {
    return this.isKnown ? this.count : null;
  }

  /** Call in version order. What is left of the bet, in progress units; null of an entry that moves no bet. */
  add({ kind, bet, credited, reason }: Pick<JournalEntry, 'kind' | 'bet' | 'credited' | 'reason'>): bigint | null {
    if (bet === null || (kind !== 'BET_SETTLED' && kind !== 'BET_ROLLBACK')) return null;
    // It tells neither how much of this rolling it takes nor whether anything is left.
    if (reason === 'WAITING_FOR_WALLET') this.isKnown = false;
    if (credited === 0n) return null;
    const settlement = `${bet.betId}\n${bet.settlementId}`;
    const before = this.netBySettlement.get(settlement);
    if (before === undefined && kind === 'BET_ROLLBACK' && !this.isFromCreation) {
      // Its settle lies before what was read.
      if (reason !== 'AFTER_COMPLETION') this.isKnown = false;
      return null;
    }
    const net = (before ?? 0n) + credited;
    this.netBySettlement.set(settlement, net);
    if (kind === 'BET_SETTLED') this.count += 1;
    else if (net === 0n && reason !== 'AFTER_COMPLETION') this.count -= 1;
    return net;
  }
}
