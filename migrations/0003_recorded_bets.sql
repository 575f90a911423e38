-- What a bet was, beside what it counted: enough to decide it again under other rules (the dry-run of a brand's config).

-- A bet's game in its currency, once per brand: bets name it by `game_key`, a hash of the other columns. Only ever added to.
create table recorded_games (
  brand_id      text   not null,
  game_key      text   not null,
  currency      text   not null,
  product       text,
  game_category text,
  game_provider text,
  game_id       text,
  primary key (brand_id, game_key)
);

-- Of every leg that a settlement was offered to, in the compact form of src/adapters/postgres/recorded-bets/bet-text.ts.
alter table journal add column recorded_bet text;
