import { describe, expect, test } from 'vitest';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { stateOf } from '../../src/domain/rolling.ts';
import type { Difference } from '../../src/domain/verify-difference.ts';
import type { AuditedEntry } from '../../src/domain/verify-journal.ts';
import { type OutboxNumbers, outboxNumberDifferences } from '../../src/domain/verify-outbox-numbers.ts';
import { SettlementAudit, type SettlementLeg } from '../../src/domain/verify-settlements.ts';
import { RollingAudit, type StoredRolling } from '../../src/domain/verify.ts';
import type { CommitBatch } from '../../src/ports/store.ts';
import { DecidedWorld } from '../contract/decided-world.ts';

// What the owners really decided verifies clean; each thing that may be wrong is then made wrong, one at a time, and named.

interface Stored {
  readonly rolling: StoredRolling;
  readonly entries: readonly AuditedEntry[];
}

/** What a commit of `batch` leaves in the tables about one rolling. */
function storedAs(rolling: RollingRecord, batch: CommitBatch): Stored {
  const { rollingId } = rolling.facts;
  const own = <Row extends { readonly rollingId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.rollingId === rollingId);
  const entries = own(batch.journal).map((entry) => {
    const { bet } = entry;
    const legs = batch.journal.filter((other) => (other.bet?.leg ?? null) !== null && other.bet?.betId === bet?.betId);
    const isMarked = batch.marks.some((mark) => mark.betId === bet?.betId);
    const alone = !legs.some((other) => other.rollingId !== rollingId && other.credited !== 0n);
    return { ...entry, derivable: (bet?.leg ?? null) !== null && alone && !isMarked };
  });
  const timers = own(batch.timers).flatMap(({ kind, dueAt }) => (dueAt === null ? [] : [{ kind, dueAt }]));
  const { closedAt, review } = rolling.snapshot.context;
  const columns = { state: stateOf(rolling.snapshot), closedAt, reviewOpen: review === 'open' };
  return { rolling: { record: rolling, columns, timers, outbox: own(batch.outbox) }, entries };
}

function verify({ rolling, entries }: Stored): Difference[] {
  const audit = new RollingAudit(rolling);
  for (const entry of entries) audit.add(entry);
  return audit.differences();
}

/** The whole world as one shard's batch. */
function everythingOf(world: DecidedWorld): CommitBatch {
  const shard = { brandId: world.brand, shardNo: 1, slotFrom: 0, slotTo: 4_096, token: 't', epoch: 1 };
  return world.batch({ ...shard, commitSeq: 0, outboxSeq: 0 });
}

/** A completed, an open, a canceled and a waiting rolling, each with bets and rollbacks behind it. */
function lives(): Record<'completed' | 'active' | 'canceled' | 'waiting', Stored> {
  const world = new DecidedWorld('brand');
  const completed = world.create('anna', { requiredMinor: 2_000n });
  const active = world.create('bert');
  const canceled = world.create('carl');
  const waiting = world.create('dora', { requiredMinor: 1_000n });
  const bet = (player: string, betId: string, stakeMinor: bigint) => {
    const { steps } = world.settle(player, { betId, stakeMinor });
    const legs = steps.map(({ entry }) => ({
      rollingId: entry.rollingId,
      betId,
      settlementId: betId,
      leg: 0,
      stakeMinor,
      weightBp: 10_000,
      credited: entry.credited,
      at: entry.at,
    }));
    return () => world.rollBack(player, { betId }, { legs });
  };
  bet('anna', 'a-1', 1_500n);
  const takeBack = bet('anna', 'a-2', 600n);
  world.confirm(completed);
  takeBack();
  bet('bert', 'b-1', 700n)();
  bet('bert', 'b-2', 800n);
  bet('carl', 'c-1', 300n);
  const late = bet('carl', 'c-2', 400n);
  world.command(world.current(canceled), 'cancel');
  world.confirm(canceled);
  late();
  bet('dora', 'd-1', 1_000n)();
  const batch = everythingOf(world);
  const stored = (rolling: RollingRecord): Stored => storedAs(world.current(rolling), batch);
  return {
    completed: stored(completed),
    active: stored(active),
    canceled: stored(canceled),
    waiting: stored(waiting),
  };
}

