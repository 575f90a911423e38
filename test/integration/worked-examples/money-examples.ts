// Worked examples of what counts how much, as a bookmaker's terms publish them. All amounts are minor units; a credit in the journal
// is stake × basis points, so that 50.00 EUR at 100 % reads 5000 × 10000 = 50000000.
import { type Example, bet, rollback, until } from './example.ts';

const SLOTS_TABLES_LIVE = {
  default_bp: 0,
  rules: [
    { game_category: 'slots', weight_bp: 10_000 },
    { game_category: 'table', weight_bp: 1_000 },
    { product: 'live', weight_bp: 0 },
  ],
};

export const MONEY_EXAMPLES: readonly Example[] = [
  {
    // 100.00 × 30 = 3,000.00 to stake. 50.00 on slots counts 50.00; 200.00 on table games counts 20.00; live counts nothing.
    // Together 70.00: 2,930.00 remain; 7000 ÷ 300000 = 0.02333…
    name: 'a bonus of 100 EUR × 30: slots count whole, table games a tenth, live nothing',
    rollings: [
      {
        name: 'bonus',
        body: { currency: 'EUR', base_minor: '10000', multiplier: '30', contribution: SLOTS_TABLES_LIVE },
      },
    ],
    happenings: [
      bet('slots', { stake_minor: '5000', product: 'casino', game_category: 'slots' }),
      bet('blackjack', { stake_minor: '20000', product: 'casino', game_category: 'table' }),
      bet('roulette', { stake_minor: '10000', product: 'live', game_category: 'live_roulette' }),
    ],
    reads: {
      bonus: {
        rolling: {
          state: 'active',
          required_minor: '300000',
          target_minor: '300000',
          wagered_minor: '7000',
          remaining_minor: '293000',
          progress_ratio: '0.0233',
          bets_counted: 2,
          reversed_minor: '0',
        },
        journal: [
          ['slots', '50000000', null],
          ['blackjack', '20000000', null],
          ['roulette', '0', 'WEIGHT_ZERO'],
        ],
      },
    },
  },
  {
    // Deposit 100.00 + bonus 100.00 = base 200.00; × 10 = 2,000.00. Two bets of 1,000.00 reach it; the bonus alone is released.
    name: 'deposit and bonus as the base: both are played through, the bonus is released',
    rollings: [
      {
        name: 'bonus',
        body: { currency: 'EUR', base_minor: '20000', multiplier: '10', release_minor: '10000' },
      },
    ],
    happenings: [
      bet('first', { stake_minor: '100000' }),
      bet('second', { stake_minor: '100000' }),
      until('bonus', 'completed'),
    ],
    reads: {
      bonus: {
        rolling: {
          state: 'completed',
          required_minor: '200000',
          wagered_minor: '200000',
          remaining_minor: '0',
          progress_ratio: '1.0000',
          completion: { released_minor: '10000', attempts: 1, last_error: null },
        },
        journal: [
          ['first', '1000000000', null],
          ['second', '1000000000', null],
        ],
      },
    },
  },
  {
    // 33.33 × 2.5 = 83.325: rounded up once, to 83.33. A completion ratio of 0.8 makes 8333 × 0.8 = 6666.4 of it: up to 66.67.
    name: 'a requirement and a target are rounded up, once each',
    brandConfig: { completion_ratio: '0.8' },
    rollings: [{ name: 'bonus', body: { currency: 'EUR', base_minor: '3333', multiplier: '2.5' } }],
    happenings: [bet('b', { stake_minor: '6666' })],
    reads: {
      // 6666 ÷ 6667 = 0.99985…: cut off, never rounded up to a whole.
      bonus: {
        rolling: {
          state: 'active',
          required_minor: '8333',
          target_minor: '6667',
          remaining_minor: '1',
          progress_ratio: '0.9998',
        },
        journal: [['b', '66660000', null]],
      },
    },
  },
  {
    // ¥10,000 × 20 = ¥200,000. The yen has no decimals: an amount of "1500" in major units is 1500 in minor ones.
    // 1500 + 2500 at 50 % = 1500 + 1250 = 2750; 2750 ÷ 200000 = 0.01375.
    name: 'a rolling in yen, which has no minor unit',
    rollings: [
      {
        name: 'bonus',
        body: {
          currency: 'JPY',
          base_minor: '10000',
          multiplier: '20',
          contribution: { default_bp: 10_000, rules: [{ product: 'sports', weight_bp: 5_000 }] },
        },
      },
    ],
    happenings: [
      bet('slots', { currency: 'JPY', amount: '1500' }),
      bet('football', { currency: 'JPY', stake_minor: '2500', product: 'sports', odds: '1.85' }),
    ],
    reads: {
      bonus: {
        rolling: {
          exponent: 0,
          required_minor: '200000',
          wagered_minor: '2750',
          remaining_minor: '197250',
          progress_ratio: '0.0137',
        },
        journal: [
          ['slots', '15000000', null],
          ['football', '12500000', null],
        ],
      },
    },
  },
  {
    // 1,234.567890123456789012 ETH × 35 = 43,209.87615432098761542 ETH. A bet of 1,000.000000000000000001 ETH at 33.33 %:
    // 1000000000000000000001 × 3333 = 3333000000000000000003333 units of credit, shown floored as 333.3 ETH.
    // 43209876154320987615420 − 333300000000000000000.3333 = 42876576154320987615419.6667, shown as what must still be
    // staked at full weight: …420.
    name: 'a token with 18 decimals, to the last of 22 digits',
    rollings: [
      {
        name: 'bonus',
        body: {
          currency: 'ETH',
          base_minor: '1234567890123456789012',
          multiplier: '35',
          contribution: { default_bp: 3_333 },
        },
      },
    ],
    happenings: [bet('whale', { currency: 'ETH', amount: '1000.000000000000000001' })],
    reads: {
      bonus: {
        rolling: {
          exponent: 18,
          required_minor: '43209876154320987615420',
          wagered_minor: '333300000000000000000',
          remaining_minor: '42876576154320987615420',
          progress_ratio: '0.0077',
        },
        journal: [['whale', '3333000000000000000003333', null]],
      },
    },
  },
  {
    // A cent at a hundredth of a percent is 1 unit of credit of the 10,000 that make a cent. Three of them and one bet of 99.96 at
    // the same weight are 3 + 9996 = 9999 units: still 0 cents on the player's screen, and nothing lost.
    name: 'tiny bets never vanish in rounding',
    rollings: [{ name: 'bonus', body: { currency: 'EUR', required_minor: '1', contribution: { default_bp: 1 } } }],
    happenings: [
      bet('cent-1', { stake_minor: '1' }),
      bet('cent-2', { stake_minor: '1' }),
      bet('cent-3', { stake_minor: '1' }),
      bet('rest', { stake_minor: '9996' }),
    ],
    reads: {
      bonus: {
        rolling: {
          state: 'active',
          wagered_minor: '0',
          remaining_minor: '1',
          progress_ratio: '0.9999',
          bets_counted: 4,
        },
        journal: [
          ['cent-1', '1', null],
          ['cent-2', '1', null],
          ['cent-3', '1', null],
          ['rest', '9996', null],
        ],
      },
    },
  },
  {
    // The same, and the ten-thousandth unit: exactly one cent, reached.
    name: 'the last unit of a cent completes it',
    rollings: [{ name: 'bonus', body: { currency: 'EUR', required_minor: '1', contribution: { default_bp: 1 } } }],
    happenings: [bet('rest', { stake_minor: '9999' }), bet('cent', { stake_minor: '1' }), until('bonus', 'completed')],
    reads: {
      // No base was named, so nothing is released; the wallet is asked all the same.
      bonus: {
        rolling: { wagered_minor: '1', progress_ratio: '1.0000', completion: { released_minor: '0', attempts: 1 } },
        journal: [
          ['rest', '9999', null],
          ['cent', '1', null],
        ],
      },
    },
  },
  {
    // Voided before it settled: it counts nothing. Voided after: what it counted is taken back to the unit.
    name: 'a voided bet keeps no progress',
    rollings: [{ name: 'bonus', body: { currency: 'EUR', required_minor: '100000' } }],
    happenings: [
      bet('void', { stake_minor: '5000', outcome: 'void' }),
      bet('later', { stake_minor: '7000' }),
      rollback('later'),
    ],
    reads: {
      bonus: {
        rolling: { wagered_minor: '0', remaining_minor: '100000', progress_ratio: '0.0000', bets_counted: 0 },
        journal: [
          ['void', '0', 'VOID'],
          ['later', '70000000', null],
          ['later', '-70000000', null],
        ],
      },
    },
  },
];
