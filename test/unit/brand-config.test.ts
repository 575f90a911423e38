import { describe, expect, test } from 'vitest';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { parseBrandConfig } from '../../src/domain/brand-config.ts';

const EVERYTHING = {
  completion_ratio: '0.5',
  duration_days: 7,
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
        completionRatio: '0.5',
        durationMs: 7 * 86_400_000,
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
        jurisdiction: 'GB',
        __proto__: null,
      },
      1,
    );
    expect(faults.map((fault) => fault.path).toSorted()).toEqual([
      'allocation',
      'cancellation',
      'completion_ratio',
      'contribution.default_bp',
      'contribution.extra',
      'contribution.rules[0].weight_bp',
      'contribution.rules[1].game_id',
      'contribution.rules[1].weight_bp',
      'contribution.rules[2]',
      'contribution.rules[2].weight_bp',
      'duration_days',
      'expiry_grace_ms',
      'jurisdiction',
      'max_bet.minor',
      'min_odds',
      'min_stake_minor.EUR',
      'min_stake_minor.euro',
      'retry.max_ms',
      'suspension_freezes_expiry',
    ]);
  });

  test.each([[null], ['text'], [[]], [7]])('that is %j is no config', (config) => {
    expect(parseBrandConfig(config, 1).faults).toEqual([{ path: '.', problem: 'must be an object' }]);
  });
});
