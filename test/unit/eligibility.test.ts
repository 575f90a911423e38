import { describe, expect, test } from 'vitest';
import { offerBet } from '../../src/domain/eligibility.ts';
import type { Reason } from '../../src/domain/journal.ts';
import type { FrozenPolicy } from '../../src/domain/policy.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import type { BetSettled } from '../../src/domain/wallet-event.ts';
import { HOUR, HUGE, MINUTE, NOON, aBet, aRolling, type RollingOptions } from './domain-fixtures.ts';
import { LEAVES, WAYS, event } from './machine-fixtures.ts';

const offer = (bet: Partial<BetSettled>, policy: Partial<FrozenPolicy> = {}, options: RollingOptions = {}) =>
  offerBet(aRolling({ ...options, policy }), aBet(bet));

describe('a bet that counts nothing says why', () => {
  test.each<[string, Reason, Partial<BetSettled>, Partial<FrozenPolicy>]>([
    ['in another currency', 'CURRENCY_MISMATCH', { currency: 'USD' }, {}],
    ['placed before the rolling', 'PLACED_BEFORE_ROLLING', { placedAt: NOON - 1 }, {}],
    ['placed nobody knows when', 'PLACED_BEFORE_ROLLING', { placedAt: null }, {}],
    ['settled after the end', 'SETTLED_AFTER_END', { settledAt: NOON + DAY_MS + 1 }, {}],
    ['void', 'VOID', { outcome: 'void' }, { push: 'count', cashout: 'count' }],
    ['cashed out', 'CASHOUT', { outcome: 'cashout' }, {}],
    ['pushed', 'PUSH', { outcome: 'push' }, {}],
    ['without a stake', 'STAKE_ZERO', { stakeMinor: 0n }, {}],
    ['below the least stake', 'STAKE_BELOW_MIN', { stakeMinor: 99n }, { minStakeMinor: 100n }],
    ['below the least odds', 'ODDS_BELOW_MIN', { odds: '1.4999' }, { minOdds: '1.5' }],
    ['on sports without odds', 'ODDS_BELOW_MIN', { product: 'sports', odds: null }, { minOdds: '1.5' }],
    ['above the max bet', 'MAX_BET_BREACH', { stakeMinor: 501n }, { maxBet: { minor: 500n, onBreach: 'zero' } }],
    ['of weight zero', 'WEIGHT_ZERO', {}, { contribution: { defaultBp: 0, rules: [] } }],
    [
      'lost, where the lesser of stake and winnings counts',
      'NOTHING_WON',
      { product: 'sports', odds: '2', winMinor: 0n },
      { sportsBasis: 'lesser_of_stake_and_winnings' },
    ],
    [
      'whose winnings nobody told, where they matter',
      'NOTHING_WON',
      { product: 'sports', odds: '2', winMinor: null },
      { sportsBasis: 'lesser_of_stake_and_winnings' },
    ],
  ])('%s: %s', (_what, reason, bet, policy) => {
    expect(offer(bet, policy)).toMatchObject({ reason, countableMinor: 0n, weightBp: 0, cancels: false });
  });

  test('and names the rule that weighed it zero', () => {
    const contribution = { defaultBp: 10_000, rules: [{ gameCategory: 'slots', weightBp: 0 }] };
    expect(offer({}, { contribution })).toMatchObject({ reason: 'WEIGHT_ZERO', rule: 'category:slots' });
  });
});

