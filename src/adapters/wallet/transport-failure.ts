/** A call that brought no whole answer. The request may have arrived all the same, so each of these is a `retry`. */
import type { WalletOutcome } from '../../domain/command.ts';

/** Codes of undici and of the operating system, in our words (docs/wallet.md explains them). */
const failureCodes: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'WALLET_UNREACHABLE',
  ECONNREFUSED: 'WALLET_UNREACHABLE',
  EHOSTUNREACH: 'WALLET_UNREACHABLE',
  ENETUNREACH: 'WALLET_UNREACHABLE',
  ENOTFOUND: 'WALLET_UNREACHABLE',
  EAI_AGAIN: 'WALLET_UNREACHABLE',
  UND_ERR_HEADERS_TIMEOUT: 'WALLET_TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'WALLET_TIMEOUT',
  ETIMEDOUT: 'WALLET_TIMEOUT',
  UND_ERR_SOCKET: 'CONNECTION_LOST',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'CONNECTION_LOST',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'ANSWER_TOO_LARGE',
  UND_ERR_HEADERS_OVERFLOW: 'ANSWER_TOO_LARGE',
  UND_ERR_CLOSED: 'CLIENT_CLOSED',
  UND_ERR_DESTROYED: 'CLIENT_CLOSED',
  UND_ERR_ABORTED: 'CALL_ABORTED',
};

export type CallEnd = 'deadline' | 'caller' | null;

/** `endedBy` tells our own deadline and the caller's abort apart: both reach undici as one abort signal. */
export function readTransportFailure(error: unknown, endedBy: CallEnd, hide: (text: string) => string): WalletOutcome {
  const retry = (code: string, detail: string): WalletOutcome => ({
    kind: 'retry',
    code,
    detail: hide(detail),
    retryAfterMs: null,
  });
  if (endedBy === 'caller') return retry('CALL_ABORTED', 'given up by the caller');
  if (endedBy === 'deadline') return retry('WALLET_TIMEOUT', 'no whole answer before the deadline of the call');
  if (!(error instanceof Error)) return retry('TRANSPORT_FAILED', 'an error without a description');
  const code = readErrorCode(error);
  return retry(failureCodes[code] ?? 'TRANSPORT_FAILED', `${code === '' ? error.name : code}: ${error.message}`);
}

/** A failed connect to several addresses is an AggregateError that carries the code of the last one itself. */
function readErrorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
