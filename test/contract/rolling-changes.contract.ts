import { beforeAll, describe, expect, test } from 'vitest';
import { MACHINE_VERSION } from '../../machines/rolling.upcast.ts';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import type { ReadStore } from '../../src/ports/read-store.ts';
import type { RollingChanges } from '../../src/ports/rolling-changes.ts';
import type { ShardOwnership, Store } from '../../src/ports/store.ts';
import { DAY, DecidedWorld, afterCommit } from './decided-world.ts';

// What every way of following rollings must keep. Each test has a brand of its own.

export interface ChangesUnderTest {
  readonly store: Store;
  readonly reads: ReadStore;
  readonly changes: RollingChanges;
  /** Overwrites the snapshot and the machine version it says it is of. */
  overwrite(rolling: RollingRecord, machineVersion: number, snapshot: string): Promise<void>;
}

export function rollingChangesContract(open: () => Promise<ChangesUnderTest>): void {
  let subject: ChangesUnderTest;
  let brands = 0;

  beforeAll(async () => {
    subject = await open();
    await subject.store.maintainInbox(DAY - 2, DAY + 2);
  });

  class Followed {
    readonly world: DecidedWorld;
    private shard: ShardOwnership;

    private constructor(world: DecidedWorld, shard: ShardOwnership) {
      this.world = world;
      this.shard = shard;
    }

    static async begin(): Promise<Followed> {
      const world = new DecidedWorld(`followed-${(brands += 1)}`);
      const [shard] = await subject.store.claimBrand(world.brand, { worker: 'w', token: `token-${brands}` });
      return new Followed(world, shard!);
    }

    async commit(): Promise<void> {
      const batch = this.world.batch(this.shard);
      expect(await subject.store.commit(batch)).toEqual({ kind: 'committed' });
      this.shard = afterCommit(this.shard, batch);
    }

    async created(player: string): Promise<RollingRecord> {
      const { facts } = this.world.create(player);
      await this.commit();
      return (await subject.reads.findRolling(facts.rollingId))!;
    }

    async settle(player: string, bets: number): Promise<void> {
      for (let bet = 0; bet < bets; bet += 1) this.world.settle(player);
      await this.commit();
    }
  }

  const versionsOf = (entries: readonly { readonly version: number }[]): number[] =>
    entries.map(({ version }) => version);

  describe('what moved on since', () => {
    test('is nothing of a rolling that stands where it stood, nor of none', async () => {
      const rolling = await (await Followed.begin()).created('p');
      expect(await subject.changes.since([rolling], 10)).toEqual([]);
      expect(await subject.changes.since([], 10)).toEqual([]);
    });

    test('is the rolling as it stands, and every entry since in order', async () => {
      const followed = await Followed.begin();
      const before = await followed.created('p');
      await followed.settle('p', 3);
      const [change, ...others] = await subject.changes.since([before], 10);
      expect(others).toEqual([]);
      expect(change!.rolling).toEqual(await subject.reads.findRolling(before.facts.rollingId));
      expect(change!.rolling.version).toBe(before.version + 3);
      const page = await subject.reads.journalPage(followed.world.brand, before.facts.rollingId, before.version, 10);
      // What was recorded to decide the bet again is of no use to who watches.
      const seen = page.map(({ bet, ...entry }) => {
        const { recorded, ...line } = bet!;
        expect(recorded).toBeDefined();
        return { ...entry, bet: line };
      });
      expect(change!.entries).toEqual(seen);
      expect(versionsOf(seen)).toEqual([2, 3, 4]);
    });

    test('has the last entries only where there are more than asked for', async () => {
      const followed = await Followed.begin();
      const before = await followed.created('p');
      await followed.settle('p', 5);
      const [change] = await subject.changes.since([before], 2);
      expect(versionsOf(change!.entries)).toEqual([5, 6]);
      expect(change!.rolling.version).toBe(6);
    });

    test('is told of many rollings of several brands at once, of each from where it is known', async () => {
      const [one, other] = [await Followed.begin(), await Followed.begin()];
      const known = [await one.created('p'), await one.created('q'), await other.created('p')];
      await one.settle('p', 1);
      await other.settle('p', 2);
      const changes = await subject.changes.since(known, 10);
      const told = new Map(changes.map(({ rolling, entries }) => [rolling.facts.rollingId, versionsOf(entries)]));
      expect(told).toEqual(
        new Map([
          [known[0]!.facts.rollingId, [2]],
          [known[2]!.facts.rollingId, [2, 3]],
        ]),
      );
      const again = await subject.changes.since(
        changes.map(({ rolling }) => rolling),
        10,
      );
      expect(again).toEqual([]);
    });

    test('is nothing that is not committed', async () => {
      const followed = await Followed.begin();
      const before = await followed.created('p');
      followed.world.settle('p');
      expect(await subject.changes.since([before], 10)).toEqual([]);
    });

    test.for([
      ['a newer build wrote', MACHINE_VERSION + 1, '{"unheard":"of"}'],
      ['is damaged', MACHINE_VERSION, '{"value":'],
    ] as const)('leaves out what %s, and tells of the others', async ([, machineVersion, snapshot]) => {
      const followed = await Followed.begin();
      const [readable, unreadable] = [await followed.created('p'), await followed.created('q')];
      await followed.settle('p', 1);
      await followed.settle('q', 1);
      await subject.overwrite(unreadable, machineVersion, snapshot);
      const changes = await subject.changes.since([readable, unreadable], 10);
      expect(changes.map(({ rolling }) => rolling.facts.rollingId)).toEqual([readable.facts.rollingId]);
    });
  });
}
