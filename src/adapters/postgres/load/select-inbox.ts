// Which events had their effect already: one look-up per day, so that each touches one partition. `offset 0` keeps the planner from
// beginning with the day's partition, which it takes for almost empty until it is analysed.
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
     cross join lateral (
       select brand_id, event_id, fingerprint
         from inbox
        where day = date '1970-01-01' + ${day}::integer
          and brand_id = asked.brand_id
          and event_id = asked.event_id
       offset 0
     ) as inbox`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    day,
    eventId: row.event_id,
    fingerprint: row.fingerprint,
  }));
}
