-- Many workers: who is there, who shall own what, who reads which wallet stream, and who moved what and why. Everything here is
-- about liveness; safety stays with the fence of each shard's row.

-- One row per worker name; a new incarnation of a name replaces the one before and takes over its shards at once.
create table workers (
  worker          text        not null primary key,
  token           text        not null unique,
  -- Where its link listens, as ws://host:port.
  address         text        not null,
  build           text        not null,
  machine_version integer     not null,
  capacity        integer     not null check (capacity > 0),
  status          text        not null check (status in ('joining', 'active', 'draining')),
  lease_until     timestamptz not null,
  started_at      timestamptz not null default now(),
  -- The wallet streams it is configured to read: no other is given to it.
  streams         text[]      not null,
  -- An operator's drain: holds for every incarnation of the name until it is taken back.
  drain_order     bigint
);

alter table shards
  -- The worker that shall own it; null: the present owner is right, or nobody has decided yet.
  add column target text,
  -- The leader never moves it elsewhere while that worker can own it.
  add column pinned_to text,
  -- The lowest machine version that can read its snapshots, once a worker found them too new.
  add column machine_version_min integer not null default 0,
  -- The order that split or merged others into it: whoever asks again learns from it what became of the first asking.
  add column made_by bigint;
create index shards_by_target on shards (target) where target is not null and retired_at is null;
-- A new incarnation finds what older ones of its name left.
create index shards_by_owner on shards (owner) where retired_at is null;

-- Apart from the fence's rows, which are written with every commit.
create table shard_loads (
  brand_id     text        not null,
  shard_no     integer     not null,
  events_per_s real        not null,
  at           timestamptz not null,
  primary key (brand_id, shard_no)
);

-- One reader per wallet stream. Entries it hands over carry the epoch; an owner refuses an older one than it knows.
create table wallet_streams (
  stream            text        not null primary key,
  owner             text,
  token             text,
  epoch             bigint      not null default 0,
  target            text,
  -- Every entry that was on the stream at this moment has been processed, those of the brands beside it apart.
  processed_through timestamptz,
  except_brands     text[]      not null default '{}',
  -- Left the configuration: nobody reads it and nothing waits for it. The row stays, since its epoch must never go back.
  forgotten_at      timestamptz
);

-- What operators and the leader ordered, what became of it, who wanted it and why. Never deleted.
create table fleet_history (
  id           bigint      generated always as identity primary key,
  at           timestamptz not null default now(),
  kind         text        not null,
  -- The worker, stream or shard it was about, and the order's own arguments.
  brand_id     text,
  shard_no     integer,
  subject      text,
  detail       json        not null,
  requested_by text        not null,
  reason       text        not null,
  state        text        not null check (state in ('open', 'done', 'failed')),
  outcome      text,
  done_at      timestamptz
);
create index fleet_history_open on fleet_history (brand_id, shard_no) where state = 'open';
create index fleet_history_of_brand on fleet_history (brand_id, id) where brand_id is not null;

-- Tells everybody who listens that something of these brands changed, in the transaction that changes it; null, or more brands
-- than a notification holds: anything may have changed.
create function hint_fleet(brands text[]) returns boolean language sql as $$
  select pg_notify('rolling_fleet', case when octet_length(list) < 8000 then list else '' end) is not null
    from (select coalesce(array_to_json(brands)::text, '') as list) as hint
$$;
