// Outbox numbers are given out under a shard's fence: every one from 1 to the shard's last stands in the table, or something was lost.
import type { BrandId } from './ids.ts';
import type { Difference } from './verify-difference.ts';

export interface OutboxNumbers {
  readonly brandId: BrandId;
  readonly shardNo: number;
  /** The last number the shard's row has given out; null where there is no such shard. */
  readonly outboxSeq: number | null;
  readonly rows: number;
  readonly lowest: number | null;
  readonly highest: number | null;
}

export function outboxNumberDifferences(numbers: OutboxNumbers): Difference[] {
  const { brandId, shardNo, outboxSeq, rows, lowest, highest } = numbers;
  const found = (what: string): Difference[] => {
    return [{ check: 'sequence', brandId, rollingId: null, playerId: null, message: `shard ${shardNo}: ${what}` }];
  };
  if (outboxSeq === null) return found(`${rows} outbox rows of a shard that is not there`);
  if (rows === 0) return outboxSeq === 0 ? [] : found(`numbers up to ${outboxSeq} were given out, the outbox is empty`);
  if (lowest !== 1) return found(`the first outbox number is ${lowest}`);
  if (highest !== outboxSeq) return found(`the last outbox number is ${highest}, the shard has given out ${outboxSeq}`);
  return rows === outboxSeq ? [] : found(`${outboxSeq - rows} of the outbox numbers 1 to ${outboxSeq} are missing`);
}
