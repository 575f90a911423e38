// POST /internal/rolling/{rolling_id}/adjust
import { parseSignedMinor } from '../../domain/money.ts';
import { parseTimestamp } from '../../domain/timestamp.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { ApiProblem, invalidRequest } from '../problems.ts';
import { COMMAND_SERVED } from '../schemas/answers.ts';
import { type AdjustBody, adjustBody } from '../schemas/commands.ts';
import { answers } from '../schemas/problems.ts';
import { conditionalHeaders, rollingParams } from '../schemas/queries.ts';
import { answerCommand } from './answer-command.ts';
import { ROLLING_COMMAND_PROBLEMS, basicsOf, findRolling } from './command-rolling.ts';

interface Changes {
  readonly expiresAt: number | null;
  readonly wageredDeltaMinor: bigint | null;
}

function endOf({ expires_at: given }: AdjustBody): number | null {
  if (given === undefined) return null;
  const atMs = parseTimestamp(given);
  if (atMs !== null) return atMs;
  throw invalidRequest([{ in: 'body', pointer: '/expires_at', detail: 'is no RFC 3339 time' }]);
}

function deltaOf({ wagered_minor_delta: given }: AdjustBody): bigint | null {
  if (given === undefined) return null;
  const minor = parseSignedMinor(given);
  if (minor !== null && minor !== 0n) return minor;
  const detail = 'wagered_minor_delta is not zero, has at most 60 digits, and is text above 2^53 - 1';
  throw new ApiProblem('INVALID_AMOUNT', detail, { pointer: '/wagered_minor_delta' });
}

function changesOf(body: AdjustBody): Changes {
  const changes = { expiresAt: endOf(body), wageredDeltaMinor: deltaOf(body) };
  if (changes.expiresAt !== null || changes.wageredDeltaMinor !== null) return changes;
  throw invalidRequest([{ in: 'body', pointer: '', detail: 'has neither expires_at nor wagered_minor_delta' }]);
}

export function routeAdjust(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    operationId: 'adjustRolling',
    tags: ['commands'],
    summary: 'Put off the end of a rolling, give or take progress',
    body: adjustBody,
    params: rollingParams,
    headers: conditionalHeaders,
    response: answers(COMMAND_SERVED, [
      ...ROLLING_COMMAND_PROBLEMS,
      'EXPIRES_IN_PAST',
      'EXPIRY_NOT_EXTENDED',
      'INVALID_AMOUNT',
      'PROGRESS_BELOW_ZERO',
    ]),
  };
  scope.post('/:rolling_id/adjust', { schema }, async (request, reply) => {
    const { body } = request;
    const changes = changesOf(body);
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    const basics = basicsOf(dependencies, request, rolling, body);
    const command = { ...basics, ...changes, operation: 'adjust', reason: body.reason } as const;
    return answerCommand(dependencies, command, request, reply);
  });
}
