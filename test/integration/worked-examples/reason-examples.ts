// Worked examples of every reason that a journal gives, each with the story that leads to it.
import { type Example, HOUR_MS, bet, command, fromNow, rollback, until, walletOutage } from './example.ts';

const ROLLING = { currency: 'EUR', required_minor: '100000' };

export const REASON_EXAMPLES: readonly Example[] = [
  {
    name: 'why a bet counted nothing: what is wrong with the bet',
    brandConfig: { min_stake_minor: { EUR: '100' }, sports_basis: 'lesser_of_stake_and_winnings' },
    rollings: [
      {
        name: 'bonus',
        body: {
          ...ROLLING,
          min_odds: '1.5',
          max_bet_minor: '50000',
          contribution: { default_bp: 10_000, rules: [{ game_category: 'table', weight_bp: 0 }] },
        },
      },
    ],
    happenings: [
      bet('dollars', { stake_minor: '1000', currency: 'USD' }),
      bet('early', { stake_minor: '1000', placed_at: fromNow(-2 * HOUR_MS) }),
      bet('unplaced', { stake_minor: '1000', placed_at: null }),
      bet('late', { stake_minor: '1000', settled_at: fromNow(2 * HOUR_MS) }),
      bet('void', { stake_minor: '1000', outcome: 'void' }),
      bet('cashout', { stake_minor: '1000', outcome: 'cashout' }),
      bet('push', { stake_minor: '1000', outcome: 'push' }),
      bet('free', { stake_minor: '0' }),
      bet('small', { stake_minor: '99' }),
      bet('favourite', { stake_minor: '1000', product: 'sports', odds: '1.49', win_minor: '1490' }),
      bet('high', { stake_minor: '50001' }),
      bet('blackjack', { stake_minor: '1000', game_category: 'table' }),
      bet('lost', { stake_minor: '1000', product: 'sports', odds: '2.0', win_minor: '0' }),
      // Won 30.00 with a stake of 20.00 at 1.5: the lesser, the stake, counts.
      bet('won', { stake_minor: '2000', product: 'sports', odds: '1.5', win_minor: '3000' }),
    ],
    reads: {
      bonus: {
        rolling: { state: 'active', wagered_minor: '2000', bets_counted: 1 },
        journal: [
          ['dollars', '0', 'CURRENCY_MISMATCH'],
          ['early', '0', 'PLACED_BEFORE_ROLLING'],
          ['unplaced', '0', 'PLACED_BEFORE_ROLLING'],
          ['late', '0', 'SETTLED_AFTER_END'],
          ['void', '0', 'VOID'],
          ['cashout', '0', 'CASHOUT'],
          ['push', '0', 'PUSH'],
          ['free', '0', 'STAKE_ZERO'],
          ['small', '0', 'STAKE_BELOW_MIN'],
          ['favourite', '0', 'ODDS_BELOW_MIN'],
          ['high', '0', 'MAX_BET_BREACH'],
          ['blackjack', '0', 'WEIGHT_ZERO'],
          ['lost', '0', 'NOTHING_WON'],
          ['won', '20000000', null],
        ],
      },
    },
  },
  {
    // The settlement of "twice" comes under two events: it counts once. "undone" was rolled back whole before it settled, half of
    // "halved" was: 10.00 − 4.00 count. What counted nothing has nothing to take back.
    name: 'why a bet counted nothing or less: what happened to it before',
    rollings: [{ name: 'bonus', body: ROLLING }],
    happenings: [
      bet('twice', { stake_minor: '1000' }),
      bet('twice', { stake_minor: '1000' }),
      rollback('undone'),
      bet('undone', { stake_minor: '1000' }),
      rollback('halved', { amount_minor: '400' }),
      bet('halved', { stake_minor: '1000' }),
      bet('void', { stake_minor: '1000', outcome: 'void' }),
      rollback('void'),
    ],
    reads: {
      bonus: {
        rolling: { state: 'active', wagered_minor: '1600', bets_counted: 2 },
        journal: [
          ['twice', '10000000', null],
          ['twice', '0', 'DUPLICATE_SETTLEMENT'],
          ['undone', '0', 'CANCELED_BY_ROLLBACK'],
          ['halved', '6000000', null],
          ['void', '0', 'VOID'],
          ['void', '0', 'NOTHING_COUNTED'],
        ],
      },
    },
  },
  {
    name: 'why a bet counted nothing: where the rolling stood',
    rollings: [{ name: 'bonus', body: ROLLING }],
    happenings: [
      command('bonus', 'suspend'),
      bet('paused', { stake_minor: '1000' }),
      command('bonus', 'resume'),
      bet('counted', { stake_minor: '1000' }),
      command('bonus', 'cancel', { reason: 'WITHDRAWAL' }),
      until('bonus', 'canceled'),
      // Placed while it was open, so it is explained; the next was placed afterwards and leaves no trace.
      bet('too-late', { stake_minor: '1000' }),
      bet('elsewhere', { stake_minor: '1000', placed_at: fromNow(HOUR_MS), settled_at: fromNow(HOUR_MS) }),
    ],
    reads: {
      bonus: {
        rolling: { state: 'canceled', wagered_minor: '1000', cancellation: { reason: 'WITHDRAWAL' } },
        journal: [
          ['paused', '0', 'SUSPENDED'],
          ['counted', '10000000', null],
          ['too-late', '0', 'ROLLING_NOT_OPEN'],
        ],
      },
    },
  },
  {
    // The target is reached while the wallet is down. Whether the release was made is not known, so the rollback waits. When the wallet
    // is back it pays: 1,000.00 were staked then, and 1,000.00 are shown as reversed.
    name: 'a rollback while the wallet is asked waits for its answer',
    brandConfig: { retry: { base_ms: 50, max_ms: 200 } },
    rollings: [{ name: 'bonus', body: { ...ROLLING, release_minor: '700' } }],
    happenings: [
      walletOutage(true),
      bet('b', { stake_minor: '100000' }),
      until('bonus', 'completing'),
      rollback('b'),
      walletOutage(false),
      until('bonus', 'completed'),
    ],
    reads: {
      bonus: {
        rolling: { wagered_minor: '100000', reversed_minor: '100000', completion: { released_minor: '700' } },
        journal: [
          ['b', '1000000000', null],
          // Nothing has changed yet when this line is written; the wallet's answer brings the change.
          ['b', '0', 'WAITING_FOR_WALLET'],
        ],
      },
    },
  },
];
