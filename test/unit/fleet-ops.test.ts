import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalCode, refusalSentence } from '../../src/domain/fleet-refusals.ts';
import { type SeenFleet, historyView, shardView, streamViews, workerViews } from '../../src/domain/fleet-view.ts';
import { brandId } from '../../src/domain/ids.ts';
import { rebalanceView } from '../../src/domain/rebalance-view.ts';
import { cutsInto } from '../../src/domain/split-evenly.ts';
import { FleetArguments } from '../../src/ops/fleet-arguments.ts';
import {
  duration,
  historyText,
  rebalanceText,
  shardsText,
  streamsText,
  workersText,
} from '../../src/ops/fleet-text.ts';
import { history, rebalance, shards, streams, workers } from '../../src/ops/fleet-look.ts';
import { drain, merge, move, pin, split, undrain } from '../../src/ops/fleet-orders.ts';
import { UsageFault } from '../../src/ops/usage-fault.ts';

// What operators type about the fleet, and the tables they read.

const WHY = ['--reason', 'because'];

test.each([
  [workers, ['x'], "'x' means nothing here"],
  [workers, ['--brand', 'acme'], '--brand means nothing to workers'],
  [shards, ['--brand', ''], '--brand is no brand id'],
  [streams, ['--limit', '5'], '--limit means nothing to streams'],
  [streams, ['forget', ...WHY], 'say what to streams forget'],
  [history, ['--limit', '0'], '--limit is 1 to 10000'],
  [rebalance, [], 'ask what it would do with --dry-run'],
  [move, ['acme/1', 'w1'], 'move needs --reason'],
  [move, ['acme/1', ...WHY], 'say what to move'],
  [move, ['acme', 'w1', ...WHY], 'a shard is named as BRAND/SHARD_NO'],
  [move, ['acme/0', 'w1', ...WHY], 'a shard is named as BRAND/SHARD_NO'],
  [move, ['acme/1', 'w1', '--reason', ''], '--reason has 1 to 200'],
  [move, ['acme/1', 'w1', '--reason', 'x'.repeat(201)], '--reason has 1 to 200'],
  [move, ['acme/1', 'w1', ...WHY, '--by', ''], '--by has 1 to 128'],
  [move, ['acme/1', 'w1', ...WHY, '--timeout', '5'], '--timeout goes with --wait'],
  [move, ['acme/1', 'w1', ...WHY, '--wait', '--timeout', '0'], '--timeout is 1 to 3600'],
  [move, ['acme/1', 'w1', ...WHY, '--into', '2'], '--into means nothing to move'],
  [pin, ['acme/1', ...WHY], 'say what to pin, and where'],
  [pin, ['acme/1', 'w1', '--none', ...WHY], "'w1' means nothing here"],
  [drain, WHY, 'say what to drain'],
  [undrain, ['w1', ...WHY, '--wait'], '--wait means nothing to undrain'],
  [split, ['acme/1', ...WHY], 'give --at SLOT or --into N'],
  [split, ['acme/1', ...WHY, '--at', '5', '--into', '2'], 'give --at SLOT or --into N'],
  [split, ['acme/1', ...WHY, '--at', '0'], '--at is a slot'],
  [split, ['acme/1', ...WHY, '--at', '4096'], '--at is a slot'],
  [split, ['acme/1', ...WHY, '--into', '1'], '--into is 2 to 4096'],
  [merge, ['acme/1', 'acme/2', ...WHY], 'named by its number alone'],
])('%o refuses %j before it speaks to anybody', async (command, argv, message) => {
  await expect(command(argv)).rejects.toThrow(message);
  await expect(command(argv)).rejects.toBeInstanceOf(UsageFault);
});

test('a brand may have slashes of its own, and cuts come in order', () => {
  const asked = new FleetArguments('split', ['a/b/7', '--at', '9,5', ...WHY, '--wait'], 1);
  expect(asked.shard).toEqual({ brandId: 'a/b', shardNo: 7 });
  expect(asked.cut).toEqual({ at: [5, 9] });
  expect(asked.order).toMatchObject({ waitMs: 60_000, authority: { reason: 'because' } });
  expect(asked.order.authority.requestedBy).toMatch(/^ops:./);
});

describe('cutting a shard evenly', () => {
  test('leaves parts that differ by one slot at most, and loses none', () => {
    const ranges = fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 2, max: 96 }));
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 96 }), ([from, size], parts) => {
        const cuts = cutsInto(from, from + size, parts);
        if (parts > size) return cuts === null;
        const edges = [from, ...cuts!, from + size];
        const sizes = edges.slice(1).map((edge, place) => edge - edges[place]!);
        return sizes.length === parts && Math.max(...sizes) - Math.min(...sizes) <= 1;
      }),
    );
  });
});

const ACME = brandId('acme');
const worker = (name: string, over: Partial<SeenFleet['workers'][number]> = {}): SeenFleet['workers'][number] => ({
  worker: name,
  build: 'b7',
  machineVersion: 1,
  capacity: 100,
  status: 'active',
  alive: true,
  startedAt: Date.UTC(2026, 10, 22, 8),
  streams: ['wallet:events'],
  address: `ws://${name}:8082`,
  drain: null,
  ...over,
});
const shard = (
  shardNo: number,
  owner: string | null,
  over: Partial<SeenFleet['shards'][number]> = {},
): SeenFleet['shards'][number] => ({
  brandId: ACME,
  shardNo,
  slotFrom: 0,
  slotTo: 4_096,
  owner,
  ownerAlive: owner !== null,
  epoch: 3,
  target: null,
  pinnedTo: null,
  machineVersionMin: 0,
  eventsPerS: 12.34,
  resting: false,
  ...over,
});

