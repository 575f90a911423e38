// A page of a rolling's journal.
import { brandId, playerId, rollingId, type BrandId, type RollingId } from '../../../domain/ids.ts';
import type { BetLine, JournalEntry, JournalKind, Reason } from '../../../domain/journal.ts';
import type { RollingState } from '../../../domain/rolling.ts';
import type { Sql } from '../connection.ts';

interface JournalRow {
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
           credited, reason, rule, state_from, state_to, requested_by
      from journal
     where brand_id = ${brand} and rolling_id = ${rolling} and version > ${afterVersion}
     order by version
     limit ${limit}`;
  return rows.map(journalEntry);
}

function journalEntry(row: JournalRow): JournalEntry {
  return {
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    rollingId: rollingId(row.rolling_id),
    version: row.version,
    eventId: row.event_id,
    kind: row.kind,
    at: row.at,
    bet: betLine(row),
    credited: row.credited,
    reason: row.reason,
    rule: row.rule,
    stateFrom: row.state_from,
    stateTo: row.state_to,
    requestedBy: row.requested_by,
  };
}

function betLine({ bet_id, settlement_id, leg, stake_minor, weight_bp }: JournalRow): BetLine | null {
  if (bet_id === null || settlement_id === null || stake_minor === null) return null;
  return { betId: bet_id, settlementId: settlement_id, leg, stakeMinor: stake_minor, weightBp: weight_bp };
}
