import type { WalletAnswer } from '../../src/adapters/wallet/response-compatibility.ts';

/** What is expected of an outcome; the detail is for people and only some rows look at it. */
type ExpectedOutcome =
  | { kind: 'done'; transactionId: string | null }
  | { kind: 'refused' | 'misconfigured'; code: string }
  | { kind: 'retry'; code: string; retryAfterMs: number | null };

export interface AnswerRow {
  readonly name: string;
  readonly status: number;
  readonly headers?: WalletAnswer['headers'] & Readonly<Record<string, string>>;
  /** A string goes as it is, anything else as JSON. */
  readonly body: unknown;
  readonly expected: ExpectedOutcome;
}

const done = (transactionId: string | null): ExpectedOutcome => ({ kind: 'done', transactionId });
const refused = (code: string): ExpectedOutcome => ({ kind: 'refused', code });
const misconfigured = (code: string): ExpectedOutcome => ({ kind: 'misconfigured', code });
const retry = (code: string, retryAfterMs: number | null = null): ExpectedOutcome => ({
  kind: 'retry',
  code,
  retryAfterMs,
});

const doneRows: AnswerRow[] = [
  { name: 'current shape', status: 200, body: { status: 'ok', transaction_id: 't-1' }, expected: done('t-1') },
  { name: 'current shape, created', status: 201, body: { status: 'ok', transaction_id: 't-1' }, expected: done('t-1') },
  { name: 'nothing was booked', status: 200, body: { status: 'ok', transaction_id: null }, expected: done(null) },
  { name: 'an integer as id', status: 200, body: { status: 'ok', transaction_id: 42 }, expected: done('42') },
  {
    name: 'legacy success',
    status: 200,
    body: { success: true, data: { transaction_id: 't-2' } },
    expected: done('t-2'),
  },
  {
    name: 'legacy success, created',
    status: 201,
    body: { success: true, data: { transaction_id: 't-2' } },
    expected: done('t-2'),
  },
  { name: 'legacy ok', status: 200, body: { ok: true, tx_id: 't-3' }, expected: done('t-3') },
  { name: 'legacy ok, created', status: 201, body: { ok: true, tx_id: 't-3' }, expected: done('t-3') },
  {
    name: 'unknown members around',
    status: 200,
    body: { v: 9, status: 'ok', transaction_id: 't', error: null },
    expected: done('t'),
  },
  { name: 'white space around', status: 200, body: ' {"status":"ok","transaction_id":"t"}\n', expected: done('t') },
  {
    name: 'an id Postgres would refuse is not kept',
    status: 200,
    body: { status: 'ok', transaction_id: 'a\u0000b' },
    expected: done(null),
  },
];

const doneBeforeRows: AnswerRow[] = [
  { name: 'conflict', status: 409, body: { code: 'ALREADY_PROCESSED', transaction_id: 't-4' }, expected: done('t-4') },
  {
    name: 'conflict, nested under error',
    status: 409,
    body: { error: { code: 'ALREADY_PROCESSED', transaction_id: 't-5' } },
    expected: done('t-5'),
  },
  {
    name: 'conflict, nested under data',
    status: 409,
    body: { code: 'ALREADY_PROCESSED', data: { transaction_id: 't-6' } },
    expected: done('t-6'),
  },
  {
    name: 'conflict, code under error and id under data',
    status: 409,
    body: { success: false, error: { code: 'ALREADY_PROCESSED', retryable: false }, data: { transaction_id: 't-7' } },
    expected: done('t-7'),
  },
  {
    name: 'conflict, two levels down',
    status: 409,
    body: { error: { code: 'ALREADY_PROCESSED', data: { tx_id: 't-8' } } },
    expected: done('t-8'),
  },
  {
    name: 'conflict, as a Python framework wraps it',
    status: 409,
    body: { detail: { code: 'ALREADY_PROCESSED', transaction_id: 't-9' } },
    expected: done('t-9'),
  },
  {
    name: 'conflict, status as the code',
    status: 409,
    body: { status: 'already_processed', tx_id: 't-10' },
    expected: done('t-10'),
  },
  { name: 'conflict, id only', status: 409, body: { transaction_id: 't-11' }, expected: done('t-11') },
  {
    name: 'already processed with 200 and success false',
    status: 200,
    body: { success: false, error: { code: 'ALREADY_PROCESSED', retryable: false }, data: { transaction_id: 't-12' } },
    expected: done('t-12'),
  },
];

const refusedRows: AnswerRow[] = [
  {
    name: 'bad request',
    status: 400,
    body: { error: { code: 'BAD_AMOUNT', message: 'no' } },
    expected: refused('BAD_AMOUNT'),
  },
  { name: 'not found, no JSON', status: 404, body: '<html>not found</html>', expected: refused('HTTP_404') },
  { name: 'unprocessable, empty body', status: 422, body: '', expected: refused('HTTP_422') },
  {
    name: 'unprocessable, error as text',
    status: 422,
    body: { error: 'PLAYER_CLOSED' },
    expected: refused('PLAYER_CLOSED'),
  },
  {
    name: 'unprocessable, called retryable',
    status: 422,
    body: { error: { code: 'X', retryable: true } },
    expected: refused('X'),
  },
  {
    name: '200 that failed for good',
    status: 200,
    body: { success: false, error: { code: 'NO_SUCH_PLAYER', retryable: false } },
    expected: refused('NO_SUCH_PLAYER'),
  },
  {
    name: 'conflict for good',
    status: 409,
    body: { error: { code: 'IDEMPOTENCY_KEY_REUSED', retryable: false } },
    expected: refused('IDEMPOTENCY_KEY_REUSED'),
  },
];

