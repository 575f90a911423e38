// Which requests are let in. A process that takes on more than it can do in time helps nobody, and one caller must not crowd out
// the others. Probes are never refused; what waits for an owner has a bound of its own, its mailbox.
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { Metrics } from '../observe/metrics.ts';
import type { AdmissionLimits, Api } from './api.ts';
import { callerOf } from './caller.ts';
import { isGuarded } from './guarded-routes.ts';
import { ApiProblem } from './problems.ts';

const SAMPLE_MS = 500;
const WINDOW_MS = 1_000;

const overloaded = (): ApiProblem => new ApiProblem('OVERLOADED', 'nothing was done; ask again with the same key');

/** Comes before everything that costs anything. */
export async function shedLoad(app: Api, limits: AdmissionLimits, metrics: Metrics): Promise<void> {
  if (limits.eventLoopDelayMs > 0) {
    await app.register(underPressure, {
      maxEventLoopDelay: limits.eventLoopDelayMs,
      sampleInterval: SAMPLE_MS,
      // A promise: what it rejects with reaches the error handler, what is thrown at once would reach nobody.
      pressureHandler: async (request) => {
        if (!isGuarded(request)) return;
        metrics.httpRefused.inc({ reason: 'event_loop_delay' });
        throw overloaded();
      },
    });
  }
  let inFlight = 0;
  app.addHook('onRequest', async (request, reply) => {
    if (!isGuarded(request)) return;
    if (inFlight >= limits.requestsInFlight) {
      metrics.httpRefused.inc({ reason: 'requests_in_flight' });
      throw overloaded();
    }
    inFlight += 1;
    metrics.httpRequestsInFlight.set(inFlight);
    // Not `onResponse`: a caller who hangs up is never answered.
    reply.raw.once('close', () => {
      inFlight -= 1;
      metrics.httpRequestsInFlight.set(inFlight);
    });
  });
}

/** Comes after the caller is known, and adds itself to every route made after it. */
export async function limitRates(scope: Api, limits: AdmissionLimits, metrics: Metrics): Promise<void> {
  const { callerRequestsPerSecond: max } = limits;
  if (max === 0) return;
  await scope.register(rateLimit, {
    max,
    timeWindow: WINDOW_MS,
    enableDraftSpec: true,
    keyGenerator: (request) => callerOf(request).name,
    errorResponseBuilder: (request) => {
      metrics.httpRefused.inc({ reason: 'caller_rate' });
      return new ApiProblem('RATE_LIMITED', `${callerOf(request).name} may send ${max} requests a second`);
    },
  });
}
