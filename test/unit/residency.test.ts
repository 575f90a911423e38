import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type PlayerId, playerId } from '../../src/domain/ids.ts';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { Residency, type Resident, type Residents } from '../../src/shard/residency.ts';
import { aRolling } from './domain-fixtures.ts';

const ANNA = playerId('anna');
const BORIS = playerId('boris');
const CARLA = playerId('carla');

const rolling = (number: number): RollingRecord => aRolling({ number });
const rollings = (count: number): RollingRecord[] => Array.from({ length: count }, (_, number) => rolling(number));

let home: Residents;
let residency: Residency;

beforeEach(() => {
  home = new Map();
  residency = new Residency(4);
});

const admit = (player: PlayerId, count: number): Resident => residency.admit(home, player, rollings(count));

describe('residency', () => {
  test('forgets the least recently used until the bound holds', () => {
    const anna = admit(ANNA, 2);
    admit(BORIS, 2);
    admit(CARLA, 2);
    residency.touch(anna);
    residency.evict(0);
    expect([...home.keys()]).toEqual([ANNA, CARLA]);
    expect(residency.rollingCount).toBe(4);
    expect(residency.evictions).toBe(1);
  });

  test('keeps players that an uncommitted batch carries, however far beyond the bound', () => {
    admit(ANNA, 4).batch = 7;
    admit(BORIS, 4).batch = 8;
    residency.evict(6);
    expect([...home.keys()]).toEqual([ANNA, BORIS]);
    residency.evict(7);
    expect([...home.keys()]).toEqual([BORIS]);
  });

  test('counts a rolling once, whether it is new or newer', () => {
    const anna = admit(ANNA, 1);
    residency.put(anna, { ...rolling(0), version: 9 });
    expect(residency.rollingCount).toBe(1);
    expect(anna.rollings.map(({ version }) => version)).toEqual([9]);
    residency.put(anna, rolling(1));
    expect(residency.rollingCount).toBe(2);
  });

  test('throws away all that a shard holds, and nothing of another', () => {
    const other: Residents = new Map();
    admit(ANNA, 1);
    residency.admit(other, BORIS, rollings(2));
    admit(CARLA, 1);
    residency.dropAll(home);
    expect(home.size).toBe(0);
    expect(residency.playerCount).toBe(1);
    expect(residency.rollingCount).toBe(2);
  });

  test('evicts as a plain list in order of use would', () => {
    const action = fc.record({
      kind: fc.constantFrom('admit', 'touch', 'put', 'drop', 'evict'),
      number: fc.integer({ min: 0, max: 9 }),
      batch: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        home = new Map();
        residency = new Residency(6);
        let used: Resident[] = [];
        for (const { kind, number, batch } of actions) {
          const resident = home.get(playerId(`player-${number}`));
          if (kind === 'admit' && resident === undefined) used.push(admit(playerId(`player-${number}`), number % 3));
          if (kind === 'evict') {
            residency.evict(batch);
            used = kept(used, 6, batch);
          } else if (resident !== undefined && kind === 'touch') {
            residency.touch(resident);
            used = [...used.filter((each) => each !== resident), resident];
          } else if (resident !== undefined && kind === 'put') {
            residency.put(resident, rolling(batch));
            resident.batch = batch;
          } else if (resident !== undefined && kind === 'drop') {
            residency.drop(resident);
            used = used.filter((each) => each !== resident);
          }
          expect(new Set(home.values())).toEqual(new Set(used));
          expect(residency.playerCount).toBe(used.length);
          expect(residency.rollingCount).toBe(sizeOf(used));
        }
      }),
    );
  });
});

const sizeOf = (residents: readonly Resident[]): number =>
  residents.reduce((sum, resident) => sum + resident.rollings.length, 0);

/** What is left of residents in order of use, when those of committed batches leave until the bound holds. */
function kept(used: readonly Resident[], bound: number, lastCommitted: number): Resident[] {
  let size = sizeOf(used);
  return used.filter((resident) => {
    if (size <= bound || resident.batch > lastCommitted) return true;
    size -= resident.rollings.length;
    return false;
  });
}
