// What machines ask: are the servers there, do the loops move, how much of what. No token.
import { isReady } from '../../observe/health.ts';
import type { Api, ProbeDependencies } from '../api.ts';
import { within } from '../patience.ts';

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

async function ask({ clock }: ProbeDependencies, ping: () => Promise<void>): Promise<DependencyReport> {
  const askedAt = clock.now();
  try {
    await within(clock, DEPENDENCY_TIMEOUT_MS, ping);
    return { status: 'up', latency_ms: clock.now() - askedAt };
  } catch (error) {
    return { status: 'down', latency_ms: clock.now() - askedAt, error: reasonOf(error) };
  }
}

function routeHealth(app: Api, probes: ProbeDependencies): void {
  app.get('/health', { schema: { summary: 'Whether Postgres and Redis answer' } }, async (_request, reply) => {
    const { postgres, redis } = probes.dependencies;
    const [postgresReport, redisReport] = await Promise.all([ask(probes, postgres), ask(probes, redis)]);
    const isUp = postgresReport.status === 'up' && redisReport.status === 'up';
    reply.code(isUp ? 200 : 503);
    return { status: isUp ? 'up' : 'down', dependencies: { postgres: postgresReport, redis: redisReport } };
  });
}

function routeReady(app: Api, { clock, health }: ProbeDependencies): void {
  app.get('/ready', { schema: { summary: 'Whether every loop moves' } }, async (_request, reply) => {
    const loops = health.report(clock.now());
    const ready = isReady(loops);
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not_ready', loops };
  });
}

function routeMetrics(app: Api, { clock, health, metrics, refreshMetrics }: ProbeDependencies): void {
  app.get('/metrics', { schema: { summary: 'Metrics in the text format of Prometheus' } }, async (_request, reply) => {
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
  for (const route of [routeHealth, routeReady, routeMetrics]) route(app, probes);
}
