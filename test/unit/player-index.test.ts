import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BrandId, type PlayerId, brandId, playerId } from '../../src/domain/ids.ts';
import { PlayerIndex } from '../../src/shard/player-index.ts';

const BRAND = brandId('brand-1');
const aPlayer = fc.integer({ min: 0, max: 500 }).map((number) => playerId(`player-${number}`));
const aBrand = fc.constantFrom(brandId('a'), brandId('b'), brandId('ab'));
const name = (brand: BrandId, player: PlayerId): string => JSON.stringify([brand, player]);

describe('the index of players', () => {
  test('answers as a set would, whatever was added and however often', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aBrand, aPlayer), { maxLength: 600 }),
        fc.array(fc.tuple(aBrand, aPlayer), { maxLength: 200 }),
        (added, asked) => {
          const index = new PlayerIndex();
          const set = new Set<string>();
          for (const [brand, player] of added) {
            index.add(brand, player);
            set.add(name(brand, player));
          }
          expect(index.size).toBe(set.size);
          for (const [brand, player] of [...added, ...asked])
            expect(index.mayHave(brand, player)).toBe(set.has(name(brand, player)));
        },
      ),
    );
  });

  test('never forgets a player while it grows', () => {
    const index = new PlayerIndex();
    const players = Array.from({ length: 20_000 }, (_, number) => playerId(`player-${number}`));
    for (const player of players) index.add(BRAND, player);
    expect(players.filter((player) => !index.mayHave(BRAND, player))).toEqual([]);
    expect(index.size).toBe(players.length);
  });

  test('says no to all but a few of a million strangers', () => {
    const index = new PlayerIndex();
    for (let number = 0; number < 10_000; number += 1) index.add(BRAND, playerId(`player-${number}`));
    let mistaken = 0;
    for (let number = 0; number < 1_000_000; number += 1)
      if (index.mayHave(BRAND, playerId(`stranger-${number}`))) mistaken += 1;
    expect(mistaken).toBe(0);
  });

  test('costs a player between 10.6 and 21.4 bytes, whatever its id is long', () => {
    const bytesPerPlayer = (count: number): number => {
      const index = new PlayerIndex();
      for (let number = 0; number < count; number += 1) index.add(BRAND, playerId(`${'x'.repeat(100)}-${number}`));
      return index.bytes / index.size;
    };
    // Just before it grows, and just after.
    expect(bytesPerPlayer(24_576)).toBeCloseTo(10.67, 1);
    expect(bytesPerPlayer(24_577)).toBeCloseTo(21.33, 1);
  });

  test('is not complete before somebody says so', () => {
    expect(new PlayerIndex().complete).toBe(false);
  });
});
