import { describe, expect, test } from 'vitest';
import { rollingView } from '../../src/domain/rolling-view.ts';
import { HUGE, MINUTE, NOON, aBet, aCancel, aCommand, aRolling, aRollback, rollingIdOf } from './domain-fixtures.ts';
import { event } from './machine-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { worldIn } from './worlds-in-every-state.ts';

const counted = (credited: bigint, targetMinor = 1_000n) =>
  rollingView(aRolling({ targetMinor, events: [event('BET_SETTLED', { credited, walletOpen: false })] }));

describe('a rolling as it is answered', () => {
  test('says everything it has', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON, baseMinor: 500n, metadata: '{"campaign":"spring"}' });
    world.settle(aBet());
    expect(rollingView(world.rolling())).toEqual({
      rolling_id: rollingIdOf(1),
      brand_id: 'brand-1',
      player_id: 'anna',
      state: 'active',
      version: 2,
      currency: 'EUR',
      exponent: 2,
      source: { type: 'bonus', id: 'bonus-1' },
      required_minor: '1000',
      target_minor: '1000',
      wagered_minor: '100',
      remaining_minor: '900',
      progress_ratio: '0.1000',
      reversed_minor: '0',
      bets_counted: 1,
      priority: 0,
      active_from: '2026-11-02T12:00:00.000Z',
      expires_at: '2026-12-02T12:02:00.000Z',
      created_at: '2026-11-02T12:02:00.000Z',
      updated_at: '2026-11-02T12:02:00.000Z',
      completed_at: null,
      completion: null,
      cancellation: null,
      review: null,
      terms: {
        policy_version: 3,
        completion_ratio: '1',
        release_minor: '500',
        max_conversion_minor: null,
        allocation: 'single',
        forfeit: 'bonus_only',
      },
      metadata: { campaign: 'spring' },
    });
  });

  test.each([
    ['nothing yet', 0n, '0', '1000', '0.0000'],
    ['less than a minor unit', 9_999n, '0', '1000', '0.0009'],
    ['all but the last unit', 9_999_999n, '999', '1', '0.9999'],
    ['exactly the target', 10_000_000n, '1000', '0', '1.0000'],
    ['more than the target', 25_000_000n, '2500', '0', '1.0000'],
  ])('floors what is wagered and rounds up what remains: %s', (_what, credited, wagered, remaining, ratio) => {
    expect(counted(credited)).toMatchObject({
      wagered_minor: wagered,
      remaining_minor: remaining,
      progress_ratio: ratio,
    });
  });

  test('loses no digit of forty', () => {
    expect(counted(HUGE * 10_000n - 1n, HUGE)).toMatchObject({
      wagered_minor: (HUGE - 1n).toString(),
      remaining_minor: '1',
      progress_ratio: '0.9999',
    });
  });

  test('never shows less than nothing', () => {
    const events = [
      event('BET_SETTLED', { credited: 1_000_000n }),
      event('ADJUST', { credited: -1_000_000n }),
      event('BET_ROLLED_BACK', { reversed: 1_000_000n }),
    ];
    expect(rollingView(aRolling({ events }))).toMatchObject({
      wagered_minor: '0',
      remaining_minor: '1100',
      progress_ratio: '0.0000',
    });
  });
});

describe('a completion as it is answered', () => {
  test('shows attempts and when the wallet is asked again, and what was released only once it was', () => {
    const world = worldIn('completing.backing_off');
    expect(rollingView(world.rolling())['completion']).toEqual({
      attempts: 1,
      next_attempt_at: new Date(world.timerOf('attempt') ?? 0).toISOString(),
      last_error: 'TIMEOUT',
      wallet_transaction_id: null,
      released_minor: null,
    });
    world.now += MINUTE;
    world.walletSays('done');
    expect(rollingView(world.rolling())).toMatchObject({
      state: 'completed',
      completed_at: '2026-11-02T12:03:00.000Z',
      completion: { released_minor: '500', wallet_transaction_id: 'tx-1', next_attempt_at: null, last_error: null },
    });
    world.rollBack(aRollback({ amountMinor: 40n }));
    expect(rollingView(world.rolling())).toMatchObject({ reversed_minor: '40', wagered_minor: '1000' });
  });

  test('is gone where the release was never sent and the rolling went back', () => {
    const world = worldIn('completing.queued');
    world.rollBack(aRollback());
    expect(rollingView(world.rolling())).toMatchObject({ state: 'active', completion: null });
  });
});

describe('a cancellation as it is answered', () => {
  test('says who, why, and what was forfeited only once it was', () => {
    const world = worldIn('active');
    world.command(aCancel({ reason: 'SELF_EXCLUSION' }));
    const asked = { reason: 'SELF_EXCLUSION', requested_by: 'admin:eve' };
    expect(rollingView(world.rolling())).toMatchObject({
      cancellation: { ...asked, attempts: 1, forfeited_minor: null },
    });
    world.walletSays('done');
    expect(rollingView(world.rolling())).toMatchObject({ cancellation: { ...asked, forfeited_minor: '500' } });
  });

  test('of nothing forfeits nothing', () => {
    const world = worldIn('active', { forfeit: 'none' });
    world.command(aCommand('expire'));
    expect(rollingView(world.rolling())).toMatchObject({
      state: 'expired',
      cancellation: { reason: 'EXPIRED', attempts: 0, forfeited_minor: '0' },
    });
  });
});
