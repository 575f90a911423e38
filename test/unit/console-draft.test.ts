import { describe, expect, test } from 'vitest';
import { effectiveView, keysOf } from '../../src/domain/brand-config/effective.ts';
import { parseBrandConfig, validateBrandConfig } from '../../src/domain/brand-config.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { changesOf, configOf, draftOf, valueAt, written } from '../../src/console/pages/brand-config/draft.ts';
import { KEYS, pointerOf } from '../../src/console/pages/brand-config/keys.ts';

const EVERYTHING = {
  jurisdiction: 'SE',
  completion_ratio: '0.8',
  duration_days: 60,
  allocation: 'waterfall',
  contribution: { default_bp: 10_000, rules: [{ game_category: 'table', weight_bp: 1_000 }] },
  min_stake_minor: { EUR: '50' },
  bet_cap_minor: { EUR: '2000', USD: '2200' },
  max_bet: { minor: { EUR: '500' }, on_breach: 'cancel' },
  min_odds: '1.5',
  sports_basis: 'lesser_of_stake_and_winnings',
  push: 'count',
  cashout: 'count',
  placed_at_missing: 'count',
  cancellation: { forfeit: 'none' },
  suspension_freezes_expiry: true,
  rollback_after_completion: 'review',
  retry: { max_attempts: 10, base_ms: 1_000, max_ms: 60_000 },
  expiry_grace_ms: 120_000,
};

describe('editing a brand config', () => {
  test('has a field for every key there is, and for no other', () => {
    const effective = keysOf(effectiveView(GLOBAL_DEFAULT_POLICY));
    const inParts = effective.filter((name) => effective.some((other) => other.startsWith(`${name}.`)));
    expect(KEYS.map(({ name }) => name).toSorted()).toEqual(
      effective.filter((name) => !inParts.includes(name)).toSorted(),
    );
  });

  test('and leaving it as it is sends what was there', () => {
    expect(parseBrandConfig(EVERYTHING, 1).faults).toBeUndefined();
    expect(configOf(draftOf(EVERYTHING), EVERYTHING)).toEqual(EVERYTHING);
    expect(changesOf(draftOf(EVERYTHING), EVERYTHING)).toEqual([]);
    expect(configOf(draftOf({}), {})).toEqual({});
  });

  test('a key that is emptied is set no more, and its siblings stay', () => {
    const draft = { ...draftOf(EVERYTHING), min_odds: '', 'retry.base_ms': '  ' };
    const { min_odds: _, ...rest } = EVERYTHING;
    expect(configOf(draft, EVERYTHING)).toEqual({ ...rest, retry: { max_attempts: 10, max_ms: 60_000 } });
    expect(changesOf(draft, EVERYTHING).map(({ key, from, to }) => [key.name, from, to])).toEqual([
      ['min_odds', '1.5', ''],
      ['retry.base_ms', '1000', ''],
    ]);
  });

  test('a key of a newer build is kept as it is', () => {
    const newer = { push: 'count', loyalty: { points: true } };
    expect(configOf({ ...draftOf(newer), push: '' }, newer)).toEqual({ loyalty: { points: true } });
  });

  test('amounts are written as people write them', () => {
    const draft = { ...draftOf({}), bet_cap_minor: 'EUR 2000,  USD 2200' };
    expect(configOf(draft, {})).toEqual({ bet_cap_minor: { EUR: '2000', USD: '2200' } });
    expect(written({ EUR: '2000', USD: '2200' }, { is: 'amounts' })).toBe('EUR 2000, USD 2200');
  });

  test.for([
    ['duration_days', 'a month'],
    ['completion_ratio', 'half'],
    ['contribution', '{"default_bp":'],
    ['bet_cap_minor', 'much'],
    ['bet_cap_minor', 'EUR 500 600'],
    ['bet_cap_minor', 'EUR 500, EUR 600'],
    ['retry.base_ms', '1.5'],
  ] as const)('what %s cannot be is sent as written, and its fault comes back to its field', ([name, text]) => {
    const { faults = [] } = validateBrandConfig(configOf({ ...draftOf({}), [name]: text }, {}), 0);
    const key = KEYS.find((each) => each.name === name)!;
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter(({ pointer }) => !`/config${pointer}`.startsWith(pointerOf(key)))).toEqual([]);
  });

  test('the values in force are found by the same names', () => {
    const view = effectiveView(GLOBAL_DEFAULT_POLICY);
    expect([valueAt(view, 'retry.max_attempts'), valueAt(view, 'push'), valueAt(view, 'push.nothing')]).toEqual([
      30,
      'zero',
      undefined,
    ]);
  });
});
