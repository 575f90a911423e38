import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AMOUNT_DIGITS_MAX,
  ceilDivide,
  compareDecimals,
  fitsDigits,
  majorToMinor,
  maxBigint,
  minBigint,
  multiplyRoundedUp,
  parseDecimal,
  parseMinor,
} from '../../src/domain/money.ts';

const LARGEST = 10n ** BigInt(AMOUNT_DIGITS_MAX) - 1n;
const amounts = fc.bigInt({ min: 0n, max: LARGEST });

function decimal(text: string) {
  const parsed = parseDecimal(text);
  if (parsed === null) throw new Error(`no decimal: ${text}`);
  return parsed;
}

describe('an amount in minor units', () => {
  test.each([
    ['0', 0n],
    ['1250', 1250n],
    [0, 0n],
    [-0, 0n],
    [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991n],
    [String(LARGEST), LARGEST],
  ])('reads %j', (value, expected) => {
    expect(parseMinor(value)).toBe(expected);
  });

  test.each([
    '',
    '-1',
    '+1',
    '01',
    '1.0',
    '1e3',
    ' 1',
    '1 ',
    '0x1',
    '١',
    '1'.repeat(61),
    -1,
    1.5,
    2 ** 53,
    NaN,
    null,
    true,
    [],
  ])('refuses %j', (value) => {
    expect(parseMinor(value)).toBeNull();
  });

  test('round trips at any size', () => {
    fc.assert(fc.property(amounts, (amount) => parseMinor(String(amount)) === amount));
  });
});

describe('a decimal', () => {
  test.each([
    ['0', 0n, 0],
    ['12.50', 1250n, 2],
    ['0.05', 5n, 2],
    [`0.${'9'.repeat(59)}`, 10n ** 59n - 1n, 59],
    ['9'.repeat(60), LARGEST, 0],
  ])('reads %s', (text, digits, scale) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  test.each([
    '',
    '.5',
    '5.',
    '-1',
    '+1',
    '1e1',
    '01.5',
    '1,5',
    '1.2.3',
    ' 1',
    '9'.repeat(61),
    `0.${'9'.repeat(60)}`,
    1.5,
    null,
  ])('refuses %j', (value) => {
    expect(parseDecimal(value)).toBeNull();
  });

  test('compares by value, whatever the scale', () => {
    expect(compareDecimals(decimal('1.5'), decimal('1.50'))).toBe(0);
    expect(compareDecimals(decimal('1.49'), decimal('1.5'))).toBe(-1);
    expect(compareDecimals(decimal('10'), decimal('9.99'))).toBe(1);
  });
});

describe('major units', () => {
  test.each([
    ['12.50', 2, 1250n],
    ['12.5', 2, 1250n],
    ['12', 0, 12n],
    ['0.00001250', 8, 1250n],
    ['1', 24, 10n ** 24n],
    ['9'.repeat(42), 18, (10n ** 42n - 1n) * 10n ** 18n],
  ])('%s at exponent %i', (text, exponent, expected) => {
    expect(majorToMinor(text, exponent)).toBe(expected);
  });

  test('with more decimals than the currency, even zeros, are refused', () => {
    expect(majorToMinor('12.500', 2)).toBeNull();
    expect(majorToMinor('12.0', 0)).toBeNull();
  });

  test('that come to more than 60 digits are refused', () => {
    expect(majorToMinor('1'.repeat(43), 18)).toBeNull();
    expect(majorToMinor('1'.repeat(60), 0)).not.toBeNull();
  });
});

describe('rounding', () => {
  test('is up, and once', () => {
    expect(multiplyRoundedUp(100n, decimal('30'))).toBe(3000n);
    expect(multiplyRoundedUp(3n, decimal('2.5'))).toBe(8n);
    expect(multiplyRoundedUp(1n, decimal('0.0001'))).toBe(1n);
    expect(multiplyRoundedUp(0n, decimal('2.5'))).toBe(0n);
  });

  test('up is the least multiple that is enough', () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: LARGEST }), (dividend, divisor) => {
        const quotient = ceilDivide(dividend, divisor);
        expect(quotient * divisor >= dividend && (quotient - 1n) * divisor < dividend).toBe(true);
      }),
    );
  });
});

test('60 digits fit, 61 do not', () => {
  expect([fitsDigits(LARGEST), fitsDigits(LARGEST + 1n)]).toEqual([true, false]);
});

test('the lesser and the greater of two amounts', () => {
  expect([minBigint(1n, 2n), minBigint(2n, 1n), maxBigint(1n, 2n), maxBigint(2n, 1n)]).toEqual([1n, 1n, 2n, 2n]);
});
