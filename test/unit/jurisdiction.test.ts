import { describe, expect, test } from 'vitest';
import { effectiveView, keysOf, sourcesOf } from '../../src/domain/brand-config/effective.ts';
import { parseBrandConfig, validateBrandConfig } from '../../src/domain/brand-config.ts';
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { decideCreate } from '../../src/domain/decide/create.ts';
import { BRAND, NOON, PLAYER, SLOT, type CreateOptions, aCreate } from './domain-fixtures.ts';

const faultsOf = (config: unknown): string[] =>
  (validateBrandConfig(config, 1).faults ?? []).map(({ pointer }) => pointer).toSorted();

function policyOf(config: unknown): BrandPolicy {
  const { policy } = parseBrandConfig(config, 7);
  if (policy === undefined) throw new Error('not a config');
  return policy;
}

/** What a create under this config is answered: its status, and of a refusal the code and the limit. */
function answerTo(config: unknown, options: CreateOptions): unknown[] {
  const view = { brandId: BRAND, playerId: PLAYER, slot: SLOT, rollings: [] };
  const facts = { sameSource: null, policy: policyOf(config) };
  const { reply } = decideCreate(view, aCreate(options), facts, { now: NOON, walletOpen: true });
  if (reply === null) throw new Error('a create is always answered');
  const body = JSON.parse(reply.body) as Record<string, unknown>;
  return reply.status === 201 ? [201] : [reply.status, body['code'], body['limit'] ?? null, body['pointer'] ?? null];
}

const times = (multiplier: string, over: CreateOptions = {}): CreateOptions => ({
  requiredMinor: null,
  baseMinor: 1_000n,
  multiplier,
  ...over,
});
const days = (count: number): number => NOON + count * DAY_MS;
const refused = (limit: string, pointer: string) => [422, 'JURISDICTION_LIMIT', limit, pointer];
const table = (defaultBp: number, ...weights: number[]) => ({
  defaultBp,
  rules: weights.map((weightBp, index) => ({ gameId: `game-${index}`, weightBp })),
});

describe('the config of a brand in Great Britain', () => {
  test('may not ask for more than was named', () => {
    expect(faultsOf({ jurisdiction: 'GB', completion_ratio: '1.01' })).toEqual(['/completion_ratio']);
    expect(faultsOf({ jurisdiction: 'GB', completion_ratio: '1.0', duration_days: 1 })).toEqual([]);
  });

  test.each<[string, CreateOptions, unknown[]]>([
    ['ten times the base', times('10'), [201]],
    ['a hair above ten times', times('10.0001'), refused('multiplier', '/multiplier')],
    ['an amount without a multiplier', { requiredMinor: 10n }, refused('multiplier_required', '/multiplier')],
    [
      'an amount although the base is known',
      { requiredMinor: 10n, baseMinor: 10n },
      refused('multiplier_required', '/multiplier'),
    ],
    ['nothing at all', { requiredMinor: null }, [422, 'REQUIREMENT_MISSING', null, null]],
    ['a day', times('1', { expiresAt: days(1) }), [201]],
    ['weights in between', times('1', { contribution: table(5_000) }), [201]],
  ])('a create of %s', (_, options, answer) => {
    expect(answerTo({ jurisdiction: 'GB' }, options)).toEqual(answer);
  });

  test('a create is held to what its player must really stake, where an older config raises it', () => {
    const config = { jurisdiction: 'GB', completion_ratio: '2' };
    expect(answerTo(config, times('5'))).toEqual([201]);
    expect(answerTo(config, times('5.1'))).toEqual(refused('multiplier', '/multiplier'));
    expect(answerTo({ jurisdiction: 'GB', completion_ratio: '0.5' }, times('20'))).toEqual(
      refused('multiplier', '/multiplier'),
    );
  });
});

