// An operator empties a worker, and lets it be filled again. It holds for the name, not for the process: a machine that is drained
// for maintenance and started again stays empty until somebody says otherwise.
import type { Authority, OrderAnswer } from '../../../ports/fleet-store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type OrderVerdict, answerOf } from './order-answer.ts';

export async function drainWorker(sql: Sql, worker: string, { requestedBy, reason }: Authority): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with known as materialized (
      select worker, drain_order from workers where worker = ${worker} for no key update
    ), written as (
      insert into fleet_history (kind, subject, detail, requested_by, reason, state)
      select 'drain', worker, '{}', ${requestedBy}, ${reason}, 'open'
        from known
       where drain_order is null
      returning id
    ), draining as (
      update workers
         set status = 'draining', drain_order = written.id
        from written
       where workers.worker = ${worker}
      returning workers.worker
    ), told as materialized (
      select hint_fleet('{}') as hinted from draining having count(*) > 0
    )
    select case when not exists (select from known) then 'no_such_worker' end as refused,
           coalesce((select id from written left join told on told.hinted), (select drain_order from known)) as id`;
  return answerOf(rows);
}

/** One that was never drained is none the worse for it. A process that is about to end goes on draining by itself. */
export async function undrainWorker(
  sql: Sql,
  worker: string,
  { requestedBy, reason }: Authority,
): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with known as materialized (
      select worker, drain_order from workers where worker = ${worker} for no key update
    ), written as (
      insert into fleet_history (kind, subject, detail, requested_by, reason, state, outcome, done_at)
      select 'undrain', worker, '{}', ${requestedBy}, ${reason}, 'done',
             case when drain_order is null then 'it was not drained' end, now()
        from known
      returning id
    ), settled as (
      update fleet_history
         set state = 'failed', done_at = now(), outcome = 'order ' || written.id || ' took it back'
        from known, written
       where fleet_history.id = known.drain_order and state = 'open'
    ), active as (
      update workers
         set status = case when workers.status = 'draining' then 'active' else workers.status end, drain_order = null
        from known
       where workers.worker = known.worker and known.drain_order is not null
      returning workers.worker
    ), told as materialized (
      select hint_fleet('{}') as hinted from active having count(*) > 0
    )
    select case when not exists (select from known) then 'no_such_worker' end as refused,
           (select id from written left join told on told.hinted) as id`;
  return answerOf(rows);
}

/** Those that hold something after all stay open. */
export async function closeDrains(sql: Sql, workers: readonly string[]): Promise<void> {
  if (workers.length === 0) return;
  await sql`
    update fleet_history
       set state = 'done', done_at = now(), outcome = 'it holds nothing any more'
      from workers
     where workers.worker = any(${textArray(workers, (worker) => worker)}::text[])
       and fleet_history.id = workers.drain_order and fleet_history.state = 'open'
       and not exists (select from shards where shards.owner = workers.worker and shards.retired_at is null)
       and not exists (select from wallet_streams where wallet_streams.owner = workers.worker)`;
}
