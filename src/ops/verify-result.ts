// What a verification has seen and found so far. The first findings are kept, all are counted.
import type { Difference } from '../domain/verify-difference.ts';

const DIFFERENCES_KEPT_MAX = 1_000;

export class VerifyResult {
  rollings = 0;
  entries = 0;
  settlements = 0;
  shards = 0;
  differencesInAll = 0;
  readonly differences: Difference[] = [];

  add(found: readonly Difference[]): void {
    this.differencesInAll += found.length;
    this.differences.push(...found.slice(0, DIFFERENCES_KEPT_MAX - this.differences.length));
  }

  get isConsistent(): boolean {
    return this.differencesInAll === 0;
  }
}
