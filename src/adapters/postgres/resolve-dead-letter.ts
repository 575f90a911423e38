// The statements that resolve a dead letter. Each is one statement on its own: no transaction is open while Redis is spoken to. A
// replay claims its letter first; the claim of somebody who died or froze lapses by the database's clock.
import type { Resolution } from '../../domain/dead-letter.ts';
import type { Sql } from './connection.ts';

const isFree = (sql: Sql) => sql`state = 'open' and (claimed_until is null or claimed_until < now())`;

const resolved = (sql: Sql, { as, at, requestedBy, reason, note, key, fingerprint, replayedAs }: Resolution) => sql`
  state = ${as}, resolved_at = to_timestamp(${at}::float8 / 1000), resolved_by = ${requestedBy}, resolved_because = ${reason},
  resolution_note = ${note}, resolution_key = ${key}, resolution_fingerprint = ${fingerprint}, replayed_as = ${replayedAs},
  claim = null, claimed_until = null`;

/** False where the letter is not open, or somebody else is at it. */
export async function claimDeadLetter(sql: Sql, id: number, claim: string, claimMs: number): Promise<boolean> {
  const rows = await sql`
    update dead_letters
       set claim = ${claim}, claimed_until = now() + ${claimMs}::float8 * interval '1 millisecond'
     where id = ${id} and ${isFree(sql)}
    returning id`;
  return rows.length > 0;
}

export async function releaseDeadLetter(sql: Sql, id: number, claim: string): Promise<void> {
  await sql`update dead_letters set claim = null, claimed_until = null where id = ${id} and claim = ${claim}`;
}

/** False where the claim has lapsed and somebody else took the letter. */
export async function markReplayed(sql: Sql, id: number, claim: string, resolution: Resolution): Promise<boolean> {
  const rows = await sql`
    update dead_letters set ${resolved(sql, resolution)} where id = ${id} and claim = ${claim} returning id`;
  return rows.length > 0;
}

/** False where the letter is not open, or somebody is replaying it. */
export async function markDiscarded(sql: Sql, id: number, resolution: Resolution): Promise<boolean> {
  const rows = await sql`
    update dead_letters set ${resolved(sql, resolution)} where id = ${id} and ${isFree(sql)} returning id`;
  return rows.length > 0;
}
