// Part of a commit: how much of each settlement was rolled back, now in all.
import type { RollbackMark } from '../../../domain/journal.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const upsertMarks: UnnestStatement<RollbackMark> = {
  name: 'marks_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('bet_id', 'text', (rows) => textArray(rows, (row) => row.betId)),
    column('settlement_id', 'text', (rows) => textArray(rows, (row) => row.settlementId)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('rolled_back_minor', 'numeric', (rows) => plainArray(rows, (row) => row.rolledBackMinor)),
    column('whole', 'boolean', (rows) => plainArray(rows, (row) => row.whole)),
  ],
  sql: `
    insert into rollback_marks (brand_id, player_id, bet_id, settlement_id, slot, rolled_back_minor, whole)
    select brand_id, player_id, bet_id, settlement_id, slot, rolled_back_minor, whole
      from fenced, $rows
    on conflict (brand_id, player_id, bet_id, settlement_id)
    do update set rolled_back_minor = excluded.rolled_back_minor, whole = excluded.whole`,
};
