import { describe, expect, test } from 'vitest';
import { interpretWalletAnswer } from '../../src/adapters/wallet/response-compatibility.ts';
import type { WalletAnswer } from '../../src/adapters/wallet/response-compatibility.ts';
import { safeText } from '../../src/adapters/wallet/safe-text.ts';
import { bodyText, walletAnswerRows } from './wallet-answer-rows.ts';

const nowMs = Date.UTC(2026, 2, 4, 5, 6, 7);
const secrets = ['secret-token', 'secret-key'];
const hide = (text: string): string => safeText(text, secrets);

function answer(status: number, body: unknown): WalletAnswer {
  return { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), receivedAtMs: nowMs };
}

function detailOf(status: number, body: unknown): string {
  const outcome = interpretWalletAnswer(answer(status, body), hide);
  return outcome.kind === 'done' ? '' : outcome.detail;
}

describe('what an answer of the wallet means', () => {
  const rows = walletAnswerRows(nowMs).map((row) => [`${row.status} ${row.name}`, row] as const);

  test.each(rows)('%s', (_, row) => {
    const read = { status: row.status, headers: row.headers ?? {}, body: bodyText(row), receivedAtMs: nowMs };
    expect(interpretWalletAnswer(read, hide)).toMatchObject(row.expected);
  });

  test('a Retry-After sent twice counts once', () => {
    const twice = { ...answer(429, ''), headers: { 'retry-after': ['3', '9'] } };
    expect(interpretWalletAnswer(twice, hide)).toMatchObject({ kind: 'retry', retryAfterMs: 3_000 });
  });

  test.each([100, 204, 301, 402, 405, 410, 415, 451, 499, 511, 599])('%i never ends a rolling', (status) => {
    expect(interpretWalletAnswer(answer(status, { success: false, error: { retryable: false } }), hide).kind).toBe(
      'retry',
    );
  });
});

describe('what is kept of a failure', () => {
  test('says the status and what the wallet said', () => {
    expect(detailOf(422, { error: { code: 'PLAYER_CLOSED', message: 'the player is closed' } })).toBe(
      'HTTP 422: the player is closed',
    );
    expect(detailOf(502, '<html>bad gateway</html>')).toBe('HTTP 502: not a JSON object: <html>bad gateway</html>');
    expect(detailOf(503, '')).toBe('HTTP 503: empty body');
    expect(detailOf(200, {})).toBe('HTTP 200: a body of no known shape');
  });

  test('never a secret the wallet echoes, as text, as code, or at the place where the text is cut off', () => {
    expect(detailOf(401, { message: 'token secret-token refused, key secret-key too' })).toBe(
      'HTTP 401: token [redacted] refused, key [redacted] too',
    );
    expect(interpretWalletAnswer(answer(401, { code: 'secret-token' }), hide)).toMatchObject({ code: '[redacted]' });
    expect(detailOf(401, { message: `${'x'.repeat(183)}secret-token` })).not.toContain('secret');
  });

  test('is short, printable and something Postgres takes', () => {
    const detail = detailOf(500, { message: `a\u0000b\r\n${'\u{1F600}'.repeat(200)}` });
    expect(detail.length).toBeLessThanOrEqual(200);
    expect(detail).toMatch(/^HTTP 500: a b /);
    expect(detail.isWellFormed()).toBe(true);
    expect(safeText('half \ud83d of a pair', [])).toBe('half \ufffd of a pair');
  });

  test('text that is no code is left to the detail', () => {
    const outcome = interpretWalletAnswer(answer(400, { error: 'the amount is wrong' }), hide);
    expect(outcome).toEqual({ kind: 'refused', code: 'HTTP_400', detail: 'HTTP 400: the amount is wrong' });
  });
});
