import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ROUTE_RIGHTS, mayCall, rightsFor } from '../../src/api/rights.ts';
import type { CallerName } from '../../src/domain/caller.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/callers.md'), 'utf8');

const COLUMNS = ['gateway', 'promotion_service', 'admin_service'] as const satisfies readonly CallerName[];

/** Each row as its call, its right and who has a tick. */
const rows = [...page.matchAll(/^\| `([A-Z]+ \/[^`]*)` \| `([\w.-]+)` \|(.*)\|$/gm)].map(([, call, right, ticks]) => ({
  call: call ?? '',
  right,
  callers: COLUMNS.filter((_caller, column) => (ticks ?? '').split('|')[column]?.trim() === '✓'),
}));

/** The last right is the hardest to have. */
function realRow(call: string): unknown {
  const [route = '', parameter] = call.split('?');
  const rights = rightsFor(route, parameter === undefined ? [] : [parameter]);
  const callers = COLUMNS.filter((caller) => rights.every((right) => mayCall(caller, right)));
  return { call, right: rights.at(-1), callers };
}

test('every guarded route is documented with its right and who has it, both ways', () => {
  expect(rows).toEqual(rows.map(({ call }) => realRow(call)));
  const guarded = Object.entries(ROUTE_RIGHTS).filter(([, right]) => right !== 'public');
  const documented = rows.map(({ call }) => call).filter((call) => !call.includes('?'));
  expect(documented.toSorted()).toEqual(guarded.map(([route]) => route).toSorted());
});

test('a parameter that needs another right than its route is documented', () => {
  expect(rows.filter(({ call }) => call.includes('?')).map(({ call }) => call)).toEqual([
    'GET /internal/rolling?review',
  ]);
  expect(rightsFor('GET /internal/rolling', ['review'])).toEqual(['rolling.read', 'rolling.operate']);
});
