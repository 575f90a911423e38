import { beforeAll, describe, expect, test } from 'vitest';
import { playerId, type BrandId, type RollingId } from '../../src/domain/ids.ts';
import type { ParkedEvent, Quarantine } from '../../src/domain/quarantine.ts';
import { slotOf } from '../../src/domain/slot.ts';
import type { Quarantines } from '../../src/ports/quarantines.ts';
import type { QuarantineWrites, ShardOwnership, Store } from '../../src/ports/store.ts';
import { DAY, DecidedWorld, NOON, afterCommit } from './decided-world.ts';

// Players in quarantine, parked events and rows that cannot be read, for every store, whatever it is made of.

export interface QuarantineUnderTest {
  readonly store: Store;
  readonly quarantines: Quarantines;
  /** As a broken disk, or a newer build, would leave a rolling of the player behind. */
  damage(brand: BrandId, player: string, change: { snapshot?: string; machineVersion?: number }): Promise<void>;
  /** Reason, state and event of every dead letter of the brand. */
  letters(brand: BrandId): Promise<readonly (readonly [string, string, string | null])[]>;
}

const NOTHING: QuarantineWrites = { begun: [], ended: [], parked: [], unparked: [] };
const ASKED = { at: NOON, requestedBy: 'ops', reason: 'repaired' };

