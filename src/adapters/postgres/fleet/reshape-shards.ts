// A split or a merge: under the fence of all parents at once they retire, and children of their slots begin, as ONE statement. No
// row of a rolling is touched: rows carry slots, and which shard holds a slot is what changes here.
import postgres from 'postgres';
import type { SlotRange } from '../../../domain/slot-ranges.ts';
import type { ShardOwnership } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type OwnershipRow, ownershipOf } from './ownership-row.ts';

const UNIQUE_VIOLATION = '23505';
/** More reshapes of one brand at the same moment than it has owners. */
const TRIES_MAX = 20;

/**
 * Null: nothing happened. Two owners that reshape one brand at once draw the same next numbers, and the database lets one of them
 * have them: the other draws again.
 */
export async function reshapeShards(
  sql: Sql,
  parents: readonly ShardOwnership[],
  children: readonly SlotRange[],
  orderId: number,
): Promise<ShardOwnership[] | null> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      const made = await insertChildren(sql, parents, children, orderId);
      return made.length > 0 ? made : await selectChildren(sql, parents, orderId);
    } catch (error) {
      if (!(error instanceof postgres.PostgresError && error.code === UNIQUE_VIOLATION)) throw error;
    }
  }
  throw new Error(`order ${orderId}: others took the next shard numbers ${TRIES_MAX} times meanwhile`);
}

/** Parents are locked in the order in which commits lock them. What all parents agree on, the children take over. */
async function insertChildren(
  sql: Sql,
  parents: readonly ShardOwnership[],
  children: readonly SlotRange[],
  orderId: number,
): Promise<ShardOwnership[]> {
  const rows = await sql<OwnershipRow[]>`
    with asked as materialized (
      select brand_id, shard_no, token, epoch, commit_seq
        from unnest(
               ${textArray(parents, (shard) => shard.brandId)}::text[],
               ${plainArray(parents, (shard) => shard.shardNo)}::integer[],
               ${textArray(parents, (shard) => shard.token)}::text[],
               ${plainArray(parents, (shard) => shard.epoch)}::bigint[],
               ${plainArray(parents, (shard) => shard.commitSeq)}::bigint[]
             ) as asked(brand_id, shard_no, token, epoch, commit_seq)
    ), held as materialized (
      select shards.brand_id, shards.shard_no, shards.slot_from, shards.slot_to, shards.owner, shards.token,
             shards.target, shards.pinned_to, shards.machine_version_min
        from asked
        join shards on shards.brand_id = asked.brand_id and shards.shard_no = asked.shard_no
       where shards.token = asked.token and shards.epoch = asked.epoch and shards.commit_seq = asked.commit_seq
         and shards.retired_at is null
       order by shards.brand_id, shards.shard_no
         for no key update of shards
    ), fenced as materialized (
      select min(brand_id) as brand_id, min(owner) as owner, min(token) as token,
             case when count(target) = count(*) and min(target) = max(target) then min(target) end as target,
             case when count(pinned_to) = count(*) and min(pinned_to) = max(pinned_to) then min(pinned_to) end as pinned_to,
             max(machine_version_min) as machine_version_min
        from held
      having count(*) = (select count(*) from asked) and min(brand_id) = max(brand_id) and min(token) = max(token)
         and exists (select from fleet_history where id = ${orderId} and state = 'open')
    ), retired as (
      update shards
         set retired_at = now(), target = null
        from held, fenced
       where shards.brand_id = held.brand_id and shards.shard_no = held.shard_no
    ), made as (
      insert into shards (brand_id, shard_no, slot_from, slot_to, owner, token, epoch, commit_seq, outbox_seq,
                          target, pinned_to, machine_version_min, made_by)
      select fenced.brand_id,
             (select max(shard_no) from shards where shards.brand_id = fenced.brand_id)
               + row_number() over (order by child.slot_from),
             child.slot_from, child.slot_to, fenced.owner, fenced.token, 1, 1, 0,
             fenced.target, fenced.pinned_to, fenced.machine_version_min, ${orderId}
        from fenced
       cross join unnest(
               ${plainArray(children, (child) => child.slotFrom)}::smallint[],
               ${plainArray(children, (child) => child.slotTo)}::smallint[]
             ) as child(slot_from, slot_to)
      returning brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
    ), ${loadsOfChildren(sql)}, ${ordersSettled(sql, orderId)}, told as materialized (
      select hint_fleet(array[brand_id]) as hinted from fenced
    )
    select made.brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq
      from made
      join told on told.hinted
      join settled on settled.ended
     order by shard_no`;
  return rows.map(ownershipOf);
}

/** Until they are measured, children have their share of what the parents had. */
const loadsOfChildren = (sql: Sql) => sql`
  measured as (
    insert into shard_loads (brand_id, shard_no, events_per_s, at)
    select made.brand_id, made.shard_no,
           sum(shard_loads.events_per_s * (least(made.slot_to, held.slot_to) - greatest(made.slot_from, held.slot_from))
               / (held.slot_to - held.slot_from)),
           max(shard_loads.at)
      from made
      join held on held.slot_from < made.slot_to and made.slot_from < held.slot_to
      join shard_loads on shard_loads.brand_id = held.brand_id and shard_loads.shard_no = held.shard_no
     group by made.brand_id, made.shard_no
  ), forgotten as (
    delete from shard_loads
     using held, fenced
     where shard_loads.brand_id = held.brand_id and shard_loads.shard_no = held.shard_no
  )`;

/** This order is done; others about the same parents can never be, whether they came before this statement began or until it had the locks. */
const ordersSettled = (sql: Sql, orderId: number) => sql`
  settled as materialized (
    select end_orders(fenced.brand_id,
                      array(select shard_no from held),
                      ${orderId}::bigint,
                      'became ' || (select string_agg(shard_no::text, ', ' order by shard_no) from made)) as ended
      from fenced
  )`;

/** What the order made before, as far as it is still held as it was made. Null where it made nothing. */
async function selectChildren(
  sql: Sql,
  parents: readonly ShardOwnership[],
  orderId: number,
): Promise<ShardOwnership[] | null> {
  const [first] = parents;
  if (first === undefined) return null;
  const rows = await sql<(OwnershipRow & { retired: boolean })[]>`
    select brand_id, shard_no, slot_from, slot_to, token, epoch, commit_seq, outbox_seq, retired_at is not null as retired
      from shards
     where brand_id = ${first.brandId} and made_by = ${orderId}
     order by shard_no`;
  if (rows.length === 0) return null;
  return rows.filter((row) => row.token === first.token && row.epoch === 1 && !row.retired).map(ownershipOf);
}
