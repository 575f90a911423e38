// A rolling's two rows, what it is and where it stands, as one record. The frozen policy is shared by all that have an equal one.
import { SNAPSHOTS, type SnapshotCodec } from '../../../../machines/rolling.codec.ts';
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { RollingRecord, SourceType } from '../../../domain/rolling.ts';
import { decodeTerms } from '../../../domain/terms-codec.ts';
import type { Sql, Transaction } from '../connection.ts';

export interface RollingRow {
  brand_id: string;
  rolling_id: string;
  player_id: string;
  slot: number;
  source_type: SourceType;
  source_id: string;
  currency: string;
  exponent: number;
  required_minor: bigint;
  target_minor: bigint;
  base_minor: bigint | null;
  multiplier: string | null;
  priority: number;
  created_at: number;
  body_fingerprint: number;
  metadata: string | null;
  terms: string;
  version: number;
  machine_version: number;
  snapshot: string;
  updated_at: number;
}

/** The columns of `RollingRow`, from `rollings` and `snapshots` (an alias of rolling_snapshots). */
export function rollingColumns(sql: Sql | Transaction) {
  return sql`
    rollings.brand_id, rollings.rolling_id, rollings.player_id, rollings.slot, rollings.source_type, rollings.source_id,
    rollings.currency, rollings.exponent, rollings.required_minor, rollings.target_minor, rollings.base_minor,
    rollings.multiplier, rollings.priority, rollings.created_at, rollings.body_fingerprint,
    rollings.metadata::text as metadata, rollings.terms::text as terms,
    snapshots.version, snapshots.machine_version, snapshots.snapshot, snapshots.updated_at`;
}

/**
 * The two rows of each key of `keys`, looked up by it. `offset 0` keeps the planner from beginning at this end: over a table that nobody
 * has analysed yet it would compare each row with each.
 */
export function joinSnapshots(sql: Sql | Transaction, keys: string) {
  return sql`
     cross join lateral (
       select version, machine_version, snapshot, updated_at
         from rolling_snapshots
        where brand_id = ${sql(keys)}.brand_id and rolling_id = ${sql(keys)}.rolling_id
       offset 0
     ) as snapshots`;
}

export function joinRollings(sql: Sql | Transaction, keys: string) {
  return sql`
     cross join lateral (
       select brand_id, rolling_id, player_id, slot, source_type, source_id, currency, exponent, required_minor, target_minor,
              base_minor, multiplier, priority, created_at, body_fingerprint, metadata, terms
         from rollings
        where brand_id = ${sql(keys)}.brand_id and rolling_id = ${sql(keys)}.rolling_id
       offset 0
     ) as rollings`;
}

export function rollingRecord(row: RollingRow, codec: SnapshotCodec = SNAPSHOTS): RollingRecord {
  const id = rollingId(row.rolling_id);
  const terms = decodeTerms(row.terms, id);
  return {
    facts: {
      rollingId: id,
      brandId: brandId(row.brand_id),
      playerId: playerId(row.player_id),
      slot: row.slot,
      source: { type: row.source_type, id: row.source_id },
      currency: row.currency,
      exponent: row.exponent,
      requiredMinor: row.required_minor,
      targetMinor: row.target_minor,
      baseMinor: row.base_minor,
      multiplier: row.multiplier,
      priority: row.priority,
      createdAt: row.created_at,
      bodyFingerprint: row.body_fingerprint,
      metadata: row.metadata,
      terms,
    },
    version: row.version,
    updatedAt: row.updated_at,
    snapshot: codec.decode(row.snapshot, terms, row.machine_version),
  };
}
