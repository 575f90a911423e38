// Which routes are guarded: all but those that src/api/rights.ts calls public. One that it does not know cannot be added.
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { ROUTE_RIGHTS, routeKey } from './rights.ts';

export const routeOf = (request: FastifyRequest): string => routeKey(request.method, request.routeOptions.url ?? '');

/** Whether the request met a route that asks who calls. One that met no route is answered 404, whoever asks. */
export function isGuarded(request: FastifyRequest): boolean {
  return !request.is404 && ROUTE_RIGHTS[routeOf(request)] !== 'public';
}

/** From now on adding a route that the table does not know throws, and so stops the start. */
export function refuseUndeclaredRoutes(app: Api): void {
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      const route = routeKey(each, url);
      if (ROUTE_RIGHTS[route] === undefined)
        throw new Error(`nobody said who may call ${route}: give it a row in ROUTE_RIGHTS, src/api/rights.ts`);
    }
  });
}
