import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signRequest } from '../../src/adapters/wallet/signature.ts';
import { buildWalletRequest, unsendableReason } from '../../src/adapters/wallet/wallet-request.ts';
import type { WalletCall } from '../../src/ports/wallet-client.ts';

// The digests were computed with openssl, not with the code under test. They never change: the wallet checks the same format.
const exampleKey = 'example-signing-key';
const exampleSignature = '61b50edad32c8c97099dfcfb2a810e60da1125e7d50bdd528fa5ca76532d8767';
const exampleBody =
  '{"brand_id":"brand-a","player_id":"player-1","rolling_id":"01890a5d-ac96-774b-bcce-b302099a8057","currency":"EUR","amount_minor":"5000","source_type":"bonus"}';
const exampleTimestampSeconds = 1_767_225_600;

const exampleCall: WalletCall = {
  operation: 'release',
  brandId: 'brand-a',
  playerId: 'player-1',
  rollingId: '01890a5d-ac96-774b-bcce-b302099a8057',
  currency: 'EUR',
  amountMinor: 5000n,
  attempt: 1,
  startBy: Number.MAX_SAFE_INTEGER,
  requestId: 'request-1',
  details: { source_type: 'bonus' },
};

const credentials = { serviceToken: 'token', signingKey: exampleKey };

function build(change: Partial<WalletCall>, pathPrefix = ''): ReturnType<typeof buildWalletRequest> {
  return buildWalletRequest({ ...exampleCall, ...change }, pathPrefix, credentials, exampleTimestampSeconds);
}

describe('the brand signature (frozen)', () => {
  test('of the worked example', () => {
    const path = `/internal/wallet/rollings/${exampleCall.rollingId}/release`;
    const signed = { method: 'POST', path, brandId: 'brand-a', timestampSeconds: exampleTimestampSeconds };
    expect(signRequest({ ...signed, body: exampleBody }, exampleKey)).toBe(exampleSignature);
  });

  test('of a brand, a key and a body beyond ASCII: UTF-8 throughout', () => {
    const body = '{"brand_id":"märke","player_id":"p"}';
    const path = '/wallet/internal/wallet/rollings/r-1/forfeit';
    expect(signRequest({ method: 'POST', path, brandId: 'märke', timestampSeconds: 1, body }, 'schlüssel')).toBe(
      'fb8dedec9d938e08fe5d973bd3a1dcec4f2fd5055e421ca0df0fe9cf143635e7',
    );
  });

  test('docs/wallet.md works the same example', () => {
    const page = readFileSync(new URL('../../docs/wallet.md', import.meta.url), 'utf8');
    for (const part of [exampleKey, exampleSignature, exampleBody, String(exampleTimestampSeconds)]) {
      expect(page).toContain(part);
    }
  });
});

describe('a wallet call on the wire', () => {
  test('is the worked example, byte for byte', () => {
    expect(build({})).toEqual({
      path: `/internal/wallet/rollings/${exampleCall.rollingId}/release`,
      body: exampleBody,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-internal-service-token': 'token',
        'x-brand-id': 'brand-a',
        'x-brand-timestamp': '1767225600',
        'x-brand-signature': exampleSignature,
        'idempotency-key': `rolling:${exampleCall.rollingId}:release`,
        'x-request-id': 'request-1',
      },
    });
  });

  test('has the same body and key whatever the attempt, the request id and the order of its details', () => {
    const first = build({ details: { a: '1', b: '2' } });
    const later = build({ details: { b: '2', a: '1' }, attempt: 7, requestId: 'another' });
    expect(later.body).toBe(first.body);
    expect(later.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
  });

  test('signs the path with the prefix of the base URL, as it is sent', () => {
    const prefixed = build({}, '/wallet');
    expect(prefixed.path.startsWith('/wallet/internal/')).toBe(true);
    expect(prefixed.headers['x-brand-signature']).not.toBe(exampleSignature);
  });

  test('never lets a detail replace a member of the contract', () => {
    const { body } = build({ details: { amount_minor: '999999', toString: 'x' } });
    expect(JSON.parse(body)).toMatchObject({ amount_minor: '5000', toString: 'x' });
  });

  test('carries amounts beyond 64 bits exactly', () => {
    const amountMinor = 10n ** 59n + 1n;
    expect(JSON.parse(build({ amountMinor }).body)).toMatchObject({ amount_minor: amountMinor.toString() });
  });

  test('escapes a request id that no header can hold instead of failing a payout over it', () => {
    expect(build({ requestId: 'a\r\nX-Evil: 1' }).headers['x-request-id']).toBe('a%0D%0AX-Evil%3A%201');
  });

  test.each<[string, Partial<WalletCall>]>([
    ['a rolling id that leaves the path', { rollingId: '../../admin' }],
    ['a brand id with a line break', { brandId: 'a\nb' }],
    ['a brand id with an outer space, which HTTP would trim', { brandId: ' a' }],
    ['a brand id beyond Latin-1', { brandId: '品牌' }],
    ['a negative amount', { amountMinor: -1n }],
  ])('is refused before it is sent: %s', (_, change) => {
    expect(unsendableReason({ ...exampleCall, ...change })).not.toBeNull();
    expect(unsendableReason(exampleCall)).toBeNull();
  });
});
