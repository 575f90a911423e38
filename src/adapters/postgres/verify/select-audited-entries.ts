// The next journal entries of many rollings at once, a bounded number of each.
import { rollingId, type RollingId } from '../../../domain/ids.ts';
import type { BetLine, JournalKind, Reason } from '../../../domain/journal.ts';
import type { RollingState } from '../../../domain/rolling.ts';
import type { AuditedEntry } from '../../../domain/verify-journal.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Transaction } from '../connection.ts';
import type { RollingKey } from './audit-scope.ts';

export interface EntriesAsked extends RollingKey {
  readonly afterVersion: number;
}

export interface EntryOfRolling {
  readonly rollingId: RollingId;
  readonly entry: AuditedEntry;
}

interface EntryRow {
  rolling_id: string;
  version: number;
  kind: JournalKind;
  bet_id: string | null;
  settlement_id: string | null;
  leg: number | null;
  stake_minor: bigint | null;
  weight_bp: number | null;
  credited: bigint;
  reason: Reason | null;
  state_from: RollingState | null;
  state_to: RollingState;
  derivable: boolean;
}

/** In version order per rolling. A settlement's credit is derivable where one leg has it all and no rollback was ever marked. */
export async function selectAuditedEntries(
  sql: Transaction,
  asked: readonly EntriesAsked[],
  entriesOfEach: number,
): Promise<EntryOfRolling[]> {
  const rows = await sql<EntryRow[]>`
    select entries.rolling_id, entries.version, entries.kind, entries.bet_id, entries.settlement_id, entries.leg,
           entries.stake_minor, entries.weight_bp, entries.credited, entries.reason, entries.state_from, entries.state_to,
           entries.leg is not null
             and not exists (
               select from journal as other
                where other.brand_id = entries.brand_id and other.player_id = entries.player_id
                  and other.bet_id = entries.bet_id and other.settlement_id = entries.settlement_id
                  and other.leg is not null and other.leg <> entries.leg and other.credited <> 0
             )
             and not exists (
               select from rollback_marks as mark
                where mark.brand_id = entries.brand_id and mark.player_id = entries.player_id
                  and mark.bet_id = entries.bet_id and mark.settlement_id = entries.settlement_id
             ) as derivable
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${plainArray(asked, (key) => key.rollingId)}::uuid[],
             ${plainArray(asked, (key) => key.afterVersion)}::integer[]
           ) as asked(brand_id, rolling_id, after_version)
     cross join lateral (
       select brand_id, rolling_id, version, player_id, kind, bet_id, settlement_id, leg, stake_minor, weight_bp,
              credited, reason, state_from, state_to
         from journal
        where journal.brand_id = asked.brand_id and journal.rolling_id = asked.rolling_id
          and journal.version > asked.after_version
        order by journal.version
        limit ${entriesOfEach}
     ) as entries
     order by entries.rolling_id, entries.version`;
  return rows.map((row) => ({ rollingId: rollingId(row.rolling_id), entry: auditedEntry(row) }));
}

function auditedEntry(row: EntryRow): AuditedEntry {
  return {
    version: row.version,
    kind: row.kind,
    bet: betLine(row),
    credited: row.credited,
    reason: row.reason,
    stateFrom: row.state_from,
    stateTo: row.state_to,
    derivable: row.derivable,
  };
}

function betLine({ bet_id, settlement_id, leg, stake_minor, weight_bp }: EntryRow): BetLine | null {
  if (bet_id === null || settlement_id === null || stake_minor === null) return null;
  return { betId: bet_id, settlementId: settlement_id, leg, stakeMinor: stake_minor, weightBp: weight_bp };
}
