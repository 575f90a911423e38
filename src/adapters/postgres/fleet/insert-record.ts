// Something that was done to the fleet and stands in no other row, as a drain.
import type { Authority } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';

export async function insertRecord(
  sql: Sql,
  kind: string,
  subject: string | null,
  detail: string,
  { requestedBy, reason }: Authority,
): Promise<void> {
  await sql`
    insert into fleet_history (kind, subject, detail, requested_by, reason, state, done_at)
    values (${kind}, ${subject}, ${detail}::text::json, ${requestedBy}, ${reason}, 'done', now())`;
}
