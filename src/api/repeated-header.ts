// A header that came twice says two things: Node joins the values of most, and the joined text is neither of them.
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from './problems.ts';

export function isRepeated(request: FastifyRequest, name: string): boolean {
  const { rawHeaders } = request.raw;
  let times = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === name) times += 1;
  return times > 1;
}

/** The value of a header that may be there once. */
export function headerOf(request: FastifyRequest, name: string): string | undefined {
  if (isRepeated(request, name)) {
    throw invalidRequest([{ in: 'header', pointer: `/${name}`, detail: 'is there more than once' }]);
  }
  const given = request.headers[name];
  return typeof given === 'string' ? given : undefined;
}
