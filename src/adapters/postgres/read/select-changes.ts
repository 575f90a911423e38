// How watched rollings moved on: their rows looked up by key, all in one statement, and only of those that moved the new entries.
import { SNAPSHOTS } from '../../../../machines/rolling.codec.ts';
import type { JournalEntry } from '../../../domain/journal.ts';
import type { RollingRecord } from '../../../domain/rolling.ts';
import type { RollingChange } from '../../../ports/rolling-changes.ts';
import { plainArray, textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';
import { type JournalRow, journalEntry } from './select-journal.ts';

interface MovedRow {
  rolling_id: string;
  version: number;
  machine_version: number;
  snapshot: string;
  updated_at: number;
}

async function selectMoved(sql: Sql, known: readonly RollingRecord[]): Promise<RollingRecord[]> {
  const rows = await sql<MovedRow[]>`
    select known.rolling_id, moved.version, moved.machine_version, moved.snapshot, moved.updated_at
      from unnest(
             ${textArray(known, ({ facts }) => facts.brandId)}::text[],
             ${plainArray(known, ({ facts }) => facts.rollingId)}::uuid[],
             ${plainArray(known, ({ version }) => version)}::integer[]
           ) as known(brand_id, rolling_id, version)
     cross join lateral (
       select version, machine_version, snapshot, updated_at
         from rolling_snapshots
        where brand_id = known.brand_id and rolling_id = known.rolling_id and version > known.version
       offset 0
     ) as moved`;
  const byId = new Map<string, RollingRecord>(known.map((rolling) => [rolling.facts.rollingId, rolling]));
  return rows.flatMap((row) => {
    const before = byId.get(row.rolling_id);
    const rolling = before === undefined ? null : movedTo(before, row);
    return rolling === null ? [] : [rolling];
  });
}

/** Null where this build cannot read it: whoever watches the others must not wait for it, and its owner is who raises the alarm. */
function movedTo({ facts }: RollingRecord, row: MovedRow): RollingRecord | null {
  try {
    const snapshot = SNAPSHOTS.decode(row.snapshot, facts.terms, row.machine_version);
    return { facts, version: row.version, updatedAt: row.updated_at, snapshot };
  } catch {
    return null;
  }
}

interface Span {
  readonly rolling: RollingRecord;
  readonly after: number;
}

async function selectEntries(sql: Sql, spans: readonly Span[]): Promise<JournalEntry[]> {
  const rows = await sql<Omit<JournalRow, 'recorded_bet'>[]>`
    select entries.brand_id, entries.player_id, entries.rolling_id, entries.version, entries.event_id, entries.kind, entries.at,
           entries.bet_id, entries.settlement_id, entries.leg, entries.stake_minor, entries.weight_bp, entries.credited,
           entries.reason, entries.rule, entries.state_from, entries.state_to, entries.requested_by, entries.note
      from unnest(
             ${textArray(spans, ({ rolling }) => rolling.facts.brandId)}::text[],
             ${plainArray(spans, ({ rolling }) => rolling.facts.rollingId)}::uuid[],
             ${plainArray(spans, ({ after }) => after)}::integer[],
             ${plainArray(spans, ({ rolling }) => rolling.version)}::integer[]
           ) as span(brand_id, rolling_id, after, through)
     cross join lateral (
       select brand_id, player_id, rolling_id, version, event_id, kind, at, bet_id, settlement_id, leg, stake_minor, weight_bp,
              credited, reason, rule, state_from, state_to, requested_by, note
         from journal
        where brand_id = span.brand_id and rolling_id = span.rolling_id
          and version > span.after and version <= span.through
       offset 0
     ) as entries
     order by entries.rolling_id, entries.version`;
  return rows.map((row) => journalEntry({ ...row, recorded_bet: null }, new Map()));
}

export async function selectChanges(
  sql: Sql,
  known: readonly RollingRecord[],
  entriesMax: number,
): Promise<RollingChange[]> {
  const moved = await selectMoved(sql, known);
  if (moved.length === 0) return [];
  const versions = new Map(known.map(({ facts, version }) => [facts.rollingId, version]));
  const spans = moved.map((rolling) => {
    const from = versions.get(rolling.facts.rollingId) ?? 0;
    return { rolling, after: Math.max(from, rolling.version - entriesMax) };
  });
  const entries = Map.groupBy(await selectEntries(sql, spans), ({ rollingId }) => rollingId);
  return moved.map((rolling) => ({ rolling, entries: entries.get(rolling.facts.rollingId) ?? [] }));
}
