import { beforeAll, describe, expect, test } from 'vitest';
import { type BrandId, brandId } from '../../src/domain/ids.ts';
import { explain } from '../../src/domain/placement/place.ts';
import { BALANCED_STAY_MS, ORDERED_STAY_MS } from '../../src/domain/placement/placement-state.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { FleetStore, OrderAnswer, StreamLease, WorkerRegistration } from '../../src/ports/fleet-store.ts';
import type { Watermarks } from '../../src/ports/watermarks.ts';
import type { CommitBatch, Incarnation, ShardKey, ShardOwnership, Store } from '../../src/ports/store.ts';
import { DAY, DecidedWorld, NOON } from './decided-world.ts';

// What every fleet store must keep, whatever it is made of. Each test has workers, brands and streams of its own, so all may
// share one database.

export interface FleetUnderTest {
  readonly fleet: FleetStore;
  /** The same rows, seen from another process. */
  readonly elsewhere: FleetStore;
  /** Commits on the same rows. */
  readonly store: Store;
  readonly watermarks: Watermarks;
  /** As if the worker had not renewed for longer than its lease. */
  endLease(worker: string): Promise<void>;
  /** As if all that was done had been done so much earlier. */
  ageHistory(ms: number): Promise<void>;
}

const LEASE_MS = 60_000;
const HOUR_MS = 3_600_000;
const AUTHORITY = { requestedBy: 'operator', reason: 'a test' };

