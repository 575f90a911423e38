import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weightOf } from '../../src/domain/contribution.ts';
import type { ContributionRule } from '../../src/domain/policy.ts';
import { aBet } from './domain-fixtures.ts';

const bet = aBet({ gameId: 'lucky-7', gameProvider: 'acme', gameCategory: 'slots', product: 'casino' });

const GAME = { gameId: 'lucky-7', weightBp: 1 };
const PROVIDER_AND_CATEGORY = { gameProvider: 'acme', gameCategory: 'slots', weightBp: 2 };
const PROVIDER = { gameProvider: 'acme', weightBp: 3 };
const CATEGORY_AND_PRODUCT = { gameCategory: 'slots', product: 'casino', weightBp: 4 } as const;
const CATEGORY = { gameCategory: 'slots', weightBp: 5 };
const PRODUCT = { product: 'casino', weightBp: 6 } as const;

/** From the most to the least specific; every one of them matches the bet. */
const RANKED: readonly ContributionRule[] = [
  GAME,
  PROVIDER_AND_CATEGORY,
  PROVIDER,
  CATEGORY_AND_PRODUCT,
  CATEGORY,
  PRODUCT,
];

describe('the most specific rule of a contribution table wins', () => {
  test('game, then provider with category, provider, category, product, and the default last', () => {
    const winners: string[] = [];
    for (let from = 0; from <= RANKED.length; from += 1) {
      winners.push(weightOf({ defaultBp: 7, rules: RANKED.slice(from).toReversed() }, bet).rule);
    }
    expect(winners).toEqual([
      'game:lucky-7',
      'provider:acme+category:slots',
      'provider:acme',
      'category:slots+product:casino',
      'category:slots',
      'product:casino',
      'default',
    ]);
  });

  test('whatever order the table is written in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...RANKED], { minLength: 1 }), (rules) => {
        const mostSpecific = RANKED.find((rule) => rules.includes(rule));
        expect(weightOf({ defaultBp: 7, rules }, bet).weightBp).toBe(mostSpecific?.weightBp);
      }),
    );
  });

  test('a game named together with more outranks the game alone', () => {
    const both = { ...GAME, product: 'casino', weightBp: 9 } as const;
    expect(weightOf({ defaultBp: 7, rules: [GAME, both] }, bet)).toEqual({
      weightBp: 9,
      rule: 'game:lucky-7+product:casino',
    });
  });

  test('of two that name the same parts the first written wins', () => {
    const rules = [CATEGORY, { ...CATEGORY, weightBp: 0 }];
    expect(weightOf({ defaultBp: 7, rules }, bet).weightBp).toBe(5);
  });
});

describe('a rule', () => {
  test.each([
    ['another game', { gameId: 'other', weightBp: 0 }],
    ['another provider of the same category', { gameProvider: 'other', gameCategory: 'slots', weightBp: 0 }],
    ['the same provider in another category', { gameProvider: 'acme', gameCategory: 'tables', weightBp: 0 }],
    ['another product', { product: 'sports', weightBp: 0 }],
  ] as const)('for %s leaves the default', (_what, rule) => {
    expect(weightOf({ defaultBp: 7, rules: [rule] }, bet)).toEqual({ weightBp: 7, rule: 'default' });
  });

  test('never matches what the bet does not say', () => {
    const bare = aBet({ gameId: null, gameProvider: null, gameCategory: null, product: null });
    expect(weightOf({ defaultBp: 7, rules: RANKED }, bare)).toEqual({ weightBp: 7, rule: 'default' });
  });

  test('of weight zero wins like any other', () => {
    expect(weightOf({ defaultBp: 10_000, rules: [{ ...CATEGORY, weightBp: 0 }] }, bet).weightBp).toBe(0);
  });
});
