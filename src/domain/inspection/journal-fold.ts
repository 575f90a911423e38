// Where a rolling stood after each entry of its journal: the state and the sums that the entries themselves prove.
import { CountedBets } from '../counted-bets.ts';
import type { JournalEntry } from '../journal.ts';
import { FINAL_STATES, type RollingRecord, type RollingState, contextOf } from '../rolling.ts';
import { type InspectedEvent, inspectedEvent } from './inspected-event.ts';
import { type InspectedSnapshot, exactSnapshot, sumsOf } from './inspected-snapshot.ts';

/** One committed step, as people watch it. */
export interface InspectedStep {
  readonly entry: JournalEntry;
  readonly event: InspectedEvent;
  readonly snapshot: InspectedSnapshot;
}

interface Sums {
  readonly progress: bigint;
  readonly reversed: bigint;
}

const isFinal = (state: RollingState): boolean => FINAL_STATES.includes(state);

/** What comes back once it is completed is only booked; before that it lowers progress. */
const isBookedAsReversed = ({ kind, stateTo }: JournalEntry): boolean =>
  stateTo === 'completed' && (kind === 'BET_ROLLBACK' || kind === 'WALLET_RESULT');

/**
 * The state within completing, canceling or expiring where the entries leave only one: after an answer that settles nothing it backs
 * off, and only an attempt is answered. `known` is what it was before: bets do not move it.
 */
function innerStateOf(entry: JournalEntry, next: JournalEntry | null, known: string | null): string | null {
  if (!['completing', 'canceling', 'expiring'].includes(entry.stateTo)) return null;
  if (entry.kind === 'WALLET_RESULT') return 'backing_off';
  if (entry.stateFrom === entry.stateTo) {
    return entry.kind === 'BET_SETTLED' || entry.kind === 'BET_ROLLBACK' ? known : null;
  }
  const isFirstCall = entry.stateFrom !== 'completion_failed' && entry.stateFrom !== 'cancellation_failed';
  return isFirstCall && next?.kind === 'WALLET_RESULT' ? 'attempting' : null;
}

export class JournalFold {
  private readonly rolling: RollingRecord;
  private readonly bets: CountedBets;
  private sums: Sums;
  private inner: string | null = null;

  private constructor(rolling: RollingRecord, bets: CountedBets, sums: Sums) {
    this.rolling = rolling;
    this.bets = bets;
    this.sums = sums;
  }

  /** Of all its entries. `rolling` at any version: it lends what never changes. */
  static fromCreation(rolling: RollingRecord): JournalFold {
    return new JournalFold(rolling, new CountedBets(), { progress: 0n, reversed: 0n });
  }

  /** Of the entries after where `rolling` stands. */
  static after(rolling: RollingRecord): JournalFold {
    const { progress, reversed, betsCounted, waiting } = contextOf(rolling);
    // What waits for the wallet may take bets with it, and the entry of its answer does not say how many.
    const bets = new CountedBets(waiting === 0n ? betsCounted : null);
    const fold = new JournalFold(rolling, bets, { progress, reversed });
    const { value } = rolling.snapshot;
    if (typeof value === 'object') fold.inner = Object.values(value)[0] ?? null;
    return fold;
  }

  /** Call in version order. `next` is the entry that follows, where it is at hand: it may tell what this one left open. */
  add(entry: JournalEntry, next: JournalEntry | null): InspectedSnapshot {
    const { progress, reversed } = this.sums;
    const { credited, stateTo } = entry;
    const asReversed = isBookedAsReversed(entry);
    this.sums = {
      progress: asReversed ? progress : progress + credited,
      reversed: asReversed ? reversed - credited : reversed,
    };
    this.bets.add(entry);
    this.inner = innerStateOf(entry, next, this.inner);
    const { activeFrom, terms } = contextOf(this.rolling);
    return {
      status: 'active',
      value: this.inner === null ? stateTo : { [stateTo]: this.inner },
      context: sumsOf({ ...this.sums, activeFrom }, terms.target, this.bets.total),
      tags: isFinal(stateTo) ? ['final'] : [],
      exact: false,
    };
  }
}

/** Each of `entries` as a step; `now` stands exact at its own version. `beyond`: the entry after the last, where there is one. */
export function inspectedSteps(
  fold: JournalFold,
  entries: readonly JournalEntry[],
  now: RollingRecord,
  beyond: JournalEntry | null = null,
): InspectedStep[] {
  return entries.map((entry, index) => {
    const next = entries[index + 1] ?? beyond;
    // Nearly always the only one of a look: what is known exactly, and followed by nothing, need not be folded.
    const isLast = index === entries.length - 1;
    const folded = isLast && entry.version === now.version ? null : fold.add(entry, next);
    const snapshot = folded === null || entry.version === now.version ? exactSnapshot(now) : folded;
    return { entry, event: inspectedEvent(entry), snapshot };
  });
}
