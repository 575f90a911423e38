// A rolling on which every decision throws, as a bug of the code or a state that nobody thought of would make it.
import type { RollingRecord } from '../src/domain/rolling.ts';

export function throwsWhenDecided({ facts, version, updatedAt }: RollingRecord): RollingRecord {
  return {
    facts,
    version,
    updatedAt,
    get snapshot(): never {
      throw new RangeError(`rolling ${facts.rollingId} is poisoned`);
    },
  };
}
