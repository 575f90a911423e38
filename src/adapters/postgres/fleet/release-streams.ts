// The first half of a stream's hand-off: its reader has stopped, and whoever claims it next begins with what is pending.
import type { StreamLease } from '../../../ports/fleet-store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

export async function releaseStreams(sql: Sql, leases: readonly StreamLease[]): Promise<void> {
  if (leases.length === 0) return;
  await sql`
    with released as (
      update wallet_streams
         set owner = null, token = null
        from unnest(
               ${textArray(leases, (lease) => lease.stream)}::text[],
               ${textArray(leases, (lease) => lease.token)}::text[],
               ${plainArray(leases, (lease) => lease.epoch)}::bigint[]
             ) as held(stream, token, epoch)
       where wallet_streams.stream = held.stream
         and wallet_streams.token = held.token
         and wallet_streams.epoch = held.epoch
      returning wallet_streams.stream
    )
    select hint_fleet('{}') from released limit 1`;
}
