import { beforeEach, describe, expect, test } from 'vitest';
import { decodeRolling } from '../../src/adapters/memory/memory-tables.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { SNAPSHOTS } from '../../machines/rolling.codec.ts';
import { upcast } from '../../machines/rolling.upcast.ts';
import { playerId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/ports/store.ts';
import { BRAND, QuarantineWorld } from './quarantine-world.ts';

// One poisoned player among others: the others never notice, and after a replay it is as if nothing had ever thrown.

const ANNA = playerId('anna');
const OTHERS = ['bert', 'carl', 'dora'];
const anna = { brandId: BRAND, playerId: ANNA };
const asked = { at: 1, requestedBy: 'ops', reason: null };

let world: QuarantineWorld;

async function aWorld(): Promise<QuarantineWorld> {
  const made = new QuarantineWorld();
  await made.takeOver();
  for (const [place, player] of ['anna', ...OTHERS].entries()) {
    expect(await made.create(player, place + 1)).toMatchObject({ status: 201 });
  }
  return made;
}

/** Memory forgets: what is decided next was loaded anew. */
async function reload(of: QuarantineWorld): Promise<void> {
  await of.stage.drain();
  await of.takeOver();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it never came true');
}

const isHeld = async (): Promise<boolean> => (await world.quarantines.find(anna)) !== null;
const parked = async (): Promise<string[]> =>
  (await world.quarantines.events(anna, 0, 100)).map(({ eventId }) => eventId);

async function replay(): Promise<void> {
  await world.quarantines.askReplay(anna, asked);
  await until(async () => {
    const kept = await world.quarantines.find(anna);
    return kept === null || kept.replay === null;
  });
}

/** Bets of everybody, with a rollback in between that only means something in this order. */
async function play(on: QuarantineWorld): Promise<void> {
  const ends = await Promise.all([
    on.settle('anna', 'a1', 100),
    on.settle('bert', 'b1', 10),
    on.settle('anna', 'a2', 200),
    on.rollBack('anna', 'a1'),
    on.settle('carl', 'c1', 20),
    on.settle('anna', 'a3', 400),
    on.settle('dora', 'd1', 30),
  ]);
  expect(ends.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'durable'));
}

beforeEach(async () => {
  world = await aWorld();
  await reload(world);
});

describe.each(['throwing', 'refused'] as const)('a player whose decisions are poisoned (%s)', (how) => {
  test('is parked in order while the others go on, and after a replay nothing tells that it ever happened', async () => {
    world.poison[how].add(ANNA);
    await play(world);
    expect(await parked()).toEqual(['settle-a1', 'settle-a2', 'rollback-a1', 'settle-a3']);
    const during = await world.standing();
    expect(OTHERS.map((player) => during[player])).toMatchObject([
      { progress: 100_000n },
      { progress: 200_000n },
      { progress: 300_000n },
    ]);
    expect(during['anna']).toMatchObject({ progress: 0n, version: 1 });

    world.poison[how].delete(ANNA);
    await replay();
    expect(await isHeld()).toBe(false);
    expect(await parked()).toEqual([]);
    const untroubled = await aWorld();
    await play(untroubled);
    expect(await world.standing()).toEqual(await untroubled.standing());
    expect(world.tables.deadLetters.size).toBe(0);
  });

  test('stays parked for the next owner, who replays what the first one parked before anything newer', async () => {
    world.poison[how].add(ANNA);
    await world.settle('anna', 'a1', 100);
    await reload(world);
    world.poison[how].delete(ANNA);
    expect(await world.settle('anna', 'a2', 200)).toEqual({ kind: 'durable', reply: null });
    expect(await parked()).toEqual(['settle-a1', 'settle-a2']);
    await replay();
    expect((await world.standing())['anna']).toMatchObject({ progress: 3_000_000n, betsCounted: 2 });
  });

  test('is held on where the replay fails again, the rest still in order behind it', async () => {
    world.poison[how].add(ANNA);
    await play(world);
    await replay();
    expect(await isHeld()).toBe(true);
    expect(await parked()).toEqual(['settle-a1', 'settle-a2', 'rollback-a1', 'settle-a3']);
    world.poison[how].delete(ANNA);
    await replay();
    expect((await world.standing())['anna']).toMatchObject({ progress: 6_000_000n, reversed: 0n });
  });
});

