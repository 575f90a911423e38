// What a worker says it is. A drain that an operator ordered stands above it.
import type { WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';

export async function updateWorkerStatus(sql: Sql, worker: string, status: WorkerStatus): Promise<boolean> {
  const rows = await sql`
    with changed as (
      update workers set status = case when drain_order is null then ${status} else 'draining' end where worker = ${worker} returning worker
    )
    select hint_fleet('{}') from changed`;
  return rows.length > 0;
}
