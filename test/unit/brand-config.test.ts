import { describe, expect, test } from 'vitest';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { parseBrandConfig, validateBrandConfig } from '../../src/domain/brand-config.ts';

const EVERYTHING = {
  jurisdiction: 'SE',
  completion_ratio: '0.5',
  duration_days: 90,
  allocation: 'waterfall',
  contribution: { default_bp: 0, rules: [{ game_category: 'slots', weight_bp: 10_000 }] },
  min_stake_minor: { EUR: '10' },
  bet_cap_minor: { EUR: '2000', BTC: 5 },
  max_bet: { minor: { EUR: '500' }, on_breach: 'cancel' },
  min_odds: '1.5',
  sports_basis: 'lesser_of_stake_and_winnings',
  push: 'count',
  cashout: 'count',
  placed_at_missing: 'count',
  cancellation: { forfeit: 'none' },
  suspension_freezes_expiry: true,
  rollback_after_completion: 'review',
  retry: { max_attempts: 5, base_ms: 100, max_ms: 1_000 },
  expiry_grace_ms: 5_000,
};

describe('a brand config', () => {
  test('that says nothing leaves every global default', () => {
    expect(parseBrandConfig({}, 3)).toEqual({ policy: { ...GLOBAL_DEFAULT_POLICY, version: 3 } });
  });

  test('may set every key', () => {
    expect(parseBrandConfig(EVERYTHING, 4)).toEqual({
      policy: {
        version: 4,
        jurisdiction: 'SE',
        completionRatio: '0.5',
        durationMs: 90 * 86_400_000,
        allocation: 'waterfall',
        contribution: { defaultBp: 0, rules: [{ gameCategory: 'slots', weightBp: 10_000 }] },
        minStakeMinor: { EUR: 10n },
        betCapMinor: { EUR: 2_000n, BTC: 5n },
        maxBetMinor: { EUR: 500n },
        maxBetOnBreach: 'cancel',
        minOdds: '1.5',
        sportsBasis: 'lesser_of_stake_and_winnings',
        push: 'count',
        cashout: 'count',
        placedAtMissing: 'count',
        forfeit: 'none',
        suspensionFreezesExpiry: true,
        rollbackAfterCompletion: 'review',
        retry: { maxAttempts: 5, baseMs: 100, maxMs: 1_000 },
        expiryGraceMs: 5_000,
      },
    });
  });

  test('is refused with every fault at once, each at its place', () => {
    const { faults = [] } = parseBrandConfig(
      {
        completion_ratio: '0',
        duration_days: 1.5,
        allocation: 'random',
        contribution: { default_bp: 10_001, rules: [{ weight_bp: 5 }, { game_id: '', weight_bp: '5' }, 7], extra: 1 },
        min_stake_minor: { EUR: '-1', euro: '1' },
        max_bet: { minor: '500' },
        min_odds: 1.5,
        cancellation: [],
        suspension_freezes_expiry: 'yes',
        retry: { base_ms: 100, max_ms: 10 },
        expiry_grace_ms: null,
        jurisdiction: 'XX',
        colour: 'red',
        __proto__: null,
      },
      1,
    );
    expect(faults.map((fault) => fault.pointer).toSorted()).toEqual([
      '/allocation',
      '/cancellation',
      '/colour',
      '/completion_ratio',
      '/contribution/default_bp',
      '/contribution/extra',
      '/contribution/rules/0/weight_bp',
      '/contribution/rules/1/game_id',
      '/contribution/rules/1/weight_bp',
      '/contribution/rules/2',
      '/contribution/rules/2/weight_bp',
      '/duration_days',
      '/expiry_grace_ms',
      '/jurisdiction',
      '/max_bet/minor',
      '/min_odds',
      '/min_stake_minor/EUR',
      '/min_stake_minor/euro',
      '/retry/max_ms',
      '/suspension_freezes_expiry',
    ]);
  });

  test.each([[null], ['text'], [[]], [7]])('that is %j is no config', (config) => {
    expect(parseBrandConfig(config, 1).faults).toEqual([{ pointer: '', problem: 'must be an object' }]);
  });

  test('names a member with the escapes of a JSON pointer', () => {
    expect(parseBrandConfig({ bet_cap_minor: { 'a/b~c': 1 } }, 1).faults).toEqual([
      { pointer: '/bet_cap_minor/a~1b~0c', problem: 'is no currency code' },
    ]);
  });
});

