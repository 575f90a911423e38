// What a worker says it is, for as long as the name is its own: one that was replaced must not drain its successor. A drain that an
// operator ordered stands above it.
import type { WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Incarnation } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';

export async function updateWorkerStatus(
  sql: Sql,
  { worker, token }: Incarnation,
  status: WorkerStatus,
): Promise<boolean> {
  const rows = await sql`
    with changed as (
      update workers set status = case when drain_order is null then ${status} else 'draining' end
      where worker = ${worker} and token = ${token} returning worker
    )
    select hint_fleet('{}') from changed`;
  return rows.length > 0;
}
