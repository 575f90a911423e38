// Which brand a call is about. Who has a rolling's id may have it of another brand: whether that shows, is said, or stops the
// call is MULTI_BRAND_ENFORCEMENT. What is done is always done to the rolling's own brand (docs/adr/0012-the-rows-brand.md).
import type { FastifyRequest } from 'fastify';
import { type BrandId, isBrandId } from '../domain/ids.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import { Sampler } from '../observe/sampler.ts';
import type { Api, ApiDependencies } from './api.ts';
import { isGuarded } from './guarded-routes.ts';
import { ApiProblem, invalidRequest } from './problems.ts';
import { headerOf } from './repeated-header.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the brand plugin before any handler runs. */
    brandId: BrandId | null;
    /** The rolling that the call met, where it is of another brand than the call's. */
    foreignRolling: RollingRecord | null;
  }
}

/** Who asks with the wrong brand does so with every call: a few lines show it, the counters count it. */
const LINES = { burst: 10, everyMs: 60_000 };

/** Demands X-Brand-Id on every guarded route, and says when a call met a rolling of another brand. */
export function demandBrand(app: Api, { brandEnforcement, clock }: ApiDependencies): void {
  const sampler = new Sampler(LINES);
  app.decorateRequest('brandId', null);
  app.decorateRequest('foreignRolling', null);
  app.addHook('onRequest', async (request) => {
    if (!isGuarded(request)) return;
    const given = headerOf(request, 'x-brand-id') ?? '';
    if (given === '') throw new ApiProblem('MISSING_BRAND', 'send the header X-Brand-Id');
    if (!isBrandId(given)) throw invalidRequest([{ in: 'header', pointer: '/x-brand-id', detail: 'is too long' }]);
    request.brandId = given;
  });
  app.addHook('onResponse', async (request) => {
    const { foreignRolling, method, routeOptions, caller } = request;
    if (foreignRolling === null || brandEnforcement === 'off') return;
    const unsaid = sampler.admit(clock.now());
    if (unsaid === null) return;
    const { brandId, rollingId } = foreignRolling.facts;
    const asked = { calledFor: request.brandId, caller: caller?.name, method, route: routeOptions.url };
    const message = `a call for another brand was ${brandEnforcement === 'enforce' ? 'refused' : 'let through'}`;
    request.log.warn({ brandId, rollingId, ...asked, unsaid }, message);
  });
}

export function brandOf(request: FastifyRequest): BrandId {
  if (request.brandId === null) throw new Error('a route of the API runs without its brand plugin');
  return request.brandId;
}

/** The rolling, where it is there for the call's brand; `ROLLING_NOT_FOUND` alike for none and for one that is kept from it. */
export function ofBrand(
  rolling: RollingRecord | null,
  rollingId: string,
  request: FastifyRequest,
  { brandEnforcement, metrics }: Pick<ApiDependencies, 'brandEnforcement' | 'metrics'>,
): RollingRecord {
  if (rolling === null) throw new ApiProblem('ROLLING_NOT_FOUND', `no rolling ${rollingId}`);
  if (rolling.facts.brandId === brandOf(request)) return rolling;
  request.foreignRolling = rolling;
  if (brandEnforcement === 'observe') metrics.crossBrandObserved.inc();
  if (brandEnforcement !== 'enforce') return rolling;
  metrics.crossBrandRejected.inc();
  throw new ApiProblem('ROLLING_NOT_FOUND', `no rolling ${rollingId}`);
}
