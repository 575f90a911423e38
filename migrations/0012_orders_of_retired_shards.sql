-- A shard is split or merged: the order that said so is done, and no other about it can ever be. Volatile, and so with a look of its own at the
-- history: an order that was written between the statement's look and its lock on the shard is seen as well.
create function end_orders(brand text, retired_shards integer[], by_order bigint, became text) returns boolean
language sql volatile as $$
  update fleet_history
     set done_at = greatest(now(), at),
         state = case when id = by_order then 'done' else 'failed' end,
         outcome = case when id = by_order then became else 'its shard was retired by order ' || by_order end
   where state = 'open'
     and brand_id = brand
     and (id = by_order
          or shard_no = any(retired_shards)
          or (kind = 'merge' and (detail ->> 'with_shard_no')::integer = any(retired_shards)));
  select true
$$;
