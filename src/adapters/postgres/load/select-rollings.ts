// Rollings for their owner: of players (open, or closed lately), by id, and by source.
import type { LoadRequest } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, rollingColumns } from './rolling-row.ts';

type Rows = Promise<readonly RollingRow[]>;

export async function selectRollingsOfPlayers(sql: Sql, asked: LoadRequest['players'], closedSince: number): Rows {
  if (asked.length === 0) return [];
  return sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${textArray(asked, (key) => key.playerId)}::text[]
           ) as asked(brand_id, player_id)
      join rolling_snapshots as snapshots
        on snapshots.brand_id = asked.brand_id
       and snapshots.player_id = asked.player_id
       and coalesce(snapshots.closed_at, 'infinity') >= to_timestamp(${closedSince}::float8 / 1000)
      join rollings on rollings.brand_id = snapshots.brand_id and rollings.rolling_id = snapshots.rolling_id`;
}

export async function selectRollingsById(sql: Sql, asked: LoadRequest['rollings']): Rows {
  if (asked.length === 0) return [];
  return sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${plainArray(asked, (key) => key.rollingId)}::uuid[]
           ) as asked(brand_id, rolling_id)
      join rollings on rollings.brand_id = asked.brand_id and rollings.rolling_id = asked.rolling_id
      join rolling_snapshots as snapshots
        on snapshots.brand_id = asked.brand_id and snapshots.rolling_id = asked.rolling_id`;
}

export async function selectRollingsBySource(sql: Sql, asked: LoadRequest['sources']): Rows {
  if (asked.length === 0) return [];
  return sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${textArray(asked, (key) => key.playerId)}::text[],
             ${plainArray(asked, (key) => key.source.type)}::text[],
             ${textArray(asked, (key) => key.source.id)}::text[]
           ) as asked(brand_id, player_id, source_type, source_id)
      join rollings
        on rollings.brand_id = asked.brand_id
       and rollings.player_id = asked.player_id
       and rollings.source_type = asked.source_type
       and rollings.source_id = asked.source_id
      join rolling_snapshots as snapshots
        on snapshots.brand_id = rollings.brand_id and snapshots.rolling_id = rollings.rolling_id`;
}
