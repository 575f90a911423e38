/**
 * What the body of a wallet answer says, whichever of its historical shapes it has. Facts only: what they mean together
 * with the status is decided in response-compatibility.ts.
 */

export interface AnswerFacts {
  /** The body is a JSON object. */
  readonly parsed: boolean;
  /** What the body itself claims; null when it claims neither. */
  readonly succeeded: boolean | null;
  /** The body has a member for a transaction id, possibly null (nothing was booked, as for an amount of 0). */
  readonly namesTransaction: boolean;
  readonly transactionId: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly retryable: boolean | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** `detail` is where a Python wallet's framework puts an error object. */
const nestingKeys = ['data', 'error', 'detail'];
const transactionKeys = ['transaction_id', 'tx_id', 'transactionId'];
const transactionIdCharsMax = 128;
const alreadyProcessed = 'ALREADY_PROCESSED';

export function readAnswerFacts(body: string): AnswerFacts {
  const top = parseObject(body);
  if (top === null) {
    return {
      parsed: false,
      succeeded: null,
      namesTransaction: false,
      transactionId: null,
      code: null,
      message: null,
      retryable: null,
    };
  }
  const places = nestedObjects(top);
  const named = places.flatMap((place) =>
    transactionKeys.filter((key) => Object.hasOwn(place, key)).map((key) => place[key]),
  );
  return {
    parsed: true,
    succeeded: readClaim(top),
    namesTransaction: named.length > 0,
    transactionId: first(named, asTransactionId),
    code: readCode(top, places),
    message: first(
      places.flatMap((place) => [place['message'], place['detail'], place['error']]),
      (value) => (typeof value === 'string' && value !== '' ? value : null),
    ),
    retryable: first(
      places.map((place) => place['retryable']),
      (value) => (typeof value === 'boolean' ? value : null),
    ),
  };
}

/** An explicit no outweighs any yes next to it. */
function readClaim(top: JsonObject): boolean | null {
  if (top['success'] === false || top['ok'] === false) return false;
  if (top['status'] === 'ok' || top['success'] === true || top['ok'] === true) return true;
  return null;
}

/** Some answers carry the code as the text of `error` or `status`. Anything that does not look like a code is left to `message`. */
function readCode(top: JsonObject, places: readonly JsonObject[]): string | null {
  const named = places.flatMap((place) => [place['code'], place['error_code'], place['error']]);
  const status =
    typeof top['status'] === 'string' && top['status'].toUpperCase() === alreadyProcessed ? alreadyProcessed : null;
  return first([...named, status], (value) =>
    typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value) ? value : null,
  );
}

/** The ids we keep are at most 128 characters, and Postgres takes neither NUL nor half a surrogate pair. */
function asTransactionId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== 'string' || value === '' || value.length > transactionIdCharsMax) return null;
  return value.isWellFormed() && !/\p{Cc}/u.test(value) ? value : null;
}

/** The object itself, then what is nested in it, outermost first. Two levels are as deep as any wallet has nested. */
function nestedObjects(top: JsonObject): readonly JsonObject[] {
  const inside = (place: JsonObject): JsonObject[] => nestingKeys.map((key) => place[key]).filter(isObject);
  const once = inside(top);
  return [top, ...once, ...once.flatMap(inside)];
}

function first<T>(values: readonly unknown[], read: (value: unknown) => T | null): T | null {
  for (const value of values) {
    const found = read(value);
    if (found !== null) return found;
  }
  return null;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
