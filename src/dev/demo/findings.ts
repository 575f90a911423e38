// What the judges write down. A finding is a sentence and one of three kinds; the first few are shown, all are counted.

/** `lost`: something due is not there; `duplicate`: it is there twice; `mismatch`: it is there and wrong. */
export type FindingKind = 'mismatch' | 'duplicate' | 'lost';

export interface Finding {
  readonly kind: FindingKind;
  readonly subject: string;
  readonly message: string;
}

export const DETAILS_MAX = 20;

export class Findings {
  readonly details: Finding[] = [];
  private readonly counts: Record<FindingKind, number> = { mismatch: 0, duplicate: 0, lost: 0 };

  add(kind: FindingKind, subject: string, message: string): void {
    this.counts[kind] += 1;
    if (this.details.length < DETAILS_MAX) this.details.push({ kind, subject, message });
  }

  /** Notes a mismatch unless the two are the same. */
  expectEqual(
    subject: string,
    what: string,
    observed: bigint | number | string,
    expected: bigint | number | string,
  ): void {
    if (observed !== expected) this.add('mismatch', subject, `${what} is ${observed}, expected ${expected}`);
  }

  count(kind: FindingKind): number {
    return this.counts[kind];
  }

  get total(): number {
    return this.counts.mismatch + this.counts.duplicate + this.counts.lost;
  }
}
