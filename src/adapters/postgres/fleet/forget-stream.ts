// A wallet stream that left the configuration: while its row counts, every expiry waits for it.
import type { Authority, OrderAnswer } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';
import { type OrderVerdict, answerOf } from './order-answer.ts';

/** Its epoch stays: an owner that remembers it would refuse whatever comes under an older one. */
export async function forgetStream(sql: Sql, stream: string, { requestedBy, reason }: Authority): Promise<OrderAnswer> {
  const rows = await sql<OrderVerdict[]>`
    with known as materialized (
      select stream, owner, processed_through
        from wallet_streams
       where stream = ${stream} and forgotten_at is null
         for no key update
    ), verdict as materialized (
      select case
               when not exists (select from known) then 'no_such_stream'
               when exists (select from workers where ${stream} = any(streams) and lease_until > now()) then 'stream_in_use'
             end as refused
    ), forgotten as (
      update wallet_streams
         set forgotten_at = now(), owner = null, token = null, target = null, processed_through = null, except_brands = '{}'
        from known, verdict
       where wallet_streams.stream = known.stream and verdict.refused is null
      returning wallet_streams.stream
    ), written as (
      insert into fleet_history (kind, subject, detail, requested_by, reason, state, done_at)
      select 'forget-stream', stream, json_build_object('owner', owner, 'processed_through', processed_through),
             ${requestedBy}, ${reason}, 'done', now()
        from known, verdict
       where verdict.refused is null
      returning id
    ), told as materialized (
      select hint_fleet('{}') as hinted from forgotten having count(*) > 0
    )
    select verdict.refused, written.id
      from verdict
      left join written on true
      left join told on told.hinted`;
  return answerOf(rows);
}
