// The receiving half of the link: listens on an address of its own, lets in who knows the secret and speaks our protocol, and
// serves no browser. docs/contracts/link.md says what is refused how.
import { type IncomingMessage, STATUS_CODES, createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Logger } from '../../observe/logger.ts';
import type { LinkHandlers } from '../../ports/link.ts';
import {
  CHALLENGE_PATH,
  type Challenge,
  Challenges,
  LINK_PATH,
  type LinkIdentity,
  PROOF_HEADER,
  PROTOCOLS,
  answerProof,
  readHello,
} from './handshake.ts';
import { LINK_BOUNDS, type LinkBounds } from './link-bounds.ts';
import { ServedConnection } from './served-connection.ts';

export interface LinkServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly identity: LinkIdentity;
  /** Any of them is good, so that one can be rotated. */
  readonly secrets: readonly string[];
  readonly handlers: LinkHandlers;
  readonly logger: Logger;
  readonly bounds?: LinkBounds;
  readonly protocols?: readonly number[];
}

export interface LinkServer {
  readonly port: number;
  /** Where peers find it, unless something stands in front of it. */
  readonly address: string;
  /** Lets nobody in any more, answers what is under way within a bound, then closes. */
  close(): Promise<void>;
}

interface Refusal {
  readonly status: number;
  readonly reason: string;
}

interface Welcome {
  readonly worker: string;
  readonly proof: string;
}

const CHALLENGES_MAX = 4_096;
const HEADERS_TIMEOUT_MS = 5_000;
/** Connections that ask for a challenge, beside those that are linked. */
const ASKING_MAX = 256;
const REFUSALS_SAID_MAX = 1_000;

export async function listenForPeers(options: LinkServerOptions): Promise<LinkServer> {
  const doorkeeper = new Doorkeeper(options);
  const { host, port: wantedPort, logger, handlers, bounds = LINK_BOUNDS } = options;
  const served = new Set<ServedConnection>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bounds.frameBytesMax, perMessageDeflate: false });

  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: HEADERS_TIMEOUT_MS });
  server.maxConnections = bounds.connectionsMax + ASKING_MAX;
  server.on('request', (request, response) => {
    response.setHeader('connection', 'close');
    if (request.url !== CHALLENGE_PATH || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(doorkeeper.challenge()));
  });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const judged = doorkeeper.judge(request, served.size);
    if ('status' in judged) {
      refuse(stream, judged);
      return;
    }
    const addProof = (headers: string[]): void => void headers.push(`${PROOF_HEADER}: ${judged.proof}`);
    sockets.on('headers', addProof);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const connection = new ServedConnection({ socket, worker: judged.worker, handlers, logger, bounds });
      served.add(connection);
      socket.on('close', () => served.delete(connection));
      logger.info({ worker: judged.worker }, 'another process linked to us');
    });
    sockets.off('headers', addProof);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wantedPort, host, () => resolve());
  });
  server.removeAllListeners('error').on('error', (error) => logger.error({ err: error }, 'the link cannot listen'));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : wantedPort;
  return {
    port,
    address: `ws://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: async () => {
      doorkeeper.close();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      const signal = AbortSignal.timeout(bounds.closeMs);
      await Promise.all([...served].map((connection) => connection.drain(signal)));
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(stream: Duplex, { status, reason }: Refusal): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close', `x-link-reason: ${reason}`];
  stream.end(`${lines.join('\r\n')}\r\ncontent-length: 0\r\n\r\n`, () => stream.destroy());
}

/** Judges who asks to be let in, and says each kind of refusal once. */
class Doorkeeper {
  readonly #options: LinkServerOptions;
  readonly #challenges = new Challenges(CHALLENGES_MAX);
  /** The last refusal of each caller. */
  readonly #said = new Map<string, string>();
  #closing = false;

  constructor(options: LinkServerOptions) {
    this.#options = options;
  }

  challenge(): Challenge {
    const { identity, protocols = PROTOCOLS } = this.#options;
    return { protocols, build: identity.build, nonce: this.#challenges.give() };
  }

  close(): void {
    this.#closing = true;
  }

  judge(request: IncomingMessage, served: number): Refusal | Welcome {
    const judged = this.#judge(request, served);
    // What is claimed is not proved; it only helps whoever reads the log.
    const claimed = readHello(request.headers)?.hello ?? null;
    const from = request.socket.remoteAddress ?? 'unknown';
    const caller = `${from} ${claimed?.worker ?? ''}`;
    if (!('status' in judged)) {
      this.#said.delete(caller);
    } else if (this.#said.get(caller) !== judged.reason) {
      if (this.#said.size >= REFUSALS_SAID_MAX) this.#said.clear();
      this.#said.set(caller, judged.reason);
      const { logger } = this.#options;
      logger.warn({ ...judged, from, worker: claimed?.worker, build: claimed?.build }, 'a link was refused');
    }
    return judged;
  }

  #judge(request: IncomingMessage, served: number): Refusal | Welcome {
    const { secrets, bounds = LINK_BOUNDS, protocols = PROTOCOLS, identity } = this.#options;
    if (request.headers.origin !== undefined) return { status: 403, reason: 'browsers are not served' };
    if (request.url !== LINK_PATH) return { status: 404, reason: `the link is at ${LINK_PATH}` };
    const said = readHello(request.headers);
    if (said === null) return { status: 400, reason: 'who asks does not say who it is' };
    const { hello, proof: given } = said;
    if (!this.#challenges.redeem(hello.challenge)) return { status: 401, reason: 'the challenge is not open' };
    const proof = answerProof(hello, given, secrets);
    if (proof === null) return { status: 401, reason: 'the proof does not match the secret' };
    if (!protocols.includes(hello.protocol)) {
      const spoken = `${protocols.join(', ')} (build ${encodeURIComponent(identity.build)})`;
      return { status: 426, reason: `protocol ${hello.protocol} is not spoken here; ${spoken} is` };
    }
    if (this.#closing) return { status: 503, reason: 'the process ends' };
    if (served >= bounds.connectionsMax) return { status: 503, reason: `${served} connections are served already` };
    return { worker: hello.worker, proof };
  }
}
