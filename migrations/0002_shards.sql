-- Ownership is a row, safety is the fence: every commit names token, epoch and the sequence it expects, and raises it.

create table shards (
  brand_id   text        not null,
  shard_no   integer     not null,
  slot_from  smallint    not null,
  slot_to    smallint    not null,
  owner      text,
  token      text,
  epoch      bigint      not null default 0,
  commit_seq bigint      not null default 0,
  outbox_seq bigint      not null default 0,
  retired_at timestamptz,
  primary key (brand_id, shard_no),
  check (slot_from >= 0 and slot_from < slot_to and slot_to <= 4096)
) with (fillfactor = 50);
create index shards_by_token on shards (token) where retired_at is null;

-- Contiguous per shard: given out under the fence, so no reader ever sees a hole.
create table outbox (
  brand_id     text        not null,
  shard_no     integer     not null,
  seq          bigint      not null,
  slot         smallint    not null,
  rolling_id   uuid        not null,
  event_id     text        not null,
  event_type   text        not null,
  payload      text        not null,
  at           timestamptz not null,
  published_at timestamptz,
  primary key (brand_id, shard_no, seq)
);
create index outbox_unpublished on outbox (brand_id, shard_no, seq) include (slot) where published_at is null;
create index outbox_by_rolling on outbox (brand_id, rolling_id);

create table dead_letters (
  id          bigint      generated always as identity primary key,
  stream      text        not null,
  entry_id    text        not null,
  received_at timestamptz not null,
  event_id    text,
  brand_id    text,
  reason      text        not null,
  detail      text        not null,
  raw         text        not null,
  unique (stream, entry_id)
);

-- Versioned: the newest row of a brand holds; what it leaves out comes from the documented global default.
create table brand_configs (
  brand_id     text        not null,
  version      integer     not null,
  config       json        not null,
  requested_by text,
  note         text,
  at           timestamptz not null,
  primary key (brand_id, version)
);

-- Holds the named shards for this transaction and raises their sequence. Rows are locked in one order everywhere. Any row
-- that does not match token, epoch and expected sequence refuses the whole commit; the detail names those shards.
create function fence_shards(
  brand_ids text[], shard_nos integer[], tokens text[], epochs bigint[], expected_seqs bigint[], outbox_seqs bigint[]
) returns void language plpgsql as $$
declare
  fenced text;
begin
  perform 1
    from unnest(brand_ids, shard_nos) as asked(brand_id, shard_no)
    join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
   order by shards.brand_id, shards.shard_no
     for no key update of shards;

  select json_agg(json_build_array(asked.brand_id, asked.shard_no))::text into fenced
    from unnest(brand_ids, shard_nos, tokens, epochs, expected_seqs) as asked(brand_id, shard_no, token, epoch, seq)
    left join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
   where shards.token is distinct from asked.token
      or shards.epoch is distinct from asked.epoch
      or shards.commit_seq is distinct from asked.seq
      or shards.retired_at is not null;
  if fenced is not null then
    raise exception 'fenced' using errcode = 'RS001', detail = fenced;
  end if;

  update shards
     set commit_seq = asked.seq + 1, outbox_seq = asked.outbox_seq
    from unnest(brand_ids, shard_nos, expected_seqs, outbox_seqs) as asked(brand_id, shard_no, seq, outbox_seq)
   where shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no;
end $$;

-- Refuses a commit that found fewer rows to change than it named.
create function expect_rows(changed bigint, expected bigint) returns void language plpgsql as $$
begin
  if changed is distinct from expected then
    raise exception 'changed % rows of %', changed, expected using errcode = 'RS002';
  end if;
end $$;
