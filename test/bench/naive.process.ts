// Measures the naive way: N consumers of the group, each with a connection of its own, each event in its own transaction.
import { Redis } from 'ioredis';
import { type Sql, openPool } from '../../src/adapters/postgres/connection.ts';
import { decodeEntry } from '../../src/domain/decoding/decode-entry.ts';
import { performTask } from './child.ts';
import { cpuPerEvent, readCpu } from './cpu-meter.ts';
import { DECODING } from './decoding.ts';
import { Latencies } from './latencies.ts';
import { type Measurement, type NaiveTask, naiveTask } from './messages.ts';
import { applyNaively } from './naive-transaction.ts';

const GROUP = 'rolling_service';
const READ_COUNT = 10;

interface Entry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** XREADGROUP answers [[stream, [[id, [field, value, …]], …]]]. */
function entriesOf(answer: unknown): Entry[] {
  if (!Array.isArray(answer)) return [];
  const streams = answer as [string, [string, string[]][]][];
  return streams.flatMap(([, entries]) =>
    entries.map(([id, flat]) => {
      const fields: Record<string, string> = {};
      for (let place = 0; place + 1 < flat.length; place += 2) fields[flat[place] ?? ''] = flat[place + 1] ?? '';
      return { id, fields };
    }),
  );
}

class NaiveConsumers {
  private readonly task: NaiveTask;
  private readonly sql: Sql;
  private stopping = false;
  readonly latencies = new Latencies();
  events = 0;

  constructor(task: NaiveTask, sql: Sql) {
    this.task = task;
    this.sql = sql;
  }

  stop(): void {
    this.stopping = true;
  }

  /** Counts from here on. */
  begin(): void {
    this.latencies.begin();
    this.events = 0;
  }

  async run(name: string): Promise<void> {
    const { redisUrl, stream } = this.task;
    const redis = new Redis(redisUrl);
    try {
      while (!this.stopping) {
        const answer = await redis.xreadgroup('GROUP', GROUP, name, 'COUNT', READ_COUNT, 'STREAMS', stream, '>');
        const entries = entriesOf(answer);
        if (entries.length === 0) return;
        this.latencies.read(entries.map(({ id }) => id));
        for (const entry of entries) await this.apply(redis, entry);
      }
    } finally {
      redis.disconnect();
    }
  }

  private async apply(redis: Redis, { id, fields }: Entry): Promise<void> {
    const { latencies } = this;
    const decoded = decodeEntry(fields, { ...DECODING, nowMs: Date.now() });
    if (decoded.kind === 'event' && decoded.event.type === 'BET_SETTLED') await applyNaively(this.sql, decoded.event);
    await redis.xack(this.task.stream, GROUP, id);
    latencies.acknowledged([id]);
    this.events += 1;
  }
}

async function measure(task: NaiveTask): Promise<Measurement> {
  const { databaseUrl, redisUrl, stream, connections, warmUpMs, measureMs, pids } = task;
  const redis = new Redis(redisUrl);
  await redis.xgroup('CREATE', stream, GROUP, '0', 'MKSTREAM');
  redis.disconnect();
  const options = { applicationName: 'bench naive', connectionsMax: connections, statementTimeoutMs: 0 };
  const sql = openPool(databaseUrl, { ...options, transactions: true });
  const consumers = new NaiveConsumers(task, sql);
  const running = Promise.all(Array.from({ length: connections }, (_, number) => consumers.run(`naive-${number}`)));
  const pause = (ms: number): Promise<unknown> =>
    Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), running]);
  await pause(warmUpMs);
  const before = await readCpu(pids);
  const startedAt = performance.now();
  consumers.begin();
  await pause(measureMs);
  const { events } = consumers;
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = cpuPerEvent(before, await readCpu(pids), events);
  consumers.stop();
  await running;
  await sql.end();
  return { events, seconds, ...consumers.latencies.quantiles(), cpu, work: null, profile: null };
}

performTask(naiveTask, measure);
