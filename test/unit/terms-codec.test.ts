import { describe, expect, test } from 'vitest';
import type { FrozenPolicy } from '../../src/domain/policy.ts';
import { decodeTerms, encodeTerms, internPolicy } from '../../src/domain/terms-codec.ts';
import type { RollingTerms } from '../../src/domain/rolling.ts';

const plain: FrozenPolicy = {
  allocation: 'single',
  contribution: { defaultBp: 10_000, rules: [] },
  minStakeMinor: null,
  betCapMinor: null,
  maxBet: null,
  minOdds: null,
  sportsBasis: 'stake',
  push: 'zero',
  cashout: 'zero',
  placedAtMissing: 'zero',
  forfeit: 'bonus_only',
  suspensionFreezesExpiry: false,
  rollbackAfterCompletion: 'record',
  retry: { maxAttempts: 30, baseMs: 500, maxMs: 600_000 },
  expiryGraceMs: 60_000,
};
const ID = '019ecb27-2201-7936-8000-000000000001';

const plainTerms: RollingTerms = {
  rollingId: ID,
  target: 1_000_000_000n,
  releaseMinor: 5_000n,
  maxConversionMinor: null,
  policyVersion: 0,
  completionRatio: '1',
  policy: plain,
};

const fullTerms: RollingTerms = {
  rollingId: ID,
  target: 10n ** 60n,
  releaseMinor: 0n,
  maxConversionMinor: 123_456_789_012_345_678_901_234_567_890n,
  policyVersion: 7,
  completionRatio: '0.75',
  policy: {
    allocation: 'waterfall',
    contribution: {
      defaultBp: 0,
      rules: [
        { gameId: ',"policy":{}\n"', weightBp: 1 },
        { gameProvider: 'p', gameCategory: 'c', product: 'live', weightBp: 10_000 },
      ],
    },
    minStakeMinor: 10n,
    betCapMinor: 2_000n,
    maxBet: { minor: 500n, onBreach: 'cancel' },
    minOdds: '1.50',
    sportsBasis: 'lesser_of_stake_and_winnings',
    push: 'count',
    cashout: 'count',
    placedAtMissing: 'count',
    forfeit: 'none',
    suspensionFreezesExpiry: true,
    rollbackAfterCompletion: 'shortfall',
    retry: { maxAttempts: 3, baseMs: 100, maxMs: 1_000 },
    expiryGraceMs: 0,
  },
};

// FROZEN: every stored rolling carries such a text.
const PLAIN_TEXT =
  '{"target":"1000000000","release":"5000","policy_version":0,"completion_ratio":"1","policy":{"allocation":"single",' +
  '"contribution":{"default_bp":10000,"rules":[]},"sports_basis":"stake","push":"zero","cashout":"zero",' +
  '"placed_at_missing":"zero","forfeit":"bonus_only","suspension_freezes_expiry":false,"rollback_after_completion":"record",' +
  '"retry":{"max_attempts":30,"base_ms":500,"max_ms":600000},"expiry_grace_ms":60000}}';
const FULL_TEXT =
  '{"target":"1000000000000000000000000000000000000000000000000000000000000","release":"0",' +
  '"max_conversion":"123456789012345678901234567890","policy_version":7,"completion_ratio":"0.75","policy":{' +
  '"allocation":"waterfall","contribution":{"default_bp":0,"rules":[{"game_id":",\\"policy\\":{}\\n\\"","weight_bp":1},' +
  '{"game_provider":"p","game_category":"c","product":"live","weight_bp":10000}]},"min_stake_minor":"10",' +
  '"bet_cap_minor":"2000","max_bet":{"minor":"500","on_breach":"cancel"},"min_odds":"1.50",' +
  '"sports_basis":"lesser_of_stake_and_winnings","push":"count","cashout":"count","placed_at_missing":"count",' +
  '"forfeit":"none","suspension_freezes_expiry":true,"rollback_after_completion":"shortfall",' +
  '"retry":{"max_attempts":3,"base_ms":100,"max_ms":1000},"expiry_grace_ms":0}}';

describe('frozen terms', () => {
  test.each([
    ['the global defaults', plainTerms, PLAIN_TEXT],
    ['every member', fullTerms, FULL_TEXT],
  ])('with %s keep their text, and come back from it whole', (_, terms, text) => {
    expect(encodeTerms(terms)).toBe(text);
    expect(decodeTerms(text, ID)).toEqual(terms);
    expect(text).not.toContain('\n');
  });

  test('share one policy object among all that have an equal one', () => {
    const other = decodeTerms(PLAIN_TEXT.replace('"5000"', '"1"'), 'another rolling');
    expect(other.releaseMinor).toBe(1n);
    expect(other.policy).toBe(decodeTerms(PLAIN_TEXT, ID).policy);
    expect(internPolicy({ ...plain })).toBe(other.policy);
    expect(internPolicy({ ...plain, push: 'count' })).not.toBe(other.policy);
  });

  test('of another shape are refused, not guessed', () => {
    for (const text of [
      '{}',
      PLAIN_TEXT.replace('"target":"1000000000"', '"target":1'),
      '{"target":"1","policy":{}}',
    ]) {
      expect(() => decodeTerms(text, ID)).toThrow(TypeError);
    }
    expect(() => decodeTerms(PLAIN_TEXT.replace('"push":"zero"', '"push":"maybe"'), ID)).toThrow(/push/);
    expect(() => decodeTerms(PLAIN_TEXT.replace('"push":"zero",', ''), ID)).toThrow(/push/);
  });
});
