// A page of what could not be applied, newest first.
import type { KeptDeadLetter } from '../../../ports/read-store.ts';
import type { Sql } from '../connection.ts';

interface DeadLetterRow {
  id: number;
  stream: string;
  entry_id: string;
  received_at: number;
  event_id: string | null;
  brand_id: string | null;
  reason: string;
  detail: string;
  raw: string;
}

export async function selectDeadLetterPage(
  sql: Sql,
  beforeId: number | null,
  limit: number,
): Promise<KeptDeadLetter[]> {
  const rows = await sql<DeadLetterRow[]>`
    select id, stream, entry_id, received_at, event_id, brand_id, reason, detail, raw
      from dead_letters
     where id < ${beforeId ?? Number.MAX_SAFE_INTEGER}
     order by id desc
     limit ${limit}`;
  return rows.map(({ stream, reason, detail, raw, ...row }) => ({
    id: row.id,
    stream,
    entryId: row.entry_id,
    receivedAt: row.received_at,
    eventId: row.event_id,
    brandId: row.brand_id,
    reason,
    detail,
    raw,
  }));
}
