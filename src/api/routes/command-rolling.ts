// POST /internal/rolling/{rolling_id}/{operation}: everything that is done to a rolling that exists.
import type { FastifyRequest } from 'fastify';
import type { PlainCommand } from '../../domain/command.ts';
import { isRollingId } from '../../domain/ids.ts';
import type { RollingRecord } from '../../domain/rolling.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { ofBrand } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { fingerprintOfBody } from '../canonical-json.ts';
import { versionsAskedFor } from '../entity-tags.ts';
import { read } from '../patience.ts';
import type { ProblemCode } from '../problems.ts';
import { COMMAND_SERVED } from '../schemas/answers.ts';
import { PLAIN_OPERATIONS, type PlainBody, cancelBody, plainBody, reviewBody } from '../schemas/commands.ts';
import { OWNER_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { conditionalHeaders, rollingParams } from '../schemas/queries.ts';
import { answerCommand, idempotencyKeyOf } from './answer-command.ts';

export const ROLLING_COMMAND_PROBLEMS = [
  ...OWNER_PROBLEMS,
  ...READ_PROBLEMS,
  'INVALID_STATE',
  'ROLLING_NOT_FOUND',
  'VERSION_MISMATCH',
] as const satisfies readonly ProblemCode[];

const SUMMARIES: Readonly<Record<(typeof PLAIN_OPERATIONS)[number], readonly [id: string, summary: string]>> = {
  complete: ['completeRolling', 'Complete a rolling whatever its progress'],
  expire: ['expireRolling', 'Expire a rolling now'],
  'retry-completion': ['retryCompletion', 'Call the wallet again after the attempts were used up'],
  suspend: ['suspendRolling', 'Let bets count nothing for a while'],
  resume: ['resumeRolling', 'Let bets count again'],
};

/** The row says which brand and player the rolling belongs to, and so who owns it. */
export async function findRolling(
  dependencies: ApiDependencies,
  rollingId: string,
  request: FastifyRequest,
): Promise<RollingRecord> {
  const { reads, clock } = dependencies;
  const found = isRollingId(rollingId)
    ? await read(clock, () => reads.findRolling(rollingId), request.deadlineAt)
    : null;
  return ofBrand(found, rollingId, request, dependencies);
}

/** What every command on a rolling carries, whatever it asks for. */
export function basicsOf(
  { random }: ApiDependencies,
  request: FastifyRequest,
  { facts }: RollingRecord,
  body: PlainBody,
): Omit<PlainCommand, 'operation'> {
  // The journal keeps both with what was done; why something was asked that was then refused is in the log alone.
  if (body.note !== undefined || body.reason !== undefined) {
    const { brandId, rollingId } = facts;
    request.log.info({ brandId, rollingId, reason: body.reason, note: body.note }, 'a command was explained');
  }
  const ifVersion = versionsAskedFor(request);
  return {
    ...(ifVersion === undefined ? {} : { ifVersion }),
    brandId: facts.brandId,
    playerId: facts.playerId,
    rollingId: facts.rollingId,
    key: idempotencyKeyOf(request, random),
    fingerprint: fingerprintOfBody(body),
    requestedBy: body.requested_by ?? callerOf(request).name,
    reason: body.reason ?? null,
    note: body.note ?? null,
  };
}

export function routeCommands(scope: Api, dependencies: ApiDependencies): void {
  // A command may come without a body.
  const options = {
    preValidation: async (request: FastifyRequest): Promise<void> => {
      request.body ??= {};
    },
  };
  const shape = {
    tags: ['commands'],
    params: rollingParams,
    headers: conditionalHeaders,
    response: answers(COMMAND_SERVED, ROLLING_COMMAND_PROBLEMS),
  };

  const cancelSchema = {
    operationId: 'cancelRolling',
    summary: 'Cancel a rolling and forfeit its bonus',
    body: cancelBody,
    ...shape,
  };
  scope.post('/:rolling_id/cancel', { ...options, schema: cancelSchema }, async (request, reply) => {
    const { body } = request;
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    const command = {
      ...basicsOf(dependencies, request, rolling, body),
      operation: 'cancel',
      reason: body.reason,
    } as const;
    return answerCommand(dependencies, command, request, reply);
  });

  const reviewSchema = {
    operationId: 'reviewRolling',
    summary: 'Say that reversals after completion were looked at',
    body: reviewBody,
    ...shape,
  };
  scope.post('/:rolling_id/review', { ...options, schema: reviewSchema }, async (request, reply) => {
    const { body } = request;
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    const basics = basicsOf(dependencies, request, rolling, body);
    return answerCommand(dependencies, { ...basics, operation: 'review', reason: body.reason }, request, reply);
  });

  for (const operation of PLAIN_OPERATIONS) {
    const [operationId, summary] = SUMMARIES[operation];
    const schema = { operationId, summary, body: plainBody, ...shape };
    scope.post(`/:rolling_id/${operation}`, { ...options, schema }, async (request, reply) => {
      const rolling = await findRolling(dependencies, request.params.rolling_id, request);
      // An expiry's reason is always EXPIRED.
      const reason = operation === 'expire' ? null : (request.body.reason ?? null);
      const command = { ...basicsOf(dependencies, request, rolling, request.body), operation, reason };
      return answerCommand(dependencies, command, request, reply);
    });
  }
}
