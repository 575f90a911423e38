// The names a field goes by, the contract's own first: where an entry has several, the first that is not null is read.

type Names = readonly [string, ...string[]];

export const EVENT_ID: Names = ['event_id', 'eventId'];
export const EVENT_TYPE: Names = ['event_type', 'type', 'event'];
export const BRAND_ID: Names = ['brand_id', 'brandId'];
export const PLAYER_ID: Names = ['player_id', 'user_id', 'userId', 'playerId'];
export const BET_ID: Names = ['bet_id', 'transaction_id', 'betId'];
export const CURRENCY: Names = ['currency'];

/** The first value under `names` that is there and not null; undefined where there is none. */
export function firstOf(object: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  for (const name of names) {
    const value = object[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
