// Snapshots of older machine versions, found by walking a brand's rollings in the order of their ids: no index is kept for what is
// looked for once in a deploy's life.
import { playerId, rollingId, type RollingId } from '../../domain/ids.ts';
import type { OldSnapshotPage, Store } from '../../ports/store.ts';
import type { Sql } from './connection.ts';

interface OldRow {
  rolling_id: string;
  player_id: string | null;
  slot: number | null;
}

/** The last row of a full look comes along, old or not: the next look begins behind it. */
export async function selectOldSnapshots(
  sql: Sql,
  { brandId, slotFrom, slotTo }: Parameters<Store['oldSnapshots']>[0],
  below: number,
  after: RollingId | null,
  lookRows: number,
): Promise<OldSnapshotPage> {
  const rows = await sql<OldRow[]>`
    with looked as materialized (
      select rolling_id, player_id, slot, machine_version
        from rolling_snapshots
       where brand_id = ${brandId} ${after === null ? sql`` : sql`and rolling_id > ${after}`}
       order by rolling_id
       limit ${lookRows}
    ), last_looked as (
      select rolling_id from looked order by rolling_id desc limit 1 offset 0
    )
    select rolling_id, player_id, slot
      from looked
     where machine_version < ${below} and slot >= ${slotFrom} and slot < ${slotTo}
     union all
    select rolling_id, null, null
      from last_looked
     where (select count(*) from looked) = ${lookRows}::integer
     order by rolling_id`;
  const rollings = rows.flatMap((row) =>
    row.player_id === null || row.slot === null
      ? []
      : [{ rollingId: rollingId(row.rolling_id), playerId: playerId(row.player_id), slot: row.slot }],
  );
  const last = rows.find((row) => row.player_id === null);
  return { rollings, next: last === undefined ? null : rollingId(last.rolling_id) };
}
