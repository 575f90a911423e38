// What a worker may claim now, as a condition on rows of shards or of wallet streams named `held`, beside the worker's own row
// `me`. Wished for it and nobody's, or left by an older incarnation of its name and wished for nobody else.
import type { Sql } from '../connection.ts';

/** An owner is alive while its token is the registered one of its name and its lease has not ended. */
const ownerIsAlive = (sql: Sql) => sql`
  exists (select from workers where workers.token = held.token and workers.lease_until > now())`;

/** `me` must be alive itself: a token of its own never stands for somebody else's row. */
export const isClaimable = (sql: Sql) => sql`
  (held.target = me.worker or (held.owner = me.worker and held.target is null))
  and held.token is distinct from me.token
  and not ${ownerIsAlive(sql)}`;
