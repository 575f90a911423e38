// Every request has an id: the caller's, or one of ours. It goes into every log line and back out with the answer.
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

const ACCEPTED = /^[\x21-\x7e]{1,128}$/;

export function identifyRequests(random: () => bigint): (request: IncomingMessage) => string {
  return (request) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && ACCEPTED.test(given) ? given : random().toString(16).padStart(16, '0');
  };
}

export async function returnRequestId(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-request-id', request.id);
}
