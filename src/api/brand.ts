// Which brand a call is about. A rolling of another brand does not exist for it, whatever the mode of brand enforcement: the
// lenient modes are not served yet.
import type { FastifyRequest } from 'fastify';
import { type BrandId, isBrandId } from '../domain/ids.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Api } from './api.ts';
import { ApiProblem, invalidRequest } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the brand plugin before any handler runs. */
    brandId: BrandId | null;
  }
}

/** Demands X-Brand-Id on every route of this scope. */
export function demandBrand(scope: Api): void {
  scope.decorateRequest('brandId', null);
  scope.addHook('onRequest', async (request) => {
    const given = request.headers['x-brand-id'];
    if (typeof given !== 'string' || given === '') throw new ApiProblem('MISSING_BRAND', 'send the header X-Brand-Id');
    if (!isBrandId(given)) throw invalidRequest([{ in: 'header', pointer: '/x-brand-id', detail: 'is too long' }]);
    request.brandId = given;
  });
}

export function brandOf(request: FastifyRequest): BrandId {
  if (request.brandId === null) throw new Error('a route of the API runs without its brand plugin');
  return request.brandId;
}

/** The rolling, where the caller's brand has it; throws `ROLLING_NOT_FOUND` alike for none and for another brand's. */
export function ofBrand(
  rolling: RollingRecord | null,
  rollingId: string,
  brandId: BrandId,
  metrics: Metrics,
): RollingRecord {
  if (rolling !== null && rolling.facts.brandId === brandId) return rolling;
  if (rolling !== null) metrics.crossBrandRejected.inc();
  throw new ApiProblem('ROLLING_NOT_FOUND', `no rolling ${rollingId}`);
}