const faultsOf = (config: unknown): string[] =>
  (validateBrandConfig(config, 1).faults ?? []).map(({ pointer }) => pointer).toSorted();

describe('a brand config that is written', () => {
  test('may set every key', () => {
    expect(validateBrandConfig(EVERYTHING, 4)).toEqual(parseBrandConfig(EVERYTHING, 4));
  });

  test.each<[string, unknown, string[]]>([
    ['lets no bet count', { contribution: { default_bp: 0 } }, ['/contribution']],
    [
      'lets no bet count by any rule',
      { contribution: { default_bp: 0, rules: [{ product: 'live', weight_bp: 0 }] } },
      ['/contribution'],
    ],
    [
      'names the same bets twice',
      {
        contribution: {
          rules: [
            { game_id: 'a', product: 'live', weight_bp: 1 },
            { product: 'live', weight_bp: 1 },
            { product: 'live', game_id: 'a', weight_bp: 2 },
          ],
        },
      },
      ['/contribution/rules/2'],
    ],
    [
      'has a rule that matches nothing',
      { contribution: { rules: [{ weight_bp: 1 }] } },
      ['/contribution/rules/0/weight_bp'],
    ],
    ['has a weight above the whole', { contribution: { default_bp: 10_001 } }, ['/contribution/default_bp']],
    ['caps bets at nothing', { bet_cap_minor: { EUR: 0, SEK: '1' } }, ['/bet_cap_minor/EUR']],
    ['allows no bet', { max_bet: { minor: { EUR: '0' } } }, ['/max_bet/minor/EUR']],
    [
      'allows no bet between least and most',
      { min_stake_minor: { EUR: 10, SEK: 10 }, max_bet: { minor: { EUR: 9, SEK: 10 } } },
      ['/max_bet/minor/EUR'],
    ],
    ['has odds that every bet has', { min_odds: '1' }, ['/min_odds']],
    ['has a ratio of zero', { completion_ratio: '0.0' }, ['/completion_ratio']],
    ['has a negative ratio', { completion_ratio: '-1' }, ['/completion_ratio']],
    ['has a ratio beyond reason', { completion_ratio: '100.01' }, ['/completion_ratio']],
    ['has a ratio that is a number', { completion_ratio: 0.5 }, ['/completion_ratio']],
    ['never retries', { retry: { max_attempts: 0 } }, ['/retry/max_attempts']],
    ['waits less and less', { retry: { base_ms: 5_000, max_ms: 4_999 } }, ['/retry/max_ms']],
    ['waits less than the default begins with', { retry: { max_ms: 499 } }, ['/retry/max_ms']],
    [
      'is wrong in shape and in sense',
      { duration_days: 0, min_odds: '0.9', contribution: { default_bp: 0, rules: [7] } },
      ['/contribution/rules/0', '/contribution/rules/0/weight_bp', '/duration_days', '/min_odds'],
    ],
  ])('is refused where it %s', (_, config, pointers) => {
    expect(faultsOf(config)).toEqual(pointers);
  });

  test('is judged more strictly than one that is stored, so that a new rule never undoes what was accepted', () => {
    const stored = { contribution: { default_bp: 0 }, jurisdiction: 'DK', duration_days: 30 };
    expect(faultsOf(stored)).toEqual(['/contribution', '/duration_days']);
    expect(parseBrandConfig(stored, 1).policy).toMatchObject({ durationMs: 30 * 86_400_000 });
  });
});
