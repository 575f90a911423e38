import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effectiveView, keysOf } from '../../src/domain/brand-config/effective.ts';
import { validateBrandConfig } from '../../src/domain/brand-config.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/brand-config.md'), 'utf8');

interface Row {
  readonly key: string;
  readonly byDefault: unknown;
  readonly example: unknown;
}

const rows: Row[] = [...page.matchAll(/^\| `([a-z_.]+)` \| `([^`]+)` \| `([^`]+)` \| \S/gm)].map((match) => ({
  key: match[1] ?? '',
  byDefault: JSON.parse(match[2] ?? '') as unknown,
  example: JSON.parse(match[3] ?? '') as unknown,
}));

const defaults = effectiveView(GLOBAL_DEFAULT_POLICY);

/** `retry.base_ms` of an object with `retry`. */
function at(view: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], view);
}

/** A config with this key alone. */
const alone = (key: string, value: unknown): unknown =>
  key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);

describe('the documented keys of a brand config', () => {
  test('are the real ones, in their order', () => {
    expect(rows.map(({ key }) => key)).toEqual(keysOf(defaults));
  });

  test.each(rows)('$key has its real default, and an example that is accepted and is another', (row) => {
    expect(row.byDefault).toEqual(at(JSON.parse(JSON.stringify(defaults)), row.key));
    const { policy, faults } = validateBrandConfig(alone(row.key, row.example), 1);
    expect(faults).toBeUndefined();
    expect(policy).not.toEqual({ ...GLOBAL_DEFAULT_POLICY, version: 1 });
  });
});
