// Part of a commit: the entries of the journal, the largest part of every batch.
import type { JournalEntry } from '../../../domain/journal.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const insertJournal: UnnestStatement<JournalEntry> = {
  name: 'journal_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
    column('version', 'integer', (rows) => plainArray(rows, (row) => row.version)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('event_id', 'text', (rows) => textArray(rows, (row) => row.eventId)),
    column('kind', 'journal_kind', (rows) => plainArray(rows, (row) => row.kind)),
    column('at_ms', 'float8', (rows) => plainArray(rows, (row) => row.at)),
    column('bet_id', 'text', (rows) => textArray(rows, (row) => row.bet?.betId ?? null)),
    column('settlement_id', 'text', (rows) => textArray(rows, (row) => row.bet?.settlementId ?? null)),
    column('leg', 'smallint', (rows) => plainArray(rows, (row) => row.bet?.leg ?? null)),
    column('stake_minor', 'numeric', (rows) => plainArray(rows, (row) => row.bet?.stakeMinor ?? null)),
    column('weight_bp', 'smallint', (rows) => plainArray(rows, (row) => row.bet?.weightBp ?? null)),
    column('credited', 'numeric', (rows) => plainArray(rows, (row) => row.credited)),
    column('reason', 'text', (rows) => plainArray(rows, (row) => row.reason)),
    column('rule', 'text', (rows) => textArray(rows, (row) => row.rule)),
    column('state_from', 'rolling_state', (rows) => plainArray(rows, (row) => row.stateFrom)),
    column('state_to', 'rolling_state', (rows) => plainArray(rows, (row) => row.stateTo)),
    column('requested_by', 'text', (rows) => textArray(rows, (row) => row.requestedBy)),
  ],
  sql: `
    insert into journal (
      brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
      stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by
    )
    select brand_id, rolling_id, version, player_id, event_id, kind, to_timestamp(at_ms / 1000), bet_id, settlement_id, leg,
           stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by
      from fenced, $rows`,
};
