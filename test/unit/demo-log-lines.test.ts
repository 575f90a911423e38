import { expect, test } from 'vitest';
import { readableLogLine } from '../../src/dev/demo/log-lines.ts';

test.each([
  [
    '{"level":"warn","time":"2026-11-22T10:20:20.537Z","err":{"message":"connect ECONNREFUSED"},"msg":"cannot read yet"}',
    '10:20:20 warn cannot read yet (connect ECONNREFUSED)',
  ],
  ['{"level":"info","time":"2026-11-22T10:20:20.537Z","msg":"ended"}', '10:20:20 info ended'],
  ['SyntaxError: no such export', 'SyntaxError: no such export'],
  ['{"unfinished', '{"unfinished'],
  ['17', '17'],
])('a log line as a person reads it: %s', (line, read) => {
  expect(readableLogLine(line)).toBe(read);
});
