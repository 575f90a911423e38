// Who is calling: the holder of a token is who the token was given to.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { CallerName } from '../domain/caller.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Api, ApiDependencies, KnownCaller } from './api.ts';
import { isGuarded } from './guarded-routes.ts';
import { ApiProblem } from './problems.ts';
import { isRepeated } from './repeated-header.ts';

interface Caller {
  readonly name: CallerName;
  readonly accepted: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the caller plugin before any handler runs. */
    caller: Caller | null;
  }
}

const TOKEN_HEADER = 'x-internal-service-token';
/** Of each kind of line, so that neither guesses nor habits flood the log; the counter counts them all. */
const LINES = { burst: 5, everyMs: 60_000 };

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Compares with every known token, found or not, so that the time taken tells nothing. */
function createRecognise(callers: readonly KnownCaller[]): (token: string) => Caller | null {
  const known = callers.flatMap(({ caller: name, accepted, tokens }) =>
    tokens.map((token) => ({ caller: { name, accepted }, digest: digestOf(token) })),
  );
  return (token) => {
    const digest = digestOf(token);
    let found: Caller | null = null;
    for (const each of known) if (timingSafeEqual(each.digest, digest)) found = each.caller;
    return found;
  };
}

/** Demands X-Internal-Service-Token on every guarded route. */
export function demandCaller(app: Api, { callers, clock }: ApiDependencies): void {
  const recognise = createRecognise(callers);
  const samplers = { unknown: new Sampler(LINES), refused: new Sampler(LINES), legacy: new Sampler(LINES) };

  const warn = (request: FastifyRequest, sampler: Sampler, message: string): void => {
    const unsaid = sampler.admit(clock.now());
    if (unsaid === null) return;
    const { method, ip, routeOptions } = request;
    request.log.warn({ route: routeOptions.url, method, ip, brandId: request.headers['x-brand-id'], unsaid }, message);
  };

  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    if (!isGuarded(request)) return;
    const token = isRepeated(request, TOKEN_HEADER) ? undefined : request.headers[TOKEN_HEADER];
    const caller = typeof token === 'string' ? recognise(token) : null;
    request.caller = caller;
    if (caller === null) {
      warn(request, samplers.unknown, 'a call without a token that we know was refused');
      throw new ApiProblem('UNAUTHENTICATED', 'send one token that this service knows, once');
    }
    if (!caller.accepted) {
      warn(request, samplers.refused, 'a call with the deprecated shared token was refused');
      throw new ApiProblem('LEGACY_TOKEN_REJECTED', 'the shared token is not accepted any more: use your own');
    }
    if (caller.name === 'legacy') warn(request, samplers.legacy, 'a call came with the deprecated shared token');
  });
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a route of the API runs without its caller plugin');
  return request.caller;
}
