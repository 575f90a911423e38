// The sockets of one pool, so that they can be cut. The server ends a statement that takes too long, but one that fell silent
// (frozen, or behind a network that drops everything) ends nothing, and the driver would wait until the kernel gives up, a
// quarter of an hour later. A cut makes it lose its connections now: its statements fail, and it connects anew.
import { type Socket, connect } from 'node:net';

/** A statement's own limit, and then the time a server may need to say that it was exceeded. */
const SILENCE_MARGIN_MS = 5_000;

/** As `work`; rejects where the server falls silent. */
export type Heard = <T>(work: () => Promise<T>) => Promise<T>;

export class Wire {
  #sockets: Socket[] = [];

  /** To a host, or to the socket in the folder that stands in for one. */
  open(host: string, port: number): Socket {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    this.#sockets = [...this.#sockets.filter(({ destroyed }) => !destroyed), socket];
    return socket;
  }

  /** Drops every connection that once spoke; one that never did has the driver's own time limit for connecting. */
  cut(): void {
    for (const socket of this.#sockets) if (socket.bytesRead > 0) socket.destroy();
  }

  /** For work whose statements the server ends after `statementTimeoutMs`: cut where it does not even say that. */
  within(statementTimeoutMs: number): Heard {
    return async (work) => {
      const impatience = setTimeout(() => this.cut(), statementTimeoutMs + SILENCE_MARGIN_MS);
      try {
        return await work();
      } finally {
        clearTimeout(impatience);
      }
    };
  }
}
