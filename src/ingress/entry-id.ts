// The order of stream entry ids, `ms-seq`, both numbers without leading zeros: more digits are more, and among as many the text's
// order is the numbers'. '0' alone is before every entry.

const SEQ_MAX = 2n ** 64n - 1n;

const dashOf = (id: string): number => {
  const dash = id.indexOf('-');
  return dash < 0 ? id.length : dash;
};

/** Negative where `left` is the older. */
export function compareEntryIds(left: string, right: string): number {
  if (left === right) return 0;
  const dash = dashOf(left);
  const other = dashOf(right);
  if (dash !== other) return dash - other;
  const ms = left.slice(0, dash);
  const otherMs = right.slice(0, dash);
  if (ms !== otherMs) return ms < otherMs ? -1 : 1;
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : 1;
}

/** Of two ids the older, of one id that one. */
export function olderOf(left: string | null, right: string | null | undefined): string | null {
  if (left === null || right === null || right === undefined) return left ?? right ?? null;
  return compareEntryIds(left, right) <= 0 ? left : right;
}

/** The id right before: what to read after, so that `id` itself comes first. */
export function entryIdBefore(id: string): string {
  const dash = dashOf(id);
  const ms = BigInt(id.slice(0, dash));
  const seq = BigInt(id.slice(dash + 1) || '0');
  if (seq > 0n) return `${ms}-${seq - 1n}`;
  return ms === 0n ? '0' : `${ms - 1n}-${SEQ_MAX}`;
}
