-- Whether any timer is due at all, asked several times a second by every worker, costs one look and not one per shard.
create index timers_due_of_all on timers (kind, due_at);
