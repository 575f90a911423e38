// Ids of stream entries: milliseconds of the server that gave them out, and a number within the millisecond.

export interface StreamId {
  readonly ms: bigint;
  readonly number: bigint;
}

const PATTERN = /^(\d{1,20})(?:-(\d{1,20}))?$/;
const NUMBER_MAX = 2n ** 64n - 1n;

/** "1526919030474-55"; without a number, the first of its millisecond. Null where it is none. */
export function parseStreamId(text: string): StreamId | null {
  const [, ms, number = '0'] = PATTERN.exec(text) ?? [];
  if (ms === undefined) return null;
  const id = { ms: BigInt(ms), number: BigInt(number) };
  return id.ms > NUMBER_MAX || id.number > NUMBER_MAX ? null : id;
}

export const formatStreamId = ({ ms, number }: StreamId): string => `${ms}-${number}`;

export const isBefore = (left: StreamId, right: StreamId): boolean =>
  left.ms < right.ms || (left.ms === right.ms && left.number < right.number);

/** The id just before: a group that stands there reads `id` next. Nothing comes before 0-0. */
export function idBefore({ ms, number }: StreamId): StreamId {
  if (number > 0n) return { ms, number: number - 1n };
  return ms > 0n ? { ms: ms - 1n, number: NUMBER_MAX } : { ms, number };
}
