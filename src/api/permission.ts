// Whether the caller may do this: its token says who it is, src/api/rights.ts what that one may.
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { callerOf } from './caller.ts';
import { isGuarded, routeOf } from './guarded-routes.ts';
import { ApiProblem } from './problems.ts';
import { mayCall, rightsFor } from './rights.ts';

function parametersOf({ query }: FastifyRequest): readonly string[] {
  return typeof query === 'object' && query !== null ? Object.keys(query) : [];
}

/** Demands the route's rights of the caller; behind the hooks that say who calls, and for which brand. */
export function demandRights(app: Api): void {
  app.addHook('onRequest', async (request) => {
    if (!isGuarded(request)) return;
    const { name: caller } = callerOf(request);
    for (const right of rightsFor(routeOf(request), parametersOf(request))) {
      if (mayCall(caller, right)) continue;
      throw new ApiProblem('FORBIDDEN', `${caller} does not have the right ${right}`, { caller, right });
    }
  });
}
