// One non-cryptographic hash, two 32-bit lanes over UTF-16 code units. FROZEN: the slot of every stored row and the
// fingerprint of every stored event depend on it (golden tests pin both).

export interface Lanes {
  readonly high: number;
  readonly low: number;
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Both lanes of the hash of `first`, a separator, and `second`. */
export function hashPair(first: string, second: string): Lanes {
  let high = 0x9dc5811c;
  let low = 0x811c9dc5;
  for (let index = 0; index < first.length; index += 1) {
    const unit = first.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0x01000193);
  }
  high = Math.imul(high ^ 0x1f, 0x85ebca6b);
  low = Math.imul(low ^ 0x1f, 0x01000193);
  for (let index = 0; index < second.length; index += 1) {
    const unit = second.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0x01000193);
  }
  return { high: finish(high ^ Math.imul(low, 3)), low: finish(low) };
}

/** A 53-bit hash of `text` as a non-negative safe integer. */
export function fingerprintOf(text: string): number {
  const { high, low } = hashPair('', text);
  return (high & 0x1fffff) * 2 ** 32 + low;
}
