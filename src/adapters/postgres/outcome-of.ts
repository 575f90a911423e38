// What became of a commit whose answer was lost. The statement may still sit in the old session, unread or half done, so that
// session is ended first; after that its effect stands in the rows, or it never will.
import type { CommitOutcome, ShardFence, ShardKey } from '../../ports/store.ts';
import { plainArray, textArray } from './array-literal.ts';
import type { Sql } from './connection.ts';

const SESSION_END_WAIT_MS = 5_000;

interface FenceRow {
  place: number;
  held: boolean;
  commit_seq: number | null;
}

/** Call on the commit connection: its name is shared by no other process, so whoever else carries it is a session we lost. */
export async function outcomeOf(sql: Sql, fences: readonly ShardFence[]): Promise<CommitOutcome> {
  await endLostSessions(sql);
  const rows = await lockFencedShards(sql, fences);
  let committed: boolean | null = null;
  const lost: ShardKey[] = [];
  for (const { place, held, commit_seq: seq } of rows) {
    const fence = fences[place];
    if (fence === undefined) continue;
    if (held && seq === fence.expectedSeq + 1) committed = true;
    else if (held && seq === fence.expectedSeq) committed = false;
    else lost.push({ brandId: fence.brandId, shardNo: fence.shardNo });
  }
  return { committed, lost };
}

async function endLostSessions(sql: Sql): Promise<void> {
  const rows = await sql<{ ended: boolean }[]>`
    select pg_terminate_backend(pid, ${SESSION_END_WAIT_MS}) as ended
      from pg_stat_activity
     where application_name = current_setting('application_name')
       and usename = current_user
       and pid <> pg_backend_pid()`;
  if (rows.some((row) => !row.ended)) throw new Error('a lost session of this process has not ended yet');
}

async function lockFencedShards(sql: Sql, fences: readonly ShardFence[]): Promise<readonly FenceRow[]> {
  return sql<FenceRow[]>`
    with asked as materialized (
      select brand_id, shard_no, token, epoch, ordinality - 1 as place
        from unnest(
               ${textArray(fences, (fence) => fence.brandId)}::text[],
               ${plainArray(fences, (fence) => fence.shardNo)}::integer[],
               ${textArray(fences, (fence) => fence.token)}::text[],
               ${plainArray(fences, (fence) => fence.epoch)}::bigint[]
             ) with ordinality as fence(brand_id, shard_no, token, epoch, ordinality)
    ), locked as materialized (
      select shards.brand_id, shards.shard_no, shards.token, shards.epoch, shards.commit_seq, shards.retired_at
        from asked
        join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
       order by shards.brand_id, shards.shard_no
         for update of shards
    )
    select asked.place::integer as place,
           coalesce(locked.token = asked.token and locked.epoch = asked.epoch and locked.retired_at is null, false) as held,
           locked.commit_seq
      from asked
      left join locked on locked.brand_id = asked.brand_id and locked.shard_no = asked.shard_no
     order by asked.place`;
}
