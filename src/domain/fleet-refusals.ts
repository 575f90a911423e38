// Why an operator's order is refused, as a stable code and in words that say what to do.

const REFUSALS = {
  no_such_worker: ['WORKER_NOT_FOUND', 'no worker of that name has been here lately'],
  no_such_shard: [
    'SHARD_NOT_FOUND',
    'there is no such shard, or it was split or merged: shard numbers are never used again',
  ],
  no_such_stream: [
    'STREAM_NOT_FOUND',
    'no worker has ever been configured to read that stream, or it is forgotten already',
  ],
  worker_away: ['WORKER_AWAY', 'the lease of that worker has ended: it would not take the shard over'],
  worker_draining: ['WORKER_DRAINING', 'that worker is being drained: what is moved there would be moved off again'],
  version_too_old: ['WORKER_TOO_OLD', 'that worker cannot read the shard’s snapshots: they are of a newer build'],
  pinned_elsewhere: ['SHARD_PINNED', 'the shard is pinned to another worker and would be moved back: unpin it first'],
  not_adjacent: ['SHARDS_NOT_ADJACENT', 'only shards whose slots meet can be merged'],
  bad_slot: ['BAD_SLOT', 'a shard is split at slots inside it, in ascending order, and not at its edges'],
  stream_in_use: [
    'STREAM_IN_USE',
    'a living worker is configured to read that stream: take it out of WALLET_STREAMS first',
  ],
} as const satisfies Readonly<Record<string, readonly [code: string, sentence: string]>>;

export type FleetRefusal = keyof typeof REFUSALS;
export type FleetRefusalCode = (typeof REFUSALS)[FleetRefusal][0];

export const refusalCode = (refusal: FleetRefusal): FleetRefusalCode => REFUSALS[refusal][0];
export const refusalSentence = (refusal: FleetRefusal): string => REFUSALS[refusal][1];
