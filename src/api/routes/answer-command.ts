// A command goes to the owner of its player, and the owner's reply to the caller, word for word.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Command } from '../../domain/command.ts';
import { type Trace, traceIdOf, traceOf } from '../../domain/trace.ts';
import type { ApiDependencies } from '../api.ts';
import { callerOf } from '../caller.ts';
import { etagOf } from '../entity-tags.ts';
import { PROBLEM_MEDIA_TYPE, askAgainLater } from '../problems.ts';
import { headerOf, isRepeated } from '../repeated-header.ts';

/** The caller's key, or one of our own, made once: re-sends inside the fleet carry the same. */
export function idempotencyKeyOf(request: FastifyRequest, random: () => bigint): string {
  const given = headerOf(request, 'idempotency-key');
  if (given !== undefined) return given;
  return `once-${random().toString(16).padStart(16, '0')}${random().toString(16).padStart(16, '0')}`;
}

/** Two traceparents are none; several tracestates are one list, as Node joins them. */
function traceOfRequest(request: FastifyRequest): Trace | null {
  if (isRepeated(request, 'traceparent')) return null;
  return traceOf(request.headers['traceparent'], request.headers['tracestate']);
}

export async function answerCommand(
  { gate, clock, metrics, commandDeadlineMs }: ApiDependencies,
  command: Command,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const trace = traceOfRequest(request);
  const deadlineAt = Math.min(clock.now() + commandDeadlineMs, request.deadlineAt);
  const answer = await gate.submit(command, deadlineAt, { requestId: request.id, trace });
  const { status, body, version, rollingId } = answer;
  const { operation, brandId, requestedBy } = command;
  metrics.commands.inc({ operation, status });
  const caller = callerOf(request).name;
  const traceId = trace === null ? undefined : traceIdOf(trace);
  request.log.info({ operation, status, brandId, rollingId, caller, requestedBy, traceId }, 'a command was answered');
  if (version !== null) reply.header('etag', etagOf(version));
  if (operation === 'create' && rollingId !== null && status < 400) {
    reply.header('location', `/internal/rolling/${rollingId}`);
  }
  askAgainLater(reply, status);
  return reply
    .code(status)
    .type(status >= 400 ? PROBLEM_MEDIA_TYPE : 'application/json')
    .send(body);
}
