import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandId, isRollingId, playerId, rollingId } from '../../src/domain/ids.ts';
import { newRollingId, SLOT_COUNT, slotOf, slotOfRollingId } from '../../src/domain/slot.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the slot of a player', () => {
  // The pairs were computed by a second implementation, from the description alone.
  test.each([
    ['brand-a', 'player-1', 613],
    ['brand-b', 'player-1', 3283],
    ['brand-a', 'player-2', 3798],
    ['acme', 'p8f2bde05c0e9', 1474],
    ['1', '2', 1577],
    ['марка', 'игрок-Ω', 1389],
    ['ブランド', 'プレイヤー', 2637],
    ['brand-a', '🎲', 874],
    ['b'.repeat(128), 'p'.repeat(128), 3893],
  ])('is frozen: %s, %s', (brand, player, slot) => {
    expect(slotOf(brandId(brand), playerId(player))).toBe(slot);
  });

  test('tells where the brand ends and the player begins', () => {
    expect(slotOf(brandId('ab'), playerId('c'))).not.toBe(slotOf(brandId('a'), playerId('bc')));
  });

  test.each([
    ['numbered', (n: number) => `player-${n}`],
    ['hexadecimal', (n: number) => `p${(n * 2_654_435_761).toString(16)}`],
    ['zero-padded', (n: number) => String(n).padStart(20, '0')],
  ])('is spread evenly over %s ids', (_, name) => {
    const perSlot = 50;
    const counts = new Uint32Array(SLOT_COUNT);
    for (let n = 0; n < SLOT_COUNT * perSlot; n += 1) {
      const slot = slotOf(brandId('brand-a'), playerId(name(n)));
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
    // chi-squared with 4,095 degrees of freedom: mean 4,095, standard deviation 90
    const chiSquared = counts.reduce((sum, count) => sum + (count - perSlot) ** 2 / perSlot, 0);
    expect(chiSquared).toBeLessThan(4_095 + 5 * 90.5);
    expect(Math.min(...counts)).toBeGreaterThan(perSlot / 3);
    expect(Math.max(...counts)).toBeLessThan(perSlot * 2);
  });
});

describe('the id of a rolling', () => {
  test('is frozen', () => {
    const id = newRollingId(Date.UTC(2026, 10, 22), 613, 0x0123_4567_89ab_cdefn);
    expect(id).toBe('01a2008d-7400-7265-8123-456789abcdef');
  });

  test('is a UUIDv7 of its time that carries its slot', () => {
    const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    const slots = fc.integer({ min: 0, max: SLOT_COUNT - 1 });
    fc.assert(
      fc.property(times, slots, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (at, slot, random) => {
        const id = newRollingId(at, slot, random);
        expect(id).toMatch(UUID_V7);
        expect(slotOfRollingId(id)).toBe(slot);
        expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(at);
      }),
    );
  });

  test('sorts by time', () => {
    const [early, late] = [newRollingId(1_000, 4_095, 2n ** 62n - 1n), newRollingId(1_001, 0, 0n)];
    expect(early < late).toBe(true);
  });

  test('is no other text', () => {
    expect(isRollingId('019aa8d0-9800-7265-8123-456789ABCDEF')).toBe(false);
    expect(() => rollingId('rolling-1')).toThrow(TypeError);
  });
});

describe('an id from outside', () => {
  test.each(['a', 'x'.repeat(128), 'игрок', '🎲', ' ', 'a\u001fb'])('may be %j', (text) => {
    expect(brandId(text)).toBe(text);
    expect(playerId(text)).toBe(text);
  });

  test.each(['', 'x'.repeat(129), 'a\u0000', '\ud83d', 'a\udfb2'])('may not be %j', (text) => {
    expect(() => brandId(text)).toThrow(TypeError);
    expect(() => playerId(text)).toThrow(TypeError);
  });
});
