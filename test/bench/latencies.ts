// Entry by entry, from its read to its acknowledgement; worked out afterwards, so that measuring costs nothing meanwhile.
import { quantile } from './spread.ts';

interface Moment {
  readonly ids: readonly string[];
  readonly at: number;
}

export class Latencies {
  private readonly reads: Moment[] = [];
  private acknowledgements: Moment[] = [];

  /** What was acknowledged so far belongs to the warm-up; what was read so far and is under way does not. */
  begin(): void {
    this.acknowledgements = [];
  }

  read(ids: readonly string[]): void {
    this.reads.push({ ids, at: performance.now() });
  }

  acknowledged(ids: readonly string[]): void {
    this.acknowledgements.push({ ids, at: performance.now() });
  }

  /** Milliseconds, of entries both read and acknowledged under our eyes. */
  quantiles(): { readonly p50_ms: number; readonly p99_ms: number } {
    const readAt = new Map<string, number>();
    for (const { ids, at } of this.reads) for (const id of ids) readAt.set(id, at);
    const took: number[] = [];
    for (const { ids, at } of this.acknowledgements) {
      for (const id of ids) {
        const from = readAt.get(id);
        if (from !== undefined) took.push(at - from);
      }
    }
    took.sort((left, right) => left - right);
    return { p50_ms: quantile(took, 0.5), p99_ms: quantile(took, 0.99) };
  }
}
