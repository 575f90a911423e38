// How two processes come to trust each other. The client asks for a challenge, then upgrades with a proof that it knows the secret;
// the server's answer to the upgrade proves the same. The secret never travels, a recorded proof is good for nothing, and no
// WebSocket exists before both proofs hold. FROZEN FORMAT, docs/contracts/link.md.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Those this build speaks. A new one is added a release before it is spoken, the old one removed a release after. */
export const PROTOCOLS: readonly number[] = [1];

export const CHALLENGE_PATH = '/link/challenge';
export const LINK_PATH = '/link';

/** Who speaks, as it is known to the fleet. */
export interface LinkIdentity {
  readonly worker: string;
  /** Of the incarnation. */
  readonly token: string;
  readonly build: string;
}

export interface Challenge {
  readonly protocols: readonly number[];
  readonly build: string;
  readonly nonce: string;
}

/** What a client says of itself in the upgrade request. */
export interface Hello extends LinkIdentity {
  readonly protocol: number;
  /** The server's. */
  readonly challenge: string;
  /** The client's own, for the server to prove itself with. */
  readonly nonce: string;
}

const HEADERS = {
  protocol: 'x-link-protocol',
  worker: 'x-link-worker',
  token: 'x-link-token',
  build: 'x-link-build',
  challenge: 'x-link-challenge',
  nonce: 'x-link-nonce',
  proof: 'x-link-proof',
} as const;

export const PROOF_HEADER = HEADERS.proof;

export const freshNonce = (): string => randomBytes(24).toString('base64url');

function proofOf(side: 'client' | 'server', hello: Hello, secret: string): string {
  const said = [side, hello.protocol, hello.worker, hello.token, hello.build, hello.challenge, hello.nonce];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}

function isEqual(left: string, right: string): boolean {
  const [first, second] = [Buffer.from(left), Buffer.from(right)];
  return first.length === second.length && timingSafeEqual(first, second);
}

export function helloHeaders(hello: Hello, secret: string): Record<string, string> {
  return {
    [HEADERS.protocol]: String(hello.protocol),
    [HEADERS.worker]: encodeURIComponent(hello.worker),
    [HEADERS.token]: encodeURIComponent(hello.token),
    [HEADERS.build]: encodeURIComponent(hello.build),
    [HEADERS.challenge]: hello.challenge,
    [HEADERS.nonce]: hello.nonce,
    [HEADERS.proof]: proofOf('client', hello, secret),
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Null: a header is missing or unreadable. */
export function readHello(headers: IncomingHttpHeaders): { readonly hello: Hello; readonly proof: string } | null {
  const header = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' && value !== '' ? decoded(value) : null;
  };
  const protocol = Number(header(HEADERS.protocol));
  const worker = header(HEADERS.worker);
  const token = header(HEADERS.token);
  const build = header(HEADERS.build);
  const challenge = header(HEADERS.challenge);
  const nonce = header(HEADERS.nonce);
  const proof = header(HEADERS.proof);
  if (worker === null || token === null || build === null) return null;
  if (challenge === null || nonce === null || proof === null) return null;
  return { hello: { protocol, worker, token, build, challenge, nonce }, proof };
}

/** The server's own proof, by the secret that the client knows; null where it knows none of them. */
export function answerProof(hello: Hello, proof: string, secrets: readonly string[]): string | null {
  const known = secrets.filter((secret) => isEqual(proofOf('client', hello, secret), proof))[0];
  return known === undefined ? null : proofOf('server', hello, known);
}

export const isServersProof = (hello: Hello, proof: unknown, secret: string): boolean =>
  typeof proof === 'string' && isEqual(proofOf('server', hello, secret), proof);

/** Challenges given out, each good for one upgrade; the oldest is forgotten where there are too many. */
export class Challenges {
  readonly #open = new Set<string>();
  readonly #countMax: number;

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  give(): string {
    if (this.#open.size >= this.#countMax) {
      for (const oldest of this.#open) {
        this.#open.delete(oldest);
        break;
      }
    }
    const nonce = freshNonce();
    this.#open.add(nonce);
    return nonce;
  }

  redeem(nonce: string): boolean {
    return this.#open.delete(nonce);
  }
}
