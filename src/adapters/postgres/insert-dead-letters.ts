// What could not be applied, kept once per stream and entry however often it was read.
import type { DeadLetter } from '../../ports/store.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

export async function insertDeadLetters(sql: Sql, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await sql`
    insert into dead_letters (stream, entry_id, received_at, event_id, brand_id, reason, detail, raw)
    select stream, entry_id, to_timestamp(received_at_ms / 1000), event_id, brand_id, reason, detail, raw
      from unnest(
             ${textArray(letters, (letter) => letter.stream)}::text[],
             ${textArray(letters, (letter) => letter.entryId)}::text[],
             ${plainArray(letters, (letter) => letter.receivedAt)}::float8[],
             ${textArray(letters, (letter) => letter.eventId)}::text[],
             ${textArray(letters, (letter) => letter.brandId)}::text[],
             ${textArray(letters, (letter) => letter.reason)}::text[],
             ${textArray(letters, (letter) => letter.detail)}::text[],
             ${textArray(letters, (letter) => letter.raw)}::text[]
           ) as given(stream, entry_id, received_at_ms, event_id, brand_id, reason, detail, raw)
    on conflict (stream, entry_id) do nothing`;
}
