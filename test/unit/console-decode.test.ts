import { describe, expect, test } from 'vitest';
import { list, nullable, number, object, page, record, text } from '../../src/console/api/decode.ts';
import { decodeRolling } from '../../src/console/api/rolling.ts';
import { rollingView } from '../../src/domain/rolling-view.ts';
import { decodeBrandConfig } from '../../src/console/api/brand-config.ts';
import { effectiveView, sourcesOf } from '../../src/domain/brand-config/effective.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

describe('an answer', () => {
  const decode = object({ id: text, count: number, note: nullable(text), tags: list(text), by: record(number) });
  const whole = { id: 'x', count: 1, note: null, tags: ['a'], by: { a: 1 } };

  test('is read member by member; what nobody asked for is left aside', () => {
    expect(decode({ ...whole, newer: true }, '')).toEqual(whole);
    expect(decode({ ...whole, note: undefined }, '').note).toBeNull();
  });

  test.for([
    [{ ...whole, id: 1 }, '/id is no text'],
    [{ ...whole, count: '1' }, '/count is no number'],
    [{ ...whole, tags: ['a', 2] }, '/tags/1 is no text'],
    [{ ...whole, by: { a: '1' } }, '/by/a is no number'],
    [[], 'the answer is no object'],
  ] as const)('that is shaped otherwise stops at its place: %j', ([value, problem]) => {
    expect(() => decode(value, '')).toThrow(problem);
  });

  test('of a list names the page that comes behind it', () => {
    expect(page(text)({ items: ['a'], next_cursor: null }, '')).toEqual({ items: ['a'], next_cursor: null });
  });
});

const overTheWire = (view: unknown): unknown => JSON.parse(JSON.stringify(view));

test.for(PLACES)('a rolling that is %s is read whole', (place) => {
  const wire = overTheWire(rollingView(worldIn(place).rolling()));
  expect(decodeRolling(wire, '')).toMatchObject(wire as Record<string, unknown>);
});

test('a brand config is read whole', () => {
  const wire = overTheWire({
    version: 0,
    config: {},
    effective: effectiveView(GLOBAL_DEFAULT_POLICY),
    sources: sourcesOf({}, GLOBAL_DEFAULT_POLICY),
  });
  expect(decodeBrandConfig(wire, '')).toEqual(wire);
});