const edit = (
  { rolling, entries }: Stored,
  matches: (entry: AuditedEntry) => boolean,
  change: Partial<AuditedEntry>,
): Stored => ({ rolling, entries: entries.map((entry) => (matches(entry) ? { ...entry, ...change } : entry)) });

const onRow = ({ rolling, entries }: Stored, change: Partial<StoredRolling>): Stored => ({
  rolling: { ...rolling, ...change },
  entries,
});

/** The snapshot as if its context were another. */
function withContext(stored: Stored, change: object): Stored {
  const { record } = stored.rolling;
  const snapshot = { ...record.snapshot, context: { ...record.snapshot.context, ...change } };
  return onRow(stored, { record: { ...record, snapshot: snapshot as typeof record.snapshot } });
}

/** The one outbox row with members of its payload changed. */
function payloadWith(stored: Stored, change: object): Stored {
  const [event] = stored.rolling.outbox;
  const payload = JSON.stringify({ ...(JSON.parse(event!.payload) as object), ...change });
  return onRow(stored, { outbox: [{ ...event!, payload }] });
}

const ofBet = (betId: string, kind: AuditedEntry['kind']) => (entry: AuditedEntry) =>
  entry.kind === kind && entry.bet?.betId === betId;

describe('rollings as they were decided', () => {
  test.each(Object.entries(lives()))('%s: everything agrees', (_, stored) => {
    expect(stored.entries.length).toBeGreaterThan(1);
    expect(verify(stored)).toEqual([]);
  });
});

