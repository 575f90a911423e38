// How many envelopes may wait for one shard before its stream entries are sent back as busy. A shard alone may fill the whole
// mailbox; where others wait as well, one that holds far more than its even share makes room for them, and the stream keeps the
// rest. Shards that wait evenly are never sent back: then it is the whole worker that is full, and reading pauses.

/** Times its even share: chance alone must not send anything back. */
const SHARES_MAX = 1.5;
/** Of the whole mailbox, however many others wait. */
const PART_MIN = 1 / 8;

export function shardRoom(mailboxMax: number, shardsWaiting: number): number {
  if (shardsWaiting <= 1) return mailboxMax;
  return Math.max(1, Math.floor(mailboxMax * Math.max(PART_MIN, SHARES_MAX / shardsWaiting)));
}
