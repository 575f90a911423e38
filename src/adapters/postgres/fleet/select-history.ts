// Who moved what and why, newest first.
import { brandId } from '../../../domain/ids.ts';
import type { HistoryEntry } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';

interface HistoryRow {
  id: number;
  at: number;
  kind: string;
  brand_id: string | null;
  shard_no: number | null;
  subject: string | null;
  detail: string;
  requested_by: string;
  reason: string;
  state: HistoryEntry['state'];
  outcome: string | null;
  done_at: number | null;
}

export async function selectHistory(sql: Sql, beforeId: number | null, limit: number): Promise<HistoryEntry[]> {
  const rows = await sql<HistoryRow[]>`
    select id, at, kind, brand_id, shard_no, subject, detail::text as detail, requested_by, reason, state, outcome, done_at
      from fleet_history
     where id < ${beforeId ?? Number.MAX_SAFE_INTEGER}
     order by id desc
     limit ${limit}`;
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    brandId: row.brand_id === null ? null : brandId(row.brand_id),
    shardNo: row.shard_no,
    subject: row.subject,
    detail: row.detail,
    requestedBy: row.requested_by,
    reason: row.reason,
    state: row.state,
    outcome: row.outcome,
    doneAt: row.done_at,
  }));
}
