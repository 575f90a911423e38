import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, dayOf, formatTimestamp, parseTimestamp } from '../../src/domain/timestamp.ts';

const EARLIEST_MS = Date.UTC(2000, 0, 1) - 730_119 * DAY_MS;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

describe('a time on the wire', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-01-31T12:00:00.000Z', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31t12:00:00z', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31 12:00:00Z', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31T14:00:00+02:00', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31T06:30:00-05:30', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31T12:00:00-00:00', Date.UTC(2026, 0, 31, 12)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['2026-01-31T12:00:00.1Z', Date.UTC(2026, 0, 31, 12, 0, 0, 100)],
    ['2026-01-31T12:00:00.12+00:00', Date.UTC(2026, 0, 31, 12, 0, 0, 120)],
    ['2026-01-31T12:00:00.123999999Z', Date.UTC(2026, 0, 31, 12, 0, 0, 123)],
    ['1969-12-31T23:59:59.9999Z', -1],
    ['0001-01-01T00:00:00Z', EARLIEST_MS],
    ['9999-12-31T23:59:59.999Z', LATEST_MS],
  ])('reads %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  test.each([
    '',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31T12:00Z',
    '20260131T120000Z',
    '2026-1-31T12:00:00Z',
    '+002026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.Z',
    '2026-01-31T12:00:00.1234567890Z',
    '2026-01-31T12:00:00Z ',
    '2026-01-31T12:00:00+0200',
    'Sat, 31 Jan 2026 12:00:00 GMT',
    1_769_860_800_000,
    null,
    undefined,
  ])('refuses %j, which is no RFC 3339', (value) => {
    expect(parseTimestamp(value)).toBeNull();
  });

  test.each([
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-31T12:00:00+24:00',
    '2026-01-31T12:00:00+02:60',
  ])('refuses %s, which does not exist', (value) => {
    expect(parseTimestamp(value)).toBeNull();
  });

  test.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'refuses %s, which Postgres could not keep',
    (value) => {
      expect(parseTimestamp(value)).toBeNull();
    },
  );

  test('round trips at every millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: EARLIEST_MS, max: LATEST_MS }), (at) => {
        expect(parseTimestamp(formatTimestamp(at))).toBe(at);
      }),
      { numRuns: 5_000 },
    );
  });

  test('round trips at every day of four centuries', () => {
    const wrong: string[] = [];
    for (let at = Date.UTC(1800, 0, 1); at < Date.UTC(2200, 0, 1); at += DAY_MS)
      if (parseTimestamp(formatTimestamp(at)) !== at) wrong.push(formatTimestamp(at));
    expect(wrong).toEqual([]);
  });
});

test('a day begins at midnight UTC', () => {
  expect([dayOf(0), dayOf(DAY_MS - 1), dayOf(DAY_MS), dayOf(-1)]).toEqual([0, 0, 1, -1]);
});
