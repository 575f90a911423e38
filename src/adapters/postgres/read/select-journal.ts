// A page of a rolling's journal.
import { brandId, playerId, rollingId, type BrandId, type RollingId } from '../../../domain/ids.ts';
import type { BetLine, JournalEntry, JournalKind, Reason } from '../../../domain/journal.ts';
import type { RecordedGame } from '../../../domain/recorded-bet.ts';
import type { RollingState } from '../../../domain/rolling.ts';
import type { Sql } from '../connection.ts';
import { decodeBet, gameKeyIn } from '../recorded-bets/bet-text.ts';
import { selectGames } from '../recorded-bets/select-games.ts';

export interface JournalRow {
  brand_id: string;
  player_id: string;
  rolling_id: string;
  version: number;
  event_id: string;
  kind: JournalKind;
  at: number;
  bet_id: string | null;
  settlement_id: string | null;
  leg: number | null;
  stake_minor: bigint | null;
  weight_bp: number | null;
  credited: bigint;
  reason: Reason | null;
  rule: string | null;
  state_from: RollingState | null;
  state_to: RollingState;
  requested_by: string | null;
  recorded_bet: string | null;
  note: string | null;
}

export async function selectJournalPage(
  sql: Sql,
  brand: BrandId,
  rolling: RollingId,
  afterVersion: number,
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await sql<JournalRow[]>`
    select brand_id, player_id, rolling_id, version, event_id, kind, at, bet_id, settlement_id, leg, stake_minor, weight_bp,
           credited, reason, rule, state_from, state_to, requested_by, recorded_bet, note
      from journal
     where brand_id = ${brand} and rolling_id = ${rolling} and version > ${afterVersion}
     order by version
     limit ${limit}`;
  const named = rows.map((row) => row.recorded_bet).filter((text) => text !== null);
  const games = await selectGames(sql, brand, new Set(named.map(gameKeyIn)));
  return rows.map((row) => journalEntry(row, games));
}

type Games = ReadonlyMap<string, RecordedGame>;

export function journalEntry(row: JournalRow, games: Games): JournalEntry {
  return {
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    rollingId: rollingId(row.rolling_id),
    version: row.version,
    eventId: row.event_id,
    kind: row.kind,
    at: row.at,
    bet: betLine(row, games),
    credited: row.credited,
    reason: row.reason,
    rule: row.rule,
    stateFrom: row.state_from,
    stateTo: row.state_to,
    requestedBy: row.requested_by,
    note: row.note,
  };
}

function betLine(row: JournalRow, games: Games): BetLine | null {
  const { bet_id: betId, settlement_id: settlementId, stake_minor: stakeMinor, recorded_bet: text } = row;
  if (betId === null || settlementId === null || stakeMinor === null) return null;
  const line = { betId, settlementId, leg: row.leg, stakeMinor, weightBp: row.weight_bp };
  if (text === null) return line;
  const game = games.get(gameKeyIn(text));
  if (game === undefined) throw new TypeError(`bet ${betId} names a game that is not stored: ${text}`);
  return { ...line, recorded: decodeBet(text, game, row.at) };
}
