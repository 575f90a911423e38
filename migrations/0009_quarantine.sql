-- Players whose rollings cannot be decided on, and what the wallet reported of them since, in order. Written only in the group commit
-- under the fence of the player's shard; an operator's wish for a replay is the one thing that others write here.

create table quarantined_players (
  brand_id   text        not null,
  player_id  text        not null,
  slot       smallint    not null,
  since      timestamptz not null,
  reason     text        not null,
  detail     text        not null,
  rolling_id uuid,
  -- Somebody wants what is parked replayed; the owner does so, and clears it where the replay fails.
  replay_at  timestamptz,
  replay_by  text,
  replay_why text,
  primary key (brand_id, player_id)
);
create index quarantined_players_by_slot on quarantined_players (brand_id, slot);

create table parked_events (
  brand_id    text        not null,
  player_id   text        not null,
  -- In order of arrival; numbers may be left out and are not used again while their player is in quarantine.
  seq         bigint      not null,
  slot        smallint    not null,
  stream      text        not null,
  entry_id    text        not null,
  event_id    text        not null,
  received_at timestamptz not null,
  parked_at   timestamptz not null,
  raw         text        not null,
  primary key (brand_id, player_id, seq)
);
create index parked_events_by_age on parked_events (parked_at);
