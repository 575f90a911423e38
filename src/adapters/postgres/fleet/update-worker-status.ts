// What an operator or the worker itself says it shall be.
import type { WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';

export async function updateWorkerStatus(sql: Sql, worker: string, status: WorkerStatus): Promise<boolean> {
  const rows = await sql`
    with changed as (
      update workers set status = ${status} where worker = ${worker} returning worker
    )
    select hint_fleet('{}') from changed`;
  return rows.length > 0;
}
