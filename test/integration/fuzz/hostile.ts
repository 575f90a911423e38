import fc from 'fast-check';

// What nobody should send, and somebody will.

const TEXTS = [
  '',
  ' ',
  '\u202e\u2066',
  'e\u0301',
  '😀'.repeat(70),
  '٣٤',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  "'; drop table rollings; --",
  '{"a":1}',
  '%00',
  '${x}',
  '-0',
  '-1',
  '1e3',
  '1.5',
  '0x10',
  'NaN',
  'Infinity',
  '9'.repeat(60),
  '9'.repeat(61),
  '9'.repeat(5_000),
  '2026-02-30T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999+23:59',
  '+275760-09-13T00:00:00Z',
  '1969-12-31T23:59:60Z',
  'null',
] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  // What JSON can say and Postgres cannot keep.
  { weight: 4, arbitrary: fc.constantFrom('\u0000', 'a\u0000b', '\ud800', 'x\udfffy') },
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
);

/** Numbers that JSON can say and no double can hold stand in the text as `"@raw:…"` until it is sent. */
const RAW = ['1e400', '-1e400', '123456789012345678901234567890', '9007199254740993', '-0', '1.0', '1e2', '0.1e-400'];

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, 1e300, [], {}, [null], [[]]) },
  { weight: 2, arbitrary: fc.constantFrom(...RAW).map((number) => `@raw:${number}`) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(5, 25, 40, 500).map(deep) },
);

export const jsonText = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(/"@raw:([^"]+)"/g, '$1')
    .replaceAll('"@proto"', '"__proto__"');
