// Rollings for callers: one by id, or a page of a list.
import type { BrandId, RollingId } from '../../../domain/ids.ts';
import type { RollingRecord, RollingState } from '../../../domain/rolling.ts';
import type { RollingFilter } from '../../../ports/read-store.ts';
import { plainArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, joinRollings, joinSnapshots, rollingColumns, rollingRecord } from '../load/rolling-row.ts';

export async function selectRolling(sql: Sql, rollingId: RollingId): Promise<RollingRecord | null> {
  const rows = await sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from rollings
     ${joinSnapshots(sql, 'rollings')}
     where rollings.rolling_id = ${rollingId}`;
  const row = rows[0];
  return row === undefined ? null : rollingRecord(row);
}

const isInStates = (sql: Sql, states: RollingFilter['states']) =>
  states === null ? sql`` : sql`and snapshots.state = any(${plainArray(states, (state) => state)}::rolling_state[])`;

const isAfter = (sql: Sql, after: RollingId | null) =>
  after === null ? sql`` : sql`and snapshots.rolling_id > ${after}`;

/** Only conditions that are asked for stand in the statement, so that each combination has the plan it deserves. */
export async function selectRollingPage(
  sql: Sql,
  filter: RollingFilter,
  after: RollingId | null,
  limit: number,
): Promise<RollingRecord[]> {
  const { brandId, playerId, states, sourceType, sourceId, reviewOpen = false } = filter;
  const byStateAlone = states !== null && playerId === null && sourceType === null && sourceId === null && !reviewOpen;
  if (byStateAlone) return selectRollingPageByState(sql, brandId, states, after, limit);
  // Of one source there are few: they are where to begin. Else a page is read in the order of its ids.
  const from =
    sourceId === null
      ? sql`rolling_snapshots as snapshots ${joinRollings(sql, 'snapshots')}`
      : sql`(
         select rolling_id
           from rollings
          where brand_id = ${brandId} and source_id = ${sourceId}
         offset 0
       ) as found
       cross join lateral (
         select brand_id, rolling_id, player_id, state, review_open, version, machine_version, snapshot, updated_at
           from rolling_snapshots
          where brand_id = ${brandId} and rolling_id = found.rolling_id
         offset 0
       ) as snapshots ${joinRollings(sql, 'snapshots')}`;
  const rows = await sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from ${from}
     where snapshots.brand_id = ${brandId}
       ${playerId === null ? sql`` : sql`and snapshots.player_id = ${playerId}`}
       ${sourceType === null ? sql`` : sql`and rollings.source_type = ${sourceType}`}
       ${reviewOpen ? sql`and snapshots.review_open` : sql``}
       ${isInStates(sql, states)}
       ${isAfter(sql, after)}
     order by snapshots.rolling_id
     limit ${limit}`;
  return rows.map((row) => rollingRecord(row));
}

/** The few of a rare state are found among the many of a brand: a page of each state, then the first of all. */
async function selectRollingPageByState(
  sql: Sql,
  brandId: BrandId,
  states: readonly RollingState[],
  after: RollingId | null,
  limit: number,
): Promise<RollingRecord[]> {
  const rows = await sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(${plainArray([...new Set(states)], (state) => state)}::rolling_state[]) as wanted(state)
     cross join lateral (
       select brand_id, rolling_id, version, machine_version, snapshot, updated_at
         from rolling_snapshots as snapshots
        where snapshots.brand_id = ${brandId} and snapshots.state = wanted.state ${isAfter(sql, after)}
        order by snapshots.rolling_id
        limit ${limit}
     ) as snapshots
     ${joinRollings(sql, 'snapshots')}
     order by snapshots.rolling_id
     limit ${limit}`;
  return rows.map((row) => rollingRecord(row));
}
