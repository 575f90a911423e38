-- Rollings, their journal, and what makes an event's effect happen once.
-- Every key starts with brand_id, and unique keys stay inside one player's slot: what one shard writes can never be refused
-- because of another, and the schema distributes by brand.

create type rolling_state as enum (
  'pending', 'active', 'suspended', 'completing', 'completion_failed',
  'canceling', 'expiring', 'cancellation_failed', 'completed', 'canceled', 'expired'
);
create type journal_kind as enum (
  'CREATED', 'ACTIVATED', 'BET_SETTLED', 'BET_ROLLBACK', 'COMMAND', 'TIMER', 'WALLET_RESULT'
);
create type timer_kind as enum ('activate', 'expire', 'attempt');

-- What was fixed at create. Never updated.
create table rollings (
  brand_id         text        not null,
  rolling_id       uuid        not null,
  player_id        text        not null,
  slot             smallint    not null,
  source_type      text        not null,
  source_id        text        not null,
  currency         text        not null,
  exponent         smallint    not null,
  required_minor   numeric     not null,
  target_minor     numeric     not null,
  base_minor       numeric,
  multiplier       text,
  priority         integer     not null,
  created_at       timestamptz not null,
  body_fingerprint bigint      not null,
  metadata         json,
  terms            json        not null,
  primary key (brand_id, rolling_id)
);
-- One rolling per source of a player; the source comes first, so that callers may ask by it alone.
create unique index rollings_by_source on rollings (brand_id, source_id, source_type, player_id);
create index rollings_by_id on rollings (rolling_id);

-- What changes: one small row per rolling, rewritten in place (HOT) however many bets a batch held.
create table rolling_snapshots (
  brand_id        text          not null,
  rolling_id      uuid          not null,
  player_id       text          not null,
  slot            smallint      not null,
  state           rolling_state not null,
  version         integer       not null,
  machine_version smallint      not null,
  snapshot        text          not null,
  updated_at      timestamptz   not null,
  closed_at       timestamptz,
  primary key (brand_id, rolling_id)
) with (fillfactor = 60);
-- Hydration: open rollings and those closed since, in one probe.
create index rolling_snapshots_by_player on rolling_snapshots (brand_id, player_id, coalesce(closed_at, 'infinity'));
-- The owner's index of players is read in (slot, player) order.
create index rolling_snapshots_open on rolling_snapshots (brand_id, slot, player_id) where closed_at is null;
create index rolling_snapshots_closed on rolling_snapshots (brand_id, slot, closed_at, player_id) where closed_at is not null;
create index rolling_snapshots_by_state on rolling_snapshots (brand_id, state, rolling_id);

create table journal (
  brand_id      text          not null,
  rolling_id    uuid          not null,
  version       integer       not null,
  player_id     text          not null,
  event_id      text          not null,
  kind          journal_kind  not null,
  at            timestamptz   not null,
  bet_id        text,
  settlement_id text,
  leg           smallint,
  stake_minor   numeric,
  weight_bp     smallint,
  credited      numeric       not null,
  reason        text,
  rule          text,
  state_from    rolling_state,
  state_to      rolling_state not null,
  requested_by  text,
  primary key (brand_id, rolling_id, version)
);
-- One settlement counts once, whatever its events are called and whatever day they come: the database holds it too.
-- The bet comes before its player: bets are numbered as they are made, so new entries land together, whoever played.
create unique index journal_settlements on journal (brand_id, bet_id, player_id, settlement_id, leg) where leg is not null;

-- (brand, UTC day of occurred_at, event id) is written once; a partition per day, dropped after retention.
create table inbox (
  brand_id    text   not null,
  day         date   not null,
  event_id    text   not null,
  fingerprint bigint not null,
  primary key (brand_id, day, event_id)
) partition by range (day);

-- How much of a settlement was rolled back; settlement '' stands for the bet's next.
create table rollback_marks (
  brand_id          text     not null,
  player_id         text     not null,
  bet_id            text     not null,
  settlement_id     text     not null,
  slot              smallint not null,
  rolled_back_minor numeric  not null,
  whole             boolean  not null,
  primary key (brand_id, player_id, bet_id, settlement_id)
);

create table timers (
  brand_id   text        not null,
  rolling_id uuid        not null,
  kind       timer_kind  not null,
  player_id  text        not null,
  slot       smallint    not null,
  due_at     timestamptz not null,
  primary key (brand_id, rolling_id, kind)
);
-- One brand's overdue timers are never in another's way.
create index timers_due on timers (brand_id, kind, due_at);

create table command_answers (
  brand_id    text        not null,
  player_id   text        not null,
  operation   text        not null,
  key         text        not null,
  slot        smallint    not null,
  fingerprint bigint      not null,
  at          timestamptz not null,
  status      smallint    not null,
  body        text        not null,
  rolling_id  uuid,
  version     integer,
  primary key (brand_id, player_id, operation, key)
);
create index command_answers_by_age on command_answers (at);
