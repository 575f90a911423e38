// Exact money: integers in minor units, up to 60 digits, and decimals that become integers without a float in between.

/** More digits than any amount may have; keeps a hostile number from costing memory. */
export const AMOUNT_DIGITS_MAX = 60;

const INTEGER = /^(?:0|[1-9][0-9]*)$/;
const DECIMAL = /^(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** A non-negative integer given as decimal text or as a safe JSON integer; null for anything else. */
export function parseMinor(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null;
  if (typeof value !== 'string' || value.length > AMOUNT_DIGITS_MAX || !INTEGER.test(value)) return null;
  return BigInt(value);
}

/** As `parseMinor`, with an optional minus in front. */
export function parseSignedMinor(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string' || !value.startsWith('-')) return parseMinor(value);
  const size = parseMinor(value.slice(1));
  return size === null ? null : -size;
}

export interface Decimal {
  readonly digits: bigint;
  /** Digits behind the point: value = digits / 10^scale. */
  readonly scale: number;
}

/** A non-negative plain decimal ("12.50"); null for signs, exponents, blanks, or more than 60 digits. */
export function parseDecimal(value: unknown): Decimal | null {
  if (typeof value !== 'string' || value.length > AMOUNT_DIGITS_MAX + 1) return null;
  const match = DECIMAL.exec(value);
  if (match === null) return null;
  const scale = match[1]?.length ?? 0;
  if (scale === 0 && value.length > AMOUNT_DIGITS_MAX) return null;
  return { digits: BigInt(value.replace('.', '')), scale };
}

/**
 * Major units as minor units: "12.50" at exponent 2 is 1250; null where it is no decimal, has more decimals than that, or
 * comes to more than 60 digits.
 */
export function majorToMinor(value: unknown, exponent: number): bigint | null {
  const decimal = parseDecimal(value);
  if (decimal === null || decimal.scale > exponent) return null;
  const minor = decimal.digits * 10n ** BigInt(exponent - decimal.scale);
  return fitsDigits(minor) ? minor : null;
}

/** amount × factor, rounded up once. */
export function multiplyRoundedUp(amountMinor: bigint, factor: Decimal): bigint {
  return ceilDivide(amountMinor * factor.digits, 10n ** BigInt(factor.scale));
}

/** ⌈dividend ÷ divisor⌉ for a non-negative dividend and a positive divisor. */
export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** −1, 0 or 1 as `left` is below, equal to or above `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference =
    left.digits * 10n ** BigInt(scale - left.scale) - right.digits * 10n ** BigInt(scale - right.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const ABOVE_ALL = 10n ** BigInt(AMOUNT_DIGITS_MAX);

export const fitsDigits = (amount: bigint): boolean => amount < ABOVE_ALL;

export const minBigint = (left: bigint, right: bigint): bigint => (left < right ? left : right);
export const maxBigint = (left: bigint, right: bigint): bigint => (left > right ? left : right);
