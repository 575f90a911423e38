// What could not be applied, kept once per stream and entry however often it was read. An entry that was trimmed away before it was
// read holds nothing; where it was the replay of another letter, what that one held is kept with it, so that nothing is lost.
import type { DeadLetter } from '../../domain/dead-letter.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

export async function insertDeadLetters(sql: Sql, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await sql`
    insert into dead_letters (stream, entry_id, received_at, event_id, brand_id, reason, detail, raw, replay_of)
    select given.stream, given.entry_id, to_timestamp(given.received_at_ms / 1000), coalesce(given.event_id, origin.event_id),
           coalesce(given.brand_id, origin.brand_id), given.reason, given.detail, coalesce(origin.raw, given.raw),
           coalesce(given.replay_of, origin.id)
      from unnest(
             ${textArray(letters, (letter) => letter.stream)}::text[],
             ${textArray(letters, (letter) => letter.entryId)}::text[],
             ${plainArray(letters, (letter) => letter.receivedAt)}::float8[],
             ${textArray(letters, (letter) => letter.eventId)}::text[],
             ${textArray(letters, (letter) => letter.brandId)}::text[],
             ${textArray(letters, (letter) => letter.reason)}::text[],
             ${textArray(letters, (letter) => letter.detail)}::text[],
             ${textArray(letters, (letter) => letter.raw)}::text[],
             ${plainArray(letters, (letter) => letter.replayOf)}::bigint[]
           ) as given(stream, entry_id, received_at_ms, event_id, brand_id, reason, detail, raw, replay_of)
      left join lateral (
        select id, event_id, brand_id, raw
          from dead_letters
         where dead_letters.stream = given.stream and dead_letters.replayed_as = given.entry_id and given.raw = '{}'
         limit 1
      ) as origin on true
    on conflict (stream, entry_id) do nothing`;
}
