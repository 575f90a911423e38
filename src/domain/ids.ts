// Identifiers as branded strings: parsed once at the edge, trusted inside. All are opaque, 1 to 128 characters, and hold
// nothing that Postgres or JSON could not keep (no NUL, no lone surrogate).

declare const kind: unique symbol;
type Branded<Kind extends string> = string & { readonly [kind]: Kind };

export type BrandId = Branded<'BrandId'>;
export type PlayerId = Branded<'PlayerId'>;
export type RollingId = Branded<'RollingId'>;

const ID_LENGTH_MAX = 128;

/** Whether `text` may serve as an identifier of any kind. */
export function isStorableId(text: string): boolean {
  return text.length > 0 && text.length <= ID_LENGTH_MAX && isStorableText(text);
}

/** Whether `text` survives a round trip through Postgres. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isBrandId = (text: string): text is BrandId => isStorableId(text);
export const isPlayerId = (text: string): text is PlayerId => isStorableId(text);
/** A rolling id is a lower-case UUID. */
export const isRollingId = (text: string): text is RollingId => UUID.test(text);

/** The text as an id; throws `TypeError` for one that was never checked. For rows we wrote ourselves and for tests. */
export function brandId(text: string): BrandId {
  if (!isBrandId(text)) throw new TypeError('not a brand id');
  return text;
}

export function playerId(text: string): PlayerId {
  if (!isPlayerId(text)) throw new TypeError('not a player id');
  return text;
}

export function rollingId(text: string): RollingId {
  if (!isRollingId(text)) throw new TypeError('not a rolling id');
  return text;
}
