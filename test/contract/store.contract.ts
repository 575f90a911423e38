import { beforeAll, describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../src/domain/dead-letter.ts';
import { type BrandId, type PlayerId, brandId, playerId, rollingId } from '../../src/domain/ids.ts';
import { contextOf, type RollingRecord, stateOf } from '../../src/domain/rolling.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { slotOf } from '../../src/domain/slot.ts';
import type { ReadStore } from '../../src/ports/read-store.ts';
import type { CommitBatch, LoadRequest, ShardOwnership, Store } from '../../src/ports/store.ts';
import { DAY, DecidedWorld, NOON, afterCommit } from './decided-world.ts';

// What every store must keep, whatever it is made of. Each test has a brand of its own, so all may share one database.

export interface StoreUnderTest {
  readonly store: Store;
  readonly reads: ReadStore;
  /** What an administrator sets. */
  putConfig(brand: BrandId, version: number, config: Readonly<Record<string, unknown>>): Promise<void>;
  /** All that were written, in order. */
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Retires the shard and leaves two of its slots, split at `slot`, to be claimed. */
  split(shard: ShardOwnership, slot: number): Promise<void>;
}

const HOUR_MS = 3_600_000;
const INCARNATION = { worker: 'worker-1', token: 'first' };
const SECOND = { worker: 'worker-1', token: 'second' };

export function storeContract(open: () => Promise<StoreUnderTest>): void {
  let subject: StoreUnderTest;
  let brands = 0;

  beforeAll(async () => {
    subject = await open();
    await subject.store.maintainInbox(DAY - 2, DAY + 2);
  });

  async function owned(): Promise<{ world: DecidedWorld; shard: ShardOwnership }> {
    const world = new DecidedWorld(`brand-${(brands += 1)}`);
    const [shard] = await subject.store.claimBrand(world.brand, INCARNATION);
    return { world, shard: shard! };
  }

  async function committed(batch: CommitBatch): Promise<CommitBatch> {
    expect(await subject.store.commit(batch)).toEqual({ kind: 'committed' });
    return batch;
  }

  const asked = (world: DecidedWorld, over: Partial<LoadRequest>): LoadRequest => ({
    players: [],
    closedSince: world.now,
    rollings: [],
    events: [],
    bets: [],
    sources: [],
    answers: [],
    policies: [],
    ...over,
  });

  const player = (world: DecidedWorld, name: string) => ({ brandId: world.brand, playerId: playerId(name) });

  async function loadPlayer(world: DecidedWorld, name: string, closedSince = world.now): Promise<RollingRecord[]> {
    const loaded = await subject.store.load(asked(world, { players: [player(world, name)], closedSince }));
    return [...loaded.rollings];
  }

  /** A rolling that was created, completed and confirmed at the world's present time. */
  function completedRolling(world: DecidedWorld, name: string): RollingRecord {
    const rolling = world.create(name);
    world.command(rolling, 'complete');
    world.confirm(rolling);
    return world.current(rolling);
  }

  /** A completed rolling whose bet was rolled back since, under the policy `review`. */
  function reversedRolling(world: DecidedWorld, name: string): RollingRecord {
    world.policy = { ...GLOBAL_DEFAULT_POLICY, rollbackAfterCompletion: 'review' };
    const rolling = world.create(name, { requiredMinor: 100n });
    const bet = { betId: `bet of ${name}`, settlementId: `bet of ${name}`, stakeMinor: 100n };
    const { entry } = world.settle(name, bet).steps[0]!;
    world.confirm(rolling);
    const leg = { ...bet, rollingId: rolling.facts.rollingId, leg: 0, weightBp: 10_000 };
    world.rollBack(name, { betId: bet.betId }, { legs: [{ ...leg, credited: entry.credited, at: entry.at }] });
    return world.current(rolling);
  }

  describe('a commit', () => {
    test('makes everything of a batch durable, and gives it back as it was decided', async () => {
      const { world, shard } = await owned();
      const metadata = '{"note":"\\"{,}\\\\ NULL","n":[1, 2]}';
      const rolling = world.create('player "1", {NULL}\\', {
        metadata,
        baseMinor: 12n,
        maxConversionMinor: 10n ** 59n,
      });
      world.settle(rolling.facts.playerId, { betId: 'null', stakeMinor: 10n ** 40n + 1n });
      await committed(world.batch(shard));
      const [found, ...others] = await loadPlayer(world, rolling.facts.playerId);
      expect(others).toEqual([]);
      expect(found?.facts).toEqual(rolling.facts);
      expect(found?.version).toBe(2);
      expect(stateOf(found!.snapshot)).toBe('completing');
      expect(contextOf(found!)).toEqual(contextOf(world.current(rolling)));
      expect(await subject.reads.findRolling(rolling.facts.rollingId)).toEqual(found);
    });

    test('writes one snapshot however many bets a rolling had', async () => {
      const { world, shard } = await owned();
      const rolling = world.create('p');
      const first = await committed(world.batch(shard));
      for (let bet = 0; bet < 20; bet += 1) world.settle('p');
      await committed(world.batch(afterCommit(shard, first)));
      const [found] = await loadPlayer(world, 'p');
      expect(found?.version).toBe(21);
      expect(contextOf(found!).progress).toBe(contextOf(world.current(rolling)).progress);
    });

    test.each([
      ['another token', { token: 'somebody else' }],
      ['another epoch', { epoch: 7 }],
      ['a sequence already taken', { commitSeq: -1 }],
      ['a sequence not reached', { commitSeq: 1 }],
    ])('under %s is fenced and writes nothing', async (_, wrong) => {
      const { world, shard } = await owned();
      world.create('p');
      expect(await subject.store.commit(world.batch({ ...shard, ...wrong }))).toEqual({
        kind: 'fenced',
        shards: [{ brandId: world.brand, shardNo: 1 }],
      });
      expect(await loadPlayer(world, 'p')).toEqual([]);
    });

    test('that only fences still fences and raises the sequence', async () => {
      const { world, shard } = await owned();
      const empty = await committed(world.batch(shard));
      expect(await subject.store.commit(empty)).toMatchObject({ kind: 'fenced' });
    });

    test('over several shards, one of them fenced, names that one and writes nothing for any', async () => {
      const mine = await owned();
      const taken = await owned();
      await subject.store.claimBrand(taken.world.brand, SECOND);
      mine.world.create('p');
      const batch = mine.world.batch(mine.shard);
      const foreign = taken.world.batch(taken.shard);
      const both = { ...batch, fences: [...batch.fences, ...foreign.fences] };
      expect(await subject.store.commit(both)).toEqual({
        kind: 'fenced',
        shards: [{ brandId: taken.world.brand, shardNo: 1 }],
      });
      expect(await loadPlayer(mine.world, 'p')).toEqual([]);
      await committed(batch);
    });

    test('refuses for good an event that had its effect', async () => {
      const { world, shard } = await owned();
      world.create('p');
      world.settle('p', { eventId: 'event' });
      const first = await committed(world.batch(shard));
      world.settle('p', { eventId: 'event' });
      expect(await subject.store.commit(world.batch(afterCommit(shard, first)))).toMatchObject({
        kind: 'failed',
        permanent: true,
      });
      expect((await loadPlayer(world, 'p'))[0]?.version).toBe(2);
    });

    test('refuses for good a settlement that was counted under another event id, also on another day', async () => {
      const { world, shard } = await owned();
      world.create('p');
      world.settle('p', { betId: 'bet', settlementId: 'settlement' });
      const first = await committed(world.batch(shard));
      const tomorrow = world.now + 24 * HOUR_MS;
      world.settle('p', { betId: 'bet', settlementId: 'settlement', occurredAt: tomorrow });
      expect(await subject.store.commit(world.batch(afterCommit(shard, first)))).toMatchObject({
        kind: 'failed',
        permanent: true,
      });
    });

    test('refuses for good a second rolling of one source, and a snapshot of a rolling that is not there', async () => {
      const { world, shard } = await owned();
      const first = world.create('p', { source: { type: 'deposit', id: 'd' } });
      await committed(world.batch(shard));
      const next = { ...shard, commitSeq: 1 };
      const second = new DecidedWorld(world.brand);
      second.now += 1;
      second.create('p', { source: first.facts.source });
      expect(await subject.store.commit(second.batch(next))).toMatchObject({ kind: 'failed', permanent: true });
      second.settle('p');
      const unknown = { ...second.batch(next), created: [], journal: [] };
      expect(unknown.snapshots).toHaveLength(1);
      expect(await subject.store.commit(unknown)).toMatchObject({ kind: 'failed', permanent: true });
      await committed(world.batch(next));
    });

    test('leaves the way free for the next after one that failed', async () => {
      const { world, shard } = await owned();
      world.create('p');
      world.settle('p', { occurredAt: world.now + 1_000 * 24 * HOUR_MS });
      expect(await subject.store.commit(world.batch(shard))).toMatchObject({ kind: 'failed', permanent: true });
      world.create('q');
      await committed(world.batch(shard));
    });
  });

  describe('the outcome of a commit whose answer was lost', () => {
    test('is true where it happened, false where it did not', async () => {
      const { world, shard } = await owned();
      world.create('p');
      const batch = world.batch(shard);
      expect(await subject.store.outcomeOf(batch.fences)).toEqual({ committed: false, lost: [] });
      await committed(batch);
      expect(await subject.store.outcomeOf(batch.fences)).toEqual({ committed: true, lost: [] });
    });

    test('is not known once a second incarnation claimed every shard of it', async () => {
      const { world, shard } = await owned();
      const batch = await committed(world.batch(shard));
      await subject.store.claimBrand(world.brand, SECOND);
      expect(await subject.store.outcomeOf(batch.fences)).toEqual({
        committed: null,
        lost: [{ brandId: world.brand, shardNo: 1 }],
      });
    });

    test('is told by the shards that are left', async () => {
      const kept = await owned();
      const gone = await owned();
      const retired = await owned();
      const fences = [kept, gone, retired].flatMap(({ world, shard }) => world.batch(shard).fences);
      await committed({ ...kept.world.batch(), fences });
      await subject.store.claimBrand(gone.world.brand, SECOND);
      await subject.split(retired.shard, 2_048);
      expect(await subject.store.outcomeOf(fences)).toEqual({
        committed: true,
        lost: [
          { brandId: gone.world.brand, shardNo: 1 },
          { brandId: retired.world.brand, shardNo: 1 },
        ],
      });
    });
  });

  describe('ownership', () => {
    test('starts a new brand as one shard of all slots at epoch 1', async () => {
      const { world, shard } = await owned();
      expect(shard).toEqual({
        brandId: world.brand,
        shardNo: 1,
        slotFrom: 0,
        slotTo: 4_096,
        token: 'first',
        epoch: 1,
        commitSeq: 0,
        outboxSeq: 0,
      });
    });

    test('passes to whoever claims next, with a new epoch and the counters as they stand', async () => {
      const { world, shard } = await owned();
      completedRolling(world, 'p');
      await committed(world.batch(shard));
      const again = await subject.store.claimAllShards(SECOND);
      expect(again.find((each) => each.brandId === world.brand)).toEqual({
        ...shard,
        token: 'second',
        epoch: 2,
        commitSeq: 1,
        outboxSeq: 1,
      });
      expect(await subject.store.lostShards([shard])).toEqual([{ brandId: world.brand, shardNo: 1 }]);
    });

    test('is lost where the epoch moved on under the same token, or the shard retired, and nowhere else', async () => {
      const kept = await owned();
      const moved = await owned();
      const retired = await owned();
      await subject.store.claimBrand(moved.world.brand, INCARNATION);
      await subject.split(retired.shard, 1);
      const lost = await subject.store.lostShards([kept.shard, moved.shard, retired.shard]);
      expect(lost).toEqual([
        { brandId: moved.world.brand, shardNo: 1 },
        { brandId: retired.world.brand, shardNo: 1 },
      ]);
      expect((await subject.store.claimBrand(retired.world.brand, SECOND)).map((shard) => shard.shardNo)).toEqual([
        2, 3,
      ]);
      expect(await subject.store.lostShards([])).toEqual([]);
    });
  });

  describe('a load', () => {
    test('of a player finds what is open or closed lately, and not what closed long ago', async () => {
      const { world, shard } = await owned();
      const open = world.create('p');
      const longClosed = completedRolling(world, 'p');
      world.now += HOUR_MS;
      const lately = completedRolling(world, 'p');
      world.create('somebody else');
      await committed(world.batch(shard));
      const ids = (rollings: readonly RollingRecord[]) => rollings.map((each) => each.facts.rollingId).toSorted();
      expect(ids(await loadPlayer(world, 'p', NOON + 1))).toEqual(ids([open, lately]));
      expect(ids(await loadPlayer(world, 'p', NOON))).toEqual(ids([open, lately, longClosed]));
      expect(await loadPlayer(world, 'nobody')).toEqual([]);
    });

    test('gives a rolling once, whoever asks for it: player, id, source or bet', async () => {
      const { world, shard } = await owned();
      const rolling = world.create('p');
      world.settle('p', { betId: 'bet' });
      await committed(world.batch(shard));
      const { rollingId: id, source } = rolling.facts;
      const bet = { ...player(world, 'p'), betId: 'bet', rollings: true };
      const loaded = await subject.store.load(
        asked(world, {
          players: [player(world, 'p'), player(world, 'p')],
          rollings: [{ brandId: world.brand, rollingId: id }],
          sources: [{ ...player(world, 'p'), source }],
          bets: [bet, bet],
        }),
      );
      expect(loaded.rollings.map((each) => each.facts.rollingId)).toEqual([id]);
    });

    test('finds long closed rollings by id, by source and by bet', async () => {
      const { world, shard } = await owned();
      world.create('p');
      const [byId, byBet] = [completedRolling(world, 'q'), world.create('r')];
      world.settle('r', { betId: 'bet' });
      world.command(byBet, 'complete');
      world.confirm(byBet);
      await committed(world.batch(shard));
      world.now += HOUR_MS;
      const find = async (over: Partial<LoadRequest>) =>
        (await subject.store.load(asked(world, over))).rollings.map((each) => each.facts.rollingId);
      const { rollingId: id, source } = byId.facts;
      const bet = { ...player(world, 'r'), betId: 'bet' };
      expect(await find({ rollings: [{ brandId: world.brand, rollingId: id }] })).toEqual([id]);
      expect(await find({ rollings: [{ brandId: brandId('another brand'), rollingId: id }] })).toEqual([]);
      expect(await find({ sources: [{ ...player(world, 'q'), source }] })).toEqual([id]);
      expect(await find({ sources: [{ ...player(world, 'p'), source }] })).toEqual([]);
      expect(await find({ bets: [{ ...bet, rollings: true }] })).toEqual([byBet.facts.rollingId]);
      expect(await find({ bets: [{ ...bet, rollings: false }] })).toEqual([]);
    });

    test('finds the events that had their effect, by day', async () => {
      const { world, shard } = await owned();
      world.create('p');
      const { inbox: today } = world.settle('p', { eventId: 'a' });
      const { inbox: yesterday } = world.settle('p', { eventId: 'b', occurredAt: NOON - 24 * HOUR_MS });
      await committed(world.batch(shard));
      const event = (day: number, eventId: string) => ({ brandId: world.brand, day, eventId });
      const { events } = await subject.store.load(
        asked(world, { events: [event(DAY, 'a'), event(DAY - 1, 'b'), event(DAY, 'b'), event(DAY, 'c')] }),
      );
      expect(events.toSorted((left, right) => (left.eventId < right.eventId ? -1 : 1))).toEqual([today, yesterday]);
    });

    test('finds every leg of a bet with what its settle credited, also after a rollback, and the marks', async () => {
      const { world, shard } = await owned();
      const first = world.create('p', { requiredMinor: 600n });
      world.settle('p', { betId: 'bet', settlementId: 's-1' });
      const facts = await (async () => {
        const batch = await committed(world.batch(shard));
        const loaded = await subject.store.load(
          asked(world, { bets: [{ ...player(world, 'p'), betId: 'bet', rollings: false }] }),
        );
        return { batch, loaded };
      })();
      const leg = {
        ...player(world, 'p'),
        rollingId: first.facts.rollingId,
        betId: 'bet',
        settlementId: 's-1',
        leg: 0,
        stakeMinor: 1_000n,
        weightBp: 10_000,
        credited: 10_000_000n,
        at: NOON,
      };
      expect(facts.loaded.legs).toEqual([leg]);
      expect(facts.loaded.marks).toEqual([]);
      const rolledBack = world.rollBack('p', { betId: 'bet', amountMinor: 100n }, { legs: facts.loaded.legs });
      world.rollBack('p', { betId: 'unknown' });
      const next = afterCommit(shard, facts.batch);
      const second = await committed(world.batch(next));
      const bets = ['bet', 'unknown'].map((betId) => ({ ...player(world, 'p'), betId, rollings: false }));
      const after = await subject.store.load(asked(world, { bets }));
      expect(after.legs).toEqual([leg]);
      expect(after.marks).toHaveLength(2);
      expect(after.marks).toContainEqual(rolledBack.marks[0]);
      expect(after.marks).toContainEqual(expect.objectContaining({ betId: 'unknown', settlementId: '', whole: true }));
      world.rollBack(
        'p',
        { betId: 'bet' },
        { legs: after.legs, marks: after.marks.filter((mark) => mark.betId === 'bet') },
      );
      await committed(world.batch(afterCommit(next, second)));
      const { marks } = await subject.store.load(asked(world, { bets: bets.slice(0, 1) }));
      expect(marks).toEqual([{ ...rolledBack.marks[0], rolledBackMinor: 1_000n, whole: true }]);
    });

    test('replays an answer verbatim, and only to its own key', async () => {
      const { world, shard } = await owned();
      world.create('p');
      const batch = await committed(world.batch(shard));
      const answer = batch.answers[0]!;
      const { operation, key } = answer;
      const { answers } = await subject.store.load(
        asked(world, {
          answers: [
            { ...player(world, 'p'), operation, key },
            { ...player(world, 'p'), operation, key: 'another' },
            { ...player(world, 'q'), operation, key },
          ],
        }),
      );
      expect(answers).toEqual([answer]);
      const again = { ...world.batch(afterCommit(shard, batch)), answers: [answer] };
      expect(await subject.store.commit(again)).toMatchObject({ kind: 'failed', permanent: true });
      const known = async () =>
        (await subject.store.load(asked(world, { answers: [{ ...player(world, 'p'), operation, key }] }))).answers;
      await subject.store.forgetAnswers(answer.at);
      expect(await known()).toEqual([answer]);
      await subject.store.forgetAnswers(answer.at + 1);
      expect(await known()).toEqual([]);
    });

    test('gives the newest policy of brands that have one', async () => {
      const { world } = await owned();
      await subject.putConfig(world.brand, 1, { allocation: 'waterfall' });
      await subject.putConfig(world.brand, 2, {
        completion_ratio: '0.5',
        max_bet: { minor: { EUR: '500' }, on_breach: 'cap' },
      });
      const { policies } = await subject.store.load(asked(world, { policies: [world.brand, brandId('unheard of')] }));
      expect([...policies.keys()]).toEqual([world.brand]);
      expect(policies.get(world.brand)).toMatchObject({
        version: 2,
        allocation: 'single',
        completionRatio: '0.5',
        maxBetMinor: { EUR: 500n },
        maxBetOnBreach: 'cap',
      });
    });

    test('shares one policy object among all rollings frozen under an equal one, and nothing else', async () => {
      const { world, shard } = await owned();
      world.create('p');
      world.create('q');
      await committed(world.batch(shard));
      const [p] = await loadPlayer(world, 'p');
      const [q] = await loadPlayer(world, 'q');
      expect(p?.facts.terms.policy).toBe(q?.facts.terms.policy);
      const [again] = await loadPlayer(world, 'p');
      expect(again).toEqual(p);
      expect(again?.snapshot).not.toBe(p?.snapshot);
      expect(again?.facts).not.toBe(p?.facts);
    });

    test('of nothing finds nothing', async () => {
      const { world } = await owned();
      expect(await subject.store.load(asked(world, {}))).toEqual({
        rollings: [],
        unreadable: [],
        events: [],
        legs: [],
        marks: [],
        answers: [],
        policies: new Map(),
      });
    });
  });

  describe('the loops of an owner', () => {
    test('page the players with something open or closed lately, each once, in slot order', async () => {
      const { world, shard } = await owned();
      const names = Array.from({ length: 25 }, (_, n) => `player-${n}`);
      for (const name of names.slice(0, 20)) world.create(name);
      for (const name of names.slice(0, 5)) world.create(name);
      completedRolling(world, 'closed long ago');
      world.now += HOUR_MS;
      for (const name of names.slice(15)) completedRolling(world, name);
      await committed(world.batch(shard));
      const range = { brandId: world.brand, slotFrom: 0, slotTo: 4_096 };
      const seen: PlayerId[] = [];
      let page: readonly PlayerId[];
      do {
        page = await subject.store.indexPage(range, NOON + 1, seen.at(-1) ?? null, 4);
        seen.push(...page);
      } while (page.length === 4);
      const slot = (name: string): number => slotOf(world.brand, playerId(name));
      expect(seen).toEqual(names.toSorted((left, right) => slot(left) - slot(right) || (left < right ? -1 : 1)));
      const half = { ...range, slotTo: 2_048 };
      const inHalf = await subject.store.indexPage(half, NOON + 1, null, 100);
      expect([...inHalf].toSorted()).toEqual(names.filter((name) => slot(name) < 2_048).toSorted());
    });

    test('find due timers of their own shards, earliest first, and not those that were moved or removed', async () => {
      const { world, shard } = await owned();
      const late = world.create('p', { expiresAt: NOON + 3 * HOUR_MS });
      const soon = world.create('q', { expiresAt: NOON + 2 * HOUR_MS });
      const pending = world.create('r', { activatesAt: NOON + HOUR_MS, expiresAt: NOON + 9 * HOUR_MS });
      const gone = world.create('s', { expiresAt: NOON + HOUR_MS });
      const batch = await committed(world.batch(shard));
      world.command(gone, 'complete');
      world.confirm(gone);
      await committed(world.batch(afterCommit(shard, batch)));
      const due = async (token: string, dueBy: number, limit = 10) =>
        (await subject.store.dueTimers(token, ['activate', 'expire', 'attempt'], dueBy, limit, []))
          .filter((timer) => timer.brandId === world.brand)
          .map((timer) => [timer.rollingId, timer.kind]);
      const [another] = await subject.store.claimBrand(world.brand, { worker: 'w', token: `timers-${world.brand}` });
      const expected = [
        [pending.facts.rollingId, 'activate'],
        [soon.facts.rollingId, 'expire'],
        [late.facts.rollingId, 'expire'],
      ];
      expect(await due(another!.token, NOON + 4 * HOUR_MS)).toEqual(expected);
      expect(await due(another!.token, NOON + 4 * HOUR_MS, 2)).toEqual(expected.slice(0, 2));
      expect(await due(another!.token, NOON + HOUR_MS)).toEqual(expected.slice(0, 1));
      expect(await due(another!.token, NOON + HOUR_MS - 1)).toEqual([]);
      expect(await due('nobody', NOON + 4 * HOUR_MS)).toEqual([]);
      const kinds = ['activate', 'expire', 'attempt'] as const;
      const later = NOON + 4 * HOUR_MS;
      expect(await subject.store.dueTimers(another!.token, kinds, later, 10, [world.brand])).toEqual([]);
      const [timer] = await subject.store.dueTimers(another!.token, ['expire'], NOON + 3 * HOUR_MS, 1, []);
      const { playerId: who, slot } = soon.facts;
      expect(timer).toEqual({
        brandId: world.brand,
        playerId: who,
        slot,
        rollingId: soon.facts.rollingId,
        kind: 'expire',
        dueAt: NOON + 2 * HOUR_MS + 60_000,
      });
    });

    test('find due timers behind a thousand earlier ones that others left overdue', async () => {
      const others = await owned();
      for (let number = 0; number < 1_001; number += 1)
        others.world.create(`p${number}`, { expiresAt: NOON + HOUR_MS });
      await committed(others.world.batch(others.shard));
      const { world, shard } = await owned();
      const ours = world.create('p', { expiresAt: NOON + 2 * HOUR_MS });
      await committed(world.batch(shard));
      const [another] = await subject.store.claimBrand(world.brand, { worker: 'w', token: `behind-${world.brand}` });
      const due = await subject.store.dueTimers(another!.token, ['expire'], NOON + 4 * HOUR_MS, 10, []);
      expect(due.map(({ rollingId }) => rollingId)).toEqual([ours.facts.rollingId]);
    });

    test('find what is unpublished, without a gap, also after a take-over and after a split', async () => {
      const { world, shard } = await owned();
      const rollings = Array.from({ length: 6 }, (_, n) => completedRolling(world, `player-${n}`));
      const batch = await committed(world.batch(shard));
      expect(batch.outbox.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6]);
      const token = `outbox-${world.brand}`;
      await subject.store.claimBrand(world.brand, { worker: 'w', token });
      expect(await subject.store.unpublished(token, 100)).toEqual(batch.outbox);
      expect(await subject.store.unpublished(token, 2)).toEqual(batch.outbox.slice(0, 2));
      expect(await subject.store.unpublished('nobody', 2)).toEqual([]);
      await subject.store.markPublished(batch.outbox.slice(0, 2), NOON);
      await subject.store.markPublished(batch.outbox.slice(0, 1), NOON + 1);
      await subject.store.markPublished([], NOON);
      expect(await subject.store.unpublished(token, 100)).toEqual(batch.outbox.slice(2));
      const middle = rollings[4]!.facts.slot;
      await subject.split(shard, middle);
      const children = await subject.store.claimBrand(world.brand, { worker: 'w', token: `${token}-children` });
      expect(children).toHaveLength(2);
      expect(await subject.store.unpublished(`${token}-children`, 100)).toEqual(batch.outbox.slice(2));
      expect(await subject.store.unpublished(token, 100)).toEqual([]);
    });

    test('write a dead letter once per stream and entry', async () => {
      const letter = {
        stream: 'wallet:events',
        entryId: '1-0',
        receivedAt: NOON,
        eventId: null,
        brandId: null,
        reason: 'PAYLOAD_NOT_JSON',
        detail: 'a "quoted", {detail}\\',
        raw: '{"payload":"\\""}',
        replayOf: null,
      };
      await subject.store.writeDeadLetters([letter]);
      await subject.store.writeDeadLetters([
        { ...letter, reason: 'ANOTHER' },
        { ...letter, entryId: '2-0', replayOf: 1 },
      ]);
      await subject.store.writeDeadLetters([]);
      expect(await subject.deadLetters()).toEqual([letter, { ...letter, entryId: '2-0', replayOf: 1 }]);
    });
  });

  describe('callers', () => {
    test('read a page of rollings by what they ask for, in id order', async () => {
      const { world, shard } = await owned();
      const open = world.create('p', { source: { type: 'deposit', id: 'd' } });
      const closed = completedRolling(world, 'p');
      const other = world.create('q', { source: { type: 'bonus', id: 'd' } });
      await committed(world.batch(shard));
      const all = { brandId: world.brand, playerId: null, states: null, sourceType: null, sourceId: null };
      const list = async (over: Partial<Parameters<ReadStore['listRollings']>[0]>, limit = 10) =>
        (await subject.reads.listRollings({ ...all, ...over }, null, limit)).map((each) => each.facts.rollingId);
      const ids = [open, closed, other].map((each) => each.facts.rollingId);
      const sorted = ids.toSorted();
      expect(await list({})).toEqual(sorted);
      expect(await list({}, 2)).toEqual(sorted.slice(0, 2));
      expect((await subject.reads.listRollings(all, sorted[0]!, 10)).map((each) => each.facts.rollingId)).toEqual(
        sorted.slice(1),
      );
      expect(await list({ playerId: playerId('q') })).toEqual([other.facts.rollingId]);
      expect(await list({ states: ['completed', 'canceled'] })).toEqual([closed.facts.rollingId]);
      expect(await list({ states: [] })).toEqual([]);
      expect(await list({ sourceId: 'd', sourceType: 'deposit' })).toEqual([open.facts.rollingId]);
      expect(await list({ brandId: brandId('nobody') })).toEqual([]);
      expect(await subject.reads.findRolling(rollingId('00000000-0000-7000-8000-000000000000'))).toBeNull();
      await subject.reads.ping();
    });

    test('count what waits, each owner what is its own', async () => {
      const { world, shard } = await owned();
      const mine = { worker: 'counting', token: `counting-${world.brand}` };
      const nothing = await subject.reads.backlog(mine.token);
      expect(nothing).toMatchObject({
        unpublished: { count: 0, oldestAt: null },
        waitingForPeople: { completion_failed: 0, cancellation_failed: 0, review_open: 0 },
      });
      completedRolling(world, 'p');
      world.now += 5_000;
      completedRolling(world, 'q');
      for (const name of ['r', 's', 't']) world.refuse(world.create(name), 'complete');
      world.refuse(world.create('u'), 'cancel');
      reversedRolling(world, 'v');
      const { outbox } = await committed(world.batch(shard));
      const [claimed] = await subject.store.claimBrand(world.brand, mine);
      const waitingForPeople = { completion_failed: 3, cancellation_failed: 1, review_open: 1 };
      expect(await subject.reads.backlog(mine.token)).toMatchObject({
        unpublished: { count: 3, oldestAt: outbox[0]!.at },
        waitingForPeople,
      });
      await subject.store.markPublished(outbox.slice(0, 1), world.now);
      await subject.split(claimed!, 2_048);
      await subject.store.claimBrand(world.brand, mine);
      expect(await subject.reads.backlog(mine.token)).toMatchObject({
        unpublished: { count: 2, oldestAt: outbox[1]!.at },
        waitingForPeople,
      });
      expect((await subject.reads.backlog('nobody')).unpublished).toEqual({ count: 0, oldestAt: null });
      const letter = {
        stream: world.brand,
        entryId: '1-0',
        eventId: null,
        brandId: null,
        detail: '',
        raw: '{"x":""}',
        replayOf: null,
      };
      await subject.store.writeDeadLetters([{ ...letter, reason: 'X', receivedAt: NOON - 10 ** 9 }]);
      expect((await subject.reads.backlog('nobody')).deadLetters).toEqual({
        count: nothing.deadLetters.count + 1,
        oldestAt: NOON - 10 ** 9,
      });
    });

    test('read what is open for review, until somebody has looked and from the next reversal on', async () => {
      const { world, shard } = await owned();
      world.policy = { ...GLOBAL_DEFAULT_POLICY, rollbackAfterCompletion: 'review' };
      const rolling = world.create('p', { requiredMinor: 100n });
      world.create('q');
      const { entry } = world.settle('p', { betId: 'bet', settlementId: 'bet', stakeMinor: 100n }).steps[0]!;
      world.confirm(rolling);
      const { rollingId: id } = rolling.facts;
      const leg = { rollingId: id, betId: 'bet', settlementId: 'bet', leg: 0, stakeMinor: 100n, weightBp: 10_000 };
      const legs = [{ ...leg, credited: entry.credited, at: entry.at }];
      const filter = { brandId: world.brand, playerId: null, states: null, sourceType: null, sourceId: null };
      const open = async (over: object = {}) =>
        (await subject.reads.listRollings({ ...filter, ...over, reviewOpen: true }, null, 10)).map(
          (each) => each.facts.rollingId,
        );
      const marks = world.rollBack('p', { betId: 'bet', amountMinor: 10n }, { legs }).marks;
      const first = await committed(world.batch(shard));
      expect(await open()).toEqual([id]);
      expect(await open({ states: ['completed'] })).toEqual([id]);
      expect(await open({ states: ['active'] })).toEqual([]);
      world.command(rolling, 'review');
      const second = await committed(world.batch(afterCommit(shard, first)));
      expect(await open()).toEqual([]);
      expect((await subject.reads.findRolling(id))?.snapshot).toEqual(world.current(rolling).snapshot);
      world.rollBack('p', { betId: 'bet', amountMinor: 10n }, { legs, marks });
      await committed(world.batch(afterCommit(afterCommit(shard, first), second)));
      expect(await open()).toEqual([id]);
    });

    test('read a journal in order, page by page, exactly as it was decided', async () => {
      const { world, shard } = await owned();
      const rolling = world.create('p');
      world.settle('p');
      world.settle('p', { currency: 'SEK' });
      world.command(rolling, 'suspend');
      world.settle('p');
      const batch = await committed(world.batch(shard));
      const page = async (afterVersion: number, limit: number) =>
        subject.reads.journalPage(world.brand, rolling.facts.rollingId, afterVersion, limit);
      expect(await page(0, 10)).toEqual(batch.journal);
      expect(await page(0, 2)).toEqual(batch.journal.slice(0, 2));
      expect(await page(2, 10)).toEqual(batch.journal.slice(2));
      expect(batch.journal.every(({ note }) => note === null)).toBe(true);
      // A batch with a note in it, among entries without one.
      world.command(rolling, 'cancel');
      world.settle('p');
      const noted = await committed(world.batch(afterCommit(shard, batch)));
      expect(noted.journal.map(({ note }) => note)).toContain('a "quoted",\n{note}\\');
      expect(await page(batch.journal.length, 10)).toEqual(noted.journal);
      expect(await subject.reads.journalPage(brandId('nobody'), rolling.facts.rollingId, 0, 10)).toEqual([]);
    });
  });

  test('maintaining the inbox makes room ahead and forgets what is older, however often it is done', async () => {
    const { world, shard } = await owned();
    world.create('p');
    world.settle('p', { eventId: 'old', occurredAt: NOON - 2 * 24 * HOUR_MS });
    await committed(world.batch(shard));
    await Promise.all([
      subject.store.maintainInbox(DAY - 1, DAY + 3),
      subject.store.maintainInbox(DAY - 1, DAY + 3),
      subject.store.maintainInbox(DAY - 1, DAY + 3),
    ]);
    const old = { brandId: world.brand, day: DAY - 2, eventId: 'old' };
    expect((await subject.store.load(asked(world, { events: [old] }))).events).toEqual([]);
    world.settle('p', { occurredAt: NOON + 3 * 24 * HOUR_MS });
    await committed(world.batch({ ...shard, commitSeq: 1 }));
  });
}
