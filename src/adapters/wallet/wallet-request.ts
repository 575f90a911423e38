/** A wallet call as it goes on the wire. Pure: the same call at the same second gives the same bytes. */
import { traceFields } from '../../domain/trace.ts';
import type { WalletCall } from '../../ports/wallet-client.ts';
import { signRequest } from './signature.ts';

export interface WalletCredentials {
  readonly serviceToken: string;
  readonly signingKey: string;
}

export interface WalletRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What HTTP lets a header value hold; a value with outer spaces would arrive without them and break the signature. */
const headerValue = /^[\x21-\x7e\x80-\xff](?:[\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/;

/** Why this call can never be put on the wire, or null. Nothing was sent, and no later attempt could be. */
export function unsendableReason(call: WalletCall): string | null {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(call.rollingId)) return 'the rolling id does not fit into a path';
  if (!headerValue.test(call.brandId)) return 'the brand id does not fit into a header';
  if (call.amountMinor < 0n) return 'the amount is negative';
  return null;
}

/** Never changes across attempts, processes and owners: it is what makes a repeated call one payment. FROZEN FORMAT. */
function idempotencyKey(call: WalletCall): string {
  return `rolling:${call.rollingId}:${call.operation}`;
}

export function buildWalletRequest(
  call: WalletCall,
  pathPrefix: string,
  credentials: WalletCredentials,
  timestampSeconds: number,
): WalletRequest {
  const path = `${pathPrefix}/internal/wallet/rollings/${call.rollingId}/${call.operation}`;
  const body = buildBody(call);
  const signed = { method: 'POST', path, brandId: call.brandId, timestampSeconds, body };
  return {
    path,
    body,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-internal-service-token': credentials.serviceToken,
      'x-brand-id': call.brandId,
      'x-brand-timestamp': String(timestampSeconds),
      'x-brand-signature': signRequest(signed, credentials.signingKey),
      'idempotency-key': idempotencyKey(call),
      'x-request-id': headerValue.test(call.requestId)
        ? call.requestId
        : encodeURIComponent(call.requestId.toWellFormed()),
      ...(call.trace === undefined ? {} : traceFields(call.trace)),
    },
  };
}

/**
 * The wallet compares bodies that come with one key, so the bytes must not depend on the attempt, nor on the order in
 * which the details came back from the database. A detail never replaces a member of the contract.
 */
function buildBody(call: WalletCall): string {
  const contract = {
    brand_id: call.brandId,
    player_id: call.playerId,
    rolling_id: call.rollingId,
    currency: call.currency,
    amount_minor: call.amountMinor.toString(),
  };
  const details = Object.entries(call.details ?? {})
    .filter(([name]) => !Object.hasOwn(contract, name))
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify({ ...contract, ...Object.fromEntries(details) });
}
