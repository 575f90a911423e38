// Part of a commit: the answers to commands, kept verbatim. A second answer under one key breaks the commit.
import type { StoredAnswer } from '../../../domain/command.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const insertAnswers: UnnestStatement<StoredAnswer> = {
  name: 'answers_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('operation', 'text', (rows) => textArray(rows, (row) => row.operation)),
    column('key', 'text', (rows) => textArray(rows, (row) => row.key)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('fingerprint', 'bigint', (rows) => plainArray(rows, (row) => row.fingerprint)),
    column('at_ms', 'float8', (rows) => plainArray(rows, (row) => row.at)),
    column('status', 'smallint', (rows) => plainArray(rows, (row) => row.reply.status)),
    column('body', 'text', (rows) => textArray(rows, (row) => row.reply.body)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.reply.rollingId)),
    column('version', 'integer', (rows) => plainArray(rows, (row) => row.reply.version)),
  ],
  sql: `
    insert into command_answers (
      brand_id, player_id, operation, key, slot, fingerprint, at, status, body, rolling_id, version
    )
    select brand_id, player_id, operation, key, slot, fingerprint, to_timestamp(at_ms / 1000), status, body, rolling_id, version
      from fenced, $rows`,
};
