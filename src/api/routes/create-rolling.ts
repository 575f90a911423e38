// POST /internal/rolling
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { createCommandOf } from '../create-command.ts';
import { problemAnswer, rollingAnswer } from '../schemas/answers.ts';
import { createBody } from '../schemas/create.ts';
import { writeHeaders } from '../schemas/queries.ts';
import { answerCommand, idempotencyKeyOf } from './answer-command.ts';

export function routeCreate(scope: Api, dependencies: ApiDependencies): void {
  const { clock, random, exponentOf } = dependencies;
  const schema = {
    summary: 'Create a rolling',
    description: 'Idempotent by source: the same source and body again answers 200 with the rolling there is.',
    body: createBody,
    headers: writeHeaders,
    response: { 201: rollingAnswer, 200: rollingAnswer, '4xx': problemAnswer, '5xx': problemAnswer },
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
