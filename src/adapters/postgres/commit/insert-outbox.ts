// Part of a commit: the events the platform is owed. Their sequence was given out under the fence.
import type { OutboxRow } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const insertOutbox: UnnestStatement<OutboxRow> = {
  name: 'outbox_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('shard_no', 'integer', (rows) => plainArray(rows, (row) => row.shardNo)),
    column('seq', 'bigint', (rows) => plainArray(rows, (row) => row.seq)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
    column('event_id', 'text', (rows) => textArray(rows, (row) => row.eventId)),
    column('event_type', 'text', (rows) => plainArray(rows, (row) => row.eventType)),
    column('payload', 'text', (rows) => textArray(rows, (row) => row.payload)),
    column('at_ms', 'float8', (rows) => plainArray(rows, (row) => row.at)),
    column('trace', 'text', (rows) => textArray(rows, (row) => row.trace ?? null)),
  ],
  sql: `
    insert into outbox (brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, at, trace)
    select brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, to_timestamp(at_ms / 1000),
           trace
      from fenced, $rows`,
};
