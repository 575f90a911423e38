// Cursors of lists: opaque to callers, so that what they hold may change.
import { type RollingId, isBrandId, isPlayerId, isRollingId } from '../domain/ids.ts';
import type { PlayerKey } from '../domain/quarantine.ts';
import { invalidRequest } from './problems.ts';

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
const decode = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8');

const refused = () => invalidRequest([{ in: 'query', pointer: '/cursor', detail: 'is not a cursor of this list' }]);

/** The page of at most `limit` items out of up to `limit + 1` that were read, and the cursor behind its last. */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  position: (item: Item) => string,
): { readonly items: readonly Item[]; readonly nextCursor: string | null } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, nextCursor: items.length > limit && last !== undefined ? encode(position(last)) : null };
}

export function rollingIdAfter(cursor: string | undefined): RollingId | null {
  if (cursor === undefined) return null;
  const text = decode(cursor);
  if (!isRollingId(text)) throw refused();
  return text;
}

export function versionAfter(cursor: string | undefined): number {
  return numberBefore(cursor) ?? 0;
}

/** A shard's place in the order of brand and number. */
export function shardAfter(cursor: string | undefined): { readonly brandId: string; readonly shardNo: number } | null {
  if (cursor === undefined) return null;
  let place: unknown = null;
  try {
    place = JSON.parse(decode(cursor));
  } catch {
    throw refused();
  }
  const parts: readonly unknown[] = Array.isArray(place) ? place : [];
  const [brandId, shardNo] = parts;
  if (typeof brandId !== 'string' || typeof shardNo !== 'number') throw refused();
  return { brandId, shardNo };
}

export function numberBefore(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const text = decode(cursor);
  if (!/^\d{1,15}$/.test(text)) throw refused();
  return Number(text);
}

export const playerPosition = ({ brandId, playerId }: PlayerKey): string => `${brandId.length}:${brandId}${playerId}`;

export function playerKeyAfter(cursor: string | undefined): PlayerKey | null {
  if (cursor === undefined) return null;
  const [, length, rest] = /^(\d{1,3}):(.*)$/s.exec(decode(cursor)) ?? [];
  if (length === undefined || rest === undefined) throw refused();
  const brandId = rest.slice(0, Number(length));
  const playerId = rest.slice(Number(length));
  if (!isBrandId(brandId) || !isPlayerId(playerId)) throw refused();
  return { brandId, playerId };
}
