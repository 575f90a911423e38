// Ranges of one brand's slots, as shards hold them: a split or a merge neither loses a slot nor gives it twice.

export interface SlotRange {
  readonly slotFrom: number;
  readonly slotTo: number;
}

/** One list's ranges joined end to end; throws `RangeError` where they overlap, leave a gap, or are empty. */
function joined(ranges: readonly SlotRange[]): SlotRange {
  const [first, ...others] = ranges.toSorted((left, right) => left.slotFrom - right.slotFrom);
  if (first === undefined) throw new RangeError('no range of slots');
  let { slotTo } = first;
  for (const range of others) {
    if (range.slotFrom !== slotTo) throw new RangeError(`slots ${slotTo} and ${range.slotFrom} do not meet`);
    slotTo = range.slotTo;
  }
  const empty = ranges.find((range) => range.slotFrom >= range.slotTo);
  if (empty !== undefined) throw new RangeError(`slots ${empty.slotFrom} to ${empty.slotTo} hold nothing`);
  return { slotFrom: first.slotFrom, slotTo };
}

/** Throws `RangeError` unless the children cover exactly the slots of the parents. */
export function assertCovers(parents: readonly SlotRange[], children: readonly SlotRange[]): void {
  const before = joined(parents);
  const after = joined(children);
  if (before.slotFrom !== after.slotFrom || before.slotTo !== after.slotTo) {
    throw new RangeError(`slots ${after.slotFrom} to ${after.slotTo} are not ${before.slotFrom} to ${before.slotTo}`);
  }
}
