// Parts of a commit: what a rolling is (once, at create) and where it stands (one row per touched rolling, however many bets).
import type { SnapshotCodec } from '../../../../machines/rolling.codec.ts';
import { type RollingFacts, type RollingRecord, stateOf } from '../../../domain/rolling.ts';
import { encodeTerms } from '../../../domain/terms-codec.ts';
import { jsonLines, plainArray, textArray } from '../array-literal.ts';
import { type UnnestStatement, column, jsonColumn } from './unnest-statement.ts';

export const insertRollings: UnnestStatement<RollingFacts> = {
  name: 'rollings_created',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.rollingId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.playerId)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.slot)),
    column('source_type', 'text', (rows) => plainArray(rows, (row) => row.source.type)),
    column('source_id', 'text', (rows) => textArray(rows, (row) => row.source.id)),
    column('currency', 'text', (rows) => textArray(rows, (row) => row.currency)),
    column('exponent', 'smallint', (rows) => plainArray(rows, (row) => row.exponent)),
    column('required_minor', 'numeric', (rows) => plainArray(rows, (row) => row.requiredMinor)),
    column('target_minor', 'numeric', (rows) => plainArray(rows, (row) => row.targetMinor)),
    column('base_minor', 'numeric', (rows) => plainArray(rows, (row) => row.baseMinor)),
    column('multiplier', 'text', (rows) => textArray(rows, (row) => row.multiplier)),
    column('priority', 'integer', (rows) => plainArray(rows, (row) => row.priority)),
    column('created_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.createdAt)),
    column('body_fingerprint', 'bigint', (rows) => plainArray(rows, (row) => row.bodyFingerprint)),
    column('metadata', 'text', (rows) => textArray(rows, (row) => row.metadata)),
    jsonColumn('terms', (rows) => jsonLines(rows, (row) => encodeTerms(row.terms))),
  ],
  sql: `
    insert into rollings (
      brand_id, rolling_id, player_id, slot, source_type, source_id, currency, exponent, required_minor, target_minor,
      base_minor, multiplier, priority, created_at, body_fingerprint, metadata, terms
    )
    select brand_id, rolling_id, player_id, slot, source_type, source_id, currency, exponent, required_minor, target_minor,
           base_minor, multiplier, priority, to_timestamp(created_at_ms / 1000), body_fingerprint, metadata::json, terms::json
      from fenced, $rows`,
};

const closedAt = (row: RollingRecord): number | null => row.snapshot.context.closedAt;
const reviewOpen = (row: RollingRecord): boolean => row.snapshot.context.review === 'open';

/** Names the part whose rows are counted: a snapshot that is not there cannot be updated. */
export const SNAPSHOTS_UPDATED = 'snapshots_updated';

const insertSnapshots = (codec: SnapshotCodec): UnnestStatement<RollingRecord> => ({
  name: 'snapshots_created',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.facts.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.facts.rollingId)),
    column('player_id', 'text', (rows) => textArray(rows, (row) => row.facts.playerId)),
    column('slot', 'smallint', (rows) => plainArray(rows, (row) => row.facts.slot)),
    column('state', 'rolling_state', (rows) => plainArray(rows, (row) => stateOf(row.snapshot))),
    column('version', 'integer', (rows) => plainArray(rows, (row) => row.version)),
    jsonColumn('snapshot', (rows) => jsonLines(rows, (row) => codec.encode(row.snapshot))),
    column('updated_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.updatedAt)),
    column('closed_at_ms', 'float8', (rows) => plainArray(rows, closedAt)),
    column('review_open', 'boolean', (rows) => plainArray(rows, reviewOpen)),
  ],
  sql: `
    insert into rolling_snapshots (
      brand_id, rolling_id, player_id, slot, state, version, machine_version, snapshot, updated_at, closed_at,
      review_open
    )
    select brand_id, rolling_id, player_id, slot, state, version, ${codec.version}, snapshot,
           to_timestamp(updated_at_ms / 1000), to_timestamp(closed_at_ms / 1000), review_open
      from fenced, $rows`,
});

/** No indexed column changes but where the state or a review does, so Postgres rewrites the row in place. */
const updateSnapshots = (codec: SnapshotCodec): UnnestStatement<RollingRecord> => ({
  name: SNAPSHOTS_UPDATED,
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.facts.brandId)),
    column('rolling_id', 'uuid', (rows) => plainArray(rows, (row) => row.facts.rollingId)),
    column('state', 'rolling_state', (rows) => plainArray(rows, (row) => stateOf(row.snapshot))),
    column('version', 'integer', (rows) => plainArray(rows, (row) => row.version)),
    jsonColumn('snapshot', (rows) => jsonLines(rows, (row) => codec.encode(row.snapshot))),
    column('updated_at_ms', 'float8', (rows) => plainArray(rows, (row) => row.updatedAt)),
    column('closed_at_ms', 'float8', (rows) => plainArray(rows, closedAt)),
    column('review_open', 'boolean', (rows) => plainArray(rows, reviewOpen)),
  ],
  sql: `
    update rolling_snapshots
       set state = given.state,
           version = given.version,
           machine_version = ${codec.version},
           snapshot = given.snapshot,
           updated_at = to_timestamp(given.updated_at_ms / 1000),
           closed_at = to_timestamp(given.closed_at_ms / 1000),
           review_open = given.review_open
      from fenced, $rows
     where rolling_snapshots.brand_id = given.brand_id and rolling_snapshots.rolling_id = given.rolling_id
    returning 1`,
});

export interface SnapshotStatements {
  readonly version: number;
  readonly insert: UnnestStatement<RollingRecord>;
  readonly update: UnnestStatement<RollingRecord>;
}

export const snapshotStatements = (codec: SnapshotCodec): SnapshotStatements => ({
  version: codec.version,
  insert: insertSnapshots(codec),
  update: updateSnapshots(codec),
});
