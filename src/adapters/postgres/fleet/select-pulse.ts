// Who is there and alive, as one text: what changes of itself, without anybody who could tell of it.
import type { Sql } from '../connection.ts';

export async function selectPulse(sql: Sql): Promise<string> {
  const [row] = await sql<{ pulse: string }[]>`
    select coalesce(string_agg(concat_ws(' ', worker, token, status, lease_until > now()), ',' order by worker), '') as pulse
      from workers`;
  return row?.pulse ?? '';
}