const misconfiguredRows: AnswerRow[] = [
  { name: 'token refused', status: 401, body: { error: { code: 'BAD_TOKEN' } }, expected: misconfigured('BAD_TOKEN') },
  { name: 'signature refused', status: 403, body: '', expected: misconfigured('HTTP_403') },
  {
    name: 'forbidden, not retryable',
    status: 403,
    body: { error: { code: 'NO', retryable: false } },
    expected: misconfigured('NO'),
  },
];

const unknownRows: AnswerRow[] = [
  {
    name: '200 that failed and may be repeated',
    status: 200,
    body: { success: false, error: { code: 'LOCKED', retryable: true } },
    expected: retry('LOCKED'),
  },
  {
    name: '200 that failed without saying more',
    status: 200,
    body: { success: false },
    expected: retry('WALLET_FAILED'),
  },
  {
    name: 'a no outweighs a yes',
    status: 200,
    body: { ok: false, status: 'ok', tx_id: 't' },
    expected: retry('WALLET_FAILED'),
  },
  { name: '200 of a health page', status: 200, body: { status: 'ok' }, expected: retry('UNKNOWN_ANSWER') },
  {
    name: '200 still pending',
    status: 200,
    body: { status: 'pending', transaction_id: 't' },
    expected: retry('UNKNOWN_ANSWER'),
  },
  { name: '200 of no known shape', status: 200, body: {}, expected: retry('UNKNOWN_ANSWER') },
  {
    name: '200 array',
    status: 200,
    body: [{ status: 'ok', transaction_id: 't' }],
    expected: retry('UNPARSABLE_ANSWER'),
  },
  { name: '200 empty', status: 200, body: '', expected: retry('UNPARSABLE_ANSWER') },
  { name: '200 HTML', status: 200, body: '<html>sign in</html>', expected: retry('UNPARSABLE_ANSWER') },
  { name: '200 cut off', status: 200, body: '{"status":"ok","transaction_', expected: retry('UNPARSABLE_ANSWER') },
  {
    name: '202 is not done yet',
    status: 202,
    body: { status: 'ok', transaction_id: 't' },
    expected: retry('HTTP_202'),
  },
  { name: 'redirect', status: 302, headers: { location: '/elsewhere' }, body: '', expected: retry('HTTP_302') },
  {
    name: 'conflict without an id',
    status: 409,
    body: { code: 'ALREADY_PROCESSED' },
    expected: retry('ALREADY_PROCESSED'),
  },
  {
    name: 'conflict in progress',
    status: 409,
    body: { error: { code: 'IN_PROGRESS' } },
    expected: retry('IN_PROGRESS'),
  },
  { name: 'conflict, unparsable', status: 409, body: 'conflict', expected: retry('HTTP_409') },
  { name: 'request time-out', status: 408, body: '', expected: retry('HTTP_408') },
  { name: 'too early', status: 425, body: '', expected: retry('HTTP_425') },
  { name: 'too many requests', status: 429, body: '', expected: retry('HTTP_429') },
  { name: 'server error', status: 500, body: { error: { code: 'BOOM' } }, expected: retry('BOOM') },
  { name: 'bad gateway, HTML', status: 502, body: '<html>bad gateway</html>', expected: retry('HTTP_502') },
  {
    name: 'server error, called not retryable',
    status: 500,
    body: { error: { retryable: false } },
    expected: retry('HTTP_500'),
  },
  {
    name: 'server error naming an id',
    status: 500,
    body: { status: 'ok', transaction_id: 't' },
    expected: retry('HTTP_500'),
  },
  { name: 'gateway time-out', status: 504, body: '', expected: retry('HTTP_504') },
  { name: 'a status nobody has thought of', status: 418, body: '', expected: retry('HTTP_418') },
];

/** `nowMs` is the client's clock, a whole second: an HTTP date has no fraction. */
function retryAfterRows(nowMs: number): AnswerRow[] {
  const dayMs = 86_400_000;
  const row = (name: string, status: number, value: string, retryAfterMs: number | null): AnswerRow => ({
    name: `Retry-After: ${name}`,
    status,
    headers: { 'retry-after': value },
    body: '',
    expected: retry(`HTTP_${status}`, retryAfterMs),
  });
  const inAMinute = new Date(nowMs + 60_000);
  const [weekday = '', month = '', day = '', year = '', time = ''] = inAMinute
    .toUTCString()
    .replace(/(\w+), (\d+) (\w+)/, '$1 $3 $2')
    .split(' ');
  const longWeekday = inAMinute.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' });
  return [
    row('seconds', 429, '7', 7_000),
    row('zero', 503, '0', 0),
    row('date', 503, inAMinute.toUTCString(), 60_000),
    row('date of RFC 850', 503, `${longWeekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`, 60_000),
    row('date of asctime', 503, `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`, 60_000),
    row('date in the past', 503, new Date(nowMs - 60_000).toUTCString(), 0),
    row('further than a day', 503, '99999999999999', dayMs),
    row('date further than a day', 503, new Date(nowMs + 3 * dayMs).toUTCString(), dayMs),
    row('nonsense', 429, 'soon', null),
    row('a negative number', 429, '-5', null),
    row('a fraction', 429, '1.5', null),
  ];
}

export function walletAnswerRows(nowMs: number): AnswerRow[] {
  return [
    ...doneRows,
    ...doneBeforeRows,
    ...refusedRows,
    ...misconfiguredRows,
    ...unknownRows,
    ...retryAfterRows(nowMs),
  ];
}

export function bodyText(row: AnswerRow): string {
  return typeof row.body === 'string' ? row.body : JSON.stringify(row.body);
}
