// A rolling on which every decision throws, as a bug of the code or a state that nobody thought of would make it.
import type { RollingRecord } from '../src/domain/rolling.ts';

/** For as long as it is `isIll`, and then as it was. */
export function throwsWhenDecided(record: RollingRecord, isIll: () => boolean = () => true): RollingRecord {
  const { facts, version, updatedAt } = record;
  return {
    facts,
    version,
    updatedAt,
    get snapshot() {
      if (!isIll()) return record.snapshot;
      throw new RangeError(`rolling ${facts.rollingId} is poisoned`);
    },
  };
}
