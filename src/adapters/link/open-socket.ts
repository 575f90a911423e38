// The client's half of the handshake: from an address to an open WebSocket whose server has proved itself, or a `LinkBreak`.
import { WebSocket } from 'ws';
import { isJsonObject } from '../../domain/record-codec.ts';
import {
  CHALLENGE_PATH,
  type Challenge,
  type Hello,
  LINK_PATH,
  type LinkIdentity,
  PROOF_HEADER,
  freshNonce,
  helloHeaders,
  isServersProof,
} from './handshake.ts';
import type { LinkBounds } from './link-bounds.ts';
import { LinkBreak } from './link-break.ts';

export interface OpenSocketOptions {
  readonly address: string;
  readonly identity: LinkIdentity;
  readonly secret: string;
  readonly protocols: readonly number[];
  readonly bounds: LinkBounds;
  readonly signal: AbortSignal;
}

const REASON_CHARS_MAX = 300;

const isNumber = (value: unknown): value is number => typeof value === 'number';

function challengeOf(value: unknown): Challenge | null {
  if (!isJsonObject(value)) return null;
  const { protocols, build, nonce } = value;
  if (!Array.isArray(protocols) || !protocols.every(isNumber)) return null;
  if (typeof build !== 'string' || typeof nonce !== 'string') return null;
  return { protocols, build, nonce };
}

async function askChallenge({ address, bounds, signal }: OpenSocketOptions): Promise<Challenge> {
  const url = `${address.replace(/^ws/, 'http')}${CHALLENGE_PATH}`;
  let answer: unknown;
  try {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(bounds.connectTimeoutMs)]);
    const response = await fetch(url, { redirect: 'error', signal: ended });
    answer = await response.json();
  } catch (error) {
    throw new LinkBreak('unreachable', `${address} gives no challenge`, error);
  }
  const challenge = challengeOf(answer);
  if (challenge === null) throw new LinkBreak('refused', `${address} is no link`);
  return challenge;
}

/** A zero mask is none. Masks keep a browser's script from writing what a proxy would take for a request; here is no browser. */
function noMask(mask: Buffer): void {
  mask.fill(0);
}

async function upgrade(options: OpenSocketOptions, hello: Hello): Promise<WebSocket> {
  const { address, secret, bounds, signal } = options;
  const socket = new WebSocket(`${address}${LINK_PATH}`, {
    headers: helloHeaders(hello, secret),
    generateMask: noMask,
    handshakeTimeout: bounds.connectTimeoutMs,
    maxPayload: bounds.frameBytesMax,
    perMessageDeflate: false,
  });
  const abort = (): void => socket.terminate();
  signal.addEventListener('abort', abort);
  try {
    await new Promise<void>((resolve, reject) => {
      let proved = false;
      socket.on('upgrade', (response) => {
        proved = isServersProof(hello, response.headers[PROOF_HEADER], secret);
      });
      socket.on('open', () => {
        if (proved) resolve();
        else reject(new LinkBreak('refused', `${address} does not know the secret`));
      });
      socket.on('unexpected-response', (request, response) => {
        const { statusCode, headers } = response;
        const reason = String(headers['x-link-reason'] ?? '').slice(0, REASON_CHARS_MAX);
        request.destroy();
        reject(new LinkBreak('refused', `${address} refuses with ${statusCode}: ${reason}`));
      });
      socket.on('error', (error) => reject(new LinkBreak('unreachable', `${address} cannot be reached`, error)));
    });
    return socket;
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The first protocol of ours that the server speaks too is spoken. */
export async function openSocket(options: OpenSocketOptions): Promise<WebSocket> {
  const { address, identity, protocols } = options;
  const challenge = await askChallenge(options);
  const common = protocols.filter((protocol) => challenge.protocols.includes(protocol));
  // Where there is none the upgrade is asked for all the same, so that both sides hear of it.
  const protocol = common[0] ?? protocols[0];
  if (protocol === undefined) throw new LinkBreak('refused', `no protocol to speak with ${address}`);
  return upgrade(options, { ...identity, protocol, challenge: challenge.nonce, nonce: freshNonce() });
}
