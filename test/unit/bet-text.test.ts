import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBet, encodeBet, gameKeyIn } from '../../src/adapters/postgres/recorded-bets/bet-text.ts';
import { GameBook, gameKey } from '../../src/adapters/postgres/recorded-bets/game-book.ts';
import { recordedBet } from '../../src/domain/recorded-bet.ts';
import { BRAND, HUGE, MINUTE, NOON, aBet } from './domain-fixtures.ts';

const AT = NOON + MINUTE + 123;
const game = {
  currency: 'EUR',
  product: 'casino',
  gameCategory: 'slots',
  gameProvider: 'acme',
  gameId: 'lucky-7',
} as const;

describe('a recorded bet as text', () => {
  test.each([
    ['an ordinary one', recordedBet(aBet({ placedAt: NOON + MINUTE - 5_000 }), 0n), '2bk934djmfo:123:5000'],
    ['without a time of placing', recordedBet(aBet({ placedAt: null, outcome: 'void' }), 0n), '2bk934djmfo:123::v'],
    [
      'with everything',
      recordedBet(aBet({ product: 'sports', outcome: 'win', odds: '1.85', winMinor: HUGE, settledAt: AT + 1 }), 7n),
      '15rte5rf4rr:-1:124:w:1.85:1234567890123456789012345678901234567890:7',
    ],
  ])('is frozen: %s', (_, bet, text) => {
    const key = gameKey(bet);
    expect(encodeBet(bet, key, AT)).toBe(text);
    expect(gameKeyIn(text)).toBe(key);
    expect(decodeBet(text, bet, AT)).toEqual(bet);
  });

  test('is read back as it was, whatever it is', () => {
    const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    const amount = fc.bigInt({ min: 0n, max: 10n ** 60n });
    const bets = fc.record({
      outcome: fc.constantFrom('win', 'loss', 'push', 'void', 'cashout'),
      odds: fc.option(fc.constantFrom('0', '1.85', '1000')),
      winMinor: fc.option(amount),
      placedAt: fc.option(time),
      settledAt: time,
      heldBackMinor: amount,
    });
    fc.assert(
      fc.property(bets, time, (varying, at) => {
        const bet = { ...game, ...varying };
        const text = encodeBet(bet, gameKey(bet), at);
        expect(text).toMatch(/^[0-9a-z.:-]+$/);
        expect(decodeBet(text, game, at)).toEqual(bet);
      }),
    );
  });

  test('keeps of a bet what rules look at, and a win of sports alone', () => {
    expect(recordedBet(aBet({ winMinor: 5n }), 0n).winMinor).toBeNull();
    expect(recordedBet(aBet({ winMinor: 5n, product: 'sports' }), 0n).winMinor).toBe(5n);
  });
});

test('a game is one in its brand and currency, whichever bet names it', () => {
  const book = new GameBook();
  const booked = book.find(BRAND, game);
  expect(book.find(BRAND, { ...game })).toBe(booked);
  const others = [
    { ...game, currency: 'SEK' },
    { ...game, product: null },
    { ...game, gameProvider: null },
    { ...game, gameCategory: 'live' },
    { ...game, gameId: null },
  ].map((other) => book.find(BRAND, other));
  expect(new Set([booked, ...others].map(({ key }) => key)).size).toBe(6);
  expect(others.map((other) => other.stored)).toEqual(others.map(() => false));
});
