// What a failed commit statement means. Postgres makes a statement whole or not at all, so an error it reports itself means
// that nothing was written; only an answer that never came leaves a doubt.
import postgres from 'postgres';
import { brandId } from '../../../domain/ids.ts';
import type { CommitResult, ShardKey } from '../../../ports/store.ts';

const FENCED = 'RS001';
/** The server ended the session; where exactly the statement was then, it does not say. */
const SESSION_ENDED = new Set(['57P01', '57P02', '57P05', '25P03', '25P04']);
/** Data that Postgres refuses (21, 22, 23), limits of a row or an index (54), and what our own functions raise (P0, RS). */
const PERMANENT_CLASSES = new Set(['21', '22', '23', '54', 'P0', 'RS']);
/** The statement never left this process. */
const NEVER_SENT = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_ENDED',
  'EAI_AGAIN',
  'EACCES',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'MAX_PARAMETERS_EXCEEDED',
]);

export function commitFailure(thrown: unknown): CommitResult {
  const error = thrown instanceof Error ? thrown : new Error('the driver threw no error', { cause: thrown });
  if (error instanceof postgres.PostgresError) {
    if (error.code === FENCED) return { kind: 'fenced', shards: fencedShards(error.detail ?? '') };
    if (SESSION_ENDED.has(error.code)) return { kind: 'unknown', error };
    return { kind: 'failed', permanent: PERMANENT_CLASSES.has(error.code.slice(0, 2)), error };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return NEVER_SENT.has(code) ? { kind: 'failed', permanent: false, error } : { kind: 'unknown', error };
}

/** The detail names them as JSON: [[brand, shard number], …]. */
function fencedShards(detail: string): ShardKey[] {
  const pairs: unknown = JSON.parse(detail);
  if (!Array.isArray(pairs)) throw new TypeError('a fence names its shards in a list');
  return pairs.map((pair: unknown) => {
    const [brand, shardNo] = Array.isArray(pair) ? Array.from<unknown>(pair) : [];
    if (typeof brand !== 'string' || typeof shardNo !== 'number') throw new TypeError('a fence names brand and number');
    return { brandId: brandId(brand), shardNo };
  });
}
