// POST /internal/rolling/players/{player_id}/cancel-all
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { fingerprintOfBody } from '../canonical-json.ts';
import { cancelAllAnswer } from '../schemas/answers.ts';
import { cancelBody } from '../schemas/commands.ts';
import { OWNER_PROBLEMS, answers } from '../schemas/problems.ts';
import { playerParams, writeHeaders } from '../schemas/queries.ts';
import { answerCommand, idempotencyKeyOf } from './answer-command.ts';
import { playerOf } from './read-rollings.ts';

export function routeCancelAll(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    operationId: 'cancelAllOfPlayer',
    tags: ['players'],
    summary: 'Cancel every open rolling of a player',
    description: 'One command: all that can be canceled now are, in one commit; the others are named with their state.',
    body: cancelBody,
    params: playerParams,
    headers: writeHeaders,
    response: answers(
      {
        200: { description: 'Done.', schema: cancelAllAnswer },
        202: { description: 'Done on our side; the wallet has not answered yet.', schema: cancelAllAnswer },
      },
      OWNER_PROBLEMS,
    ),
  };
  scope.post('/players/:player_id/cancel-all', { schema }, async (request, reply) => {
    const { body } = request;
    const playerId = playerOf(request.params.player_id, 'path');
    const brandId = brandOf(request);
    request.log.info({ brandId, playerId, reason: body.reason, note: body.note }, 'a command was explained');
    const command = {
      operation: 'cancel-all',
      brandId,
      playerId,
      key: idempotencyKeyOf(request, dependencies.random),
      fingerprint: fingerprintOfBody(body),
      requestedBy: body.requested_by ?? callerOf(request).name,
      reason: body.reason,
      note: body.note ?? null,
    } as const;
    return answerCommand(dependencies, command, request, reply);
  });
}
