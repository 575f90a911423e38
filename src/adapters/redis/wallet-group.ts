// Where our consumer group stands in a wallet stream, and putting it back, so that entries are read again in their order.
import type { RedisConnection } from './connection.ts';
import { WALLET_GROUP, ownGroup } from './redis-wallet-stream.ts';

export interface GroupPosition {
  readonly lastDelivered: string;
  readonly pending: number;
  /** Of the stream; null where it is empty. */
  readonly firstEntry: string | null;
  readonly lastEntry: string | null;
  readonly entries: number;
}

/** Null where the stream has no group of ours: the service would read it from its beginning. */
export async function groupPosition(redis: RedisConnection, stream: string): Promise<GroupPosition | null> {
  if ((await redis.exists(stream)) === 0) return null;
  const group = ownGroup(await redis.xinfo('GROUPS', stream));
  const lastDelivered = group?.get('last-delivered-id');
  if (typeof lastDelivered !== 'string') return null;
  const [first] = await redis.xrange(stream, '-', '+', 'COUNT', 1);
  const [last] = await redis.xrevrange(stream, '+', '-', 'COUNT', 1);
  const pending = group?.get('pending');
  return {
    lastDelivered,
    pending: typeof pending === 'number' ? pending : 0,
    firstEntry: first?.[0] ?? null,
    lastEntry: last?.[0] ?? null,
    entries: await redis.xlen(stream),
  };
}

/** The next entry that the group is given is the first behind `id`. */
export async function putGroupBackTo(redis: RedisConnection, stream: string, id: string): Promise<void> {
  await redis.xgroup('SETID', stream, WALLET_GROUP, id);
}
