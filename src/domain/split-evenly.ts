// Where to cut a shard into parts as alike as whole slots allow.

/** Null: the shard has fewer slots than parts are asked for, or it would stay whole. */
export function cutsInto(slotFrom: number, slotTo: number, parts: number): readonly number[] | null {
  const slots = slotTo - slotFrom;
  if (!Number.isSafeInteger(parts) || parts < 2 || parts > slots) return null;
  return Array.from({ length: parts - 1 }, (_, place) => slotFrom + Math.floor((slots * (place + 1)) / parts));
}
