// GET and PUT /internal/rolling/brand-config: the rules that new rollings of a brand are made under.
import type { FastifyRequest } from 'fastify';
import { effectiveView, sourcesOf } from '../../domain/brand-config/effective.ts';
import { parseBrandConfig, validateBrandConfig } from '../../domain/brand-config.ts';
import type { BrandPolicy } from '../../domain/policy.ts';
import type { BrandConfigChange, StoredBrandConfig } from '../../ports/brand-configs.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { fingerprintOfBody } from '../canonical-json.ts';
import { read, within } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import { type PutConfigBody, configAnswer, putConfigBody } from '../schemas/brand-config.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders } from '../schemas/queries.ts';

const WRITE_TIMEOUT_MS = 5_000;

type Versioned = Pick<StoredBrandConfig, 'version' | 'config'>;

const NONE: Versioned = { version: 0, config: {} };

/** The policy of a config that is about to be used; every fault of it, with its place in the body, as one problem. */
export function policyOfBody(config: unknown, version: number): BrandPolicy {
  const { policy, faults } = validateBrandConfig(config, version);
  if (policy !== undefined) return policy;
  const errors = faults.map(({ pointer, problem }) => ({ in: 'body', pointer: `/config${pointer}`, detail: problem }));
  const places = errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  throw new ApiProblem('INVALID_BRAND_CONFIG', places.join('; '), { errors });
}

/** The policy of a config that is stored. */
export function policyOfStored({ version, config }: Versioned): BrandPolicy {
  const { policy } = parseBrandConfig(config, version);
  if (policy !== undefined) return policy;
  throw new ApiProblem('BRAND_CONFIG_NOT_UNDERSTOOD', `version ${version} is of a newer build`);
}

function configView(stored: Versioned): Record<string, unknown> {
  const { version, config } = stored;
  const policy = policyOfStored(stored);
  return { version, config, effective: effectiveView(policy), sources: sourcesOf(config, policy) };
}

/** Sent again because its answer was lost, a change is already there: it is answered, not stored twice. */
function isThere(current: StoredBrandConfig | null, change: BrandConfigChange): current is StoredBrandConfig {
  if (current === null) return false;
  const { expectedVersion, requestedBy, note } = change;
  const follows = expectedVersion === null || expectedVersion === current.version - 1;
  const isSaidBySame = requestedBy === current.requestedBy && note === current.note;
  return follows && isSaidBySame && fingerprintOfBody(change.config) === fingerprintOfBody(current.config);
}

async function store(
  { configs, clock }: ApiDependencies,
  request: FastifyRequest,
  change: BrandConfigChange,
): Promise<Versioned> {
  const brandId = brandOf(request);
  const current = await read(clock, () => configs.current(brandId), request.deadlineAt);
  if (isThere(current, change)) return current;
  const outcome = await within(clock, WRITE_TIMEOUT_MS, () => configs.put(brandId, change)).catch((error: unknown) => {
    throw new ApiProblem('STORE_UNAVAILABLE', 'whether it was stored is not known; send it again', {}, error);
  });
  const { version } = outcome;
  if (outcome.kind === 'conflict') {
    throw new ApiProblem('STALE_VERSION', `version ${version} is in force: read it and change that`, { version });
  }
  const { requestedBy, note } = change;
  request.log.info(
    { brandId, version, caller: callerOf(request).name, requestedBy, note },
    'a brand config was stored',
  );
  return { version, config: change.config };
}

function changeOf(body: PutConfigBody, request: FastifyRequest, at: number): BrandConfigChange {
  return {
    config: body.config,
    expectedVersion: body.expected_version ?? null,
    requestedBy: body.requested_by ?? callerOf(request).name,
    note: body.note ?? null,
    at,
  };
}

export function routeBrandConfig(scope: Api, dependencies: ApiDependencies): void {
  const { configs, clock } = dependencies;
  const served = { 200: { description: 'The rules in force.', schema: configAnswer } };
  const common = { tags: ['brand config'], headers: callHeaders };
  const getSchema = {
    operationId: 'getBrandConfig',
    summary: 'The rules of a brand, and where each comes from',
    ...common,
    response: answers(served, [...READ_PROBLEMS, 'BRAND_CONFIG_NOT_UNDERSTOOD']),
  };
  scope.get('/brand-config', { schema: getSchema }, async (request) =>
    configView((await read(clock, () => configs.current(brandOf(request)), request.deadlineAt)) ?? NONE),
  );
  const putSchema = {
    operationId: 'putBrandConfig',
    summary: 'Set the rules of a brand',
    description: 'Replaces the whole config. Holds for every create begun after the answer; open rollings keep theirs.',
    body: putConfigBody,
    ...common,
    response: answers(served, [
      ...READ_PROBLEMS,
      ...BODY_PROBLEMS,
      'BRAND_CONFIG_NOT_UNDERSTOOD',
      'INVALID_BRAND_CONFIG',
      'STALE_VERSION',
    ]),
  };
  scope.put('/brand-config', { schema: putSchema }, async (request) => {
    policyOfBody(request.body.config, 0);
    return configView(await store(dependencies, request, changeOf(request.body, request, clock.now())));
  });
}