export function quarantineContract(open: () => Promise<QuarantineUnderTest>): void {
  let subject: QuarantineUnderTest;
  let world: DecidedWorld;
  let shard: ShardOwnership;
  let brands = 0;

  beforeAll(async () => {
    subject = await open();
    await subject.store.maintainInbox(DAY - 2, DAY + 2);
  });

  async function fresh(...players: readonly string[]): Promise<void> {
    world = new DecidedWorld(`quarantine-${(brands += 1)}`);
    const [claimed] = await subject.store.claimBrand(world.brand, { worker: 'w', token: 'first' });
    shard = claimed!;
    for (const player of players) world.create(player);
    if (players.length > 0) await commit();
  }

  async function commit(quarantine: Partial<QuarantineWrites> = {}): Promise<void> {
    const batch = { ...world.batch(shard), quarantine: { ...NOTHING, ...quarantine } };
    expect(await subject.store.commit(batch)).toEqual({ kind: 'committed' });
    shard = afterCommit(shard, batch);
  }

  const keyOf = (player: string) => ({ brandId: world.brand, playerId: playerId(player) });

  function held(player: string, over: Partial<Quarantine> = {}): Quarantine {
    const key = keyOf(player);
    const slot = slotOf(key.brandId, key.playerId);
    return { ...key, slot, since: NOON, reason: 'DECISION_FAILED', detail: 'a "bug"', rollingId: null, ...over };
  }

  function parkedEvent(player: string, seq: number): ParkedEvent {
    const { brandId, playerId: who, slot } = held(player);
    const entry = { stream: 'wallet:events', entryId: `${seq}-0`, eventId: `event-${player}-${seq}` };
    const raw = JSON.stringify({ payload: '{"a":"\\u0000,{}"}' });
    return { brandId, playerId: who, slot, seq, ...entry, receivedAt: NOON - 5, parkedAt: NOON + seq, raw };
  }

  const standing = (...shards: readonly ShardOwnership[]) => subject.store.quarantined(shards, null, 100);
  const eventIds = async (player: string, afterSeq = 0): Promise<string[]> =>
    (await subject.store.parkedPage(keyOf(player), afterSeq, 100)).map(({ eventId }) => eventId);

  describe('quarantines', () => {
    test('are found by whoever owns the shard, with the number of the last event that is parked', async () => {
      await fresh();
      const parked = [parkedEvent('anna', 3), parkedEvent('anna', 7)];
      await commit({ begun: [held('anna'), held('bert')], parked });
      expect(await standing(shard)).toEqual([
        { ...held('anna'), lastSeq: 7 },
        { ...held('bert'), lastSeq: 0 },
      ]);
      expect(await subject.store.quarantined([shard], keyOf('anna'), 1)).toEqual([{ ...held('bert'), lastSeq: 0 }]);
      const { slot } = held('anna');
      expect(await standing({ ...shard, slotFrom: slot + 1 })).not.toContainEqual({ ...held('anna'), lastSeq: 7 });
      expect(await subject.store.parkedPage(keyOf('anna'), 0, 10)).toEqual(parked);
      expect(await eventIds('anna', 3)).toEqual(['event-anna-7']);
    });

    test('begin anew with the newest reason, and a replay that was asked for has ended with it', async () => {
      await fresh();
      await commit({ begun: [held('anna')] });
      await subject.quarantines.askReplay(keyOf('anna'), ASKED);
      expect(await subject.store.replaysAsked([keyOf('anna'), keyOf('bert')])).toEqual([keyOf('anna')]);
      const again = held('anna', { reason: 'COMMIT_REFUSED', detail: 'worse' });
      await commit({ begun: [again] });
      expect(await subject.store.replaysAsked([keyOf('anna')])).toEqual([]);
      expect(await standing(shard)).toEqual([{ ...again, lastSeq: 0 }]);
    });

    test('end, and their parked events go one by one', async () => {
      await fresh();
      await commit({ begun: [held('anna')], parked: [parkedEvent('anna', 1), parkedEvent('anna', 2)] });
      await commit({ unparked: [{ ...keyOf('anna'), seq: 1 }] });
      expect(await eventIds('anna')).toEqual(['event-anna-2']);
      await commit({ unparked: [{ ...keyOf('anna'), seq: 2 }], ended: [keyOf('anna')] });
      expect(await standing(shard)).toEqual([]);
      expect(await eventIds('anna')).toEqual([]);
    });

    test('are not written by an owner that was fenced', async () => {
      await fresh();
      const stale = shard;
      await commit();
      const batch = { ...world.batch(stale), quarantine: { ...NOTHING, begun: [held('anna')] } };
      expect(await subject.store.commit(batch)).toMatchObject({ kind: 'fenced' });
      expect(await standing(shard)).toEqual([]);
    });

    test('leave timers as they are, and none of them due', async () => {
      await fresh('anna', 'bert');
      const due = async () =>
        (await subject.store.dueTimers('first', ['activate', 'attempt'], NOON + 10 ** 10, 1_000, []))
          .filter(({ brandId }) => brandId === world.brand)
          .map((timer) => timer.playerId);
      for (const rolling of Array.from(world.rollings.values())) world.command(rolling, 'complete');
      await commit({ begun: [held('anna')] });
      expect(await due()).toEqual(['bert']);
      await commit({ ended: [keyOf('anna')] });
      expect((await due()).toSorted()).toEqual(['anna', 'bert']);
    });
  });

  describe('operators', () => {
    test('see who is in quarantine and what is parked, page by page', async () => {
      await fresh();
      await commit({ begun: [held('anna'), held('bert')], parked: [parkedEvent('bert', 1), parkedEvent('bert', 2)] });
      const none = { replay: null, parked: 0, oldestParkedAt: null };
      const bert = { ...held('bert'), replay: null, parked: 2, oldestParkedAt: NOON + 1 };
      expect(await subject.quarantines.page(world.brand, null, 10)).toEqual([{ ...held('anna'), ...none }, bert]);
      expect(await subject.quarantines.page(world.brand, keyOf('anna'), 10)).toEqual([bert]);
      expect(await subject.quarantines.page(null, keyOf('anna'), 1)).toEqual([bert]);
      expect(await subject.quarantines.find(keyOf('bert'))).toEqual(bert);
      expect(await subject.quarantines.find(keyOf('carl'))).toBeNull();
      expect((await subject.quarantines.events(keyOf('bert'), 1, 10)).map(({ seq }) => seq)).toEqual([2]);
    });

    test('ask for a replay, and the first to ask stands', async () => {
      await fresh();
      await commit({ begun: [held('anna')] });
      expect(await subject.quarantines.askReplay(keyOf('anna'), ASKED)).toMatchObject({ replay: ASKED });
      const second = { ...ASKED, requestedBy: 'somebody else' };
      expect(await subject.quarantines.askReplay(keyOf('anna'), second)).toMatchObject({ replay: ASKED });
      expect(await subject.quarantines.askReplay(keyOf('bert'), ASKED)).toBeNull();
    });

    test('put an event aside among the dead letters, and none while a replay is under way', async () => {
      await fresh();
      await commit({ begun: [held('anna')], parked: [parkedEvent('anna', 1), parkedEvent('anna', 2)] });
      const discarding = { at: NOON, requestedBy: 'ops', reason: 'never happened', note: null };
      const discard = (player: string, seq: number) => subject.quarantines.discard(keyOf(player), seq, discarding);
      expect(await discard('bert', 1)).toBe('not_in_quarantine');
      expect(await discard('anna', 9)).toBe('no_such_event');
      expect(await discard('anna', 1)).toBe('discarded');
      expect(await discard('anna', 1)).toBe('no_such_event');
      expect(await subject.letters(world.brand)).toEqual([['DECISION_FAILED', 'discarded', 'event-anna-1']]);
      expect(await eventIds('anna')).toEqual(['event-anna-2']);
      await subject.quarantines.askReplay(keyOf('anna'), ASKED);
      expect(await discard('anna', 2)).toBe('replaying');
      expect(await eventIds('anna')).toEqual(['event-anna-2']);
    });
  });

  describe('a rolling that cannot be read', () => {
    const load = (...players: readonly string[]) =>
      subject.store.load({
        players: players.map(keyOf),
        closedSince: NOON,
        rollings: [],
        events: [],
        bets: [],
        sources: [],
        answers: [],
        policies: [],
      });

    test.each([
      ['damaged', { snapshot: '{"value":' }],
      ['damaged', { snapshot: '{"value":"no such state"}' }],
      ['too_new', { machineVersion: 30_000 }],
    ] as const)('is told apart (%s, %j), and everything else is found', async (kind, change) => {
      await fresh('anna', 'bert');
      await subject.damage(world.brand, 'anna', change);
      const { rollings, unreadable } = await load('anna', 'bert');
      expect(rollings.map(({ facts }) => facts.playerId)).toEqual(['bert']);
      const rolling = [...world.rollings.values()].find(({ facts }) => facts.playerId === 'anna')!;
      const { slot, rollingId } = rolling.facts;
      const machineVersion = 'machineVersion' in change ? change.machineVersion : 1;
      expect(unreadable).toEqual([
        { ...keyOf('anna'), slot, rollingId, machineVersion, kind, error: expect.any(Error) as Error },
      ]);
    });

    test('of an older machine version is found by walking, a few rows a look', async () => {
      await fresh('anna', 'bert', 'carl');
      const ids = [...world.rollings.keys()].toSorted();
      const first = world.rollings.get(ids[0]!)!;
      await subject.damage(world.brand, first.facts.playerId, { machineVersion: 0 });
      const look = (after: RollingId | null) => subject.store.oldSnapshots(shard, 1, after, 2);
      const { playerId: who, slot, rollingId } = first.facts;
      expect(await look(null)).toEqual({ rollings: [{ playerId: who, slot, rollingId }], next: ids[1] });
      expect(await look(ids[1]!)).toEqual({ rollings: [], next: null });
      const elsewhere = { ...shard, slotFrom: slot + 1 };
      expect((await subject.store.oldSnapshots(elsewhere, 1, null, 10)).rollings).toEqual([]);
    });

    test('hinders no loop of its owner', async () => {
      await fresh('anna', 'bert');
      await subject.damage(world.brand, 'anna', { snapshot: '{"value":' });
      expect(await subject.store.indexPage({ ...shard, slotFrom: 0, slotTo: 4_096 }, NOON, null, 10)).toHaveLength(2);
      expect(await subject.store.attemptsUnderWay([shard], 10)).toEqual([]);
      expect(await subject.store.unpublished('first', 10)).toEqual([]);
    });
  });
}
