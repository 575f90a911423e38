// Requests that ask to become a web socket. They take the way of every other request, through hooks and router, so whatever is
// refused is answered as a problem document; only what is let in leaves it.
import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { ApiProblem } from './problems.ts';

export interface Connection {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** Where web sockets are: nothing else is ever asked to upgrade. */
const ADDRESS = /^\/internal\/rolling\/[^/?]+\/inspect(\?|$)/;

/**
 * For Node, before it gives the connection out of its hands. Anything else, such as the offer of HTTP/2 that some clients make with
 * every request, is a request like any other.
 */
export function mayUpgrade({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && ADDRESS.test(url);
}

const asked = new WeakMap<IncomingMessage, Connection>();

export function acceptUpgrades(app: Api): void {
  app.server.on('upgrade', (request, socket, head) => {
    if (!(socket instanceof Socket)) {
      socket.destroy();
      return;
    }
    // Node has let go of it: nobody else would hear of an error.
    const destroy = (): void => void socket.destroy();
    socket.on('error', destroy);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    asked.set(request, { request, socket, head });
    app.routing(request, response);
  });
}

/** The connection, which is the caller's from here on; a problem where the request does not ask for that. */
export function takeOver({ raw }: FastifyRequest, reply: FastifyReply): Connection {
  const connection = asked.get(raw);
  if (connection === undefined) throw new ApiProblem('UPGRADE_REQUIRED', 'send Upgrade: websocket');
  asked.delete(raw);
  reply.hijack();
  reply.raw.detachSocket(connection.socket);
  return connection;
}

export function demandUpgrade({ raw }: FastifyRequest): void {
  if (!asked.has(raw)) throw new ApiProblem('UPGRADE_REQUIRED', 'send Upgrade: websocket');
}

/** A browser names the page that asks. Ours are served by whom they ask; a page of another host has no business here. */
export function demandOwnOrigin({ headers }: FastifyRequest): void {
  const { origin, host } = headers;
  if (origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new ApiProblem('ORIGIN_REFUSED', 'only pages of this very address may watch');
}
