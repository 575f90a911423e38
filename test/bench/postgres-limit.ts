// Runs the procedures of postgres-limit.sql: how many events a second Postgres alone makes durable on this machine.
import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { cpuPerEvent, readCpu, type ServerPids } from './cpu-meter.ts';
import type { Measurement } from './messages.ts';
import { quantile } from './spread.ts';

export interface BatchShape {
  readonly batch_events: number;
  readonly batch_rollings: number;
}

/** What the service's batches look like on two cores, for a run without the service. */
export const USUAL_BATCH: BatchShape = { batch_events: 1_000, batch_rollings: 600 };

const WARM_UP_SECONDS = 0.5;

const HISTORY_EVENTS_PER_ROLLING = 20;
const HISTORY_EVENTS_MAX = 1_000_000;

interface BatchRun {
  readonly forSeconds: number;
  readonly batchesMax: number;
}

async function runBatches(sql: postgres.Sql, run: BatchRun, shape: BatchShape): Promise<number[]> {
  const rows = await sql<{ batches_ms: number[] }[]>`
    call bench_run(
      ${run.forSeconds}, ${run.batchesMax}::integer, ${shape.batch_events}::integer, ${shape.batch_rollings}::integer,
      '{}'::float8[]
    )`;
  return rows[0]?.batches_ms ?? [];
}

/** Bets of the past, by the same procedure, and statistics about them: no index is empty and no plan made for empty tables. */
export async function writeHistory(databaseUrl: string, rollings: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(await readFile(new URL('postgres-limit.sql', import.meta.url), 'utf8')).simple();
    await sql`call bench_fill_rollings()`;
    const events = Math.min(rollings * HISTORY_EVENTS_PER_ROLLING, HISTORY_EVENTS_MAX);
    const batchesMax = Math.ceil(events / USUAL_BATCH.batch_events);
    await runBatches(sql, { forSeconds: 86_400, batchesMax }, USUAL_BATCH);
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

/** On a database with a history. */
export async function measurePostgresLimit(
  databaseUrl: string,
  pids: ServerPids,
  seconds: number,
  shape: BatchShape,
): Promise<Measurement> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const unlimited = 2 ** 31 - 1;
    await runBatches(sql, { forSeconds: Math.min(WARM_UP_SECONDS, seconds), batchesMax: unlimited }, shape);
    const before = await readCpu(pids);
    const startedAt = performance.now();
    const batchesMs = await runBatches(sql, { forSeconds: seconds, batchesMax: unlimited }, shape);
    const took = (performance.now() - startedAt) / 1_000;
    const events = batchesMs.length * shape.batch_events;
    const cpu = { ...cpuPerEvent(before, await readCpu(pids), events), redis: 0 };
    batchesMs.sort((left, right) => left - right);
    const latencies = { p50_ms: quantile(batchesMs, 0.5), p99_ms: quantile(batchesMs, 0.99) };
    return { events, seconds: took, ...latencies, cpu, work: null, profile: null };
  } finally {
    await sql.end();
  }
}
