// The owner's index of players, page by page: whoever has an open rolling, or one that closed lately.
import { type BrandId, playerId, type PlayerId } from '../../domain/ids.ts';
import { slotOf } from '../../domain/slot.ts';
import type { Sql } from './connection.ts';

export interface SlotRange {
  readonly brandId: BrandId;
  readonly slotFrom: number;
  readonly slotTo: number;
}

/**
 * In (slot, player) order, which is the index's own. Open rollings give the page its reach; of the closed ones only the slots
 * within that reach are looked at, so no page reads all that a brand ever closed.
 */
export async function selectIndexPage(
  sql: Sql,
  { brandId: brand, slotFrom, slotTo }: SlotRange,
  closedSince: number,
  after: PlayerId | null,
  limit: number,
): Promise<PlayerId[]> {
  const fromSlot = after === null ? slotFrom : slotOf(brand, after);
  const rows = await sql<{ player_id: string }[]>`
    with open_players as materialized (
      select distinct slot, player_id
        from rolling_snapshots
       where brand_id = ${brand} and slot >= ${fromSlot} and slot < ${slotTo} and closed_at is null
         and (slot, player_id) > (${fromSlot}::integer, ${after ?? ''}::text)
       order by slot, player_id
       limit ${limit}
    ), reach as materialized (
      select case when count(*) < ${limit}::integer then ${slotTo}::integer - 1 else max(slot) end as slot_last
        from open_players
    ), closed_players as (
      select slot, player_id
        from rolling_snapshots
       where brand_id = ${brand} and slot >= ${fromSlot} and slot <= (select slot_last from reach)
         and closed_at >= to_timestamp(${closedSince}::float8 / 1000)
         and (slot, player_id) > (${fromSlot}::integer, ${after ?? ''}::text)
    )
    select player_id
      from (select slot, player_id from open_players union select slot, player_id from closed_players) as players
     order by slot, player_id
     limit ${limit}`;
  return rows.map((row) => playerId(row.player_id));
}
