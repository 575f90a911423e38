// How long the caller still waits. What it would not hear the answer of any more is not begun.
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../ports/clock.ts';
import type { Api } from './api.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Epoch milliseconds; infinity where the caller did not say. */
    deadlineAt: number;
  }
}

/** Ours, and the one that a mesh of Envoys adds by itself. The schemas refuse one of ours that is no number. */
const HEADERS = ['x-request-timeout-ms', 'x-envoy-expected-rq-timeout-ms'] as const;

function patienceMs({ headers }: FastifyRequest): number {
  const given = HEADERS.map((name) => Number(headers[name])).filter((ms) => Number.isInteger(ms) && ms > 0);
  return Math.min(...given);
}

export function heedDeadlines(scope: Api, clock: Clock): void {
  scope.decorateRequest('deadlineAt', Infinity);
  scope.addHook('onRequest', async (request) => {
    request.deadlineAt = clock.now() + patienceMs(request);
  });
}
