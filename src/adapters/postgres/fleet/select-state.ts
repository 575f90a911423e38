// Everything that a placement is decided on, as of one moment.
import { brandId } from '../../../domain/ids.ts';
import { explain } from '../../../domain/placement/place.ts';
import { BALANCED_STAY_MS, ORDERED_STAY_MS } from '../../../domain/placement/placement-state.ts';
import type { FleetShard, FleetState, FleetStream, FleetWorker, WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Sql } from '../connection.ts';

interface WorkerRow {
  worker: string;
  token: string;
  address: string;
  build: string;
  machine_version: number;
  capacity: number;
  status: WorkerStatus;
  alive: boolean;
  started_at: number;
  streams: string[];
  drain_order: number | null;
  drain_open: boolean;
}

interface ShardStateRow {
  brand_id: string;
  shard_no: number;
  slot_from: number;
  slot_to: number;
  owner: string | null;
  epoch: number;
  owner_alive: boolean;
  target: string | null;
  pinned_to: string | null;
  machine_version_min: number;
  events_per_s: number;
  resting: boolean;
}

interface StreamRow {
  stream: string;
  owner: string | null;
  epoch: number;
  owner_alive: boolean;
  target: string | null;
  processed_through: number | null;
  except_brands: string[];
}

/** Lists come as JSON, and so do the moments in them, as epoch milliseconds. */
interface StateRow {
  workers: WorkerRow[];
  shards: ShardStateRow[];
  streams: StreamRow[];
}

/**
 * One statement sees one moment. No transaction of several: the driver throws where nobody can catch it when a connection is lost
 * in the middle of one (github.com/porsager/postgres/issues/1208), and whoever leads asks for this twice a second.
 */
export async function selectState(sql: Sql): Promise<FleetState> {
  const [row] = await sql<StateRow[]>`
    select (select coalesce(json_agg(found), '[]') from (${workers(sql)}) as found) as workers,
           (select coalesce(json_agg(found), '[]') from (${shards(sql)}) as found) as shards,
           (select coalesce(json_agg(found), '[]') from (${streams(sql)}) as found) as streams`;
  if (row === undefined) throw new TypeError('a query without a table answers with one row');
  return {
    workers: row.workers.map(workerOf),
    shards: row.shards.map(shardOf),
    streams: row.streams.map(streamOf),
  };
}

const workers = (sql: Sql) => sql`
    select worker, token, address, build, machine_version, capacity, status, lease_until > now() as alive,
           (extract(epoch from started_at) * 1000)::bigint as started_at,
           streams, drain_order,
           exists (select from fleet_history where id = drain_order and state = 'open') as drain_open
      from workers
     order by worker`;

const shards = (sql: Sql) => sql`
    with moved as materialized (
      select brand_id, shard_no, coalesce(subject, detail ->> 'target') as target
        from fleet_history
       where kind in ('move', 'place') and state = 'done'
         and done_at > now() - ${ORDERED_STAY_MS}::float8 * interval '1 ms'
         and (kind = 'move' or (reason = ${explain('rebalance')}
                                and done_at > now() - ${BALANCED_STAY_MS}::float8 * interval '1 ms'))
    ), reshaped as materialized (
      select brand_id, unnest(array[shard_no, (detail ->> 'with_shard_no')::integer]) as shard_no
        from fleet_history
       where state = 'open' and kind in ('split', 'merge')
    )
    select shards.brand_id, shards.shard_no, slot_from, slot_to, owner, epoch, workers.token is not null as owner_alive,
           target, pinned_to, machine_version_min, coalesce(events_per_s, 0) as events_per_s,
           exists (
             select from moved
              where moved.brand_id = shards.brand_id and moved.shard_no = shards.shard_no and moved.target = shards.owner
           ) or exists (
             select from reshaped where reshaped.brand_id = shards.brand_id and reshaped.shard_no = shards.shard_no
           ) as resting
      from shards
      left join workers on workers.token = shards.token and workers.lease_until > now()
      left join shard_loads on shard_loads.brand_id = shards.brand_id and shard_loads.shard_no = shards.shard_no
     where retired_at is null
     order by shards.brand_id, shards.shard_no`;

const streams = (sql: Sql) => sql`
    select stream, owner, epoch, workers.token is not null as owner_alive, target, except_brands,
           (extract(epoch from processed_through) * 1000)::bigint as processed_through
      from wallet_streams
      left join workers on workers.token = wallet_streams.token and workers.lease_until > now()
     where forgotten_at is null
     order by stream`;

function workerOf(row: WorkerRow): FleetWorker {
  const {
    machine_version: machineVersion,
    started_at: startedAt,
    drain_order: order,
    drain_open: isOpen,
    ...rest
  } = row;
  return { ...rest, machineVersion, startedAt, drain: order === null ? null : { order, isOpen } };
}

function shardOf(row: ShardStateRow): FleetShard {
  return {
    brandId: brandId(row.brand_id),
    shardNo: row.shard_no,
    slotFrom: row.slot_from,
    slotTo: row.slot_to,
    owner: row.owner,
    epoch: row.epoch,
    ownerAlive: row.owner_alive,
    target: row.target,
    pinnedTo: row.pinned_to,
    machineVersionMin: row.machine_version_min,
    eventsPerS: row.events_per_s,
    resting: row.resting,
  };
}

function streamOf(row: StreamRow): FleetStream {
  const { owner_alive: ownerAlive, processed_through: processedThrough, except_brands: exceptBrands, ...rest } = row;
  return { ...rest, ownerAlive, processedThrough, exceptBrands: exceptBrands.map(brandId) };
}
