-- What Postgres alone makes of the service's rows: generated inside it, into the same tables and indexes, the same number of
-- rows a batch, one fenced commit a batch. No client, no stream, no decision: the best that any service on top could come near.

create table bench_rollings (
  number     integer generated always as identity (start with 0 minvalue 0) primary key,
  brand_id   text not null,
  rolling_id uuid not null,
  player_id  text not null
);

create procedure bench_fill_rollings() language sql as $$
  insert into bench_rollings (brand_id, rolling_id, player_id)
  select brand_id, rolling_id, player_id from rolling_snapshots order by md5(rolling_id::text);
$$;

create procedure bench_one_batch(
  batch bigint, batch_events integer, batch_rollings integer, rolling_count integer
) language plpgsql as $$
declare
  epoch_ms bigint := extract(epoch from now()) * 1000;
begin
  perform fence_shards(
    array_agg(brand_id), array_agg(shard_no), array_agg(token), array_agg(epoch), array_agg(commit_seq), array_agg(outbox_seq)
  ) from shards;

  with touched as materialized (
    select (place - 1) as place, brand_id, rolling_id, player_id
      from generate_series(1, batch_rollings) as place
      join bench_rollings on number = (batch * batch_rollings + place) % rolling_count
  ),
  events as materialized (
    select brand_id, rolling_id, player_id, gen_random_uuid()::text as event_id,
           (batch * batch_events + event)::integer as version, (1000000000 + batch * batch_events + event)::text as bet_id
      from generate_series(1, batch_events) as event
      join touched on place = event % batch_rollings
  ),
  inbox_written as (
    insert into inbox (brand_id, day, event_id, fingerprint)
    select brand_id, current_date, event_id, 4503599627370495 - version from events
  ),
  journal_written as (
    insert into journal (
      brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
      stake_minor, weight_bp, credited, reason, rule, state_from, state_to, requested_by, recorded_bet
    )
    select brand_id, rolling_id, version, player_id, event_id, 'BET_SETTLED', now(), bet_id, bet_id, 0,
           120, 10000, 1200000, null, 'default', 'active', 'active', null,
           'k3j9x2m4q7a:1042:1000:w'
      from events
  )
  update rolling_snapshots
     set state = 'active', version = (batch + 1) * batch_events, machine_version = 1, updated_at = now(), closed_at = null,
         snapshot = '{"value":"active","active_from":' || epoch_ms - 3600000 || ',"progress":"' || batch * 1200000 ||
                    '","bets":' || batch || ',"expires_at":' || epoch_ms + 2592000000 || '}'
    from touched
   where rolling_snapshots.brand_id = touched.brand_id and rolling_snapshots.rolling_id = touched.rolling_id;
end $$;

-- Runs for about `for_seconds`, and no more than `batches_max` batches; gives back how long each batch took from its first row to its durable commit.
create procedure bench_run(
  for_seconds float8, batches_max integer, batch_events integer, batch_rollings integer, inout batches_ms float8[]
) language plpgsql as $$
declare
  rolling_count integer := (select count(*) from bench_rollings);
  batch bigint := coalesce((select max(version) from rolling_snapshots), 0) / batch_events + 1;
  ends_at timestamptz := clock_timestamp() + make_interval(secs => for_seconds);
  started_at timestamptz;
begin
  batches_ms := '{}';
  while clock_timestamp() < ends_at and cardinality(batches_ms) < batches_max loop
    started_at := clock_timestamp();
    call bench_one_batch(batch, batch_events, least(batch_rollings, batch_events, rolling_count), rolling_count);
    commit;
    batches_ms := batches_ms || extract(epoch from clock_timestamp() - started_at)::float8 * 1000;
    batch := batch + 1;
  end loop;
end $$;
