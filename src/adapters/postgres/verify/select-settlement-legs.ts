// Legs of settlements in the order of the index that keeps a settlement from counting twice, page by page.
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { SettlementLeg } from '../../../domain/verify-settlements.ts';
import type { Transaction } from '../connection.ts';
import type { AuditScope } from './audit-scope.ts';

interface LegRow {
  brand_id: string;
  player_id: string;
  bet_id: string;
  settlement_id: string;
  leg: number;
  rolling_id: string;
  stake_minor: bigint | null;
  weight_bp: number | null;
  credited: bigint;
}

/** All legs of one settlement were written by one commit, so a settlement is never seen in part, whatever page it falls on. */
export async function selectSettlementLegs(
  sql: Transaction,
  { brandId: brand, playerId: player }: Pick<AuditScope, 'brandId' | 'playerId'>,
  after: SettlementLeg | null,
  limit: number,
): Promise<SettlementLeg[]> {
  const rows = await sql<LegRow[]>`
    select brand_id, player_id, bet_id, settlement_id, leg, rolling_id, stake_minor, weight_bp, credited
      from journal
     where leg is not null
       ${brand === null ? sql`` : sql`and brand_id = ${brand}`}
       ${
         // The key of settlements starts with the bet: a player's are found through the bets in the player's journals.
         player === null || brand === null
           ? sql``
           : sql`and player_id = ${player} and bet_id in (
                   select own.bet_id
                     from rolling_snapshots
                     join journal as own
                       on own.brand_id = rolling_snapshots.brand_id and own.rolling_id = rolling_snapshots.rolling_id
                    where rolling_snapshots.brand_id = ${brand} and rolling_snapshots.player_id = ${player}
                      and own.leg is not null
                 )`
       }
       ${
         after === null
           ? sql``
           : sql`and (brand_id, bet_id, player_id, settlement_id, leg)
                   > (${after.brandId}, ${after.betId}, ${after.playerId}, ${after.settlementId}, ${after.leg}::smallint)`
       }
     order by brand_id, bet_id, player_id, settlement_id, leg
     limit ${limit}`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    betId: row.bet_id,
    settlementId: row.settlement_id,
    leg: row.leg,
    rollingId: rollingId(row.rolling_id),
    stakeMinor: row.stake_minor ?? 0n,
    weightBp: row.weight_bp ?? 0,
    credited: row.credited,
  }));
}
