// A worker joins, or comes again under its name: the row is the newest incarnation's, and older tokens mean nothing from then on.
import type { WorkerRegistration } from '../../../ports/fleet-store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

/**
 * Names that never come again, as those of pods: told of for a day, then forgotten. What they held is claimable either way. Those
 * that an operator drained are waited for longer: forgotten, they would come back undrained.
 */
const FORGOTTEN_AFTER = '1 day';
const DRAINED_FORGOTTEN_AFTER = '30 days';

/** The same incarnation may ask twice, as after a lost answer, and keeps its status. */
export async function upsertWorker(
  sql: Sql,
  by: WorkerRegistration,
  leaseMs: number,
  streams: readonly string[],
): Promise<void> {
  await sql`
    with forgotten as (
      delete from workers
       where worker <> ${by.worker}
         and lease_until < now() - case when drain_order is null then ${FORGOTTEN_AFTER}::interval
                                        else ${DRAINED_FORGOTTEN_AFTER}::interval end
    ), heard_of as (
      insert into wallet_streams (stream)
      select stream from unnest(${textArray(streams, (stream) => stream)}::text[]) as configured(stream)
       order by stream
      on conflict (stream) do update set forgotten_at = null where wallet_streams.forgotten_at is not null
    ), joined as (
      insert into workers (worker, token, address, build, machine_version, capacity, streams, status, lease_until)
      values (${by.worker}, ${by.token}, ${by.address}, ${by.build}, ${by.machineVersion}, ${by.capacity},
              ${textArray(streams, (stream) => stream)}::text[], 'joining',
              now() + ${leaseMs}::float8 * interval '1 millisecond')
      on conflict (worker) do update
        set token = excluded.token, address = excluded.address, build = excluded.build,
            machine_version = excluded.machine_version, capacity = excluded.capacity, streams = excluded.streams,
            lease_until = excluded.lease_until,
            status = case when workers.token = excluded.token then workers.status else excluded.status end,
            started_at = case when workers.token = excluded.token then workers.started_at else excluded.started_at end
      returning worker
    )
    select hint_fleet(null) from joined`;
}