describe('while a player is in quarantine', () => {
  beforeEach(async () => {
    world.poison.throwing.add(ANNA);
    await world.settle('anna', 'a1', 100);
  });

  test('what others ask about the player is a conflict, nothing is done, and the same key works afterwards', async () => {
    const create = await world.create('anna', 1);
    expect(create).toMatchObject({ status: 409, body: expect.stringContaining('PLAYER_QUARANTINED') as string });
    world.poison.throwing.delete(ANNA);
    await replay();
    expect(await world.create('anna', 1)).toMatchObject({ status: 201 });
  });

  test('an operator may still act on its rolling', async () => {
    world.poison.throwing.delete(ANNA);
    const [rolling] = [...world.tables.rollings.values()].filter(({ facts }) => facts.playerId === ANNA);
    const base = { brandId: BRAND, playerId: ANNA, key: 's', fingerprint: 1, requestedBy: 'ops', note: null };
    const { rollingId } = rolling!.facts;
    const suspended = await world.command({ ...base, operation: 'suspend', rollingId, reason: 'poisoned' });
    expect(suspended).toMatchObject({ status: 200 });
    expect(await isHeld()).toBe(true);
  });

  test('its timers are not due, and are again once the quarantine has ended', async () => {
    const due = () => world.store.dueTimers('owner-2', ['expire'], Number.MAX_SAFE_INTEGER, 10, []);
    expect((await due()).map((timer) => timer.playerId).toSorted()).toEqual(OTHERS);
    world.poison.throwing.delete(ANNA);
    await replay();
    expect((await due()).map((timer) => timer.playerId)).toContain(ANNA);
  });

  test('an event that came twice has its effect once', async () => {
    await world.settle('anna', 'a1', 100);
    expect(await parked()).toEqual(['settle-a1', 'settle-a1']);
    world.poison.throwing.delete(ANNA);
    await replay();
    expect((await world.standing())['anna']).toMatchObject({ progress: 1_000_000n, betsCounted: 1 });
  });

  test('an event that is put aside is a dead letter, and the rest goes through', async () => {
    await world.settle('anna', 'a2', 200);
    const [first] = await world.quarantines.events(anna, 0, 1);
    const discarding = { at: 1, requestedBy: 'ops', reason: 'never happened', note: null };
    expect(await world.quarantines.discard(anna, first!.seq, discarding)).toBe('discarded');
    world.poison.throwing.delete(ANNA);
    await replay();
    expect((await world.standing())['anna']).toMatchObject({ progress: 2_000_000n, betsCounted: 1 });
    expect([...world.tables.deadLetters.values()]).toMatchObject([{ eventId: 'settle-a1', reason: 'DECISION_FAILED' }]);
  });

  test('a replay that loses its owner in the middle is ended by the next one', async () => {
    for (let bet = 2; bet <= 250; bet += 1) void world.settle('anna', `a${bet}`, 1);
    await until(async () => (await world.quarantines.find(anna))?.parked === 250);
    world.poison.throwing.delete(ANNA);
    await world.quarantines.askReplay(anna, asked);
    const first = world.stage;
    await until(async () => ((await world.quarantines.find(anna))?.parked ?? 0) < 250);
    await world.takeOver();
    await until(async () => !(await isHeld()));
    await first.drain();
    expect((await world.standing())['anna']).toMatchObject({ progress: 3_490_000n, betsCounted: 250 });
  });
});

test('a timer that throws puts its player in quarantine: it would fire for ever', async () => {
  world.poison.throwing.add(ANNA);
  const [timer] = [...world.tables.timers.values()].filter((row) => row.playerId === ANNA);
  expect(await world.deliver({ kind: 'timer', timer: timer! }, 'anna', null)).toMatchObject({ kind: 'durable' });
  expect(await world.quarantines.find(anna)).toMatchObject({ reason: 'DECISION_FAILED', parked: 0 });
  world.poison.throwing.delete(ANNA);
  await replay();
  expect(await isHeld()).toBe(false);
});

test('a command that throws is answered so, and holds nobody up', async () => {
  world.poison.throwing.add(ANNA);
  const rollingId = [...world.tables.rollings.values()].find(({ facts }) => facts.playerId === ANNA)!.facts.rollingId;
  const base = { brandId: BRAND, playerId: ANNA, key: 'c', fingerprint: 1, requestedBy: null, note: null };
  const canceled = await world.command({ ...base, operation: 'cancel', rollingId, reason: 'REQUESTED' });
  expect(canceled).toMatchObject({ status: 500, body: expect.stringContaining('COMMAND_FAILED') as string });
  expect(await isHeld()).toBe(false);
});

