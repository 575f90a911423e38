-- Placement leaves alone, for a while, what was just moved by an operator or for balance; whoever leads asks for that all the time.
create index fleet_history_moves on fleet_history (done_at) where kind in ('move', 'place') and state = 'done';
