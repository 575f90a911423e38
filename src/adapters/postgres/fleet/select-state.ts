// Everything that a placement is decided on, as of one moment.
import { brandId } from '../../../domain/ids.ts';
import type { FleetShard, FleetState, FleetStream, FleetWorker, WorkerStatus } from '../../../ports/fleet-store.ts';
import type { Sql, Transaction } from '../connection.ts';

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
  streams: string;
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
}

interface StreamRow {
  stream: string;
  owner: string | null;
  epoch: number;
  owner_alive: boolean;
  target: string | null;
  processed_through: number | null;
  except_brands: string;
}

/** Arrays come as JSON: the driver is told nothing of their types. */
function namesOf(json: string): readonly string[] {
  const names: unknown = JSON.parse(json);
  if (!Array.isArray(names)) throw new TypeError('a column of names holds a list');
  return names.map(String);
}

export async function selectState(pool: Sql): Promise<FleetState> {
  const state = await pool.begin('isolation level repeatable read read only', async (sql) => {
    const [workers, shards, streams] = await Promise.all([selectWorkers(sql), selectShards(sql), selectStreams(sql)]);
    return { workers, shards, streams };
  });
  return state;
}

async function selectWorkers(sql: Transaction): Promise<FleetWorker[]> {
  const rows = await sql<WorkerRow[]>`
    select worker, token, address, build, machine_version, capacity, status, lease_until > now() as alive, started_at,
           array_to_json(streams)::text as streams, drain_order,
           exists (select from fleet_history where id = drain_order and state = 'open') as drain_open
      from workers
     order by worker`;
  return rows.map(
    ({
      machine_version: machineVersion,
      started_at: startedAt,
      streams,
      drain_order: order,
      drain_open: isOpen,
      ...row
    }) => ({
      ...row,
      machineVersion,
      startedAt,
      streams: namesOf(streams),
      drain: order === null ? null : { order, isOpen },
    }),
  );
}

async function selectShards(sql: Transaction): Promise<FleetShard[]> {
  const rows = await sql<ShardStateRow[]>`
    select shards.brand_id, shards.shard_no, slot_from, slot_to, owner, epoch, workers.token is not null as owner_alive,
           target, pinned_to, machine_version_min, coalesce(events_per_s, 0) as events_per_s
      from shards
      left join workers on workers.token = shards.token and workers.lease_until > now()
      left join shard_loads on shard_loads.brand_id = shards.brand_id and shard_loads.shard_no = shards.shard_no
     where retired_at is null
     order by shards.brand_id, shards.shard_no`;
  return rows.map((row) => ({
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
  }));
}

async function selectStreams(sql: Transaction): Promise<FleetStream[]> {
  const rows = await sql<StreamRow[]>`
    select stream, owner, epoch, workers.token is not null as owner_alive, target, processed_through,
           array_to_json(except_brands)::text as except_brands
      from wallet_streams
      left join workers on workers.token = wallet_streams.token and workers.lease_until > now()
     where forgotten_at is null
     order by stream`;
  return rows.map(
    ({ owner_alive: ownerAlive, processed_through: processedThrough, except_brands: exceptBrands, ...row }) => ({
      ...row,
      ownerAlive,
      processedThrough,
      exceptBrands: namesOf(exceptBrands).map(brandId),
    }),
  );
}
