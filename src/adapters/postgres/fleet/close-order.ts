// What became of an order. The first answer stands.
import type { Sql } from '../connection.ts';

export async function closeOrder(sql: Sql, id: number, state: 'done' | 'failed', outcome: string): Promise<void> {
  await sql`
    update fleet_history
       set state = ${state}, outcome = ${outcome}, done_at = now()
     where id = ${id} and state = 'open'`;
}
