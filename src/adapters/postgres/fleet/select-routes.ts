// Where each shard's owner is to be reached, for the routers of all processes.
import { type BrandId, brandId } from '../../../domain/ids.ts';
import type { Route } from '../../../ports/fleet-store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

interface RouteRow {
  brand_id: string;
  shard_no: number;
  slot_from: number;
  slot_to: number;
  epoch: number;
  worker: string | null;
  token: string | null;
  address: string | null;
}

/** An owner whose lease has ended, or that was replaced, is nobody. */
export async function selectRoutes(sql: Sql, brands: readonly BrandId[] | null): Promise<Route[]> {
  const among =
    brands === null ? sql`true` : sql`shards.brand_id = any(${textArray(brands, (brand) => brand)}::text[])`;
  const rows = await sql<RouteRow[]>`
    select shards.brand_id, shard_no, slot_from, slot_to, epoch, workers.worker, workers.token, workers.address
      from shards
      left join workers on workers.token = shards.token and workers.lease_until > now()
     where ${among} and retired_at is null
     order by shards.brand_id, shard_no`;
  return rows.map(({ worker, token, address, ...row }) => ({
    brandId: brandId(row.brand_id),
    shardNo: row.shard_no,
    slotFrom: row.slot_from,
    slotTo: row.slot_to,
    epoch: row.epoch,
    owner: worker === null || token === null || address === null ? null : { worker, token, address },
  }));
}
