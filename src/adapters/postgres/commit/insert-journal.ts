// Part of a commit: the entries of the journal, the largest part of every batch.
import type { JournalEntry } from '../../../domain/journal.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type Column, type UnnestStatement, column } from './unnest-statement.ts';

export interface JournalRow {
  readonly entry: JournalEntry;
  /** As `encodeBet` writes it. */
  readonly recordedBet: string | null;
}

const COLUMNS: readonly Column<JournalRow>[] = [
  column('brand_id', 'text', (rows) => textArray(rows, ({ entry }) => entry.brandId)),
  column('rolling_id', 'uuid', (rows) => plainArray(rows, ({ entry }) => entry.rollingId)),
  column('version', 'integer', (rows) => plainArray(rows, ({ entry }) => entry.version)),
  column('player_id', 'text', (rows) => textArray(rows, ({ entry }) => entry.playerId)),
  column('event_id', 'text', (rows) => textArray(rows, ({ entry }) => entry.eventId)),
  column('kind', 'journal_kind', (rows) => plainArray(rows, ({ entry }) => entry.kind)),
  column('at_ms', 'float8', (rows) => plainArray(rows, ({ entry }) => entry.at)),
  column('bet_id', 'text', (rows) => textArray(rows, ({ entry }) => entry.bet?.betId ?? null)),
  column('settlement_id', 'text', (rows) => textArray(rows, ({ entry }) => entry.bet?.settlementId ?? null)),
  column('leg', 'smallint', (rows) => plainArray(rows, ({ entry }) => entry.bet?.leg ?? null)),
  column('stake_minor', 'numeric', (rows) => plainArray(rows, ({ entry }) => entry.bet?.stakeMinor ?? null)),
  column('weight_bp', 'smallint', (rows) => plainArray(rows, ({ entry }) => entry.bet?.weightBp ?? null)),
  column('credited', 'numeric', (rows) => plainArray(rows, ({ entry }) => entry.credited)),
  column('reason', 'text', (rows) => plainArray(rows, ({ entry }) => entry.reason)),
  column('rule', 'text', (rows) => textArray(rows, ({ entry }) => entry.rule)),
  column('state_from', 'rolling_state', (rows) => plainArray(rows, ({ entry }) => entry.stateFrom)),
  column('state_to', 'rolling_state', (rows) => plainArray(rows, ({ entry }) => entry.stateTo)),
  column('requested_by', 'text', (rows) => textArray(rows, ({ entry }) => entry.requestedBy)),
  column('recorded_bet', 'text', (rows) => plainArray(rows, (row) => row.recordedBet)),
];

const NOTE = column<JournalRow>('note', 'text', (rows) => textArray(rows, ({ entry }) => entry.note));

export const insertJournal: UnnestStatement<JournalRow> = {
  name: 'journal_written',
  columns: COLUMNS,
  sql: `
    insert into journal (
      brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
      stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by, recorded_bet
    )
    select brand_id, rolling_id, version, player_id, event_id, kind, to_timestamp(at_ms / 1000), bet_id, settlement_id, leg,
           stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by, recorded_bet
      from fenced, $rows`,
};

/** For the few batches with a command that came with a note: bets pay nothing for a column that they never fill. */
export const insertNotedJournal: UnnestStatement<JournalRow> = {
  name: 'noted_journal_written',
  columns: [...COLUMNS, NOTE],
  sql: `
    insert into journal (
      brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
      stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by, recorded_bet, note
    )
    select brand_id, rolling_id, version, player_id, event_id, kind, to_timestamp(at_ms / 1000), bet_id, settlement_id, leg,
           stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by, recorded_bet, note
      from fenced, $rows`,
};
