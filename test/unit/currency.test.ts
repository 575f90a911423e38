import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as currencies from 'dinero.js/currencies';
import { describe, expect, test } from 'vitest';
import { exponentOf, ISO_EXPONENTS } from '../../src/adapters/currency/iso-4217.ts';
import { CRYPTO_EXPONENTS } from '../../src/domain/currency.ts';

const PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/currencies.md');

describe('the exponent of a currency', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['XCG', 2],
    ['MGA', 2],
    ['MRU', 2],
    ['BTC', 8],
    ['ETH', 18],
    ['USDT', 6],
  ])('%s has %i decimals', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
  });

  test.each(['', 'eur', 'XAU', 'XXX', 'USDT_BSC', 'constructor', '__proto__'])('%j is not known', (code) => {
    expect(exponentOf(code)).toBeUndefined();
  });

  test('only the two currencies we correct are not decimal in the library', () => {
    const odd = Object.values(currencies).filter((currency) => Number(currency.base) !== 10);
    expect(odd.map(({ code }) => code)).toEqual(['MGA', 'MRU']);
  });

  test('no crypto code hides behind an ISO one', () => {
    expect(ISO_EXPONENTS.filter(([code]) => Object.hasOwn(CRYPTO_EXPONENTS, code))).toEqual([]);
  });

  test('the documented crypto codes are the known ones, both ways', () => {
    const rows = readFileSync(PAGE, 'utf8').matchAll(/^\| `(\w+)` \| (\d+) \|/gm);
    expect(Object.fromEntries([...rows].map(([, code, exponent]) => [code, Number(exponent)]))).toEqual(
      CRYPTO_EXPONENTS,
    );
  });
});
