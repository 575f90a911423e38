// Who is calling. Today any configured token opens every route; what each caller may do is decided here once rights per caller come.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Api, KnownCaller } from './api.ts';
import { ApiProblem } from './problems.ts';

export interface Caller {
  readonly name: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the caller plugin before any handler runs. */
    caller: Caller | null;
  }
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Compares with every known token, found or not, so that the time taken tells nothing. */
function createRecognise(callers: readonly KnownCaller[]): (token: string) => Caller | null {
  const known = callers.flatMap(({ caller, tokens }) =>
    tokens.map((token) => ({ caller: { name: caller }, digest: digestOf(token) })),
  );
  return (token) => {
    const digest = digestOf(token);
    let found: Caller | null = null;
    for (const each of known) if (timingSafeEqual(each.digest, digest)) found = each.caller;
    return found;
  };
}

/** Demands X-Internal-Service-Token on every route of this scope. */
export function demandCaller(scope: Api, callers: readonly KnownCaller[]): void {
  const recognise = createRecognise(callers);
  scope.decorateRequest('caller', null);
  scope.addHook('onRequest', async (request) => {
    const token = request.headers['x-internal-service-token'];
    const caller = typeof token === 'string' ? recognise(token) : null;
    if (caller === null) throw new ApiProblem('UNAUTHENTICATED', 'send a token that this service knows');
    request.caller = caller;
  });
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a route of the API runs without its caller plugin');
  return request.caller;
}
