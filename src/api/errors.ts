// Whatever goes wrong in a request becomes a problem document; what is our fault is logged with its cause, never shown.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, type ProblemCode, sendProblem } from './problems.ts';

/** What fastify itself refuses. */
const FASTIFY_CODES: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_BAD_URL: ['INVALID_REQUEST', 'the address is not a valid URL'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['BODY_TOO_LARGE', 'send a smaller body'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['INVALID_REQUEST', 'the body does not have the length its header states'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['INVALID_JSON', 'the body is not JSON'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['UNSUPPORTED_MEDIA_TYPE', 'send application/json'],
  FST_ERR_MAX_PARAM_LENGTH: ['URL_TOO_LONG', 'a part of the address is longer than any id'],
};

function problemOf(error: Error & Partial<FastifyError>): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof SyntaxError && error.statusCode === 400) {
    return new ApiProblem('INVALID_JSON', 'the body is not JSON', {}, error);
  }
  const [code, detail] = FASTIFY_CODES[error.code ?? ''] ?? ['INTERNAL_ERROR', 'the request was not served'];
  return new ApiProblem(code, detail, {}, error);
}

export function handleError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  const { brandId } = request;
  if (problem.code === 'INTERNAL_ERROR') request.log.error({ err: error, brandId }, 'a request failed');
  if (problem.code === 'STORE_UNAVAILABLE')
    request.log.warn({ err: problem.cause, brandId }, 'the database does not answer');
  sendProblem(reply, problem);
}

export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, new ApiProblem('ROUTE_NOT_FOUND', `${request.method} leads nowhere here`));
}