describe('a bet counts', () => {
  test.each<[string, bigint, Partial<BetSettled>, Partial<FrozenPolicy>]>([
    ['its whole stake', 100n, {}, {}],
    ['its whole stake however large', HUGE, { stakeMinor: HUGE }, {}],
    ['from the instant the rolling begins', 100n, { placedAt: NOON }, {}],
    ['when it settles at the very end', 100n, { settledAt: NOON + DAY_MS }, {}],
    ['at the least stake', 100n, {}, { minStakeMinor: 100n }],
    ['at the least odds, however written', 100n, { odds: '1.50' }, { minOdds: '1.5' }],
    ['without odds off sports', 100n, { odds: null, product: 'casino' }, { minOdds: '1.5' }],
    ['at the max bet', 500n, { stakeMinor: 500n }, { maxBet: { minor: 500n, onBreach: 'zero' } }],
    ['up to the max bet where a breach caps', 500n, { stakeMinor: 501n }, { maxBet: { minor: 500n, onBreach: 'cap' } }],
    ['up to its cap', 60n, {}, { betCapMinor: 60n }],
    ['its stake below the cap', 100n, {}, { betCapMinor: 101n }],
    ['up to the lesser of both caps', 40n, {}, { betCapMinor: 60n, maxBet: { minor: 40n, onBreach: 'cap' } }],
    ['pushed, where the policy counts pushes', 100n, { outcome: 'push' }, { push: 'count' }],
    ['cashed out, where the policy counts cash-outs', 100n, { outcome: 'cashout' }, { cashout: 'count' }],
    ['placed nobody knows when, where the policy counts it', 100n, { placedAt: null }, { placedAtMissing: 'count' }],
  ])('%s', (_what, countableMinor, bet, policy) => {
    expect(offer(bet, policy)).toMatchObject({ countableMinor, reason: null, weightBp: 10_000, rule: 'default' });
  });

  test.each([
    ['less won than staked', 30n, 30n],
    ['more won than staked', 250n, 100n],
  ])('on sports by the lesser of stake and winnings: %s', (_what, winMinor, countableMinor) => {
    const sports = { product: 'sports', odds: '2', winMinor } as const;
    expect(offer(sports, { sportsBasis: 'lesser_of_stake_and_winnings' })).toMatchObject({ countableMinor });
    expect(offer({ winMinor }, { sportsBasis: 'lesser_of_stake_and_winnings' })).toMatchObject({
      countableMinor: 100n,
    });
    expect(offer(sports, { sportsBasis: 'stake' })).toMatchObject({ countableMinor: 100n });
  });

  test('in a rolling that never expires, however late it settles', () => {
    expect(offer({ settledAt: NOON + 400 * DAY_MS }, {}, { expiresAt: null })).toMatchObject({ reason: null });
  });
});

describe('the state of a rolling answers first', () => {
  const ANSWERS: Readonly<Record<string, Reason | null>> = {
    pending: 'PLACED_BEFORE_ROLLING',
    active: null,
    suspended: 'SUSPENDED',
    'completing.queued': null,
    'completing.attempting': null,
    'completing.backing_off': null,
    completion_failed: null,
    completed: 'ROLLING_NOT_OPEN',
    'canceling.queued': 'ROLLING_NOT_OPEN',
    'canceling.attempting': 'ROLLING_NOT_OPEN',
    'canceling.backing_off': 'ROLLING_NOT_OPEN',
    canceled: 'ROLLING_NOT_OPEN',
    'expiring.queued': 'ROLLING_NOT_OPEN',
    'expiring.attempting': 'ROLLING_NOT_OPEN',
    'expiring.backing_off': 'ROLLING_NOT_OPEN',
    cancellation_failed: 'ROLLING_NOT_OPEN',
    expired: 'ROLLING_NOT_OPEN',
  };
  const rollingIn = (leaf: string, policy: Partial<FrozenPolicy> = {}) =>
    aRolling({
      targetMinor: 100n,
      activeFrom: NOON + 1,
      policy: { retry: { maxAttempts: 2, baseMs: 500, maxMs: 60_000 }, ...policy },
      events: WAYS[leaf] ?? [],
    });

  test.each(LEAVES)('%s', (leaf) => {
    expect(Object.keys(ANSWERS)).toContain(leaf);
    expect(offerBet(rollingIn(leaf), aBet()).reason).toBe(ANSWERS[leaf]);
  });

  test.each(LEAVES)('%s: only an active rolling is canceled by a bet above the max', (leaf) => {
    const rolling = rollingIn(leaf, { maxBet: { minor: 50n, onBreach: 'cancel' } });
    const expected = ANSWERS[leaf] === null ? 'MAX_BET_BREACH' : ANSWERS[leaf];
    expect(offerBet(rolling, aBet())).toMatchObject({ reason: expected, cancels: leaf === 'active' });
  });
});

test('a clock frozen by suspension lets the bets settled in the time won back count', () => {
  const policy = { suspensionFreezesExpiry: true };
  const events = [event('SUSPEND', { at: NOON + HOUR }), event('RESUME', { at: NOON + 3 * HOUR })];
  const late = { settledAt: NOON + DAY_MS + 2 * HOUR };
  expect(offer(late, policy, { events })).toMatchObject({ reason: null });
  expect(offer({ settledAt: late.settledAt + 1 }, policy, { events })).toMatchObject({ reason: 'SETTLED_AFTER_END' });
  expect(offer({ settledAt: NOON + DAY_MS + MINUTE }, {}, { events })).toMatchObject({ reason: 'SETTLED_AFTER_END' });
});
