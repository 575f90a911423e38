// POST /internal/rolling
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { createCommandOf } from '../create-command.ts';
import { aRolling } from '../schemas/answers.ts';
import { createBody } from '../schemas/create.ts';
import { OWNER_PROBLEMS, answers } from '../schemas/problems.ts';
import { writeHeaders } from '../schemas/queries.ts';
import { answerCommand, idempotencyKeyOf } from './answer-command.ts';

export function routeCreate(scope: Api, dependencies: ApiDependencies): void {
  const { clock, random, exponentOf } = dependencies;
  const made = aRolling('Created.');
  const location = { Location: { type: 'string', description: 'Its address.' } };
  const schema = {
    operationId: 'createRolling',
    tags: ['rollings'],
    summary: 'Create a rolling',
    description: 'Idempotent by source: the same source and body again answers 200 with the rolling there is.',
    body: createBody,
    headers: writeHeaders,
    response: answers(
      {
        200: aRolling('There already was a rolling of this source, made with the same body.'),
        201: { ...made, headers: { ...made.headers, ...location } },
      },
      [
        ...OWNER_PROBLEMS,
        'BRAND_CONFIG_NOT_UNDERSTOOD',
        'CURRENCY_EXPONENT_INVALID',
        'EXPIRES_IN_PAST',
        'INVALID_AMOUNT',
        'JURISDICTION_LIMIT',
        'REQUIREMENT_MISSING',
        'SOURCE_CONFLICT',
        'UNKNOWN_CURRENCY',
      ],
    ),
  };
  scope.post('', { schema }, async (request, reply) => {
    const command = createCommandOf(request.body, {
      brandId: brandOf(request),
      key: idempotencyKeyOf(request, random),
      requestedBy: callerOf(request).name,
      nowMs: clock.now(),
      random: random(),
      exponentOf,
    });
    return answerCommand(dependencies, command, request, reply);
  });
}
