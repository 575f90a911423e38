-- Completed rollings whose bets were reversed since, until somebody has looked at them. Few at any time: the index holds only
-- those, and as the column does not change with an ordinary bet, the row is still rewritten in place (HOT).
alter table rolling_snapshots add column review_open boolean not null default false;
create index rolling_snapshots_review_open on rolling_snapshots (brand_id, rolling_id) where review_open;
