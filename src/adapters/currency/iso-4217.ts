// ISO 4217 from the library that keeps up with it, joined with our own list of crypto codes.
import * as currencies from 'dinero.js/currencies';
import { exponentTable } from '../../domain/currency.ts';

/** The library counts ariary and ouguiya in their fifths; the standard lists two decimals, and so does every wallet. */
const LISTED_EXPONENTS: Readonly<Record<string, number>> = { MGA: 2, MRU: 2 };

/** Every code of ISO 4217 that has minor units, with how many. */
export const ISO_EXPONENTS: readonly (readonly [string, number])[] = Object.values(currencies).map(
  ({ code, exponent }) => [code, LISTED_EXPONENTS[code] ?? exponent],
);

/** The exponent of an ISO 4217 or crypto code; undefined for any other. Codes are upper-case, as the standard has them. */
export const exponentOf = exponentTable(ISO_EXPONENTS);
