// Part of a commit: the events whose effect it makes. A second effect of one event breaks the key, and with it the commit.
import type { InboxEntry } from '../../../domain/decide/decision.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const insertInbox: UnnestStatement<InboxEntry> = {
  name: 'inbox_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('day', 'integer', (rows) => plainArray(rows, (row) => row.day)),
    column('event_id', 'text', (rows) => textArray(rows, (row) => row.eventId)),
    column('fingerprint', 'bigint', (rows) => plainArray(rows, (row) => row.fingerprint)),
  ],
  sql: `
    insert into inbox (brand_id, day, event_id, fingerprint)
    select brand_id, date '1970-01-01' + day, event_id, fingerprint
      from fenced, $rows`,
};
