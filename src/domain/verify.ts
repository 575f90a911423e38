// Whether everything that is stored about one rolling agrees: the journal folded gives the snapshot, and timers and outbox are
// what the snapshot asks for. Pure: `ops verify` brings the rows.
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import type { OutboxEvent } from './outbox-event.ts';
import { type RollingRecord, type RollingState, contextOf, stateOf } from './rolling.ts';
import { formatTimestamp } from './timestamp.ts';
import { type Timer, timersOf } from './timers.ts';
import type { Check, Difference } from './verify-difference.ts';
import { type AuditedEntry, JournalAudit } from './verify-journal.ts';
import { outboxFaults } from './verify-outbox.ts';

export interface StoredRolling {
  readonly record: RollingRecord;
  /** Of the snapshot's row, beside the snapshot itself: hydration and lists go by these. */
  readonly columns: {
    readonly state: RollingState;
    readonly closedAt: number | null;
    readonly reviewOpen: boolean;
  };
  readonly timers: readonly Timer[];
  readonly outbox: readonly OutboxEvent[];
}

/** A rolling whose snapshot is missing or cannot be decoded: nothing can be compared with it. */
export interface UnreadableRolling {
  readonly brandId: BrandId;
  readonly rollingId: RollingId;
  readonly playerId: PlayerId;
  readonly problem: string;
}

export class RollingAudit {
  private readonly stored: StoredRolling;
  private readonly journal: JournalAudit;

  constructor(stored: StoredRolling) {
    this.stored = stored;
    this.journal = new JournalAudit(stored.record.facts.terms.policy);
  }

  /** The rolling's entries, in version order. */
  add(entry: AuditedEntry): void {
    this.journal.add(entry);
  }

  /** Call after the last entry. */
  differences(): Difference[] {
    const { record, timers, outbox } = this.stored;
    const { brandId, playerId, rollingId } = record.facts;
    const { faults, faultsLeftOut, creditedAtEnd } = this.journal;
    const leftOut = faultsLeftOut === 0 ? [] : [told('journal', `${faultsLeftOut} more faults in its entries`)];
    return [
      ...this.columnFaults(),
      ...faults,
      ...leftOut,
      ...this.foldFaults(),
      ...timerFaults(record, timers),
      ...outboxFaults(record, outbox, creditedAtEnd).map((message) => told('outbox', message)),
    ].map(({ check, message }) => ({ check, brandId, rollingId, playerId, message }));
  }

  private columnFaults(): Told[] {
    const { record, columns } = this.stored;
    const state = stateOf(record.snapshot);
    const { closedAt, review } = contextOf(record);
    return [
      ...unequal('snapshot', 'state', columns.state, 'its row', state, 'the snapshot'),
      ...unequal('snapshot', 'closed_at', instant(columns.closedAt), 'its row', instant(closedAt), 'the snapshot'),
      ...unequal('snapshot', 'review_open', columns.reviewOpen, 'its row', review === 'open', 'the snapshot'),
    ];
  }

  private foldFaults(): Told[] {
    const { record } = this.stored;
    const { version, state, credited, betsCounted } = this.journal;
    const context = contextOf(record);
    const net = context.progress - context.reversed;
    const compare = (check: Check, what: string, folded: unknown, snapshot: unknown): Told[] =>
      unequal(check, what, folded, 'the journal', snapshot, 'the snapshot');
    return [
      ...compare('version', 'version', version, record.version),
      ...compare('state', 'state', state ?? 'none', stateOf(record.snapshot)),
      ...compare('progress', 'progress − reversed', credited, net),
      ...(betsCounted === null ? [] : compare('bets', 'bets counted', betsCounted, context.betsCounted)),
    ];
  }
}

export function unreadableDifference({ brandId, rollingId, playerId, problem }: UnreadableRolling): Difference {
  return { check: 'snapshot', brandId, rollingId, playerId, message: problem };
}

interface Told {
  readonly check: Check;
  readonly message: string;
}

const told = (check: Check, message: string): Told => ({ check, message });

const instant = (at: number | null): string => (at === null ? 'none' : formatTimestamp(at));

function unequal(check: Check, what: string, left: unknown, leftName: string, right: unknown, rightName: string) {
  return left === right
    ? []
    : [told(check, `${what} is ${String(left)} by ${leftName}, ${String(right)} by ${rightName}`)];
}

function timerFaults(record: RollingRecord, stored: readonly Timer[]): Told[] {
  const due = timersOf(record);
  const missing = due.flatMap(({ kind, dueAt }) => {
    const row = stored.find((timer) => timer.kind === kind);
    if (row === undefined) return [told('timers', `its timer ${kind} at ${instant(dueAt)} is missing`)];
    return unequal('timers', `timer ${kind}`, instant(row.dueAt), 'its row', instant(dueAt), 'the snapshot');
  });
  const needless = stored.filter((timer) => !due.some(({ kind }) => kind === timer.kind));
  const state = stateOf(record.snapshot);
  return [
    ...missing,
    ...needless.map(({ kind }) => told('timers', `has a timer ${kind}, which ${state} does not ask for`)),
  ];
}
