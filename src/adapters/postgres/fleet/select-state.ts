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
    select worker, token, address, build, machine_version, capacity, status, lease_until > now() as alive, started_at
      from workers
     order by worker`;
  return rows.map(({ machine_version: machineVersion, started_at: startedAt, ...row }) => ({
    ...row,
    machineVersion,
    startedAt,
  }));
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
    select stream, owner, epoch, workers.token is not null as owner_alive, target
      from wallet_streams
      left join workers on workers.token = wallet_streams.token and workers.lease_until > now()
     order by stream`;
  return rows.map(({ owner_alive: ownerAlive, ...row }) => ({ ...row, ownerAlive }));
}
