// Columns as Postgres array literals. A batch holds thousands of values, and the driver's own encoder quotes and escapes each
// of them; here most are found harmless and appended as they are.

/** What needs no quotes: no delimiter, brace, quote, backslash or blank, not empty, and not the word NULL. */
const PLAIN = /^[\w:.@/+=-]+$/;
const NULL_WORD = /^null$/i;
const TO_ESCAPE = /["\\]/g;

function quoted(text: string): string {
  if (PLAIN.test(text) && (text.length !== 4 || !NULL_WORD.test(text))) return text;
  return `"${text.replace(TO_ESCAPE, '\\$&')}"`;
}

/** One column of any text, null where `valueOf` gives null. */
export function textArray<Row>(rows: readonly Row[], valueOf: (row: Row) => string | null): string {
  let literal = '{';
  let separator = '';
  for (const row of rows) {
    const value = valueOf(row);
    literal += separator + (value === null ? 'NULL' : quoted(value));
    separator = ',';
  }
  return `${literal}}`;
}

/** One column of values that never need quotes: numbers, bigints, booleans, ids and words of our own making. */
export function plainArray<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number | bigint | boolean | null,
): string {
  let literal = '{';
  let separator = '';
  for (const row of rows) {
    literal += separator + (valueOf(row) ?? 'NULL');
    separator = ',';
  }
  return `${literal}}`;
}

/** JSON texts without line breaks of their own, one a line: `string_to_array` takes them apart, so nothing is escaped. */
export function jsonLines<Row>(rows: readonly Row[], valueOf: (row: Row) => string): string {
  let lines = '';
  let separator = '';
  for (const row of rows) {
    lines += separator + valueOf(row);
    separator = '\n';
  }
  return lines;
}
