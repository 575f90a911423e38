// What the journal and the rollback marks remember of bets. `offset 0`: each asked bet is looked up, whatever the planner thinks of the
// tables (select-inbox.ts).
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { RollbackMark } from '../../../domain/journal.ts';
import type { LoadRequest, PlayerLeg } from '../../../ports/store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

type AskedBets = LoadRequest['bets'];

interface LegRow {
  brand_id: string;
  player_id: string;
  rolling_id: string;
  bet_id: string;
  settlement_id: string;
  leg: number;
  stake_minor: bigint;
  weight_bp: number;
  credited: bigint;
  at: number;
}

interface MarkRow {
  brand_id: string;
  player_id: string;
  slot: number;
  bet_id: string;
  settlement_id: string;
  rolled_back_minor: bigint;
  whole: boolean;
}

function askedBets(sql: Sql, asked: AskedBets) {
  return sql`
    unnest(
      ${textArray(asked, (bet) => bet.brandId)}::text[],
      ${textArray(asked, (bet) => bet.playerId)}::text[],
      ${textArray(asked, (bet) => bet.betId)}::text[]
    ) as asked(brand_id, player_id, bet_id)`;
}

/** In the order of their settlement's legs. */
export async function selectLegs(sql: Sql, asked: AskedBets): Promise<PlayerLeg[]> {
  if (asked.length === 0) return [];
  const rows = await sql<LegRow[]>`
    select journal.brand_id, journal.player_id, journal.rolling_id, journal.bet_id, journal.settlement_id, journal.leg,
           journal.stake_minor, coalesce(journal.weight_bp, 0) as weight_bp, journal.credited, journal.at
      from ${askedBets(sql, asked)}
     cross join lateral (
       select brand_id, player_id, rolling_id, bet_id, settlement_id, leg, stake_minor, weight_bp, credited, at
         from journal
        where brand_id = asked.brand_id
          and player_id = asked.player_id
          and bet_id = asked.bet_id
          and leg is not null
       offset 0
     ) as journal
     order by journal.brand_id, journal.player_id, journal.bet_id, journal.at, journal.settlement_id, journal.leg`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    rollingId: rollingId(row.rolling_id),
    betId: row.bet_id,
    settlementId: row.settlement_id,
    leg: row.leg,
    stakeMinor: row.stake_minor,
    weightBp: row.weight_bp,
    credited: row.credited,
    at: row.at,
  }));
}

export async function selectMarks(sql: Sql, asked: AskedBets): Promise<RollbackMark[]> {
  if (asked.length === 0) return [];
  const rows = await sql<MarkRow[]>`
    select marks.brand_id, marks.player_id, marks.slot, marks.bet_id, marks.settlement_id, marks.rolled_back_minor, marks.whole
      from ${askedBets(sql, asked)}
     cross join lateral (
       select brand_id, player_id, slot, bet_id, settlement_id, rolled_back_minor, whole
         from rollback_marks
        where brand_id = asked.brand_id and player_id = asked.player_id and bet_id = asked.bet_id
       offset 0
     ) as marks`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    betId: row.bet_id,
    settlementId: row.settlement_id,
    rolledBackMinor: row.rolled_back_minor,
    whole: row.whole,
  }));
}
