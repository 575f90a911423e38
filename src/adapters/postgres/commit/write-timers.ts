// Parts of a commit: timers set, moved and removed.
import type { TimerRow } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const upsertTimers: UnnestStatement<TimerRow> = {
  name: 'timers_set',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
    column('kind', 'timer_kind', (rows) => plainArray(rows, (row) => row.kind)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('due_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.dueAt)),
    column('trace', 'text', (rows) => textArray(rows, (row) => row.trace ?? null)),
  ],
  sql: `
    insert into timers (brand_id, rolling_id, kind, player_id, slot, due_at, trace)
    select brand_id, rolling_id, kind, player_id, slot, to_timestamp(due_at_ms / 1000), trace
      from fenced, $rows
    on conflict (brand_id, rolling_id, kind) do update set due_at = excluded.due_at, trace = excluded.trace`,
};

export const deleteTimers: UnnestStatement<TimerRow> = {
  name: 'timers_removed',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
    column('kind', 'timer_kind', (rows) => plainArray(rows, (row) => row.kind)),
  ],
  sql: `
    delete from timers
     using fenced, $rows
     where timers.brand_id = given.brand_id and timers.rolling_id = given.rolling_id and timers.kind = given.kind`,
};
