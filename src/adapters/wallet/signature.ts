/**
 * The brand signature of a request to wallet_service. FROZEN FORMAT: the wallet computes the same text from what it
 * receives, so any change here makes it refuse every call. Pinned by test/unit/wallet-signature.test.ts.
 */
import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** The path exactly as sent, with the prefix of the wallet's base URL if it has one. */
  readonly path: string;
  readonly brandId: string;
  readonly timestampSeconds: number;
  /** The body exactly as sent. */
  readonly body: string;
}

/** Lower-case hex HMAC-SHA256 over `METHOD\nPATH\nBRAND_ID\nTIMESTAMP\nsha256hex(body)`. */
export function signRequest(request: SignedRequest, signingKey: string): string {
  const bodyDigest = createHash('sha256').update(request.body, 'utf8').digest('hex');
  const { method, path, brandId, timestampSeconds } = request;
  const signedText = `${method}\n${path}\n${brandId}\n${timestampSeconds}\n${bodyDigest}`;
  return createHmac('sha256', signingKey).update(signedText, 'utf8').digest('hex');
}
