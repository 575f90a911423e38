import { expect, test } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatMinor,
  formatRate,
  formatRatio,
  formatRelative,
  inWords,
} from '../../src/console/parts/format.ts';
import { laidOut } from '../../src/console/parts/laid-out.ts';

/** Narrow no-break spaces and the minus sign, as they are read. */
const read = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

test.for([
  ['0', 2, '0.00'],
  ['5', 2, '0.05'],
  ['-5', 2, '-0.05'],
  ['123456789', 2, '1 234 567.89'],
  ['1234', 0, '1 234'],
  ['4678', 8, '0.00004678'],
  // More than a number holds: an amount stays text all the way.
  ['90071992547409930001', 2, '900 719 925 474 099 300.01'],
] as const)('%s minor units with exponent %i read %s', ([minor, exponent, text]) => {
  expect(read(formatMinor(minor, exponent))).toBe(text);
});

test('a hundred per cent is said only where nothing is left', () => {
  expect(['0.0000', '0.4321', '0.5000', '0.9999', '1.0000'].map((ratio) => read(formatRatio(ratio)))).toEqual([
    '0 %',
    '43.21 %',
    '50 %',
    '99.99 %',
    '100 %',
  ]);
});

test('times are told in their largest unit, never rounded up', () => {
  expect([0, 999, 1_000, 59_999, 60_000, 3_599_999, 7_200_000, 172_799_999].map(formatDuration).map(read)).toEqual([
    '0 ms',
    '999 ms',
    '1 s',
    '59 s',
    '1 min',
    '59 min',
    '2 h',
    '1 d',
  ]);
  const now = 1_000_000;
  expect([now - 5_000, now + 90_000, now - 999].map((at) => read(formatRelative(at, now)))).toEqual([
    '5 s ago',
    'in 1 min',
    'now',
  ]);
});

test('rates and counts keep what matters of them', () => {
  expect([0, 0.44, 12.34, 99.9, 1_234.5].map(formatRate).map(read)).toEqual(['0', '0.4', '12.3', '99.9', '1 235']);
  expect(read(formatCount(1_234_567))).toBe('1 234 567');
  expect(inWords('COMPLETION_FAILED')).toBe('completion failed');
});

test('JSON inside JSON is unfolded, what is no JSON stands as it came', () => {
  const raw = JSON.stringify({ event_type: 'X', payload: JSON.stringify({ amount: '5', inner: JSON.stringify([1]) }) });
  expect(JSON.parse(laidOut(raw))).toEqual({ event_type: 'X', payload: { amount: '5', inner: [1] } });
  expect(laidOut('{"payload":"{ not json"}')).toBe('{\n  "payload": "{ not json"\n}');
  expect(laidOut('not json at all')).toBe('not json at all');
  expect(laidOut('{"a":[],"b":{},"c":[{"d":1}]}')).toBe(JSON.stringify({ a: [], b: {}, c: [{ d: 1 }] }, null, 2));
});

test('no digit of a number is lost on the way to whoever reads it', () => {
  expect(laidOut('{"amount":12.50,"stake_minor":90071992547409930001}')).toBe(
    '{\n  "amount": 12.50,\n  "stake_minor": 90071992547409930001\n}',
  );
});
