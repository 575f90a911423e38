// What became of each guarded request, by who sent it: closed lists of both, so that the counter stays small.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../observe/metrics.ts';
import type { Api } from './api.ts';
import { isGuarded } from './guarded-routes.ts';

type RequestOutcome =
  | 'served'
  | 'unauthenticated'
  | 'legacy_token_rejected'
  | 'forbidden'
  | 'not_found'
  | 'refused'
  | 'unavailable'
  | 'failed';

const BY_STATUS: Readonly<Record<number, RequestOutcome>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  503: 'unavailable',
};

function outcomeOf({ caller }: FastifyRequest, { statusCode }: FastifyReply): RequestOutcome {
  if (caller?.accepted === false) return 'legacy_token_rejected';
  if (statusCode < 400) return 'served';
  return BY_STATUS[statusCode] ?? (statusCode < 500 ? 'refused' : 'failed');
}

export function countRequests(app: Api, { requests }: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    if (!isGuarded(request)) return;
    requests.inc({ caller: request.caller?.name ?? 'unknown', outcome: outcomeOf(request, reply) });
  });
}
