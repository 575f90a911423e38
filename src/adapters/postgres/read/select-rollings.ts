// Rollings for callers: one by id, or a page of a list.
import type { RollingId } from '../../../domain/ids.ts';
import type { RollingRecord } from '../../../domain/rolling.ts';
import type { RollingFilter } from '../../../ports/read-store.ts';
import { plainArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, rollingColumns, rollingRecord } from '../load/rolling-row.ts';

export async function selectRolling(sql: Sql, rollingId: RollingId): Promise<RollingRecord | null> {
  const rows = await sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from rollings
      join rolling_snapshots as snapshots
        on snapshots.brand_id = rollings.brand_id and snapshots.rolling_id = rollings.rolling_id
     where rollings.rolling_id = ${rollingId}`;
  const row = rows[0];
  return row === undefined ? null : rollingRecord(row);
}

/** Only conditions that are asked for stand in the statement, so that each combination has the plan it deserves. */
export async function selectRollingPage(
  sql: Sql,
  filter: RollingFilter,
  after: RollingId | null,
  limit: number,
): Promise<RollingRecord[]> {
  const { brandId, playerId, states, sourceType, sourceId } = filter;
  const rows = await sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from rollings
      join rolling_snapshots as snapshots
        on snapshots.brand_id = rollings.brand_id and snapshots.rolling_id = rollings.rolling_id
     where rollings.brand_id = ${brandId}
       ${playerId === null ? sql`` : sql`and rollings.player_id = ${playerId}`}
       ${sourceType === null ? sql`` : sql`and rollings.source_type = ${sourceType}`}
       ${sourceId === null ? sql`` : sql`and rollings.source_id = ${sourceId}`}
       ${states === null ? sql`` : sql`and snapshots.state = any(${plainArray(states, (state) => state)}::rolling_state[])`}
       ${after === null ? sql`` : sql`and rollings.rolling_id > ${after}`}
     order by rollings.rolling_id
     limit ${limit}`;
  return rows.map(rollingRecord);
}
