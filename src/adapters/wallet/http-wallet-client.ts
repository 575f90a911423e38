/**
 * The wallet over HTTP: one bounded pool of keep-alive connections, a deadline and a size for everything, and no retry of
 * its own, for each attempt must have been committed first. Breaker and bulkhead wrap this client through the same port.
 */
import { Pool } from 'undici';
import type { WalletOutcome } from '../../domain/command.ts';
import type { WalletCall, WalletClient } from '../../ports/wallet-client.ts';
import { interpretWalletAnswer } from './response-compatibility.ts';
import { safeText } from './safe-text.ts';
import { readTransportFailure } from './transport-failure.ts';
import type { CallEnd } from './transport-failure.ts';
import { buildWalletRequest, unsendableReason } from './wallet-request.ts';
import type { WalletCredentials } from './wallet-request.ts';

export interface HttpWalletClientOptions extends WalletCredentials {
  /** May carry a path, which is then part of what is signed. No query and no credentials. */
  readonly baseUrl: string;
  /** For X-Brand-Timestamp, which the wallet compares with its own clock, and for a Retry-After given as a date. */
  readonly nowMs: () => number;
  /** Calls beyond this many wait their turn inside the pool, within `callTimeoutMs`. */
  readonly connectionsMax?: number;
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  /** Longest silence within a body. */
  readonly bodyTimeoutMs?: number;
  /** The whole call, waiting for a connection included. */
  readonly callTimeoutMs?: number;
  readonly answerBytesMax?: number;
}

const defaults = {
  connectionsMax: 32,
  connectTimeoutMs: 2_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 5_000,
  callTimeoutMs: 15_000,
  answerBytesMax: 65_536,
};

export function createHttpWalletClient(options: HttpWalletClientOptions): WalletClient {
  const limits = { ...defaults, ...options };
  const { origin, pathPrefix } = readBaseUrl(options.baseUrl);
  const pool = new Pool(origin, {
    connections: limits.connectionsMax,
    // One call at a time on a connection: a lost connection leaves one outcome unknown, not several.
    pipelining: 1,
    allowH2: false,
    connectTimeout: limits.connectTimeoutMs,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyTimeoutMs,
    maxResponseSize: limits.answerBytesMax,
  });
  const secrets = [options.serviceToken, options.signingKey];
  let closing: Promise<void> | null = null;

  async function call(walletCall: WalletCall, signal?: AbortSignal): Promise<WalletOutcome> {
    const unsendable = unsendableReason(walletCall);
    if (unsendable !== null) return { kind: 'refused', code: 'UNSENDABLE_CALL', detail: unsendable };
    const request = buildWalletRequest(walletCall, pathPrefix, options, Math.floor(options.nowMs() / 1000));
    const hide = (text: string): string => safeText(text, [...secrets, request.headers['x-brand-signature'] ?? '']);
    const deadline = startDeadline(limits.callTimeoutMs, signal);
    try {
      const { path, headers, body } = request;
      const response = await pool.request({ method: 'POST', path, headers, body, signal: deadline.signal });
      const text = await response.body.text();
      const answer = {
        status: response.statusCode,
        headers: response.headers,
        body: text,
        receivedAtMs: options.nowMs(),
      };
      return interpretWalletAnswer(answer, hide);
    } catch (error) {
      return readTransportFailure(error, deadline.endedBy(), hide);
    } finally {
      deadline.clear();
    }
  }

  return {
    call,
    close: async () => {
      closing ??= pool.close();
      await closing;
    },
  };
}

function readBaseUrl(baseUrl: string): { readonly origin: string; readonly pathPrefix: string } {
  const url = URL.parse(baseUrl);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Error("the wallet's base URL is not an HTTP URL");
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error("the wallet's base URL may have a path, but no credentials, query or fragment");
  }
  return { origin: url.origin, pathPrefix: url.pathname.replace(/\/+$/, '') };
}

interface Deadline {
  readonly signal: AbortSignal;
  readonly endedBy: () => CallEnd;
  readonly clear: () => void;
}

/** By hand rather than AbortSignal.any: the caller's signal may live as long as the process, and would gather a listener per call. */
function startDeadline(timeoutMs: number, callerSignal: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let ended: CallEnd = null;
  const end = (by: CallEnd): void => {
    ended ??= by;
    controller.abort();
  };
  const onCallerAbort = (): void => end('caller');
  const timer = setTimeout(() => end('deadline'), timeoutMs);
  if (callerSignal?.aborted === true) onCallerAbort();
  callerSignal?.addEventListener('abort', onCallerAbort, { once: true });
  return {
    signal: controller.signal,
    endedBy: () => ended,
    clear: () => {
      clearTimeout(timer);
      callerSignal?.removeEventListener('abort', onCallerAbort);
    },
  };
}
