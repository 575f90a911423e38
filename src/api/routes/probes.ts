// What machines ask: is the process alive, are its servers there, do its loops move, how much of what. No token.
import { isReady } from '../../observe/health.ts';
import type { Api, ProbeDependencies } from '../api.ts';
import { within } from '../patience.ts';
import { healthAnswers, liveAnswers, metricsAnswers, readyAnswers } from '../schemas/probes.ts';

const DEPENDENCY_TIMEOUT_MS = 2_000;

interface DependencyReport {
  readonly status: 'up' | 'down';
  readonly latency_ms: number;
  /** A code where there is one: messages may hold addresses, and nobody here has shown a token. */
  readonly error?: string;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

class TimedOut extends Error {
  readonly code = 'NO_ANSWER_IN_TIME';
}

/** One question at a time: a dependency that hangs is not asked again by every probe until it fell over its own questions. */
function askOnce(ping: () => Promise<void>): () => Promise<void> {
  let asked: Promise<void> | null = null;
  return () => {
    asked ??= ping().finally(() => {
      asked = null;
    });
    return asked;
  };
}

function createAsk({ clock, healthTimeoutMs }: ProbeDependencies, ping: () => Promise<void>) {
  const question = askOnce(ping);
  return async (): Promise<DependencyReport> => {
    const askedAt = clock.now();
    try {
      await within(clock, healthTimeoutMs ?? DEPENDENCY_TIMEOUT_MS, question, (message) => new TimedOut(message));
      return { status: 'up', latency_ms: clock.now() - askedAt };
    } catch (error) {
      return { status: 'down', latency_ms: clock.now() - askedAt, error: reasonOf(error) };
    }
  };
}

/** For whoever restarts processes: nothing outside this process makes it say no, or an outage would restart the fleet in a loop. */
function routeLive(app: Api, { health }: ProbeDependencies): void {
  const summary = 'Whether this process is worth keeping';
  const schema = { operationId: 'getLiveness', tags: ['probes'], summary, response: liveAnswers };
  app.get('/live', { schema }, async (_request, reply) => {
    reply.code(health.isAlive ? 200 : 503);
    return { status: health.isAlive ? 'alive' : 'dead' };
  });
}

function routeHealth(app: Api, probes: ProbeDependencies): void {
  const askPostgres = createAsk(probes, probes.dependencies.postgres);
  const askRedis = createAsk(probes, probes.dependencies.redis);
  const summary = 'Whether Postgres and Redis answer';
  const schema = { operationId: 'getHealth', tags: ['probes'], summary, response: healthAnswers };
  app.get('/health', { schema }, async (_request, reply) => {
    const [postgresReport, redisReport] = await Promise.all([askPostgres(), askRedis()]);
    const isUp = postgresReport.status === 'up' && redisReport.status === 'up';
    reply.code(isUp ? 200 : 503);
    return { status: isUp ? 'up' : 'down', dependencies: { postgres: postgresReport, redis: redisReport } };
  });
}

function routeReady(app: Api, { clock, health }: ProbeDependencies): void {
  const summary = 'Whether every loop makes progress';
  const schema = { operationId: 'getReadiness', tags: ['probes'], summary, response: readyAnswers };
  app.get('/ready', { schema }, async (_request, reply) => {
    const loops = health.report(clock.now());
    const ready = isReady(loops);
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not_ready', loops };
  });
}

function routeMetrics(app: Api, { clock, health, metrics, refreshMetrics }: ProbeDependencies): void {
  const summary = 'Metrics in the text format of Prometheus';
  const schema = { operationId: 'getMetrics', tags: ['probes'], summary, response: metricsAnswers };
  app.get('/metrics', { schema }, async (_request, reply) => {
    refreshMetrics();
    for (const [loop, { age_ms: ageMs, threshold_ms: thresholdMs }] of Object.entries(health.report(clock.now()))) {
      if (ageMs === null) continue;
      metrics.loopAgeSeconds.set({ loop }, ageMs / 1_000);
      metrics.loopThresholdSeconds.set({ loop }, thresholdMs / 1_000);
    }
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}

export function routeProbes(app: Api, probes: ProbeDependencies): void {
  for (const route of [routeLive, routeHealth, routeReady, routeMetrics]) route(app, probes);
}