describe('the config of a brand in Denmark', () => {
  test('leaves sixty days, and lets a stake count fully or not at all', () => {
    expect(
      faultsOf({
        jurisdiction: 'DK',
        duration_days: 59,
        completion_ratio: '2',
        contribution: {
          default_bp: 9_999,
          rules: [
            { game_id: 'a', weight_bp: 0 },
            { game_id: 'b', weight_bp: 5_000 },
          ],
        },
        bet_cap_minor: { DKK: '500' },
        max_bet: { on_breach: 'cap' },
        sports_basis: 'lesser_of_stake_and_winnings',
      }),
    ).toEqual([
      '/bet_cap_minor',
      '/completion_ratio',
      '/contribution/default_bp',
      '/contribution/rules/1/weight_bp',
      '/duration_days',
      '/max_bet/on_breach',
      '/sports_basis',
    ]);
  });

  test('may leave games out, and bets that are too small or too large', () => {
    const config = {
      jurisdiction: 'DK',
      duration_days: 61,
      contribution: { default_bp: 0, rules: [{ product: 'casino', weight_bp: 10_000 }] },
      min_stake_minor: { DKK: '10' },
      max_bet: { minor: { DKK: '500' }, on_breach: 'zero' },
      min_odds: '1.2',
    };
    expect(faultsOf(config)).toEqual([]);
  });

  test.each<[string, CreateOptions, unknown[]]>([
    ['ten times the base', times('10'), [201]],
    ['more than ten times', times('11'), refused('multiplier', '/multiplier')],
    [
      'an amount of more than ten times a base that it names',
      { requiredMinor: 101n, baseMinor: 10n },
      refused('multiplier', '/required_minor'),
    ],
    ['an amount without a base', { requiredMinor: 101n }, [201]],
    ['sixty days', times('1', { expiresAt: days(60) }), [201]],
    ['less than sixty days', times('1', { expiresAt: days(60) - 1 }), refused('duration_days', '/expires_at')],
    [
      'sixty days of which some have passed',
      times('1', { activatesAt: days(-1), expiresAt: days(59.5) }),
      refused('duration_days', '/expires_at'),
    ],
    [
      'sixty days of which some pass before it begins',
      times('1', { activatesAt: days(1) }),
      refused('duration_days', '/expires_at'),
    ],
    ['its own weights, whole or none', times('1', { contribution: table(0, 10_000) }), [201]],
    [
      'its own weights in between',
      times('1', { contribution: table(10_000, 0, 1) }),
      refused('contribution', '/contribution/rules/1/weight_bp'),
    ],
    ['its own cap per bet', times('1', { betCapMinor: 5n }), refused('bet_cap_minor', '/bet_cap_minor')],
  ])('a create of %s', (_, options, answer) => {
    expect(answerTo({ jurisdiction: 'DK' }, options)).toEqual(answer);
  });
});

describe('the config of a brand in Sweden', () => {
  test('leaves sixty days, and nothing more', () => {
    expect(faultsOf({ jurisdiction: 'SE', duration_days: 59, completion_ratio: '3' })).toEqual(['/duration_days']);
    expect(faultsOf({ jurisdiction: 'SE', duration_days: 60, bet_cap_minor: { SEK: 5 } })).toEqual([]);
    expect(answerTo({ jurisdiction: 'SE' }, times('35', { contribution: table(1) }))).toEqual([201]);
    expect(answerTo({ jurisdiction: 'SE' }, { expiresAt: days(59) })).toEqual(refused('duration_days', '/expires_at'));
  });
});

test('without a jurisdiction nothing is forbidden', () => {
  expect(answerTo({}, times('1000', { expiresAt: days(1), contribution: table(1), betCapMinor: 1n }))).toEqual([201]);
});

test('under a config that is not understood nothing is created, and the refusal is not remembered', () => {
  const view = { brandId: BRAND, playerId: PLAYER, slot: SLOT, rollings: [] };
  const facts = { sameSource: null, policy: null };
  const { reply, answer, steps } = decideCreate(view, aCreate(), facts, { now: NOON, walletOpen: true });
  expect([reply?.status, answer, steps]).toEqual([503, null, []]);
});

describe('what is in force', () => {
  test('names the source of every key', () => {
    const config = { jurisdiction: 'DK', retry: { base_ms: 100 }, min_odds: '1.5' };
    const policy = policyOf(config);
    expect(effectiveView(policy)).toMatchObject({
      jurisdiction: 'DK',
      duration_days: 60,
      min_odds: '1.5',
      retry: { max_attempts: 30, base_ms: 100, max_ms: 600_000 },
      completion_ratio: '1',
    });
    const sources = sourcesOf(config, policy);
    expect(Object.keys(sources)).toEqual(keysOf(effectiveView(policy)));
    expect(sources).toMatchObject({
      jurisdiction: 'brand',
      min_odds: 'brand',
      retry: 'brand',
      'retry.base_ms': 'brand',
      'retry.max_ms': 'default',
      duration_days: 'jurisdiction',
      completion_ratio: 'default',
      max_bet: 'default',
      'max_bet.on_breach': 'default',
    });
  });

  test('is what the brand says, where it says it', () => {
    const config = { jurisdiction: 'SE', duration_days: 60 };
    expect(sourcesOf(config, policyOf(config))).toMatchObject({ duration_days: 'brand' });
    expect(sourcesOf({}, policyOf({}))).toMatchObject({ duration_days: 'default', jurisdiction: 'default' });
    expect(sourcesOf({ jurisdiction: 'GB' }, policyOf({ jurisdiction: 'GB' }))['duration_days']).toBe('default');
  });

  test('can be written back as a config that means the same', () => {
    const policy = policyOf({
      contribution: { default_bp: 0, rules: [{ game_provider: 'p', weight_bp: 10_000 }] },
      max_bet: { minor: { EUR: '500' }, on_breach: 'cancel' },
    });
    const set = Object.entries(effectiveView(policy)).filter(([, value]) => value !== null);
    const text = JSON.stringify(Object.fromEntries(set));
    expect(policyOf(JSON.parse(text))).toEqual(policy);
  });
});
