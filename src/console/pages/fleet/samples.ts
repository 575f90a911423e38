// What the charts draw: the last minutes, as this page saw them. Nothing is kept on the server for it.
import type { Fleet } from '../../api/fleet.ts';
import { type Buckets, quantileSince, readBuckets } from '../../api/histogram.ts';

export interface Look {
  /** Epoch seconds: what the chart counts in. */
  readonly atS: number;
  readonly rates: Readonly<Record<string, number>>;
  readonly lagsS: Readonly<Record<string, number>>;
  readonly calls: Buckets;
  readonly commits: Buckets;
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const LOOKS_MAX = 300;
/** A quantile of fewer seconds jumps about. */
const WINDOW_LOOKS = 5;
const API_CALLS = /route="\/internal\/rolling/;

const isCall = (labels: string): boolean => API_CALLS.test(labels);

export function lookAt(fleet: Fleet, exposition: string, nowMs: number): Look {
  const lagOf = (mark: string): number => Math.max(0, (nowMs - Date.parse(mark)) / 1_000);
  return {
    atS: nowMs / 1_000,
    rates: Object.fromEntries(fleet.workers.map(({ worker, events_per_s: rate }) => [worker, rate])),
    lagsS: Object.fromEntries(
      fleet.streams.flatMap(({ stream, processed_through: mark }) => (mark === null ? [] : [[stream, lagOf(mark)]])),
    ),
    calls: readBuckets(exposition, 'rolling_http_request_seconds', isCall),
    commits: readBuckets(exposition, 'rolling_event_to_commit_seconds'),
  };
}

export const withLook = (looks: readonly Look[], look: Look): readonly Look[] => [...looks, look].slice(-LOOKS_MAX);

function seriesBy(looks: readonly Look[], of: (look: Look) => Readonly<Record<string, number>>): readonly Series[] {
  const names = new Set(looks.flatMap((look) => Object.keys(of(look))));
  return [...names].map((name) => ({ name, values: looks.map((look) => of(look)[name] ?? null) }));
}

export const throughputSeries = (looks: readonly Look[]): readonly Series[] => seriesBy(looks, ({ rates }) => rates);
export const lagSeries = (looks: readonly Look[]): readonly Series[] => seriesBy(looks, ({ lagsS }) => lagsS);

/** Milliseconds; the process that answers this page, which decides events only where it is worker and API in one. */
export function latencySeries(looks: readonly Look[]): readonly Series[] {
  const quantiles = (name: string, of: (look: Look) => Buckets, quantile: number): Series => ({
    name,
    values: looks.map((look, index) => {
      const before = looks[Math.max(0, index - WINDOW_LOOKS)];
      if (before === undefined || before === look) return null;
      const seconds = quantileSince(of(before), of(look), quantile);
      return seconds === null ? null : seconds * 1_000;
    }),
  });
  return [
    quantiles('calls, median', ({ calls }) => calls, 0.5),
    quantiles('calls, 99th percentile', ({ calls }) => calls, 0.99),
    quantiles('event to commit, 99th percentile', ({ commits }) => commits, 0.99),
  ].filter(({ values }) => values.some((value) => value !== null));
}
