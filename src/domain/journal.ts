// The journal explains: one entry for every event a rolling decided on, also for one that counted nothing. Folding a rolling's
// entries gives its snapshot's sums back, and a command proves it.
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import type { RecordedBet } from './recorded-bet.ts';
import type { RollingState } from './rolling.ts';

export type JournalKind =
  | 'CREATED'
  | 'ACTIVATED'
  | 'BET_SETTLED'
  | 'BET_ROLLBACK'
  | 'COMMAND'
  | 'TIMER'
  | 'WALLET_RESULT';

/** Why an entry counted nothing, or what was special about it. */
export type Reason =
  | 'WEIGHT_ZERO'
  | 'CURRENCY_MISMATCH'
  | 'PLACED_BEFORE_ROLLING'
  | 'SETTLED_AFTER_END'
  | 'STAKE_BELOW_MIN'
  | 'STAKE_ZERO'
  | 'ODDS_BELOW_MIN'
  | 'VOID'
  | 'CASHOUT'
  | 'PUSH'
  | 'MAX_BET_BREACH'
  | 'NOTHING_WON'
  | 'SUSPENDED'
  | 'ROLLING_NOT_OPEN'
  | 'CANCELED_BY_ROLLBACK'
  | 'DUPLICATE_SETTLEMENT'
  | 'WAITING_FOR_WALLET'
  | 'AFTER_COMPLETION'
  | 'NOTHING_COUNTED';

/** What is recorded about the bet behind an entry. `leg` orders the rollings that one settlement was offered to. */
export interface BetLine {
  readonly betId: string;
  readonly settlementId: string;
  readonly leg: number | null;
  readonly stakeMinor: bigint;
  readonly weightBp: number | null;
  /** Of a settle that was offered to the rolling; absent on entries of before it was kept. */
  readonly recorded?: RecordedBet;
}

export interface JournalEntry {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly rollingId: RollingId;
  readonly version: number;
  readonly eventId: string;
  readonly kind: JournalKind;
  readonly at: number;
  readonly bet: BetLine | null;
  /** Signed, progress units: what this entry changed in Σ credited − Σ reversed. */
  readonly credited: bigint;
  readonly reason: Reason | null;
  /** Which contribution rule matched, which command, which timer, which wallet answer. */
  readonly rule: string | null;
  readonly stateFrom: RollingState | null;
  readonly stateTo: RollingState;
  readonly requestedBy: string | null;
  /** Of a command: why, in the words of whoever asked for it. */
  readonly note: string | null;
}

/** A leg of a settlement as the journal remembers it, for duplicates and rollbacks. */
export interface BetLeg {
  readonly rollingId: RollingId;
  readonly betId: string;
  readonly settlementId: string;
  readonly leg: number;
  readonly stakeMinor: bigint;
  readonly weightBp: number;
  /** What the settle credited (not reduced by later rollbacks). */
  readonly credited: bigint;
  readonly at: number;
}

/**
 * How much of a settlement was rolled back so far. `settlementId` '' stands for the bet's next settlement. `whole` is kept
 * apart because a rollback of the whole bet may come before its stake is known.
 */
export interface RollbackMark {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly betId: string;
  readonly settlementId: string;
  readonly rolledBackMinor: bigint;
  readonly whole: boolean;
}

export interface JournalFold {
  readonly version: number;
  readonly state: RollingState | null;
  /** Σ credited, signed: progress − reversed of the snapshot. */
  readonly credited: bigint;
}

/** Folds entries in version order; throws where a version is missing, repeated, or does not follow from the state before. */
export function foldJournal(entries: Iterable<JournalEntry>): JournalFold {
  let fold: JournalFold = { version: 0, state: null, credited: 0n };
  for (const entry of entries) {
    if (entry.version !== fold.version + 1) {
      throw new RangeError(`journal of ${entry.rollingId}: version ${entry.version} after ${fold.version}`);
    }
    if (entry.stateFrom !== fold.state) {
      throw new RangeError(
        `journal of ${entry.rollingId}: version ${entry.version} leaves ${entry.stateFrom}, was ${fold.state}`,
      );
    }
    fold = { version: entry.version, state: entry.stateTo, credited: fold.credited + entry.credited };
  }
  return fold;
}
