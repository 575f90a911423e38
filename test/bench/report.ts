// From the runs of each row to the report: medians, how far the runs lay apart, and the ratios of runs made side by side.
import type { Measurement, MemoryMeasurement, Work } from './messages.ts';
import type { Shares } from './profile-shares.ts';
import { type Spread, spreadOf } from './spread.ts';

export interface Row {
  readonly name: string;
  readonly events_per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** All processes together; null where the system does not tell. */
  readonly cpu_us_per_event: number | null;
  readonly node_us_per_event: number;
  readonly postgres_us_per_event: number | null;
  readonly redis_us_per_event: number | null;
  /** Of events_per_s. */
  readonly spread: Spread;
  readonly runs: number;
  readonly work?: Work;
}

export interface Breakdown {
  /** Microseconds of processor time per event. */
  readonly micros: Readonly<Record<string, number>>;
  readonly node_us_per_event: number;
}

export interface BenchReport {
  readonly at: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly options: Readonly<Record<string, string | number>>;
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly service_vs_naive?: number;
  readonly service_vs_limit?: number;
  readonly cost_500k_vs_10k?: number;
  /** Microseconds of processor time that one hydration adds. */
  readonly hydration_us?: number;
  readonly ratios: Readonly<Record<string, Spread>>;
  readonly breakdown?: Breakdown;
  readonly memory?: MemoryMeasurement;
}

const ratesOf = (runs: readonly Measurement[]): number[] => runs.map(({ events, seconds }) => events / seconds);

function median(runs: readonly Measurement[], valueOf: (run: Measurement) => number | null): number | null {
  const values = runs.map(valueOf).filter((value) => value !== null);
  return values.length === 0 ? null : spreadOf(values).median;
}

const totalOf = ({ cpu }: Measurement): number | null =>
  cpu.postgres === null || cpu.redis === null ? null : cpu.node + cpu.postgres + cpu.redis;

export function rowOf(name: string, runs: readonly Measurement[]): Row {
  const spread = spreadOf(ratesOf(runs));
  const work = runs.map((run) => run.work).filter((each) => each !== null);
  return {
    name,
    events_per_s: spread.median,
    p50_ms: median(runs, (run) => run.p50_ms) ?? 0,
    p99_ms: median(runs, (run) => run.p99_ms) ?? 0,
    cpu_us_per_event: median(runs, totalOf),
    node_us_per_event: median(runs, (run) => run.cpu.node) ?? 0,
    postgres_us_per_event: median(runs, (run) => run.cpu.postgres),
    redis_us_per_event: median(runs, (run) => run.cpu.redis),
    spread,
    runs: runs.length,
    ...(work[0] === undefined ? {} : { work: medianWork(work) }),
  };
}

function medianWork(all: readonly Work[]): Work {
  const middle = (valueOf: (work: Work) => number): number => spreadOf(all.map(valueOf)).median;
  return {
    batch_events: middle((work) => work.batch_events),
    batch_rollings: middle((work) => work.batch_rollings),
    commit_ms: middle((work) => work.commit_ms),
    load_ms: middle((work) => work.load_ms),
    commit_share: middle((work) => work.commit_share),
    load_share: middle((work) => work.load_share),
    hydrations: middle((work) => work.hydrations),
    wal_bytes: middle((work) => work.wal_bytes),
  };
}

/** Run by run, for runs that were made side by side saw the same machine. */
export function ratioOf(above: readonly Measurement[], below: readonly Measurement[]): Spread | undefined {
  const upper = ratesOf(above);
  const lower = ratesOf(below);
  const ratios = upper.slice(0, lower.length).map((rate, place) => rate / (lower[place] ?? Number.NaN));
  return ratios.length === 0 ? undefined : spreadOf(ratios);
}

/** The naive baseline is its best number of connections. */
export function bestOf(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((left, right) => right.events_per_s - left.events_per_s)[0];
}

/** Shares of a profiled run, on the processor time of the runs that were not slowed by a profiler. */
export function breakdownOf(shares: Shares, service: Row): Breakdown {
  const { node_us_per_event, postgres_us_per_event, redis_us_per_event } = service;
  const parts = shares.map(([part, share]) => [part, share * node_us_per_event] as const);
  const servers = { postgres: postgres_us_per_event ?? 0, redis: redis_us_per_event ?? 0 };
  return { micros: { ...Object.fromEntries(parts), ...servers }, node_us_per_event };
}

/** What a miss costs: the cold run's extra processor time, spread over its hydrations. */
export function hydrationMicros(warm: readonly Measurement[], cold: readonly Measurement[]): number | undefined {
  const base = median(warm, totalOf);
  if (base === null) return undefined;
  return (
    median(cold, (run) => {
      const total = totalOf(run);
      if (total === null || run.work === null || run.work.hydrations === 0) return null;
      return ((total - base) * run.events) / run.work.hydrations;
    }) ?? undefined
  );
}