describe('a rolling that does not agree with itself', () => {
  const { completed, active, canceled, waiting } = lives();
  const last = (stored: Stored): number => stored.entries.length;
  const [event] = completed.rolling.outbox;

  const cases: readonly (readonly [string, Stored, Difference['check'], RegExp])[] = [
    [
      'an entry is missing',
      { ...active, entries: active.entries.toSpliced(1, 1) },
      'journal',
      /version 3 follows version 1/,
    ],
    [
      'the last entry is missing',
      { ...active, entries: active.entries.slice(0, -1) },
      'version',
      /version is 3 by the journal, 4/,
    ],
    [
      'an entry twice',
      { ...active, entries: [...active.entries, active.entries.at(-1)!] },
      'journal',
      /version 4 follows version 4/,
    ],
    [
      'an entry from another state',
      edit(active, ({ version }) => version === 2, { stateFrom: 'suspended' }),
      'journal',
      /leaves suspended, the state was active/,
    ],
    [
      'a final state was left',
      edit(completed, ({ version }) => version === last(completed), { stateTo: 'active' }),
      'journal',
      /leaves completed, which is final/,
    ],
    [
      'the last entry ends elsewhere',
      edit(active, ({ version }) => version === last(active), { stateTo: 'suspended' }),
      'state',
      /suspended by the journal, active by the snapshot/,
    ],
    [
      'the row says another state',
      onRow(active, { columns: { state: 'completed', closedAt: null, reviewOpen: false } }),
      'snapshot',
      /state is completed by its row/,
    ],
    [
      'the row says it is closed',
      onRow(active, { columns: { state: 'active', closedAt: 1, reviewOpen: false } }),
      'snapshot',
      /closed_at is 1970/,
    ],
    [
      'the row says it is open for review',
      onRow(active, { columns: { state: 'active', closedAt: null, reviewOpen: true } }),
      'snapshot',
      /review_open is true by its row, false by the snapshot/,
    ],
    [
      'the snapshot says another version',
      onRow(active, { record: { ...active.rolling.record, version: 9 } }),
      'version',
      /4 by the journal, 9/,
    ],
    [
      'progress is off by one unit',
      withContext(active, { progress: active.rolling.record.snapshot.context.progress + 1n }),
      'progress',
      /8000000 by the journal, 8000001/,
    ],
    [
      'a reversal was forgotten',
      withContext(completed, { reversed: 0n }),
      'progress',
      /15000000 by the journal, 21000000/,
    ],
    ['a bet too many is counted', withContext(active, { betsCounted: 2 }), 'bets', /1 by the journal, 2/],
    ['a bet after completion is uncounted', withContext(completed, { betsCounted: 1 }), 'bets', /2 by the journal, 1/],
    [
      'a bet is credited more than its stake',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: 8_000_001n }),
      'credit',
      /allows 0 to 8000000/,
    ],
    [
      'a bet is credited a part of a unit',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: 7_999_999n }),
      'credit',
      /no multiple of weight 10000/,
    ],
    [
      'a bet is credited too little',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: 7_990_000n }),
      'credit',
      /its counted stake × weight is 8000000/,
    ],
    [
      'a bet is credited below nothing',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: -10_000n }),
      'credit',
      /allows 0 to/,
    ],
    [
      'a bet counts nothing, and why?',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: 0n }),
      'credit',
      /does not say why/,
    ],
    [
      'a bet counts in spite of its reason',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { reason: 'VOID' }),
      'credit',
      /though its reason is VOID/,
    ],
    [
      'a settlement without a bet',
      edit(active, ofBet('b-2', 'BET_SETTLED'), { bet: null }),
      'credit',
      /settles no bet/,
    ],
    [
      'a rollback that gives',
      edit(active, ofBet('b-1', 'BET_ROLLBACK'), { credited: 1n }),
      'credit',
      /only takes back/,
    ],
    [
      'a rollback of more than was credited',
      edit(active, ofBet('b-1', 'BET_ROLLBACK'), { credited: -7_000_001n }),
      'credit',
      /more of bet b-1 than it was credited/,
    ],
    [
      'a wallet answer that gives',
      edit(completed, ({ kind }) => kind === 'WALLET_RESULT', { credited: 5n }),
      'credit',
      /a WALLET_RESULT only takes back/,
    ],
    [
      'a create that credits',
      edit(active, ({ kind }) => kind === 'CREATED', { credited: 5n }),
      'credit',
      /a CREATED credits nothing/,
    ],
    ['a timer is missing', onRow(active, { timers: [] }), 'timers', /its timer expire at .* is missing/],
    [
      'a timer has another time',
      onRow(active, { timers: [{ kind: 'expire', dueAt: 5 }] }),
      'timers',
      /timer expire is 1970/,
    ],
    [
      'a timer too many',
      onRow(completed, { timers: [{ kind: 'attempt', dueAt: 5 }] }),
      'timers',
      /has a timer attempt, which completed does not ask for/,
    ],
    ['the attempt timer is missing', onRow(waiting, { timers: [] }), 'timers', /its timer attempt/],
    ['never announced', onRow(completed, { outbox: [] }), 'outbox', /completed without a ROLLING_COMPLETED/],
    ['never announced as canceled', onRow(canceled, { outbox: [] }), 'outbox', /canceled without a ROLLING_CANCELED/],
    ['announced twice', onRow(completed, { outbox: [event!, event!] }), 'outbox', /2 events in the outbox/],
    [
      'announced while open',
      onRow(active, { outbox: [event!] }),
      'outbox',
      /ROLLING_COMPLETED stands in the outbox, yet the rolling is active/,
    ],
    [
      'announced as what it is not',
      onRow(canceled, { outbox: [event!] }),
      'outbox',
      /canceled, yet the outbox says ROLLING_COMPLETED/,
    ],
    [
      'announced under another event id',
      onRow(completed, { outbox: [{ ...event!, eventId: 'x' }] }),
      'outbox',
      /event id is x/,
    ],
    [
      'another amount released',
      payloadWith(completed, { released_minor: '1' }),
      'outbox',
      /says released_minor "1", due is "5000"/,
    ],
    [
      'another amount forfeited',
      payloadWith(canceled, { forfeited_minor: '1' }),
      'outbox',
      /says forfeited_minor "1", due is "5000"/,
    ],
    [
      'another wagered amount',
      payloadWith(completed, { wagered_minor: '1' }),
      'outbox',
      /says wagered_minor "1", due is "2100"/,
    ],
    [
      'another progress at the cancel',
      payloadWith(canceled, { progress: '1' }),
      'outbox',
      /says progress "1", due is "7000000"/,
    ],
    [
      'another wallet transaction',
      payloadWith(completed, { wallet_transaction_id: null }),
      'outbox',
      /wallet_transaction_id null, due is "tx-/,
    ],
    [
      'another reason',
      payloadWith(canceled, { reason: 'EXPIRED' }),
      'outbox',
      /says reason "EXPIRED", due is "REQUESTED"/,
    ],
    [
      'a payload that is none',
      onRow(completed, { outbox: [{ ...event!, payload: '[]' }] }),
      'outbox',
      /no JSON object/,
    ],
  ];

  test.each(cases)('%s', (_, stored, check, message) => {
    const { brandId, playerId, rollingId } = stored.rolling.record.facts;
    const found = verify(stored);
    expect(found).toContainEqual({
      brandId,
      playerId,
      rollingId,
      check,
      message: expect.stringMatching(message) as string,
    });
  });

  test('does not guess how many bets are left while a rollback waits for the wallet', () => {
    expect(verify(withContext(waiting, { betsCounted: 5 }))).toEqual([]);
  });

  test('does not guess a credit that rollbacks or other rollings had a part in', () => {
    const part = edit(active, ofBet('b-2', 'BET_SETTLED'), { credited: 7_990_000n, derivable: false });
    expect(verify(part).map(({ check }) => check)).toEqual(['progress']);
  });

  test('names the first faults of a journal and counts the rest', () => {
    const broken = { ...active, entries: Array.from({ length: 50 }, () => active.entries[1]!) };
    const messages = verify(broken).map(({ message }) => message);
    expect(messages.length).toBeLessThan(20);
    expect(messages).toContainEqual(expect.stringMatching(/^\d+ more faults/));
  });
});

