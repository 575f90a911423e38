/**
 * Whether a call may be worked on. Written from docs/wallet.md and sharing no code with the service, so that a mistake in
 * the service's signature is seen here and not made twice.
 */
import crypto from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import Type from 'typebox';
import Value from 'typebox/value';
import type { Booking, Rejection } from './ledger.ts';

export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Credentials {
  readonly token: string;
  readonly signingKey: string;
}

export type CheckResult =
  | { readonly kind: 'ok'; readonly booking: Booking }
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly status: number; readonly code: string };

const clockSkewSecondsMax = 300;
const route = /^\/internal\/wallet\/rollings\/([^/?]+)\/(release|forfeit)$/;

const bodySchema = Type.Object({
  brand_id: Type.String({ minLength: 1 }),
  player_id: Type.String({ minLength: 1 }),
  rolling_id: Type.String({ minLength: 1 }),
  currency: Type.String({ minLength: 1 }),
  amount_minor: Type.String({ pattern: '^(0|[1-9][0-9]*)$' }),
});

export function checkRequest(received: Received, credentials: Credentials, nowMs: number): CheckResult {
  const header = (name: string): string => String(received.headers[name] ?? '');
  const reject = (rejection: Rejection, status: number, code: string): CheckResult => ({
    kind: 'rejected',
    rejection,
    status,
    code,
  });

  const [, rollingId, operation] = route.exec(received.target) ?? [];
  if (received.method !== 'POST' || rollingId === undefined) return reject('route', 404, 'NOT_FOUND');
  if (header('x-internal-service-token') !== credentials.token) return reject('token', 401, 'TOKEN_REJECTED');

  const timestamp = header('x-brand-timestamp');
  const skewSeconds = Math.abs(nowMs / 1000 - Number(timestamp));
  if (!/^[0-9]+$/.test(timestamp) || skewSeconds > clockSkewSecondsMax) {
    return reject('timestamp', 403, 'TIMESTAMP_REJECTED');
  }
  const digest = crypto.hash('sha256', received.body, 'hex');
  const lines = [received.method, received.target, header('x-brand-id'), timestamp, digest];
  const expected = crypto.createHmac('sha256', credentials.signingKey).update(lines.join('\n')).digest('hex');
  if (header('x-brand-signature') !== expected) return reject('signature', 403, 'SIGNATURE_REJECTED');

  const key = `rolling:${rollingId}:${operation}`;
  if (header('idempotency-key') !== key) return reject('idempotency_key', 400, 'IDEMPOTENCY_KEY_REJECTED');

  const body = parseJson(received.body);
  const sound =
    Value.Check(bodySchema, body) && body.rolling_id === rollingId && body.brand_id === header('x-brand-id');
  if (!sound) return reject('body', 400, 'INVALID_BODY');
  const { brand_id, player_id, currency, amount_minor } = body;
  const kind = operation === 'release' ? 'release' : 'forfeit';
  return {
    kind: 'ok',
    booking: { key, rolling_id: rollingId, brand_id, player_id, operation: kind, currency, amount_minor },
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
