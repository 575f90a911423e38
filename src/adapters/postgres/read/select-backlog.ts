// What waits in the tables, counted through the indexes that name it, one shard after the other; no large table is read.
import type { Backlog } from '../../../ports/read-store.ts';
import type { Sql } from '../connection.ts';

interface BacklogRow {
  server_now: number;
  unpublished: number;
  oldest_unpublished: number | null;
  dead_letters: number;
  oldest_dead_letter: number | null;
  quarantined: number;
  parked: number;
  oldest_parked: number | null;
  completion_failed: number;
  cancellation_failed: number;
  review_open: number;
}

/** A retired shard's rows belong to whoever owns their slots now. */
export async function selectBacklog(sql: Sql, token: string): Promise<Backlog> {
  const [row] = await sql<BacklogRow[]>`
    with waiting as (
      select coalesce(sum(unpublished.number), 0)::integer as unpublished, min(unpublished.oldest) as oldest_unpublished,
             coalesce(sum(failed.completion), 0)::integer as completion_failed,
             coalesce(sum(failed.cancellation), 0)::integer as cancellation_failed,
             coalesce(sum(reviews.number), 0)::integer as review_open
        from shards
       cross join lateral (
         select count(*) as number, min(at) as oldest
           from outbox
          where outbox.brand_id = shards.brand_id
            and outbox.slot >= shards.slot_from and outbox.slot < shards.slot_to
            and outbox.published_at is null
       ) as unpublished
       cross join lateral (
         select count(*) filter (where state = 'completion_failed') as completion,
                count(*) filter (where state = 'cancellation_failed') as cancellation
           from rolling_snapshots as rolling
          where rolling.brand_id = shards.brand_id
            and rolling.state in ('completion_failed', 'cancellation_failed')
            and rolling.slot >= shards.slot_from and rolling.slot < shards.slot_to
       ) as failed
       cross join lateral (
         select count(*) as number
           from rolling_snapshots as rolling
          where rolling.brand_id = shards.brand_id
            and rolling.slot >= shards.slot_from and rolling.slot < shards.slot_to
            and rolling.review_open
       ) as reviews
       where shards.token = ${token} and shards.retired_at is null
    ), letters as (
      select count(*)::integer as dead_letters, min(received_at) as oldest_dead_letter from dead_letters where state = 'open'
    ), held as (
      select count(*)::integer as quarantined from quarantined_players
    ), aside as (
      select count(*)::integer as parked, min(parked_at) as oldest_parked from parked_events
    )
    select extract(epoch from clock_timestamp())::float8 * 1000 as server_now,
           unpublished, oldest_unpublished, completion_failed, cancellation_failed, review_open,
           dead_letters, oldest_dead_letter, quarantined, parked, oldest_parked
      from waiting, letters, held, aside`;
  if (row === undefined) throw new Error('a count gave no row');
  return {
    serverNow: row.server_now,
    unpublished: { count: row.unpublished, oldestAt: row.oldest_unpublished },
    deadLetters: { count: row.dead_letters, oldestAt: row.oldest_dead_letter },
    quarantined: row.quarantined,
    parked: { count: row.parked, oldestAt: row.oldest_parked },
    waitingForPeople: {
      completion_failed: row.completion_failed,
      cancellation_failed: row.cancellation_failed,
      review_open: row.review_open,
    },
  };
}
