// The sockets of one pool, so that they can be cut. The server ends a statement that takes too long, but one that fell silent
// (frozen, or behind a network that drops everything) ends nothing, and the driver would wait until the kernel gives up, a
// quarter of an hour later. A cut makes it lose its connections now: its statements fail, and it connects anew.
import { type Socket, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** A statement's own limit, and then the time a server may need to say that it was exceeded. */
const SILENCE_MARGIN_MS = 5_000;

const GRACE_MS = 1_000;
/**
 * A socket says that it broke a moment before it says that it closed, and the driver forgets for good what it is given in between.
 * So whoever hears of the failure, and asks again at once, hears of it a little later.
 */
const BREAKING_MS = 20;

/** What was asked may have happened. */
class ServerSilentError extends Error {
  readonly code = 'SERVER_SILENT';

  constructor() {
    super('the server said nothing in time');
    this.name = 'ServerSilentError';
  }
}

/** Nothing was asked. */
class ServerHungUpError extends Error {
  readonly code = 'SERVER_HUNG_UP';

  constructor() {
    super('the server closed the connection without a word');
    this.name = 'ServerHungUpError';
  }
}

/** As `work`; rejects where the server falls silent. */
export type Heard = <T>(work: () => Promise<T>) => Promise<T>;

export class Wire {
  #sockets: Socket[] = [];

  /** To a host, or to the socket in the folder that stands in for one. */
  open(host: string, port: number): Socket {
    // A statement is several small writes: without `noDelay` the kernel may hold the last of them for 40 ms, until the first is confirmed.
    const address = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
    const socket = connect({ ...address, noDelay: true });
    // As a proxy does whose server is away. The driver takes it for no failure: it would connect anew at once, hundreds of times a
    // second, and tell nobody. An error makes it say so, and wait longer each time.
    socket.once('end', () => {
      if (socket.bytesRead === 0) socket.destroy(new ServerHungUpError());
    });
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
      let impatience: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_resolve, reject) => {
        const giveUp = (): void => reject(new ServerSilentError());
        impatience = setTimeout(() => {
          this.cut();
          // By then the driver has said that its connection is gone, unless it had lost the statement before.
          impatience = setTimeout(giveUp, GRACE_MS);
        }, statementTimeoutMs + SILENCE_MARGIN_MS);
      });
      try {
        return await Promise.race([work(), silence]);
      } catch (error) {
        if (!(error instanceof postgres.PostgresError)) await sleep(BREAKING_MS);
        throw error;
      } finally {
        clearTimeout(impatience);
      }
    };
  }
}
