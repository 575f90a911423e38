// The beat of a worker, every few seconds and on hints: one round trip that renews its lease and tells what is its own, what is
// wished elsewhere and how much it may claim. Reads shards without locking them: commits hold them all the time.
import { brandId } from '../../../domain/ids.ts';
import type { Assignments, HeldShard, WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Incarnation } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { isClaimable, isReadStream, shardsToJudge } from './claimable.ts';

type RenewalRow =
  | { part: 'status'; name: WorkerStatus; target: null; shard_no: null; number: 0 }
  | { part: 'claimable'; name: ''; target: null; shard_no: null; number: number }
  | { part: 'shard'; name: string; target: string | null; shard_no: number; number: number }
  | { part: 'stream'; name: string; target: string | null; shard_no: null; number: number };

export async function renewLease(sql: Sql, by: Incarnation, leaseMs: number): Promise<Assignments | null> {
  const rows = await sql<RenewalRow[]>`
    with me as materialized (
      update workers
         set lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
       where worker = ${by.worker} and token = ${by.token}
      returning worker, token, status, machine_version, streams
    ), judged as materialized (
      ${shardsToJudge(sql, by)}
    )
    select 'status' as part, me.status as name, null::text as target, null::integer as shard_no, 0::bigint as number
      from me
    union all
    select 'claimable', '', null, null,
           (select count(*)
              from me
             cross join judged
              join shards as held on held.brand_id = judged.brand_id and held.shard_no = judged.shard_no
             where ${isClaimable(sql)} and held.machine_version_min <= me.machine_version)
           + (select count(*)
                from me
                join wallet_streams as held on true
               where ${isClaimable(sql)} and ${isReadStream(sql)})
      from me
    union all
    select 'shard', held.brand_id, held.target, held.shard_no, held.epoch
      from me
      join shards as held on held.token = me.token and held.retired_at is null
    union all
    select 'stream', held.stream, held.target, null, held.epoch
      from me
      join wallet_streams as held on held.token = me.token`;
  return assignmentsOf(rows);
}

function assignmentsOf(rows: readonly RenewalRow[]): Assignments | null {
  let status: WorkerStatus | null = null;
  let claimable = 0;
  const shards: HeldShard[] = [];
  const streams: { stream: string; epoch: number; target: string | null }[] = [];
  for (const row of rows) {
    switch (row.part) {
      case 'status':
        status = row.name;
        break;
      case 'claimable':
        claimable = row.number;
        break;
      case 'shard':
        shards.push({ brandId: brandId(row.name), shardNo: row.shard_no, epoch: row.number, target: row.target });
        break;
      case 'stream':
        streams.push({ stream: row.name, epoch: row.number, target: row.target });
        break;
    }
  }
  return status === null ? null : { status, shards, streams, claimable };
}