describe('a settlement over all rollings', () => {
  const { brandId, playerId, rollingId } = lives().active.rolling.record.facts;
  const leg = (over: Partial<SettlementLeg>): SettlementLeg => ({
    brandId,
    playerId,
    rollingId,
    betId: 'b',
    settlementId: 's',
    leg: 0,
    stakeMinor: 1_000n,
    weightBp: 5_000,
    credited: 0n,
    ...over,
  });
  const audited = (...legs: readonly SettlementLeg[]): string[] => {
    const audit = new SettlementAudit();
    return [...legs.flatMap((each) => audit.add(each)), ...audit.end()].map(({ message }) => message);
  };

  test('may count all of its stake, each unit once', () => {
    const first = leg({ credited: 400n * 5_000n });
    expect(audited(first, leg({ leg: 1, weightBp: 10_000, credited: 600n * 10_000n }))).toEqual([]);
    expect(audited(first, leg({ leg: 1, weightBp: 0 }), leg({ settlementId: 't', credited: 1_000n * 5_000n }))).toEqual(
      [],
    );
  });

  test('may not count a unit more', () => {
    const both = [leg({ credited: 401n * 5_000n }), leg({ leg: 1, weightBp: 10_000, credited: 600n * 10_000n })];
    const counts = 'bet b, settlement s: counts 1001 of a stake of 1000 over all rollings';
    expect(audited(...both)).toEqual([counts]);
    expect(audited(...both, leg({ betId: 'c' }))).toEqual([counts]);
  });

  test('has one stake', () => {
    expect(audited(leg({}), leg({ leg: 1, stakeMinor: 999n }))).toEqual([
      'bet b, settlement s: leg 1 has stake 999, leg 0 has 1000',
    ]);
  });
});

describe('the numbers of an outbox', () => {
  const { brandId } = lives().active.rolling.record.facts;
  const numbers = (over: Partial<OutboxNumbers>): string[] =>
    outboxNumberDifferences({ brandId, shardNo: 2, outboxSeq: 3, rows: 3, lowest: 1, highest: 3, ...over }).map(
      ({ message }) => message,
    );

  test('run from 1 to the last that the shard gave out', () => {
    expect(numbers({})).toEqual([]);
    expect(numbers({ outboxSeq: 0, rows: 0, lowest: null, highest: null })).toEqual([]);
  });

  test.each([
    [{ rows: 2 }, 'shard 2: 1 of the outbox numbers 1 to 3 are missing'],
    [{ rows: 2, lowest: 2 }, 'shard 2: the first outbox number is 2'],
    [{ rows: 2, highest: 2 }, 'shard 2: the last outbox number is 2, the shard has given out 3'],
    [{ rows: 4, highest: 4 }, 'shard 2: the last outbox number is 4, the shard has given out 3'],
    [{ rows: 0, lowest: null, highest: null }, 'shard 2: numbers up to 3 were given out, the outbox is empty'],
    [{ outboxSeq: null }, 'shard 2: 3 outbox rows of a shard that is not there'],
  ])('%j', (over, message) => {
    expect(numbers(over)).toEqual([message]);
  });
});
