// What a bet counted, exactly: the service counts in minor units × basis points, so a weight of 12.5 % leaves more decimals than
// the currency has.
import { formatMinor } from '../parts/format.ts';

const BASIS_POINT_DIGITS = 4;

/** `"12500000"` of a currency with 2 decimals → `12.50`; decimals beyond the currency's only where they are not zero. */
export function formatCredited(credited: string, exponent: number): string {
  const exact = formatMinor(credited, exponent + BASIS_POINT_DIGITS);
  const point = exact.indexOf('.');
  const kept = point + 1 + exponent;
  const more = exact.slice(kept).replace(/0+$/, '');
  const whole = exponent === 0 && more === '' ? exact.slice(0, point) : exact.slice(0, kept);
  return `${whole}${more}`;
}

/** `10000` → `100 %`. */
export const formatWeight = (basisPoints: number): string => `${basisPoints / 100}\u202f%`;

/** Amounts are longer than a number may be. */
export function sumOf(credited: readonly string[]): string {
  return credited.reduce((sum, each) => sum + BigInt(each), 0n).toString();
}

export const isZero = (credited: string): boolean => /^-?0+$/.test(credited);
