// Worked examples of a player with two rollings at once, and of rollbacks that reach into both.
import { type Example, bet, rollback, until } from './example.ts';

const WATERFALL = { allocation: 'waterfall' };

export const SEVERAL_ROLLINGS_EXAMPLES: readonly Example[] = [
  {
    // 100.00 on a rolling that needs 10.00: it is credited the whole, 90.00 too much; the other never hears of the bet.
    name: 'single: one bet is never credited to two rollings, and the excess is not carried over',
    rollings: [
      { name: 'first', body: { currency: 'EUR', required_minor: '1000', release_minor: '500', priority: 1 } },
      { name: 'second', body: { currency: 'EUR', required_minor: '50000' } },
    ],
    happenings: [bet('b', { stake_minor: '10000' }), until('first', 'completed')],
    reads: {
      first: {
        rolling: { wagered_minor: '10000', remaining_minor: '0', progress_ratio: '1.0000' },
        journal: [['b', '100000000', null]],
      },
      second: { rolling: { state: 'active', wagered_minor: '0', bets_counted: 0 }, journal: [] },
    },
  },
  {
    // The first counts 50 %: its 100.00 take 200.00 of stake. Of a bet of 250.00 the last 50.00 go to the second, at 100 %.
    // 20000 × 5000 = 100000000; 5000 × 10000 = 50000000.
    name: 'waterfall: each unit of stake is used once, what one does not need goes to the next',
    brandConfig: WATERFALL,
    rollings: [
      {
        name: 'first',
        body: { currency: 'EUR', required_minor: '10000', contribution: { default_bp: 5_000 }, priority: 1 },
      },
      { name: 'second', body: { currency: 'EUR', required_minor: '50000' } },
    ],
    happenings: [bet('b', { stake_minor: '25000' }), until('first', 'completed')],
    reads: {
      first: {
        rolling: { wagered_minor: '10000', remaining_minor: '0' },
        journal: [['b', '100000000', null]],
      },
      second: {
        rolling: { state: 'active', wagered_minor: '5000', remaining_minor: '45000', progress_ratio: '0.1000' },
        journal: [['b', '50000000', null]],
      },
    },
  },
  {
    // Caps of 40.00 and 50.00 leave 10.00 of a bet of 100.00 uncounted. A rollback of 30.00 unwinds those 10.00 first, then 20.00 of
    // the second. Another 50.00: the 30.00 that the second has left, then 20.00 of the first. Another 100.00 is more than is left of
    // the bet: it takes the remaining 20.00 of the first and no more.
    name: 'a partial rollback across two rollings: uncounted stake first, then the last-allocated',
    brandConfig: WATERFALL,
    rollings: [
      { name: 'first', body: { currency: 'EUR', required_minor: '100000', bet_cap_minor: '4000', priority: 1 } },
      { name: 'second', body: { currency: 'EUR', required_minor: '100000', bet_cap_minor: '5000' } },
    ],
    happenings: [
      bet('b', { stake_minor: '10000' }),
      rollback('b', { amount_minor: '3000' }),
      rollback('b', { amount_minor: '5000' }),
      rollback('b', { amount_minor: '10000' }),
    ],
    reads: {
      first: {
        rolling: { wagered_minor: '0', remaining_minor: '100000', bets_counted: 0 },
        journal: [
          ['b', '40000000', null],
          ['b', '-20000000', null],
          ['b', '-20000000', null],
        ],
      },
      second: {
        rolling: { wagered_minor: '0', remaining_minor: '100000', bets_counted: 0 },
        journal: [
          ['b', '50000000', null],
          ['b', '-20000000', null],
          ['b', '-30000000', null],
        ],
      },
    },
  },
  {
    // 150.00 over two rollings: 100.00 complete the first, 50.00 go to the second. Rolled back whole, the second loses its 50.00;
    // the first was paid and stays completed, its screen shows 100.00 reversed.
    name: 'a rollback after completion takes no money back: it stays completed and shows reversed_minor',
    brandConfig: WATERFALL,
    rollings: [
      { name: 'first', body: { currency: 'EUR', required_minor: '10000', release_minor: '2500', priority: 1 } },
      { name: 'second', body: { currency: 'EUR', required_minor: '50000' } },
    ],
    happenings: [bet('b', { stake_minor: '15000' }), until('first', 'completed'), rollback('b')],
    reads: {
      first: {
        rolling: {
          state: 'completed',
          wagered_minor: '10000',
          remaining_minor: '0',
          progress_ratio: '1.0000',
          reversed_minor: '10000',
          completion: { released_minor: '2500' },
        },
        journal: [
          ['b', '100000000', null],
          ['b', '-100000000', 'AFTER_COMPLETION'],
        ],
      },
      second: {
        rolling: { state: 'active', wagered_minor: '0', reversed_minor: '0', bets_counted: 0 },
        journal: [
          ['b', '50000000', null],
          ['b', '-50000000', null],
        ],
      },
    },
  },
];