const FLEET: SeenFleet = {
  workers: [
    worker('w1'),
    worker('w2', { status: 'draining', drain: { order: 7, isOpen: true } }),
    worker('w3', { alive: false, drain: { order: 8, isOpen: false }, streams: [] }),
    worker('w4', { alive: false }),
    worker('w5', { status: 'draining' }),
  ],
  shards: [
    shard(1, 'w1'),
    shard(2, 'w2', { target: 'w1', pinnedTo: 'w1', slotFrom: 5, slotTo: 9 }),
    shard(3, 'w4', { ownerAlive: false }),
  ],
  streams: [
    {
      stream: 'wallet:events',
      owner: 'w1',
      ownerAlive: true,
      target: null,
      epoch: 4,
      processedThrough: Date.UTC(2026, 10, 22, 9),
      exceptBrands: [ACME],
    },
    {
      stream: 'wallet:old',
      owner: null,
      ownerAlive: false,
      target: null,
      epoch: 0,
      processedThrough: null,
      exceptBrands: [],
    },
  ],
};

describe('tables', () => {
  test('of workers tell drained by an operator from ending, and away', () => {
    const lines = workersText(workerViews(FLEET)).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 5).join('|')).slice(0, 6)).toEqual([
      'WORKER|IS|SHARDS|EVENTS/S|READS',
      'w1|active|1|12.3|wallet:events',
      'w2|draining (7)|1|12.3|-',
      'w3|drained (8), away|0|0|-',
      'w4|away|1|12.3|-',
      'w5|ending|0|0|-',
    ]);
    expect(workersText([])).toBe('no worker has been here lately\n');
  });

  test('of shards show the slots as they are counted, the last one included', () => {
    expect(shardsText(FLEET.shards.map(shardView))).toBe(
      [
        'SHARD   SLOTS   OWNER      EPOCH  EVENTS/S  GOES TO  PINNED TO',
        'acme/1  0-4095  w1         3      12.3      -        -',
        'acme/2  5-8     w2         3      12.3      w1       w1',
        'acme/3  0-4095  w4 (away)  3      12.3      -        -',
        '',
      ].join('\n'),
    );
    expect(shardsText([])).toBe('no shards\n');
  });

  test('of streams say how far behind each is, and which of them nobody may read', () => {
    const text = streamsText(streamViews(FLEET), Date.UTC(2026, 10, 22, 9, 0, 3));
    expect(text).toMatch(/^wallet:events +w1 +4 +- +2026-11-22T09:00:00Z +3\.0 s +acme +w1,w2,w5$/m);
    expect(text).toMatch(/^wallet:old +- +0 +- +never +- +- +nobody: see streams forget$/m);
    expect(streamsText([], 0)).toContain('no worker has ever been configured');
  });

  test('of the history tell how long an order took, and what came of it', () => {
    const entry = {
      id: 12,
      at: Date.UTC(2026, 10, 22, 8),
      kind: 'move',
      brandId: ACME,
      shardNo: 1,
      subject: 'w1',
      detail: '{"owner":"w2","target":"w1","force":false}',
      requestedBy: 'eve',
      reason: 'balance',
      state: 'done',
      outcome: 'w1 has it under epoch 4',
      doneAt: Date.UTC(2026, 10, 22, 8) + 420,
    } as const;
    expect(historyView(entry)).toMatchObject({ id: '12', took_ms: 420, detail: { force: false } });
    const open = {
      ...entry,
      id: 13,
      brandId: null,
      shardNo: null,
      state: 'open',
      outcome: null,
      doneAt: null,
    } as const;
    const text = historyText([open, entry].map(historyView));
    expect(text).toMatch(/^13 .* w1 +owner=w2 target=w1 +eve +open +- +balance$/m);
    expect(text).toMatch(/^12 .* acme\/1 .* eve +done +420 ms +balance → w1 has it under epoch 4$/m);
    expect(historyText([])).toBe('nothing was ordered or placed yet\n');
  });

  test.each([
    [12, '12 ms'],
    [1_250, '1.3 s'],
    [150_000, '3 min'],
    [7_300_000, '2 h'],
  ])('write %d ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('a dry-run of placement', () => {
  test('tells what would move, why, and what each worker would have; it changes nothing', () => {
    const before = structuredClone(FLEET);
    const view = rebalanceView(FLEET);
    expect(FLEET).toEqual(before);
    const to = { from: 'w4', to: 'w1', reason: 'orphaned', why: 'nobody living has it' };
    expect(view.moves).toContainEqual({ brand_id: 'acme', shard_no: 3, stream: null, ...to });
    const share = (name: string) => view.workers.find((each) => each.worker === name);
    expect(share('w4')).toMatchObject({ shards_before: 1, shards_after: 0 });
    expect(share('w1')!.shards_after).toBeGreaterThan(share('w1')!.shards_before);
    expect(rebalanceText(view)).toMatch(/^acme\/3 +w4 +w1 +nobody living has it$/m);
  });

  test('says what nobody can take, and where nothing would move', () => {
    const alone = { ...FLEET, workers: [worker('w1', { status: 'draining' })], shards: [shard(1, 'w1')], streams: [] };
    expect(rebalanceText(rebalanceView(alone))).toMatch(/^acme\/1 +w1 +nobody +no active worker$/m);
    const calm = { ...FLEET, workers: [worker('w1')], shards: [shard(1, 'w1')], streams: [] };
    expect(rebalanceText(rebalanceView(calm))).toContain('nothing would move');
  });
});

test('every refusal has a code and says what to do', () => {
  expect(refusalCode('pinned_elsewhere')).toBe('SHARD_PINNED');
  expect(refusalSentence('pinned_elsewhere')).toContain('unpin it first');
});
