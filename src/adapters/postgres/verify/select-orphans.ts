// Rows that name a rolling which is not there. Nothing in the schema forbids them: a foreign key would cost every commit.
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { Difference } from '../../../domain/verify-difference.ts';
import type { Transaction } from '../connection.ts';
import type { AuditScope } from './audit-scope.ts';

interface OrphanRow {
  table_name: string;
  brand_id: string;
  rolling_id: string;
  player_id: string | null;
  rows: number;
}

const TABLES = ['rolling_snapshots', 'journal', 'timers', 'outbox'] as const;

/** The first `limit` of each table. */
export async function selectOrphans(sql: Transaction, scope: AuditScope, limit: number): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const table of TABLES) {
    // Outbox rows do not carry their player; for one player they are left to its brand's verification.
    const hasPlayer = table !== 'outbox';
    if (scope.playerId !== null && !hasPlayer) continue;
    const rows = await sql<OrphanRow[]>`
      select ${table}::text as table_name, orphans.brand_id, orphans.rolling_id,
             ${hasPlayer ? sql`min(orphans.player_id)` : sql`null::text`} as player_id, count(*) as rows
        from ${sql(table)} as orphans
       where not exists (
               select from rollings
                where rollings.brand_id = orphans.brand_id and rollings.rolling_id = orphans.rolling_id
             )
         ${scope.brandId === null ? sql`` : sql`and orphans.brand_id = ${scope.brandId}`}
         ${scope.playerId === null ? sql`` : sql`and orphans.player_id = ${scope.playerId}`}
         ${scope.rollingId === null ? sql`` : sql`and orphans.rolling_id = ${scope.rollingId}`}
       group by orphans.brand_id, orphans.rolling_id
       order by orphans.brand_id, orphans.rolling_id
       limit ${limit}`;
    found.push(...rows.map(orphan));
  }
  return found;
}

function orphan(row: OrphanRow): Difference {
  return {
    check: 'orphan',
    brandId: brandId(row.brand_id),
    rollingId: rollingId(row.rolling_id),
    playerId: row.player_id === null ? null : playerId(row.player_id),
    message: `${row.rows} row(s) of ${row.table_name} name a rolling that is not there`,
  };
}
