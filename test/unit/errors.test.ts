import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { API_PROBLEMS } from '../../src/api/problems.ts';
import { COMMAND_PROBLEMS } from '../../src/domain/problem.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/errors.md'), 'utf8');

test('the documented error codes and statuses are the real ones, both ways', () => {
  const documented = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| \S/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  const real = Object.entries({ ...COMMAND_PROBLEMS, ...API_PROBLEMS })
    .map(([code, [status]]) => [code, status] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  expect(documented).toEqual(real);
});

test('no code is both an owner’s and the API’s', () => {
  expect(Object.keys(API_PROBLEMS).filter((code) => Object.hasOwn(COMMAND_PROBLEMS, code))).toEqual([]);
});
