// What could not be applied: one letter, or a page of them, newest first.
import type { KeptDeadLetter } from '../../../domain/dead-letter.ts';
import type { DeadLetterFilter } from '../../../ports/read-store.ts';
import type { Sql } from '../connection.ts';
import { type DeadLetterRow, deadLetterColumns, keptDeadLetter } from './dead-letter-row.ts';

export async function selectDeadLetter(sql: Sql, id: number): Promise<KeptDeadLetter | null> {
  const rows = await sql<DeadLetterRow[]>`select ${deadLetterColumns(sql)} from dead_letters where id = ${id}`;
  return rows[0] === undefined ? null : keptDeadLetter(rows[0]);
}

/** Only conditions that are asked for stand in the statement, so that each combination has the plan it deserves. */
export async function selectDeadLetterPage(
  sql: Sql,
  { state, reason, brandId, stream }: DeadLetterFilter,
  beforeId: number | null,
  limit: number,
): Promise<KeptDeadLetter[]> {
  const rows = await sql<DeadLetterRow[]>`
    select ${deadLetterColumns(sql)}
      from dead_letters
     where id < ${beforeId ?? Number.MAX_SAFE_INTEGER}
       ${state === null ? sql`` : sql`and state = ${state}`}
       ${reason === null ? sql`` : sql`and reason = ${reason}`}
       ${brandId === null ? sql`` : sql`and brand_id = ${brandId}`}
       ${stream === null ? sql`` : sql`and stream = ${stream}`}
     order by id desc
     limit ${limit}`;
  return rows.map(keptDeadLetter);
}
