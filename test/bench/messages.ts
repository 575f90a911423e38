// What main and its measuring children tell each other.
import Type, { type Static } from 'typebox';

const nullableNumber = Type.Union([Type.Number(), Type.Null()]);

const target = {
  databaseUrl: Type.String(),
  redisUrl: Type.String(),
  stream: Type.String(),
  pids: Type.Object({ postgres: Type.Integer(), redis: Type.Integer() }),
  measureMs: Type.Number(),
};

export const naiveTask = Type.Object({ ...target, connections: Type.Integer(), warmUpMs: Type.Number() });

export const serviceTask = Type.Object({
  ...target,
  /** Entries at the head of the stream that are played before anything is measured. */
  warmUpEvents: Type.Integer(),
  entries: Type.Integer(),
  residentRollingsMax: Type.Integer(),
  profiled: Type.Boolean(),
});

export const memoryTask = Type.Object({
  databaseUrl: Type.String(),
  players: Type.Integer(),
  brands: Type.Integer(),
  residents: Type.Integer(),
});

const cpu = Type.Object({ node: Type.Number(), postgres: nullableNumber, redis: nullableNumber });

/** What the worker did while it was measured, per event unless a name says otherwise. */
const work = Type.Object({
  batch_events: Type.Number(),
  batch_rollings: Type.Number(),
  /** Wall time of one commit and one load. */
  commit_ms: Type.Number(),
  load_ms: Type.Number(),
  /** Share of the wall time in which a commit, or a load, was under way. */
  commit_share: Type.Number(),
  load_share: Type.Number(),
  hydrations: Type.Number(),
  /** Of the whole server, checkpoints' full pages included. */
  wal_bytes: Type.Number(),
});

export const measurement = Type.Object({
  events: Type.Integer(),
  seconds: Type.Number(),
  p50_ms: Type.Number(),
  p99_ms: Type.Number(),
  cpu,
  work: Type.Union([work, Type.Null()]),
  profile: Type.Union([Type.String(), Type.Null()]),
});

export const memoryMeasurement = Type.Object({
  residents: Type.Integer(),
  rollings: Type.Integer(),
  bytes_per_resident_rolling: Type.Number(),
  bytes_per_indexed_player: Type.Number(),
});

export const httpLoadTask = Type.Object({
  url: Type.String(),
  token: Type.String(),
  brandId: Type.String(),
  operation: Type.Enum(['create', 'get']),
  /** What is read; not empty for `get`. */
  rollingIds: Type.Array(Type.String()),
  connections: Type.Integer(),
  /** Null: as fast as the connections are answered. */
  perSecond: Type.Union([Type.Number(), Type.Null()]),
  seconds: Type.Number(),
});

export const httpLoad = Type.Object({
  seconds: Type.Number(),
  /** Of every answer, and as if no request had waited for the one before it (autocannon's correction) where there is a rate. */
  p50_ms: Type.Number(),
  p99_ms: Type.Number(),
  max_ms: Type.Number(),
  /** Answers that were neither refusals nor failures, and their times as they were. */
  served: Type.Integer(),
  served_p50_ms: Type.Number(),
  served_p99_ms: Type.Number(),
  statuses: Type.Record(Type.String(), Type.Integer()),
  errors: Type.Integer(),
});

export type HttpLoadTask = Static<typeof httpLoadTask>;
export type HttpLoad = Static<typeof httpLoad>;
export type NaiveTask = Static<typeof naiveTask>;
export type ServiceTask = Static<typeof serviceTask>;
export type MemoryTask = Static<typeof memoryTask>;
export type Work = Static<typeof work>;
export type Measurement = Static<typeof measurement>;
export type MemoryMeasurement = Static<typeof memoryMeasurement>;
