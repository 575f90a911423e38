// Shortfall rollings whose source is not there: the rolling they follow from, of the same player, and in its journal the event
// that made them. Nothing in the schema forbids it.
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { Difference } from '../../../domain/verify-difference.ts';
import type { Transaction } from '../connection.ts';
import type { AuditScope } from './audit-scope.ts';

interface SourcelessRow {
  brand_id: string;
  rolling_id: string;
  player_id: string;
  source_id: string;
}

/** The first `limit`. A source is a rolling's id (36 characters), a colon, and an event's id. */
export async function selectSourceless(sql: Transaction, scope: AuditScope, limit: number): Promise<Difference[]> {
  const rows = await sql<SourcelessRow[]>`
    select made.brand_id, made.rolling_id, made.player_id, made.source_id
      from rollings as made
     where made.source_type = 'shortfall'
       and not exists (
             select from journal as cause
              where cause.brand_id = made.brand_id
                and cause.rolling_id =
                    case when made.source_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:' then left(made.source_id, 36)::uuid end
                and cause.event_id = substr(made.source_id, 38)
                and cause.player_id = made.player_id
           )
       ${scope.brandId === null ? sql`` : sql`and made.brand_id = ${scope.brandId}`}
       ${scope.playerId === null ? sql`` : sql`and made.player_id = ${scope.playerId}`}
       ${scope.rollingId === null ? sql`` : sql`and made.rolling_id = ${scope.rollingId}`}
     order by made.brand_id, made.rolling_id
     limit ${limit}`;
  return rows.map((row) => ({
    check: 'source',
    brandId: brandId(row.brand_id),
    rollingId: rollingId(row.rolling_id),
    playerId: playerId(row.player_id),
    message: `it follows from ${row.source_id}, which no journal of its player has`,
  }));
}