describe('a rolling that cannot be read', () => {
  const row = () => [...world.tables.rollings.values()].find(({ facts }) => facts.playerId === ANNA)!;

  test('holds up its player and nobody else', async () => {
    const { snapshot } = row();
    row().snapshot = '{"value":';
    await play(world);
    expect(await world.quarantines.find(anna)).toMatchObject({
      reason: 'ROLLING_UNREADABLE',
      rollingId: row().facts.rollingId,
      parked: 4,
    });
    row().snapshot = snapshot;
    await replay();
    expect((await world.standing())['anna']).toMatchObject({ progress: 6_000_000n });
  });

  test('is no reason for a quarantine where a newer build wrote it: the shard is given up, nothing of it decided', async () => {
    row().machineVersion = SNAPSHOTS.version + 1;
    const ends = await Promise.all([world.settle('bert', 'b1', 10), world.settle('anna', 'a1', 100)]);
    expect(ends).toEqual([{ kind: 'lost' }, { kind: 'lost' }]);
    expect(world.tooNew).toEqual([{ brandId: BRAND, shardNo: 1, epoch: 2, machineVersion: SNAPSHOTS.version + 1 }]);
    expect(await isHeld()).toBe(false);
    expect(await world.standing().catch(() => 'unreadable')).toBe('unreadable');
    expect(world.tables.inbox.size).toBe(0);
  });
});

describe('two builds side by side', () => {
  /** The next build: progress is called otherwise, and the older form is lifted as it is read. */
  const next = {
    version: SNAPSHOTS.version + 1,
    encode: (snapshot: Parameters<typeof SNAPSHOTS.encode>[0]) =>
      SNAPSHOTS.encode(snapshot).replace('"progress":', '"wagered":'),
    decode: (json: string, terms: Parameters<typeof SNAPSHOTS.decode>[1], version: number) => {
      const stored = Object.fromEntries(Object.entries(JSON.parse(json) as Record<string, unknown>));
      const lift = new Map([
        [SNAPSHOTS.version, ({ progress, ...rest }: Record<string, unknown>) => ({ ...rest, wagered: progress })],
      ]);
      const { wagered, ...rest } = upcast(stored, version, lift, SNAPSHOTS.version + 1);
      return SNAPSHOTS.decode(JSON.stringify({ ...rest, progress: wagered }), terms, SNAPSHOTS.version);
    },
  };

  test('the newer one reads what the older one wrote; the older one gives up what the newer one wrote', async () => {
    const newer: Store = createMemoryStore(world.tables, undefined, next);
    await world.settle('anna', 'a1', 100);
    await world.stage.drain();
    await world.takeOver(newer);
    await world.settle('anna', 'a2', 200);
    await world.stage.drain();
    const row = [...world.tables.rollings.values()].find(({ facts }) => facts.playerId === ANNA)!;
    expect(row).toMatchObject({
      machineVersion: next.version,
      snapshot: expect.stringContaining('"wagered":"3000000"') as string,
    });

    await world.takeOver();
    expect(await world.settle('anna', 'a3', 400)).toEqual({ kind: 'lost' });
    expect(world.tooNew).toMatchObject([{ machineVersion: next.version }]);
    await world.takeOver(newer);
    expect(await world.settle('anna', 'a3', 400)).toMatchObject({ kind: 'durable' });
    await world.stage.drain();
    expect(
      row.snapshot !== '' && [...world.tables.rollings.values()].find(({ facts }) => facts.playerId === ANNA),
    ).toMatchObject({
      snapshot: expect.stringContaining('"wagered":"7000000"') as string,
    });
  });

  test('the newer one rewrites what the older one wrote, where it is asked to, and nothing else of it changes', async () => {
    await world.settle('anna', 'a1', 100);
    const before = await world.standing();
    await world.stage.drain();
    const versions = (): number[] => [...world.tables.rollings.values()].map(({ machineVersion }) => machineVersion);
    expect(versions()).toEqual([1, 1, 1, 1]);
    await world.takeOver(createMemoryStore(world.tables, undefined, next), { machineVersion: next.version });
    await until(() => versions().every((version) => version === next.version));
    await world.stage.drain();
    for (const row of world.tables.rollings.values()) {
      const { terms } = decodeRolling({
        ...row,
        snapshot: '{"value":"pending","active_from":0}',
        machineVersion: 1,
      }).facts;
      row.snapshot = SNAPSHOTS.encode(next.decode(row.snapshot, terms, next.version));
      row.machineVersion = SNAPSHOTS.version;
    }
    expect(await world.standing()).toEqual(before);
  });
});
