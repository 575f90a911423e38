import { beforeAll, describe, expect, test } from 'vitest';
import { type BrandId, brandId } from '../../src/domain/ids.ts';
import type { BrandConfigChange, BrandConfigs } from '../../src/ports/brand-configs.ts';
import type { Store } from '../../src/ports/store.ts';
import { NOON } from './decided-world.ts';

// What every keeper of brand configs must hold. Each test has a brand of its own, so all may share one database.

export interface BrandConfigsUnderTest {
  readonly configs: BrandConfigs;
  /** Of the same database. */
  readonly store: Store;
}

export function brandConfigsContract(open: () => Promise<BrandConfigsUnderTest>): void {
  let subject: BrandConfigsUnderTest;
  let brands = 0;

  beforeAll(async () => {
    subject = await open();
  });

  const newBrand = (): BrandId => brandId(`configured-${(brands += 1)}`);
  const put = (brand: BrandId, change: Partial<BrandConfigChange> = {}) =>
    subject.configs.put(brand, {
      config: {},
      expectedVersion: null,
      requestedBy: null,
      note: null,
      at: NOON,
      ...change,
    });

  describe('a brand config', () => {
    test('is kept as it was given, with who asked, why and when', async () => {
      const brand = newBrand();
      expect(await subject.configs.current(brand)).toBeNull();
      const config = { min_odds: '1.50', contribution: { default_bp: 5, rules: [{ game_id: '"\\ Ω', weight_bp: 0 }] } };
      const change = { config, requestedBy: 'eve', note: 'a "quoted"\nnote' };
      expect(await put(brand, change)).toEqual({ kind: 'stored', version: 1 });
      expect(await subject.configs.current(brand)).toEqual({ version: 1, at: NOON, ...change });
    });

    test('is versioned within its brand, and every version stays readable', async () => {
      const brand = newBrand();
      await put(brand, { config: { duration_days: 1 }, note: 'first' });
      await put(newBrand());
      expect(await put(brand, { config: { duration_days: 2 }, at: NOON + 1 })).toEqual({ kind: 'stored', version: 2 });
      expect(await subject.configs.current(brand)).toMatchObject({ version: 2, config: { duration_days: 2 } });
      expect(await subject.configs.version(brand, 1)).toMatchObject({ config: { duration_days: 1 }, note: 'first' });
      expect(await subject.configs.version(brand, 2)).toMatchObject({ config: { duration_days: 2 }, at: NOON + 1 });
      expect(await subject.configs.version(brand, 3)).toBeNull();
    });

    test('is not stored over a version that its author has not seen', async () => {
      const brand = newBrand();
      expect(await put(brand, { expectedVersion: 1 })).toEqual({ kind: 'conflict', version: 0 });
      expect(await put(brand, { expectedVersion: 0 })).toEqual({ kind: 'stored', version: 1 });
      expect(await put(brand, { expectedVersion: 0 })).toEqual({ kind: 'conflict', version: 1 });
      expect(await put(brand, { expectedVersion: 1, note: 'seen' })).toEqual({ kind: 'stored', version: 2 });
      expect(await subject.configs.current(brand)).toMatchObject({ version: 2, note: 'seen' });
    });

    test('that many change at once loses no change, and lets one of those who saw the same version through', async () => {
      const brand = newBrand();
      const blind = await Promise.all(Array.from({ length: 5 }, () => put(brand)));
      expect(blind.map(({ version }) => version).toSorted((left, right) => left - right)).toEqual([1, 2, 3, 4, 5]);
      const careful = await Promise.all(Array.from({ length: 5 }, () => put(brand, { expectedVersion: 5 })));
      expect(careful.filter(({ kind }) => kind === 'stored')).toEqual([{ kind: 'stored', version: 6 }]);
      expect(careful.filter(({ kind }) => kind === 'conflict')).toHaveLength(4);
    });

    test('holds for whatever is loaded after it was answered', async () => {
      const brand = newBrand();
      const nothing = { players: [], closedSince: 0, rollings: [], events: [], bets: [], sources: [], answers: [] };
      const policy = async () => (await subject.store.load({ ...nothing, policies: [brand] })).policies.get(brand);
      expect(await policy()).toBeUndefined();
      await put(brand, { config: { jurisdiction: 'SE' } });
      expect(await policy()).toMatchObject({ version: 1, jurisdiction: 'SE' });
      await put(brand, { config: { completion_ratio: '0.5' } });
      expect(await policy()).toMatchObject({ version: 2, jurisdiction: null, completionRatio: '0.5' });
    });

    test('of a newer build stops what needs it, and no other brand', async () => {
      const [newer, other] = [newBrand(), newBrand()];
      await put(newer, { config: { a_key_of_tomorrow: 1 } });
      await put(other, { config: {} });
      const nothing = { players: [], closedSince: 0, rollings: [], events: [], bets: [], sources: [], answers: [] };
      const { policies } = await subject.store.load({ ...nothing, policies: [newer, other] });
      expect([policies.get(newer), policies.get(other)?.version]).toEqual([null, 1]);
    });
  });
}
