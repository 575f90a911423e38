/** Retry-After, read as RFC 9110 §10.2.3 writes it: seconds, or a date in one of three forms. */

/** A wallet that names a time further away is asked again after a day all the same: a typing error must not freeze a payout. */
const retryAfterMsMax = 24 * 60 * 60 * 1000;

const imfFixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const rfc850Date = /^[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
/** Carries no zone and means GMT; Date.parse alone would take it for local time. */
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Milliseconds from `nowMs`, 0 for a date in the past, null when absent or not understood. */
export function readRetryAfterMs(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, retryAfterMsMax);
  const atMs = readHttpDateMs(text);
  return atMs === null ? null : Math.min(Math.max(0, atMs - nowMs), retryAfterMsMax);
}

function readHttpDateMs(text: string): number | null {
  const dated = asctimeDate.test(text) ? `${text} GMT` : text;
  if (dated === text && !imfFixdate.test(text) && !rfc850Date.test(text)) return null;
  const atMs = Date.parse(dated);
  return Number.isNaN(atMs) ? null : atMs;
}
