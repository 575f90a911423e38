// Why an entry of the wallet stream can be refused. The codes are stable: dead letters carry them and runbooks name them.
// docs/contracts/wallet-stream.md is held to these sentences by a test.

export const REFUSAL_CODES = [
  'ENVELOPE_MISSING',
  'ENTRY_TOO_LARGE',
  'NESTED_TOO_DEEP',
  'NOT_JSON',
  'NOT_AN_OBJECT',
  'EVENT_TYPE_MISSING',
  'EVENT_TYPE_INVALID',
  'EVENT_TYPE_MISMATCH',
  'EVENT_VERSION_UNSUPPORTED',
  'EVENT_TOO_OLD',
  'EVENT_FROM_FUTURE',
  'BRAND_MISSING',
  'BRAND_MISMATCH',
  'FIELD_MISSING',
  'ID_INVALID',
  'TIMESTAMP_INVALID',
  'AMOUNT_INVALID',
  'AMOUNT_TOO_PRECISE',
  'CURRENCY_UNKNOWN',
  'ODDS_INVALID',
  'OUTCOME_UNKNOWN',
  'PRODUCT_UNKNOWN',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What each code means, in a sentence for the person who reads the dead letter. */
export const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  ENVELOPE_MISSING: 'The entry has neither a field `payload` nor a field `data`.',
  ENTRY_TOO_LARGE: 'The envelope is longer than 65,536 characters.',
  NESTED_TOO_DEEP: 'The JSON is nested more than 32 levels deep.',
  NOT_JSON: 'The envelope, or the payload given as text inside it, is not JSON.',
  NOT_AN_OBJECT: 'The envelope or the payload is JSON, but not an object.',
  EVENT_TYPE_MISSING: 'Neither the entry nor the envelope names an event type.',
  EVENT_TYPE_INVALID: 'The event type is not text of 1 to 128 storable characters.',
  EVENT_TYPE_MISMATCH: 'The entry names another event type than its envelope.',
  EVENT_VERSION_UNSUPPORTED: 'The event version is not 1.',
  EVENT_TOO_OLD: 'The event occurred before the retention of event ids, so a repeat could no longer be told.',
  EVENT_FROM_FUTURE: 'The event claims to have occurred further ahead of our clock than is allowed.',
  BRAND_MISSING: 'No brand is named, and none may be (or is) put in its place.',
  BRAND_MISMATCH: 'The payload names another brand than its envelope, and neither may be chosen.',
  FIELD_MISSING: 'A required field is absent or null.',
  ID_INVALID: 'An identifier is not text of 1 to 128 characters without NUL and lone surrogates.',
  TIMESTAMP_INVALID: 'A time is not an RFC 3339 date-time that exists.',
  AMOUNT_INVALID: 'An amount is not a non-negative integer (or, for `amount`, plain decimal text) of up to 60 digits.',
  AMOUNT_TOO_PRECISE: 'An amount in major units has more decimals than its currency.',
  CURRENCY_UNKNOWN: 'An amount is in major units of a currency whose exponent is not known.',
  ODDS_INVALID: 'The odds are not plain decimal text above zero.',
  OUTCOME_UNKNOWN: 'The outcome is none of win, loss, push, void and cashout.',
  PRODUCT_UNKNOWN: 'The product is none of casino, live, sports, virtual and poker.',
};

/** One reason to refuse an entry. `detail` names fields, never their values: those are in the entry, which is kept. */
export class Fault {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail: string) {
    this.code = code;
    this.detail = detail;
  }
}
