// Who moved what and why, newest first.
import { type BrandId, brandId } from '../../../domain/ids.ts';
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

const columns = (sql: Sql) => sql`
  id, at, kind, brand_id, shard_no, subject, detail::text as detail, requested_by, reason, state, outcome, done_at`;

/** Of one brand, or of all. */
export async function selectHistory(
  sql: Sql,
  brand: BrandId | null,
  beforeId: number | null,
  limit: number,
): Promise<HistoryEntry[]> {
  const among = brand === null ? sql`true` : sql`brand_id = ${brand}`;
  const rows = await sql<HistoryRow[]>`
    select ${columns(sql)}
      from fleet_history
     where ${among} and id < ${beforeId ?? Number.MAX_SAFE_INTEGER}
     order by id desc
     limit ${limit}`;
  return rows.map(entryOf);
}

export async function selectHistoryEntry(sql: Sql, id: number): Promise<HistoryEntry | null> {
  const [row] = await sql<HistoryRow[]>`select ${columns(sql)} from fleet_history where id = ${id}`;
  return row === undefined ? null : entryOf(row);
}

const entryOf = (row: HistoryRow): HistoryEntry => ({
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
});
