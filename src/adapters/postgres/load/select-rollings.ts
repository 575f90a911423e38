// Rollings for their owner: of players (open, or closed lately), by id, and by source.
import type { LoadRequest } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, joinRollings, joinSnapshots, rollingColumns } from './rolling-row.ts';

type Rows = Promise<readonly RollingRow[]>;

export async function selectRollingsOfPlayers(sql: Sql, asked: LoadRequest['players'], closedSince: number): Rows {
  if (asked.length === 0) return [];
  return sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${textArray(asked, (key) => key.playerId)}::text[]
           ) as asked(brand_id, player_id)
     cross join lateral (
       select brand_id, rolling_id, version, machine_version, snapshot, updated_at
         from rolling_snapshots
        where brand_id = asked.brand_id
          and player_id = asked.player_id
          and coalesce(closed_at, 'infinity') >= to_timestamp(${closedSince}::float8 / 1000)
       offset 0
     ) as snapshots
     ${joinRollings(sql, 'snapshots')}`;
}

export async function selectRollingsById(sql: Sql, asked: LoadRequest['rollings']): Rows {
  if (asked.length === 0) return [];
  return sql<RollingRow[]>`
    select ${rollingColumns(sql)}
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${plainArray(asked, (key) => key.rollingId)}::uuid[]
           ) as asked(brand_id, rolling_id)
     ${joinRollings(sql, 'asked')}
     ${joinSnapshots(sql, 'asked')}`;
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
     cross join lateral (
       select brand_id, rolling_id
         from rollings
        where brand_id = asked.brand_id
          and player_id = asked.player_id
          and source_type = asked.source_type
          and source_id = asked.source_id
       offset 0
     ) as found
     ${joinRollings(sql, 'found')}
     ${joinSnapshots(sql, 'found')}`;
}
