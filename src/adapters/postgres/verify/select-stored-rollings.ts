// A page of rollings in key order with everything that is stored beside their journal.
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { OutboxEvent, OutboxEventType } from '../../../domain/outbox-event.ts';
import { type RollingState, stateOf } from '../../../domain/rolling.ts';
import type { Timer, TimerKind } from '../../../domain/timers.ts';
import type { StoredRolling, UnreadableRolling } from '../../../domain/verify.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Transaction } from '../connection.ts';
import { type RollingRow, rollingColumns, rollingRecord } from '../load/rolling-row.ts';
import type { AuditScope, RollingKey } from './audit-scope.ts';

interface AuditRow extends RollingRow {
  /** Of the snapshot's row; null where a rolling has none. */
  state: RollingState | null;
  closed_at: number | null;
  review_open: boolean | null;
}

export type AuditedRolling =
  | { readonly kind: 'stored'; readonly stored: StoredRolling }
  | { readonly kind: 'unreadable'; readonly rolling: UnreadableRolling };

export async function selectStoredRollings(
  sql: Transaction,
  scope: AuditScope,
  after: RollingKey | null,
  limit: number,
): Promise<AuditedRolling[]> {
  const rows = await selectRows(sql, scope, after, limit);
  const [timers, events] = await Promise.all([selectTimers(sql, rows), selectEvents(sql, rows)]);
  return rows.map((row) => {
    return auditedRolling(row, timers.get(row.rolling_id) ?? [], events.get(row.rolling_id) ?? []);
  });
}

async function selectRows(
  sql: Transaction,
  scope: AuditScope,
  after: RollingKey | null,
  limit: number,
): Promise<AuditRow[]> {
  return sql<AuditRow[]>`
    select ${rollingColumns(sql)}, snapshots.state, snapshots.closed_at, snapshots.review_open
      from rollings
      left join rolling_snapshots as snapshots
        on snapshots.brand_id = rollings.brand_id and snapshots.rolling_id = rollings.rolling_id
     where true
       ${scope.brandId === null ? sql`` : sql`and rollings.brand_id = ${scope.brandId}`}
       ${scope.playerId === null ? sql`` : sql`and rollings.player_id = ${scope.playerId}`}
       ${scope.rollingId === null ? sql`` : sql`and rollings.rolling_id = ${scope.rollingId}`}
       ${after === null ? sql`` : sql`and (rollings.brand_id, rollings.rolling_id) > (${after.brandId}, ${after.rollingId}::uuid)`}
     order by rollings.brand_id, rollings.rolling_id
     limit ${limit}`;
}

/** An undecodable snapshot is a finding, not a reason to stop looking at the others. */
function auditedRolling(row: AuditRow, timers: readonly Timer[], outbox: readonly OutboxEvent[]): AuditedRolling {
  const { state, closed_at: closedAt, review_open: reviewOpen } = row;
  const unreadable = (problem: string): AuditedRolling => ({
    kind: 'unreadable',
    rolling: {
      brandId: brandId(row.brand_id),
      rollingId: rollingId(row.rolling_id),
      playerId: playerId(row.player_id),
      problem,
    },
  });
  if (state === null) return unreadable('it has no snapshot');
  try {
    const record = rollingRecord(row);
    stateOf(record.snapshot);
    return {
      kind: 'stored',
      stored: { record, columns: { state, closedAt, reviewOpen: reviewOpen === true }, timers, outbox },
    };
  } catch (error) {
    return unreadable(`its snapshot cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function selectTimers(sql: Transaction, rows: readonly AuditRow[]): Promise<Map<string, Timer[]>> {
  const timers = await sql<{ rolling_id: string; kind: TimerKind; due_at: number }[]>`
    select timers.rolling_id, timers.kind, timers.due_at
      from unnest(
             ${textArray(rows, (row) => row.brand_id)}::text[], ${plainArray(rows, (row) => row.rolling_id)}::uuid[]
           ) as asked(brand_id, rolling_id)
      join timers on timers.brand_id = asked.brand_id and timers.rolling_id = asked.rolling_id`;
  const grouped = Map.groupBy(timers, (timer) => timer.rolling_id);
  return mapValues(grouped, ({ kind, due_at: dueAt }) => ({ kind, dueAt }));
}

async function selectEvents(sql: Transaction, rows: readonly AuditRow[]): Promise<Map<string, OutboxEvent[]>> {
  const events = await sql<{ rolling_id: string; event_id: string; event_type: OutboxEventType; payload: string }[]>`
    select outbox.rolling_id, outbox.event_id, outbox.event_type, outbox.payload
      from unnest(
             ${textArray(rows, (row) => row.brand_id)}::text[], ${plainArray(rows, (row) => row.rolling_id)}::uuid[]
           ) as asked(brand_id, rolling_id)
      join outbox on outbox.brand_id = asked.brand_id and outbox.rolling_id = asked.rolling_id
     order by outbox.shard_no, outbox.seq`;
  const grouped = Map.groupBy(events, (event) => event.rolling_id);
  return mapValues(grouped, ({ event_id: eventId, event_type: eventType, payload }) => ({
    eventId,
    eventType,
    payload,
  }));
}

function mapValues<From, To>(groups: ReadonlyMap<string, readonly From[]>, change: (from: From) => To) {
  return new Map([...groups].map(([key, group]) => [key, group.map((each) => change(each))]));
}
