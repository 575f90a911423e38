// What a worker may claim now, as a condition on rows of shards or of wallet streams named `held`, beside the worker's own row
// `me`. Wished for it and nobody's, or left by an older incarnation of its name and wished for nobody else.
import type { Incarnation } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';

/** An owner is alive while its token is the registered one of its name and its lease has not ended. */
const ownerIsAlive = (sql: Sql) => sql`
  exists (select from workers where workers.token = held.token and workers.lease_until > now())`;

/** `me` must be alive itself: a token of its own never stands for somebody else's row. */
export const isClaimable = (sql: Sql) => sql`
  (held.target = me.worker or (held.owner = me.worker and held.target is null))
  and held.token is distinct from me.token
  and not ${ownerIsAlive(sql)}`;

/** Of a wallet stream: the worker is configured to read it. */
export const isReadStream = (sql: Sql) => sql`held.stream = any(me.streams) and held.forgotten_at is null`;

/** Keys of the shards among which those are that `by` may claim: found by two indexes, without reading anybody else's. */
export const shardsToJudge = (sql: Sql, by: Incarnation) => sql`
  select brand_id, shard_no from shards where target = ${by.worker} and retired_at is null
  union
  select brand_id, shard_no
    from shards
   where owner = ${by.worker} and target is null and token <> ${by.token} and retired_at is null`;
