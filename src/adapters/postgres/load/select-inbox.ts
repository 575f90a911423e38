// Which events had their effect already: one look-up per day, so that each touches one partition.
import type { InboxEntry } from '../../../domain/decide/decision.ts';
import { brandId } from '../../../domain/ids.ts';
import type { LoadRequest } from '../../../ports/store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

type AskedEvent = LoadRequest['events'][number];

interface InboxRow {
  brand_id: string;
  event_id: string;
  fingerprint: number;
}

export async function selectInbox(sql: Sql, asked: readonly AskedEvent[]): Promise<InboxEntry[]> {
  if (asked.length === 0) return [];
  const byDay = Map.groupBy(asked, (event) => event.day);
  const found = await Promise.all([...byDay].map(([day, events]) => selectInboxDay(sql, day, events)));
  return found.flat();
}

async function selectInboxDay(sql: Sql, day: number, asked: readonly AskedEvent[]): Promise<InboxEntry[]> {
  const rows = await sql<InboxRow[]>`
    select inbox.brand_id, inbox.event_id, inbox.fingerprint
      from unnest(
             ${textArray(asked, (event) => event.brandId)}::text[],
             ${textArray(asked, (event) => event.eventId)}::text[]
           ) as asked(brand_id, event_id)
      join inbox
        on inbox.day = date '1970-01-01' + ${day}::integer
       and inbox.brand_id = asked.brand_id
       and inbox.event_id = asked.event_id`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    day,
    eventId: row.event_id,
    fingerprint: row.fingerprint,
  }));
}