export function fleetStoreContract(open: () => Promise<FleetUnderTest>): void {
  let subject: FleetUnderTest;
  let fleet: FleetStore;
  let made = 0;

  beforeAll(async () => {
    subject = await open();
    ({ fleet } = subject);
  });

  const fresh = (name: string): string => `${name}-${(made += 1)}`;
  const freshBrand = (): BrandId => brandId(fresh('brand'));

  function registration(over: Partial<WorkerRegistration> = {}): WorkerRegistration {
    const token = fresh('token');
    return {
      worker: fresh('worker'),
      token,
      address: `ws://${token}`,
      build: 'b1',
      machineVersion: 2,
      capacity: 4,
      ...over,
    };
  }

  async function joined(
    over: Partial<WorkerRegistration> = {},
    streams: readonly string[] = [],
  ): Promise<WorkerRegistration> {
    const by = registration(over);
    await fleet.register(by, LEASE_MS, streams);
    return by;
  }

  const again = (by: WorkerRegistration, streams: readonly string[] = []): Promise<WorkerRegistration> =>
    joined({ worker: by.worker }, streams);

  async function opened(by: Incarnation): Promise<ShardOwnership> {
    const [shard, ...others] = await fleet.openBrand(freshBrand(), by);
    expect(others).toEqual([]);
    return shard!;
  }

  const key = ({ brandId: brand, shardNo }: ShardKey): ShardKey => ({ brandId: brand, shardNo });

  const wish = (shard: ShardKey, target: string | null): Promise<void> =>
    fleet.assign([{ ...key(shard), target }], [], AUTHORITY);

  async function handed(shard: ShardOwnership, from: Incarnation, to: Incarnation): Promise<ShardOwnership> {
    await wish(shard, to.worker);
    await fleet.release([shard], from);
    const { shards } = await fleet.claim(to, 10);
    return shards.find((each) => each.brandId === shard.brandId && each.shardNo === shard.shardNo)!;
  }

  const emptyBatch = (...shards: readonly ShardOwnership[]): CommitBatch => ({
    fences: shards.map((shard) => ({
      ...key(shard),
      token: shard.token,
      epoch: shard.epoch,
      expectedSeq: shard.commitSeq,
      outboxSeq: shard.outboxSeq,
    })),
    created: [],
    snapshots: [],
    journal: [],
    inbox: [],
    marks: [],
    timers: [],
    outbox: [],
    answers: [],
  });

  const commits = async (shard: ShardOwnership): Promise<boolean> =>
    (await subject.store.commit(emptyBatch(shard))).kind === 'committed';

  const historyOf = async (brand: BrandId) => (await fleet.history(brand, null, 200)).toReversed();
  const entryOf = async (answer: OrderAnswer) => fleet.historyEntry('id' in answer ? answer.id : -1);

  const workerOf = async (name: string) => (await fleet.state()).workers.find(({ worker }) => worker === name);
  const shardOf = async (shard: ShardKey) =>
    (await fleet.state()).shards.find((each) => each.brandId === shard.brandId && each.shardNo === shard.shardNo);
  const streamOf = async (name: string) => (await fleet.state()).streams.find(({ stream }) => stream === name);
  const assignments = async (by: Incarnation) => (await fleet.renew(by, LEASE_MS))!;

  describe('a worker', () => {
    test('joins as joining, alive, as it says of itself', async () => {
      const by = await joined();
      const found = await workerOf(by.worker);
      expect(found).toMatchObject({ ...by, status: 'joining', alive: true });
      expect(found!.startedAt).toBeGreaterThan(0);
    });

    test('is dead once its lease has ended, and alive again with a renewal', async () => {
      const by = await joined();
      await subject.endLease(by.worker);
      expect(await workerOf(by.worker)).toMatchObject({ alive: false });
      expect(await fleet.renew(by, LEASE_MS)).toMatchObject({
        status: 'joining',
        shards: [],
        streams: [],
        claimable: 0,
      });
      expect(await workerOf(by.worker)).toMatchObject({ alive: true });
    });

    test('is felt in the pulse when it comes, changes its status, dies or goes, and not while nothing changes', async () => {
      const pulses = [await fleet.pulse()];
      const by = await joined();
      pulses.push(await fleet.pulse());
      await fleet.renew(by, LEASE_MS);
      expect(await fleet.pulse()).toBe(pulses.at(-1));
      await fleet.setStatus(by, 'draining');
      pulses.push(await fleet.pulse());
      await subject.endLease(by.worker);
      pulses.push(await fleet.pulse());
      await fleet.leave(by);
      expect(new Set(pulses).size).toBe(pulses.length);
      expect(await fleet.pulse()).toBe(pulses[0]);
    });

    test('is told its status, which others may set; of a name nobody has, nothing is set', async () => {
      const by = await joined();
      expect(await fleet.setStatus(by, 'draining')).toBe(true);
      expect(await assignments(by)).toMatchObject({ status: 'draining' });
      expect(await fleet.setStatus({ worker: fresh('nobody'), token: by.token }, 'active')).toBe(false);
    });

    test('that asks to register twice, as after a lost answer, stays what it is', async () => {
      const by = await joined();
      await fleet.setStatus(by, 'active');
      await fleet.register({ ...by, address: 'ws://moved' }, LEASE_MS, []);
      expect(await workerOf(by.worker)).toMatchObject({ status: 'active', address: 'ws://moved' });
    });

    test('that comes again replaces its older incarnation, which may not renew, claim, or open a brand', async () => {
      const old = await joined();
      await fleet.setStatus(old, 'active');
      const shard = await opened(old);
      const by = await again(old);
      expect(await fleet.setStatus(old, 'draining')).toBe(false);
      expect(await workerOf(old.worker)).toMatchObject({ token: by.token, status: 'joining', alive: true });
      expect(await fleet.renew(old, LEASE_MS)).toBeNull();
      await wish(shard, old.worker);
      expect(await fleet.claim(old, 10)).toEqual({ shards: [], streams: [] });
      expect(await fleet.openBrand(freshBrand(), old)).toEqual([]);
    });

    test('that leaves gives everything back at once, and is gone', async () => {
      const stream = fresh('stream');
      const by = await joined({}, [stream]);
      const shard = await opened(by);
      await fleet.assign([], [{ stream, target: by.worker }], AUTHORITY);
      await fleet.claim(by, 10);
      await fleet.leave(by);
      expect(await workerOf(by.worker)).toBeUndefined();
      expect(await shardOf(shard)).toMatchObject({ owner: null, ownerAlive: false });
      expect(await streamOf(stream)).toMatchObject({ owner: null, ownerAlive: false });
      expect(await commits(shard)).toBe(false);
      expect(await fleet.renew(by, LEASE_MS)).toBeNull();
    });

    test('that was replaced and leaves late takes nothing from its successor', async () => {
      const old = await joined();
      const left = await opened(old);
      const by = await again(old);
      const [own] = (await fleet.claim(by, 10)).shards;
      await fleet.leave(old);
      expect(await workerOf(by.worker)).toMatchObject({ token: by.token, alive: true });
      expect(await shardOf(left)).toMatchObject({ owner: by.worker, epoch: own!.epoch, ownerAlive: true });
    });

    test('of a name that leased nothing for long is forgotten when somebody joins', async () => {
      const gone = registration();
      await fleet.register(gone, -25 * 3_600_000, []);
      await joined();
      expect(await workerOf(gone.worker)).toBeUndefined();
    });
  });

  describe('a brand nobody had heard of', () => {
    test('is one shard of all slots at epoch 1, of whoever opens it', async () => {
      const by = await joined();
      const brand = freshBrand();
      const shards = await fleet.openBrand(brand, by);
      const place = { brandId: brand, shardNo: 1, slotFrom: 0, slotTo: 4_096 };
      expect(shards).toEqual([{ ...place, token: by.token, epoch: 1, commitSeq: 0, outboxSeq: 0 }]);
      expect(await fleet.openBrand(brand, by)).toEqual(shards);
      expect(await fleet.routes([brand])).toEqual([
        { ...place, epoch: 1, owner: { worker: by.worker, token: by.token, address: by.address } },
      ]);
      expect(await commits(shards[0]!)).toBe(true);
    });

    test('belongs to exactly one of many that open it at once', async () => {
      const workers = await Promise.all(Array.from({ length: 8 }, () => joined()));
      const brand = freshBrand();
      const stores = [fleet, subject.elsewhere];
      const shards = await Promise.all(workers.map((by, n) => stores[n % 2]!.openBrand(brand, by)));
      const [route] = await fleet.routes([brand]);
      expect(shards.flat()).toHaveLength(1);
      expect(shards.flat()[0]).toMatchObject({ token: route!.owner!.token, epoch: 1 });
    });

    test('is never taken by opening it again, also where its owner is dead or let go', async () => {
      const by = await joined();
      const other = await joined();
      const shard = await opened(by);
      await subject.endLease(by.worker);
      expect(await fleet.openBrand(shard.brandId, other)).toEqual([]);
      await fleet.release([shard], by);
      expect(await fleet.openBrand(shard.brandId, other)).toEqual([]);
      expect(await shardOf(shard)).toMatchObject({ owner: null, epoch: 1 });
    });
  });

  describe('a hand-off', () => {
    test('is wished, let go, claimed: a new epoch, the counters as they stand, the wish gone', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      expect(await commits(shard)).toBe(true);
      await wish(shard, to.worker);
      expect(await assignments(from)).toMatchObject({ shards: [{ ...key(shard), epoch: 1, target: to.worker }] });
      expect(await assignments(to)).toMatchObject({ claimable: 0 });
      expect(await fleet.claim(to, 10)).toEqual({ shards: [], streams: [] });

      await fleet.release([shard], from);
      expect(await fleet.routes([shard.brandId])).toMatchObject([{ owner: null }]);
      expect(await assignments(to)).toMatchObject({ claimable: 1 });
      const { shards } = await fleet.claim(to, 10);
      expect(shards).toEqual([{ ...shard, token: to.token, epoch: 2, commitSeq: 1 }]);
      expect(await shardOf(shard)).toMatchObject({ owner: to.worker, epoch: 2, ownerAlive: true, target: null });
      expect(await assignments(from)).toMatchObject({ shards: [] });
      expect(await assignments(to)).toMatchObject({
        shards: [{ ...key(shard), epoch: 2, target: null }],
        claimable: 0,
      });
      expect(await commits({ ...shard, commitSeq: 1 })).toBe(false);
      expect(await commits(shards[0]!)).toBe(true);
    });

    test('from a dead owner needs nobody to let go', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      await wish(shard, to.worker);
      await subject.endLease(from.worker);
      expect(await shardOf(shard)).toMatchObject({ owner: from.worker, ownerAlive: false });
      expect(await fleet.routes([shard.brandId])).toMatchObject([{ owner: null }]);
      expect(await assignments(to)).toMatchObject({ claimable: 1 });
      expect((await fleet.claim(to, 10)).shards).toMatchObject([{ ...key(shard), epoch: 2 }]);
      expect(await commits(shard)).toBe(false);
    });

    test('from a replaced incarnation goes to whom it is wished for, and else to its successor at once', async () => {
      const old = await joined();
      const other = await joined();
      const wished = await opened(old);
      const left = await opened(old);
      await wish(wished, other.worker);
      const by = await again(old);
      expect(await assignments(by)).toMatchObject({ shards: [], claimable: 1 });
      expect(await assignments(other)).toMatchObject({ claimable: 1 });
      expect((await fleet.claim(by, 10)).shards).toMatchObject([{ ...key(left), epoch: 2, token: by.token }]);
      expect((await fleet.claim(other, 10)).shards).toMatchObject([{ ...key(wished), epoch: 2 }]);
    });

    test('reaches back over incarnations that never claimed', async () => {
      const first = await joined();
      const shard = await opened(first);
      await again(first);
      const third = await again(first);
      expect((await fleet.claim(third, 10)).shards).toMatchObject([{ ...key(shard), token: third.token }]);
    });

    test('to a worker that is dead or replaced does not happen', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      await wish(shard, to.worker);
      await fleet.release([shard], from);
      await subject.endLease(to.worker);
      expect(await fleet.claim(to, 10)).toEqual({ shards: [], streams: [] });
    });

    test('comes in bites where a limit asks for it, in the order of brand and number', async () => {
      const from = await joined();
      const to = await joined();
      const shards = await Promise.all(Array.from({ length: 5 }, () => opened(from)));
      await fleet.assign(
        shards.map((shard) => ({ ...key(shard), target: to.worker })),
        [],
        AUTHORITY,
      );
      await fleet.release(shards, from);
      const brands = shards.map((shard) => shard.brandId).toSorted();
      expect((await fleet.claim(to, 3)).shards.map((shard) => shard.brandId)).toEqual(brands.slice(0, 3));
      expect((await fleet.claim(to, 3)).shards.map((shard) => shard.brandId)).toEqual(brands.slice(3));
    });

    test('lets go only of what is held under that token and epoch', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      const taken = await handed(shard, from, to);
      await fleet.release([shard], from);
      await fleet.release([{ ...shard, epoch: taken.epoch }], from);
      await fleet.release([shard], to);
      expect(await shardOf(shard)).toMatchObject({ owner: to.worker, epoch: taken.epoch });
    });

    test('of snapshots that the worker cannot read goes to one that can, and to nobody else', async () => {
      const from = await joined({ machineVersion: 3 });
      const old = await joined({ machineVersion: 2 });
      const shard = await opened(from);
      const taken = await handed(shard, from, old);
      await fleet.refuse(taken, 3, old);
      expect(await shardOf(shard)).toMatchObject({ owner: null, machineVersionMin: 3 });
      await wish(shard, old.worker);
      expect(await assignments(old)).toMatchObject({ claimable: 0 });
      expect((await fleet.claim(old, 10)).shards).toEqual([]);
      await wish(shard, from.worker);
      expect((await fleet.claim(from, 10)).shards).toMatchObject([{ ...key(shard), epoch: 3 }]);
      await fleet.refuse(taken, 9, old);
      expect(await shardOf(shard)).toMatchObject({ owner: from.worker, machineVersionMin: 3 });
    });
  });

  describe('wishes', () => {
    test('stand in the history once, with who and why; what changes nothing does not', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      await wish(shard, to.worker);
      await wish(shard, to.worker);
      await wish(shard, null);
      await wish(shard, null);
      const history = await historyOf(shard.brandId);
      expect(history).toMatchObject([
        { kind: 'place', shardNo: 1, ...AUTHORITY, state: 'done' },
        { kind: 'place', shardNo: 1, ...AUTHORITY, state: 'done' },
      ]);
      expect(history.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
        { owner: from.worker, before: null, target: to.worker },
        { owner: from.worker, before: to.worker, target: null },
      ]);
    });

    test('for the owner itself take a wish back, unless it is an older incarnation that owns', async () => {
      const old = await joined();
      const to = await joined();
      const shard = await opened(old);
      await wish(shard, to.worker);
      await wish(shard, old.worker);
      expect(await shardOf(shard)).toMatchObject({ target: null });
      await again(old);
      await wish(shard, old.worker);
      expect(await shardOf(shard)).toMatchObject({ target: old.worker });
    });

    test('for a shard that is not there, or none at all, do nothing', async () => {
      const brand = freshBrand();
      await wish({ brandId: brand, shardNo: 7 }, 'somebody');
      await fleet.assign([], [], AUTHORITY);
      expect(await historyOf(brand)).toEqual([]);
    });
  });

  describe('a wallet stream', () => {
    test('is nobody’s until it is wished for somebody, and read by one under one epoch', async () => {
      const stream = fresh('stream');
      const first = await joined({}, [stream]);
      const second = await joined({}, [stream]);
      expect(await streamOf(stream)).toEqual({
        stream,
        owner: null,
        epoch: 0,
        ownerAlive: false,
        target: null,
        processedThrough: null,
        exceptBrands: [],
      });
      await fleet.assign([], [{ stream, target: first.worker }], AUTHORITY);
      expect(await assignments(first)).toMatchObject({ claimable: 1 });
      const { streams } = await fleet.claim(first, 10);
      expect(streams).toEqual([{ stream, token: first.token, epoch: 1 }]);
      expect(await assignments(first)).toMatchObject({ streams: [{ stream, epoch: 1, target: null }], claimable: 0 });

      await fleet.assign([], [{ stream, target: second.worker }], AUTHORITY);
      expect((await fleet.claim(second, 10)).streams).toEqual([]);
      expect(await assignments(first)).toMatchObject({ streams: [{ stream, target: second.worker }] });
      await fleet.releaseStreams([{ ...streams[0]!, epoch: 7 }]);
      expect(await streamOf(stream)).toMatchObject({ owner: first.worker, ownerAlive: true });
      await fleet.releaseStreams(streams);
      expect((await fleet.claim(second, 10)).streams).toEqual([{ stream, token: second.token, epoch: 2 }]);
      expect((await fleet.streamEpochs()).get(stream)).toBe(2);
    });

    test('is not claimed by a worker that is not configured to read it, whatever is wished', async () => {
      const stream = fresh('stream');
      await joined({}, [stream]);
      const stranger = await joined({}, [fresh('stream')]);
      await fleet.assign([], [{ stream, target: stranger.worker }], AUTHORITY);
      expect(await assignments(stranger)).toMatchObject({ claimable: 0 });
      expect((await fleet.claim(stranger, 10)).streams).toEqual([]);
    });

    test('of a dead or replaced reader is claimed by whom it is wished for, or by its successor', async () => {
      const [left, wished] = [fresh('stream'), fresh('stream')];
      const old = await joined({}, [left, wished]);
      const other = await joined({}, [wished]);
      await fleet.assign(
        [],
        [left, wished].map((stream) => ({ stream, target: old.worker })),
        AUTHORITY,
      );
      await fleet.claim(old, 10);
      await fleet.assign([], [{ stream: wished, target: other.worker }], AUTHORITY);
      const by = await again(old, [left]);
      expect((await fleet.claim(by, 10)).streams).toEqual([{ stream: left, token: by.token, epoch: 2 }]);
      await subject.endLease(by.worker);
      expect((await fleet.claim(other, 10)).streams).toEqual([{ stream: wished, token: other.token, epoch: 2 }]);
    });
  });

  describe('an operator', () => {
    test('moves a shard, and its owner lets go in its own time', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      const ordered = await fleet.move(shard, to.worker, false, AUTHORITY);
      expect(await shardOf(shard)).toMatchObject({ owner: from.worker, target: to.worker });
      expect(await commits(shard)).toBe(true);
      const [entry] = await historyOf(shard.brandId);
      expect(entry).toEqual(await entryOf(ordered));
      expect(entry).toMatchObject({ kind: 'move', subject: to.worker, ...AUTHORITY, state: 'open', doneAt: null });
      expect(JSON.parse(entry!.detail)).toEqual({ owner: from.worker, target: to.worker, force: false });
      await fleet.release([shard], from);
      await fleet.claim(to, 10);
      const outcome = `${to.worker} has it under epoch 2`;
      expect(await entryOf(ordered)).toMatchObject({ state: 'done', outcome, doneAt: expect.any(Number) as number });
    });

    test('finds what he moved left there for a while, what was moved for balance a shorter while, what had to go not at all', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      expect(await shardOf(shard)).toMatchObject({ resting: false });
      await fleet.move(shard, to.worker, true, AUTHORITY);
      expect(await shardOf(shard)).toMatchObject({ resting: false });
      const [moved] = (await fleet.claim(to, 10)).shards;
      expect(await shardOf(shard)).toMatchObject({ owner: to.worker, resting: true });
      await handed(moved!, to, from);
      expect(await shardOf(shard)).toMatchObject({ owner: from.worker, resting: false });

      const balance = { requestedBy: 'placement on w', reason: explain('rebalance') };
      const balanced = await opened(from);
      await fleet.assign([{ ...key(balanced), target: to.worker }], [], balance);
      await fleet.release([balanced], from);
      await fleet.claim(to, 10);
      expect(await shardOf(balanced)).toMatchObject({ owner: to.worker, resting: true });
      await subject.ageHistory(BALANCED_STAY_MS);
      expect(await shardOf(balanced)).toMatchObject({ resting: false });

      const other = await opened(from);
      await fleet.move(other, to.worker, true, AUTHORITY);
      await fleet.claim(to, 10);
      await subject.ageHistory(ORDERED_STAY_MS - 60_000);
      expect(await shardOf(other)).toMatchObject({ resting: true });
      await subject.ageHistory(60_000);
      expect(await shardOf(other)).toMatchObject({ resting: false });
    });

    test('forces a move: the living owner can commit no more, and the target claims at once', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      await fleet.move(shard, to.worker, true, AUTHORITY);
      expect(await commits(shard)).toBe(false);
      expect((await fleet.claim(to, 10)).shards).toMatchObject([{ ...key(shard), epoch: 2 }]);
    });

    test('moves a shard to where it is: nothing changes, also forced', async () => {
      const by = await joined();
      const shard = await opened(by);
      const ordered = await fleet.move(shard, by.worker, true, AUTHORITY);
      expect(await entryOf(ordered)).toMatchObject({ state: 'done', outcome: 'it was there already' });
      expect(await shardOf(shard)).toMatchObject({ owner: by.worker, target: null, epoch: 1, ownerAlive: true });
      expect(await commits(shard)).toBe(true);
    });

    test('is told of a worker or a shard that is not there, and of a pin', async () => {
      const from = await joined();
      const to = await joined();
      const dead = await joined();
      const shard = await opened(from);
      await subject.endLease(dead.worker);
      const nowhere = { brandId: shard.brandId, shardNo: 2 };
      expect(await fleet.move(shard, fresh('nobody'), true, AUTHORITY)).toEqual({ refused: 'no_such_worker' });
      expect(await fleet.move(shard, dead.worker, true, AUTHORITY)).toEqual({ refused: 'worker_away' });
      expect(await fleet.move(nowhere, to.worker, true, AUTHORITY)).toEqual({ refused: 'no_such_shard' });
      expect(await fleet.pin(nowhere, to.worker, AUTHORITY)).toEqual({ refused: 'no_such_shard' });
      expect(await fleet.pin(shard, fresh('nobody'), AUTHORITY)).toEqual({ refused: 'no_such_worker' });
      await fleet.pin(shard, from.worker, AUTHORITY);
      expect(await fleet.move(shard, to.worker, true, AUTHORITY)).toEqual({ refused: 'pinned_elsewhere' });
      expect(await shardOf(shard)).toMatchObject({ owner: from.worker, target: null, pinnedTo: from.worker });
      await fleet.pin(shard, null, AUTHORITY);
      await fleet.move(shard, to.worker, false, AUTHORITY);
      expect((await historyOf(shard.brandId)).map(({ kind }) => kind)).toEqual(['pin', 'unpin', 'move']);
    });

    test('pins to a worker that is away', async () => {
      const by = await joined();
      const away = await joined();
      const shard = await opened(by);
      await subject.endLease(away.worker);
      expect(await entryOf(await fleet.pin(shard, away.worker, AUTHORITY))).toMatchObject({ subject: away.worker });
      expect(await shardOf(shard)).toMatchObject({ pinnedTo: away.worker });
    });

    test('does not move a shard to where it would not stay, or could not be read', async () => {
      const from = await joined({ machineVersion: 3 });
      const draining = await joined();
      const old = await joined({ machineVersion: 1 });
      const shard = await opened(from);
      await fleet.setStatus(draining, 'draining');
      expect(await fleet.move(shard, draining.worker, true, AUTHORITY)).toEqual({ refused: 'worker_draining' });
      await fleet.refuse(shard, 2, from);
      expect(await fleet.move(shard, old.worker, true, AUTHORITY)).toEqual({ refused: 'version_too_old' });
      expect(await historyOf(shard.brandId)).toEqual([]);
    });

    test('is told that a move came to nothing: another took its place, the leader or somebody else had other plans', async () => {
      const from = await joined();
      const [to, other] = [await joined(), await joined()];
      const shard = await opened(from);
      const first = await fleet.move(shard, to.worker, false, AUTHORITY);
      const second = await fleet.move(shard, other.worker, false, AUTHORITY);
      const tookItsPlace = `order ${'id' in second ? second.id : ''} took its place`;
      expect(await entryOf(first)).toMatchObject({ state: 'failed', outcome: tookItsPlace });
      await wish(shard, to.worker);
      const overruled = `${AUTHORITY.requestedBy} wished it to ${to.worker}: ${AUTHORITY.reason}`;
      expect(await entryOf(second)).toMatchObject({ state: 'failed', outcome: overruled });

      const third = await fleet.move(shard, to.worker, false, AUTHORITY);
      await wish(shard, null);
      expect(await entryOf(third)).toMatchObject({
        state: 'failed',
        outcome: `${AUTHORITY.requestedBy} wished it to stay: ${AUTHORITY.reason}`,
      });
    });

    test('gives the same order again while it is open: it is the same order', async () => {
      const [from, to] = [await joined(), await joined()];
      const shard = await opened(from);
      const moved = await fleet.move(shard, to.worker, false, AUTHORITY);
      expect(await fleet.move(shard, to.worker, false, AUTHORITY)).toEqual(moved);
      expect(await fleet.move(shard, to.worker, true, AUTHORITY)).not.toEqual(moved);
      const [split, merge] = [await opened(from), await opened(from)];
      const cut = await fleet.orderSplit(split, [5, 9], AUTHORITY);
      expect(await fleet.orderSplit(split, [5, 9], AUTHORITY)).toEqual(cut);
      expect(await fleet.orderSplit(split, [5], AUTHORITY)).not.toEqual(cut);
      const halves = await fleet.orderSplit(merge, [5], AUTHORITY);
      const ranges = [
        { slotFrom: 0, slotTo: 5 },
        { slotFrom: 5, slotTo: 4_096 },
      ];
      await fleet.reshape([merge], ranges, 'id' in halves ? halves.id : -1);
      const first = { brandId: merge.brandId, shardNo: 2 };
      const joinedAgain = await fleet.orderMerge(first, 3, AUTHORITY);
      expect(await fleet.orderMerge(first, 3, AUTHORITY)).toEqual(joinedAgain);
    });

    test('drains a worker: until it holds nothing, for every incarnation of its name, and until told otherwise', async () => {
      const stream = fresh('stream');
      const [by, other] = [await joined({}, [stream]), await joined({}, [stream])];
      await fleet.setStatus(by, 'active');
      const shard = await opened(by);
      await fleet.assign([], [{ stream, target: by.worker }], AUTHORITY);
      const lease = (await fleet.claim(by, 10)).streams[0]!;
      const ordered = await fleet.drain(by.worker, AUTHORITY);
      const order = 'id' in ordered ? ordered.id : -1;
      expect(await workerOf(by.worker)).toMatchObject({ status: 'draining', drain: { order, isOpen: true } });
      expect(await entryOf(ordered)).toMatchObject({ kind: 'drain', subject: by.worker, ...AUTHORITY, state: 'open' });
      expect(await fleet.drain(by.worker, AUTHORITY)).toEqual(ordered);

      await fleet.drained([by.worker]);
      expect(await entryOf(ordered)).toMatchObject({ state: 'open' });
      await handed(shard, by, other);
      await fleet.drained([by.worker]);
      expect(await entryOf(ordered)).toMatchObject({ state: 'open' });
      await fleet.releaseStreams([lease]);
      await fleet.drained([by.worker, other.worker]);
      expect(await entryOf(ordered)).toMatchObject({ state: 'done', outcome: 'it holds nothing any more' });

      // The machine is mended and started again: it says that it is active, and stays empty.
      await fleet.leave(by);
      expect(await workerOf(by.worker)).toMatchObject({ alive: false, drain: { order, isOpen: false } });
      const reborn = await again(by, [stream]);
      await fleet.setStatus(reborn, 'active');
      expect(await workerOf(by.worker)).toMatchObject({ status: 'draining', alive: true });
      const undrained = await fleet.undrain(by.worker, AUTHORITY);
      expect(await entryOf(undrained)).toMatchObject({ kind: 'undrain', state: 'done', outcome: null });
      expect(await workerOf(by.worker)).toMatchObject({ status: 'active', drain: null });
      await fleet.leave(reborn);
      expect(await workerOf(by.worker)).toBeUndefined();
    });

    test('takes a drain back before its end; one that was never drained is none the worse', async () => {
      const by = await joined();
      await opened(by);
      const ordered = await fleet.drain(by.worker, AUTHORITY);
      const back = await fleet.undrain(by.worker, AUTHORITY);
      const outcome = `order ${'id' in back ? back.id : ''} took it back`;
      expect(await entryOf(ordered)).toMatchObject({ state: 'failed', outcome });
      const once = await fleet.undrain(by.worker, AUTHORITY);
      expect(await entryOf(once)).toMatchObject({ state: 'done', outcome: 'it was not drained' });
      const nobody = fresh('nobody');
      expect(await fleet.drain(nobody, AUTHORITY)).toEqual({ refused: 'no_such_worker' });
      expect(await fleet.undrain(nobody, AUTHORITY)).toEqual({ refused: 'no_such_worker' });
    });

    test('forgets a stream that nobody is configured to read; who registers with it brings it back, its epoch as it was', async () => {
      const stream = fresh('stream');
      const by = await joined({}, [stream]);
      await fleet.assign([], [{ stream, target: by.worker }], AUTHORITY);
      const lease = (await fleet.claim(by, 10)).streams[0]!;
      expect(await fleet.forgetStream(stream, AUTHORITY)).toEqual({ refused: 'stream_in_use' });
      expect(await fleet.forgetStream(fresh('stream'), AUTHORITY)).toEqual({ refused: 'no_such_stream' });
      const reborn = await again(by);
      const ordered = await fleet.forgetStream(stream, AUTHORITY);
      expect(await entryOf(ordered)).toMatchObject({ kind: 'forget-stream', subject: stream, ...AUTHORITY });
      expect(await streamOf(stream)).toBeUndefined();
      expect(await fleet.forgetStream(stream, AUTHORITY)).toEqual({ refused: 'no_such_stream' });
      expect(await assignments(reborn)).toMatchObject({ streams: [], claimable: 0 });
      await fleet.releaseStreams([lease]);
      const reader = await again(by, [stream]);
      expect(await streamOf(stream)).toMatchObject({ owner: null, epoch: 1 });
      await fleet.assign([], [{ stream, target: reader.worker }], AUTHORITY);
      expect((await fleet.claim(reader, 10)).streams).toMatchObject([{ stream, epoch: 2 }]);
    });

    test('reads the history newest first, page by page, of all or of one brand', async () => {
      const by = await joined();
      const [one, two] = [await opened(by), await opened(by)];
      const ids: number[] = [];
      for (const shard of [one, two, one, two, one]) {
        const answer = await fleet.pin(shard, null, AUTHORITY);
        if ('id' in answer) ids.push(answer.id);
      }
      const first = await fleet.history(null, null, 3);
      const second = await fleet.history(null, first.at(-1)!.id, 2);
      expect([...first, ...second].map(({ id }) => id)).toEqual(ids.toReversed());
      expect((await fleet.history(two.brandId, null, 9)).map(({ id }) => id)).toEqual([ids[3], ids[1]]);
      expect((await fleet.history(one.brandId, ids[4]!, 1)).map(({ id }) => id)).toEqual([ids[2]]);
      expect(await fleet.historyEntry(999_999_999)).toBeNull();
    });
  });

  describe('orders', () => {
    test.each([[[]], [[0]], [[4_096]], [[5, 5]], [[9, 5]], [[5, 5_000]]])(
      'to split at %j are refused',
      async (slotsAt) => {
        const shard = await opened(await joined());
        expect(await fleet.orderSplit(shard, slotsAt, AUTHORITY)).toEqual({ refused: 'bad_slot' });
      },
    );

    test('of shards that are not there or do not meet are refused', async () => {
      const by = await joined();
      const shard = await opened(by);
      const nowhere = { brandId: shard.brandId, shardNo: 9 };
      expect(await fleet.orderSplit(nowhere, [1], AUTHORITY)).toEqual({ refused: 'no_such_shard' });
      expect(await fleet.orderMerge(shard, 9, AUTHORITY)).toEqual({ refused: 'no_such_shard' });
      expect(await fleet.orderMerge(nowhere, 1, AUTHORITY)).toEqual({ refused: 'no_such_shard' });
      const [first, , third] = await split(shard, [10, 20]);
      expect(await fleet.orderMerge(first!, third!.shardNo, AUTHORITY)).toEqual({ refused: 'not_adjacent' });
      expect(await fleet.orderMerge(first!, first!.shardNo, AUTHORITY)).toEqual({ refused: 'not_adjacent' });
    });

    test('are told to the shard’s owner, whoever that is by then, until they are closed', async () => {
      const from = await joined();
      const to = await joined();
      const shard = await opened(from);
      const order = await fleet.orderSplit(shard, [1_000, 2_000], AUTHORITY);
      const { id } = order as { id: number };
      const expected = [{ kind: 'split', id, shard: key(shard), slotsAt: [1_000, 2_000] }];
      expect(await fleet.openOrders(from)).toEqual(expected);
      await handed(shard, from, to);
      expect(await fleet.openOrders(from)).toEqual([]);
      expect(await fleet.openOrders(to)).toEqual(expected);
      await fleet.closeOrder(id, 'failed', 'it moved');
      await fleet.closeOrder(id, 'done', 'too late');
      expect(await fleet.openOrders(to)).toEqual([]);
      const [entry] = await historyOf(shard.brandId);
      expect(entry).toMatchObject({ id, kind: 'split', state: 'failed', outcome: 'it moved', ...AUTHORITY });
      expect(entry!.doneAt).toBeGreaterThanOrEqual(entry!.at);
    });
  });

  async function split(shard: ShardOwnership, slotsAt: readonly number[]): Promise<readonly ShardOwnership[]> {
    const { id } = (await fleet.orderSplit(shard, slotsAt, AUTHORITY)) as { id: number };
    const edges = [shard.slotFrom, ...slotsAt, shard.slotTo];
    const children = edges.slice(1).map((slotTo, place) => ({ slotFrom: edges[place]!, slotTo }));
    return (await fleet.reshape([shard], children, id))!;
  }

  describe('a reshape', () => {
    test('retires the parent and starts children of its slots at epoch 1, sequence 1', async () => {
      const by = await joined();
      const shard = await opened(by);
      await fleet.reportLoads([{ ...key(shard), eventsPerS: 100 }]);
      await fleet.pin(shard, by.worker, AUTHORITY);
      const children = await split(shard, [1_024]);
      const common = { brandId: shard.brandId, token: by.token, epoch: 1, commitSeq: 1, outboxSeq: 0 };
      expect(children).toEqual([
        { ...common, shardNo: 2, slotFrom: 0, slotTo: 1_024 },
        { ...common, shardNo: 3, slotFrom: 1_024, slotTo: 4_096 },
      ]);
      expect(await shardOf(shard)).toBeUndefined();
      expect(await commits(shard)).toBe(false);
      for (const child of children) expect(await commits(child)).toBe(true);
      expect(await shardOf(children[0]!)).toMatchObject({ eventsPerS: 25, pinnedTo: by.worker, owner: by.worker });
      expect(await shardOf(children[1]!)).toMatchObject({ eventsPerS: 75, pinnedTo: by.worker, ownerAlive: true });
      expect(await assignments(by)).toMatchObject({ shards: [{ shardNo: 2 }, { shardNo: 3 }] });
      expect((await fleet.routes([shard.brandId])).map(({ shardNo }) => shardNo)).toEqual([2, 3]);
      const [, order] = await historyOf(shard.brandId);
      expect(order).toMatchObject({ kind: 'split', state: 'done', outcome: 'became 2, 3' });
    });

    test('of two shards makes one, with what both agree on; numbers are never used again', async () => {
      const by = await joined();
      const [left, right] = await split(await opened(by), [2_048]);
      await fleet.reportLoads([
        { ...key(left!), eventsPerS: 10 },
        { ...key(right!), eventsPerS: 5 },
      ]);
      await fleet.pin(left!, by.worker, AUTHORITY);
      const { id } = (await fleet.orderMerge(right!, left!.shardNo, AUTHORITY)) as { id: number };
      expect(await fleet.openOrders(by)).toEqual([
        { kind: 'merge', id, shard: key(right!), withShardNo: left!.shardNo },
      ]);
      const merged = await fleet.reshape([right!, left!], [{ slotFrom: 0, slotTo: 4_096 }], id);
      expect(merged).toMatchObject([{ shardNo: 4, slotFrom: 0, slotTo: 4_096, epoch: 1, commitSeq: 1 }]);
      expect(await shardOf(merged![0]!)).toMatchObject({ eventsPerS: 15, pinnedTo: null });
    });

    test.each([
      ['another token', { token: 'somebody else' }],
      ['another epoch', { epoch: 7 }],
      ['a sequence already taken', { commitSeq: 0 }],
      ['a sequence not reached', { commitSeq: 2 }],
    ])('under %s of one parent does nothing', async (_, wrong) => {
      const by = await joined();
      const [left, right] = await split(await opened(by), [2_048]);
      const { id } = (await fleet.orderMerge(left!, right!.shardNo, AUTHORITY)) as { id: number };
      expect(await fleet.reshape([{ ...left!, ...wrong }, right!], [{ slotFrom: 0, slotTo: 4_096 }], id)).toBeNull();
      expect((await fleet.routes([left!.brandId])).map(({ shardNo }) => shardNo)).toEqual([2, 3]);
      expect(await fleet.openOrders(by)).toMatchObject([{ id }]);
      expect(await commits(left!)).toBe(true);
      expect(await commits(right!)).toBe(true);
    });

    test('whose answer was lost tells it again, and does it once', async () => {
      const by = await joined();
      const shard = await opened(by);
      const { id } = (await fleet.orderSplit(shard, [9], AUTHORITY)) as { id: number };
      const ranges = [
        { slotFrom: 0, slotTo: 9 },
        { slotFrom: 9, slotTo: 4_096 },
      ];
      const children = await fleet.reshape([shard], ranges, id);
      expect(await fleet.reshape([shard], ranges, id)).toEqual(children);
      const to = await joined();
      const moved = await handed(children![0]!, by, to);
      expect(moved).toMatchObject({ epoch: 2 });
      expect(await fleet.reshape([shard], ranges, id)).toEqual([children![1]]);
      expect((await fleet.routes([shard.brandId])).map(({ shardNo }) => shardNo)).toEqual([2, 3]);
    });

    test('of an order that is closed does nothing', async () => {
      const shard = await opened(await joined());
      const { id } = (await fleet.orderSplit(shard, [9], AUTHORITY)) as { id: number };
      await fleet.closeOrder(id, 'failed', 'taken back');
      const ranges = [
        { slotFrom: 0, slotTo: 9 },
        { slotFrom: 9, slotTo: 4_096 },
      ];
      expect(await fleet.reshape([shard], ranges, id)).toBeNull();
      expect(await commits(shard)).toBe(true);
    });

    test('fails the other orders about the shards it retires', async () => {
      const by = await joined();
      const shard = await opened(by);
      await fleet.orderSplit(shard, [77], AUTHORITY);
      await split(shard, [88]);
      expect(await fleet.openOrders(by)).toEqual([]);
      expect(await historyOf(shard.brandId)).toMatchObject([{ state: 'failed' }, { state: 'done' }]);
    });

    test('fails the merge of another with a shard that it retires', async () => {
      const by = await joined();
      const [left, right] = await split(await opened(by), [2_048]);
      const merge = await fleet.orderMerge(left!, right!.shardNo, AUTHORITY);
      await split(right!, [3_000]);
      expect(await fleet.openOrders(by)).toEqual([]);
      expect(await entryOf(merge)).toMatchObject({
        state: 'failed',
        outcome: expect.stringMatching(/^its shard was retired/) as string,
      });
    });

    test('keep the shards they are about where they are, until they are closed', async () => {
      const by = await joined();
      const [left, right] = await split(await opened(by), [2_048]);
      const { id } = (await fleet.orderMerge(left!, right!.shardNo, AUTHORITY)) as { id: number };
      expect(await shardOf(left!)).toMatchObject({ resting: true });
      expect(await shardOf(right!)).toMatchObject({ resting: true });
      await fleet.closeOrder(id, 'failed', 'taken back');
      expect(await shardOf(right!)).toMatchObject({ resting: false });
    });

    test('by two owners of one brand at once numbers all children apart', async () => {
      const by = await joined();
      const other = await joined();
      const [left, right] = await split(await opened(by), [2_048]);
      const taken = await handed(right!, by, other);
      const orders = await Promise.all([
        fleet.orderSplit(left!, [1_000], AUTHORITY),
        fleet.orderSplit(taken, [3_000], AUTHORITY),
      ]);
      const [first, second] = orders.map((order) => (order as { id: number }).id);
      const children = await Promise.all([
        fleet.reshape(
          [left!],
          [
            { slotFrom: 0, slotTo: 1_000 },
            { slotFrom: 1_000, slotTo: 2_048 },
          ],
          first!,
        ),
        subject.elsewhere.reshape(
          [taken],
          [
            { slotFrom: 2_048, slotTo: 3_000 },
            { slotFrom: 3_000, slotTo: 4_096 },
          ],
          second!,
        ),
      ]);
      const numbers = children.flatMap((each) => each!.map(({ shardNo }) => shardNo));
      expect(numbers.toSorted((left, right) => left - right)).toEqual([4, 5, 6, 7]);
    });

    test.each([
      ['leave a gap', [0, 10, 11, 4_096]],
      ['overlap', [0, 10, 9, 4_096]],
      ['are too short', [0, 10, 10, 4_095]],
      ['hold an empty one', [0, 4_096, 4_096, 4_096]],
    ])('into ranges that %s throws', async (_, [a, b, c, d]) => {
      const shard = await opened(await joined());
      const { id } = (await fleet.orderSplit(shard, [9], AUTHORITY)) as { id: number };
      const ranges = [
        { slotFrom: a!, slotTo: b! },
        { slotFrom: c!, slotTo: d! },
      ];
      await expect(fleet.reshape([shard], ranges, id)).rejects.toThrow(RangeError);
      expect(await commits(shard)).toBe(true);
    });
  });

  describe('loads', () => {
    test('are the last that were reported, and 0 before', async () => {
      const shard = await opened(await joined());
      expect(await shardOf(shard)).toMatchObject({ eventsPerS: 0 });
      await fleet.reportLoads([{ ...key(shard), eventsPerS: 12 }]);
      await fleet.reportLoads([{ ...key(shard), eventsPerS: 0.5 }]);
      expect(await shardOf(shard)).toMatchObject({ eventsPerS: 0.5 });
    });
  });

  describe('routes', () => {
    test('of all brands hold those of each', async () => {
      const by = await joined();
      const shard = await opened(by);
      const routes = await fleet.routes(null);
      expect(routes.filter(({ brandId: brand }) => brand === shard.brandId)).toEqual(
        await fleet.routes([shard.brandId]),
      );
      expect(routes.length).toBeGreaterThan(1);
      expect(await fleet.routes([])).toEqual([]);
      expect(await fleet.routes([freshBrand()])).toEqual([]);
    });
  });

  describe('hints', () => {
    /** Everything told since. */
    async function listening() {
      const told: (readonly BrandId[] | null)[] = [];
      let wake: () => void = () => undefined;
      const { close } = await subject.elsewhere.listen((brands) => {
        told.push(brands);
        wake();
      });
      const assertTold = async (isTold: () => boolean): Promise<void> => {
        while (!isTold()) await new Promise<void>((resolve) => (wake = resolve));
      };
      return { told, assertTold, close };
    }

    test('tell every other process of each change, with the brands it concerns', async () => {
      const { told, assertTold, close } = await listening();
      const by = await joined();
      const to = await joined();
      const brandsToldOf = () => told.filter((brands) => brands !== null).flat();
      const assertTells = async (brand: BrandId, change: () => Promise<unknown>): Promise<void> => {
        const before = brandsToldOf().filter((each) => each === brand).length;
        await change();
        await assertTold(() => brandsToldOf().filter((each) => each === brand).length > before);
      };
      const brand = freshBrand();
      await assertTells(brand, () => fleet.openBrand(brand, by));
      const [shard] = await fleet.openBrand(brand, by);
      await assertTells(brand, () => wish(shard!, to.worker));
      await assertTells(brand, () => fleet.release([shard!], by));
      await assertTells(brand, () => fleet.claim(to, 10));
      const taken = { ...shard!, token: to.token, epoch: 2 };
      await assertTells(brand, () => fleet.orderSplit(taken, [9], AUTHORITY));
      await assertTells(brand, () => fleet.refuse(taken, 1, to));
      await assertTells(brand, () => fleet.move(taken, by.worker, false, AUTHORITY));
      await fleet.claim(by, 10);
      await assertTells(brand, () => split({ ...shard!, token: by.token, epoch: 3 }, [5]));
      await close();
    });

    test('tell of workers that come, change and go', async () => {
      const { told, assertTold, close } = await listening();
      const assertMore = async (change: () => Promise<unknown>): Promise<void> => {
        const before = told.length;
        await change();
        await assertTold(() => told.length > before);
      };
      const by = registration();
      await assertMore(() => fleet.register(by, LEASE_MS, []));
      await assertMore(() => fleet.setStatus(by, 'active'));
      await assertMore(() => fleet.leave(by));
      await close();
    });

    test('of more brands than a message holds name them all or stand for everything', async () => {
      const by = await joined();
      const to = await joined();
      const long = 'x'.repeat(100);
      const shards: ShardOwnership[] = [];
      for (let n = 0; n < 100; n += 1) shards.push(...(await fleet.openBrand(brandId(fresh(long)), by)));
      const { told, assertTold, close } = await listening();
      told.length = 0;
      await fleet.assign(
        shards.map((shard) => ({ ...key(shard), target: to.worker })),
        [],
        AUTHORITY,
      );
      const brands = shards.map((shard) => shard.brandId);
      await assertTold(() => told.includes(null) || brands.every((brand) => told.flat().includes(brand)));
      await close();
    });

    test('end where they are closed', async () => {
      const { told, close } = await listening();
      await close();
      const before = told.length;
      const open = await listening();
      const by = await joined();
      await opened(by);
      await open.assertTold(() => open.told.length > 1);
      await open.close();
      expect(told).toHaveLength(before);
    });
  });

  describe('leadership', () => {
    test('is one process’s at a time, until it resigns', async () => {
      const first = await fleet.lead();
      expect(first).not.toBeNull();
      expect(await subject.elsewhere.lead()).toBeNull();
      expect(await fleet.lead()).toBeNull();
      await first!.resign();
      await first!.lost;
      const second = await subject.elsewhere.lead();
      expect(second).not.toBeNull();
      expect(await fleet.lead()).toBeNull();
      await second!.resign();
    });
  });

  // Last, as marks hold for all brands.
  describe('an expiry', () => {
    const MINUTE_MS = 60_000;
    let by: WorkerRegistration;
    let leases: readonly StreamLease[];

    beforeAll(async () => {
      await subject.store.maintainInbox(DAY - 2, DAY + 2);
      const left = (await fleet.state()).streams.map(({ stream }) => stream);
      by = await joined({}, [...left, fresh('stream'), fresh('stream')]);
      const { streams } = await fleet.state();
      await fleet.assign(
        [],
        streams.map(({ stream }) => ({ stream, target: by.worker })),
        AUTHORITY,
      );
      for (const { owner, stream, epoch } of streams) {
        const reader = (await fleet.state()).workers.find(({ worker }) => worker === owner);
        if (reader !== undefined) await fleet.releaseStreams([{ stream, token: reader.token, epoch }]);
      }
      leases = (await fleet.claim(by, 10)).streams;
      expect(leases).toHaveLength(streams.length);
    });

    /** A rolling whose expiry is due at noon. */
    async function expiring(graceMs = MINUTE_MS) {
      const [shard] = await fleet.openBrand(freshBrand(), by);
      const world = new DecidedWorld(shard!.brandId);
      world.now = NOON - 3 * HOUR_MS;
      world.policy = { ...GLOBAL_DEFAULT_POLICY, expiryGraceMs: graceMs };
      const rolling = world.create('p', { expiresAt: NOON - graceMs });
      expect(await subject.store.commit(world.batch(shard!))).toEqual({ kind: 'committed' });
      const isDue = async (dueBy: number): Promise<boolean> => {
        const due = await subject.store.dueTimers(by.token, ['activate', 'expire', 'attempt'], dueBy, 100, []);
        return due.some(({ rollingId }) => rollingId === rolling.facts.rollingId);
      };
      return { brand: shard!.brandId, isDue };
    }

    const note = async (at: number, exceptBrands: readonly BrandId[] = []): Promise<void> => {
      for (const lease of leases) await subject.watermarks.note(lease, at, exceptBrands);
    };

    test('waits until every stream has been processed past its due time', async () => {
      const { isDue } = await expiring();
      expect(await isDue(NOON + 1)).toBe(false);
      await subject.watermarks.note(leases[0]!, NOON, []);
      expect(await isDue(NOON + 1)).toBe(false);
      await note(NOON - 1);
      expect(await isDue(NOON + 1)).toBe(false);
      await note(NOON);
      expect(await isDue(NOON)).toBe(true);
      expect(await isDue(NOON - 1)).toBe(false);
    });

    test('waits while its brand has entries that are not processed, and no other brand’s does', async () => {
      const slow = await expiring();
      const other = await expiring();
      await note(NOON + 1, [slow.brand]);
      expect(await slow.isDue(NOON + 1)).toBe(false);
      expect(await other.isDue(NOON + 1)).toBe(true);
      await note(NOON + 2);
      expect(await slow.isDue(NOON + 2)).toBe(true);
    });

    test('waits ten minutes at most, or ten graces where they are longer', async () => {
      const usual = await expiring();
      const patient = await expiring(5 * MINUTE_MS);
      await note(NOON + 3, [usual.brand, patient.brand]);
      expect(await usual.isDue(NOON + 10 * MINUTE_MS - 1)).toBe(false);
      expect(await usual.isDue(NOON + 10 * MINUTE_MS)).toBe(true);
      expect(await patient.isDue(NOON + 50 * MINUTE_MS - 1)).toBe(false);
      expect(await patient.isDue(NOON + 50 * MINUTE_MS)).toBe(true);
    });

    test('is not let through by a mark of a reader that lost its lease, and no mark moves back', async () => {
      const { brand, isDue } = await expiring();
      await note(NOON + 4, [brand]);
      for (const lease of leases) {
        await subject.watermarks.note({ ...lease, epoch: lease.epoch - 1 }, NOON + 5, []);
        await subject.watermarks.note({ ...lease, token: 'somebody else' }, NOON + 5, []);
        await subject.watermarks.note(lease, NOON + 3, []);
      }
      expect(await isDue(NOON + 5)).toBe(false);
    });

    test('is judged by the store’s time, which is told in whole milliseconds', async () => {
      const at = await subject.watermarks.begin();
      expect(Number.isInteger(at)).toBe(true);
      expect(await subject.watermarks.begin()).toBeGreaterThanOrEqual(at);
    });
  });
}
