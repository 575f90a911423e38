// Latencies out of /metrics: a histogram of Prometheus' text format, and quantiles of what came between two looks at it.

/** Upper bound in seconds → how many were at most that long, over all series that were asked for. */
export type Buckets = ReadonlyMap<number, number>;

const LINE = /^(\w+)_bucket\{(.*)\} (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const BOUND = /(?:^|,)le="([^"]+)"/;

function boundOf(labels: string): number | null {
  const text = BOUND.exec(labels)?.[1];
  if (text === undefined) return null;
  return text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text);
}

/** `isWanted` is asked with the labels of each series, as they are written. */
export function readBuckets(
  exposition: string,
  name: string,
  isWanted: (labels: string) => boolean = () => true,
): Buckets {
  const buckets = new Map<number, number>();
  for (const line of exposition.split('\n')) {
    if (!line.startsWith(name)) continue;
    const [, named, labels = '', count] = LINE.exec(line) ?? [];
    if (named !== name || !isWanted(labels)) continue;
    const bound = boundOf(labels);
    if (bound !== null) buckets.set(bound, (buckets.get(bound) ?? 0) + Number(count));
  }
  return buckets;
}

/** What came since `before`; a process that was started again has counted anew. */
function since(before: Buckets, now: Buckets): readonly (readonly [bound: number, count: number])[] {
  const isNew = [...now].some(([bound, count]) => count < (before.get(bound) ?? 0));
  return [...now]
    .map(([bound, count]) => [bound, isNew ? count : count - (before.get(bound) ?? 0)] as const)
    .toSorted(([left], [right]) => left - right);
}

/** In seconds, interpolated within its bucket as Prometheus does; null where nothing came. */
export function quantileSince(before: Buckets, now: Buckets, quantile: number): number | null {
  const counts = since(before, now);
  const total = counts.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  const rank = quantile * total;
  let [lower, below] = [0, 0];
  for (const [bound, count] of counts) {
    if (count >= rank) {
      if (bound === Number.POSITIVE_INFINITY) return lower;
      return lower + ((bound - lower) * (rank - below)) / Math.max(1, count - below);
    }
    [lower, below] = [bound, count];
  }
  return lower;
}
