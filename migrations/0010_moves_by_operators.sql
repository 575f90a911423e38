-- Placement leaves alone, for a while, what an operator moved; it looks twice a second.
create index fleet_history_moves on fleet_history (done_at) where kind = 'move' and state = 'done';
