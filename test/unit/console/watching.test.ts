// What a watcher knows is a fold of what it was told, in whatever order the feed and the pages of the past arrive.
import { describe, expect, test } from 'vitest';
import { FeedMemory } from '../../../src/console/bridge/feed-memory.ts';
import { type InspectionMessage, messageFrom } from '../../../src/console/feed/messages.ts';
import { type WatchSession, hasGap, remembered, told } from '../../../src/console/feed/session.ts';
import { type Step, decodeSteps } from '../../../src/console/feed/step.ts';
import { differences } from '../../../src/console/viewer/difference.ts';

const ID = 'rolling:r-1';

function wire(type: string, members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type, _version: '0.7.2', createdAt: '1000', sessionId: ID, rootId: ID, id: '', ...members };
}

const snapshotAt = (version: number, value: unknown = 'active') => ({
  status: 'active',
  value,
  context: { progress: String(version * 100) },
  tags: [],
  exact: true,
});

const actorAt = (version: number): Readonly<Record<string, unknown>> =>
  wire('@xstate.actor', {
    rolling_version: version,
    name: 'rolling',
    definition: '{"id":"rolling"}',
    snapshot: snapshotAt(version),
  });

const stepAt = (version: number, value?: unknown): Readonly<Record<string, unknown>> =>
  wire('@xstate.snapshot', {
    rolling_version: version,
    event: { type: 'BET_SETTLED' },
    snapshot: snapshotAt(version, value),
  });

function read(data: unknown): InspectionMessage {
  const message = messageFrom(data);
  if (message === null) throw new Error('not a message of the protocol');
  return message;
}

function watching(...messages: readonly unknown[]): WatchSession {
  let session: WatchSession | null = null;
  for (const message of messages) session = told(session, read(message));
  if (session === null) throw new Error('nobody introduced an actor');
  return session;
}

function pastOf(...versions: readonly number[]): readonly Step[] {
  const items = versions.map((version) => ({
    version,
    at: '2026-01-01T12:00:00.000Z',
    event: { type: 'BET_SETTLED' },
    snapshot: snapshotAt(version),
    entry: null,
  }));
  return decodeSteps({ items, next_cursor: null }, '').items;
}

const versions = ({ steps }: WatchSession): readonly number[] => steps.map(({ version }) => version);

describe('a message of the feed', () => {
  test('is read with its time', () => {
    expect(messageFrom(stepAt(3))).toMatchObject({
      kind: 'snapshot',
      sessionId: ID,
      at: 1_000,
      event: { type: 'BET_SETTLED' },
    });
    expect(messageFrom(wire('@xstate.event', { event: { type: 'CANCEL', reason: 'x' } }))).toMatchObject({
      kind: 'event',
      event: { type: 'CANCEL', members: { type: 'CANCEL', reason: 'x' } },
    });
  });

  test.each([
    ['of another protocol', { type: 'hello', _version: '1', sessionId: ID }],
    ['without a version of the protocol', { ...stepAt(1), _version: undefined }],
    ['without a session', { ...stepAt(1), sessionId: 7 }],
    ['without a snapshot', { ...stepAt(1), snapshot: null }],
    ['that is text', 'text'],
    ['that is nothing', null],
  ])('%s is none', (_case, data) => {
    expect(messageFrom(data)).toBeNull();
  });
});

describe('what a watcher knows', () => {
  test('begins with the actor, and grows by a step per snapshot', () => {
    const session = watching(actorAt(1), stepAt(2), stepAt(3, { completing: 'attempting' }));
    expect(versions(session)).toEqual([2, 3]);
    expect(session.latest.value).toEqual({ completing: 'attempting' });
  });

  test('is the same whether the past comes first, last or in between', () => {
    const before = remembered(watching(actorAt(5)), pastOf(1, 2, 3, 4, 5));
    const first = told(before, read(stepAt(6)))!;
    const last = remembered(watching(actorAt(5), stepAt(6)), pastOf(1, 2, 3, 4, 5));
    const between = remembered(remembered(watching(actorAt(5), stepAt(6)), pastOf(1, 2)), pastOf(3, 4, 5, 6));
    for (const session of [first, last, between]) {
      expect(versions(session)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(session.version).toBe(6);
    }
  });

  test('never goes back: an old page does not undo what is live', () => {
    const session = remembered(watching(actorAt(9), stepAt(10)), pastOf(1, 2));
    expect(session.version).toBe(10);
    expect(told(session, read(stepAt(4)))!.version).toBe(10);
  });

  test('has each step once, with the entry that explains it wherever that came from', () => {
    const explained: Step = { ...pastOf(2)[0]!, entry: decodeEntryOf(2) };
    const session = told(remembered(watching(actorAt(1)), [explained]), read(stepAt(2)))!;
    expect(versions(session)).toEqual([2]);
    expect(session.steps[0]?.entry?.version).toBe(2);
  });

  test('stays over a connection that was opened again, and begins anew with another actor', () => {
    const again = told(watching(actorAt(1), stepAt(2)), read(actorAt(3)))!;
    expect(versions(again)).toEqual([2]);
    expect(again.version).toBe(3);
    const other = told(again, read({ ...actorAt(1), sessionId: 'rolling:r-2' }))!;
    expect(versions(other)).toEqual([]);
  });

  test('is not changed by messages about somebody else', () => {
    const session = watching(actorAt(1));
    expect(told(session, read({ ...stepAt(2), sessionId: 'rolling:r-2' }))).toBe(session);
    expect(told(null, read(stepAt(2)))).toBeNull();
  });

  test('knows when it is not whole: a watcher who fell behind was told the latest only', () => {
    expect(hasGap(remembered(watching(actorAt(3)), pastOf(1, 2, 3)))).toBe(false);
    expect(hasGap(remembered(watching(actorAt(3), stepAt(9)), pastOf(1, 2, 3)))).toBe(true);
    expect(hasGap(watching(actorAt(1), stepAt(2)))).toBe(true);
  });
});

function decodeEntryOf(version: number): Step['entry'] {
  return {
    version,
    event_id: 'e',
    kind: 'BET_SETTLED',
    at: '2026-01-01T12:00:00.000Z',
    bet_id: 'b',
    settlement_id: 'b',
    stake_minor: '100',
    weight_bp: 10_000,
    credited: '1000000',
    reason: null,
    rule: 'default',
    state_from: 'active',
    state_to: 'active',
    requested_by: null,
    note: null,
  };
}

describe('what an inspector is told when it connects', () => {
  test('nothing before the feed has introduced its actor', () => {
    expect(new FeedMemory(ID).introduction(true)).toEqual([]);
  });

  test('the actor and the latest snapshot, each time; the past only where it is understood', () => {
    const memory = new FeedMemory(ID);
    for (const data of [actorAt(1), stepAt(2), stepAt(3)]) expect(memory.hear(data)).toBe(true);
    memory.remember([{ version: 1 }, { version: 2 }], false);
    memory.remember([{ version: 2 }, { version: 3 }], true);
    const past = {
      type: 'rolling.steps',
      sessionId: ID,
      steps: [{ version: 1 }, { version: 2 }, { version: 3 }],
      isWhole: true,
      money: null,
    };
    expect(memory.introduction(false)).toEqual([actorAt(1), stepAt(3)]);
    expect(memory.introduction(true)).toEqual([actorAt(1), stepAt(3), past]);
    memory.hear(actorAt(7));
    expect(memory.introduction(false)).toEqual([actorAt(7)]);
  });

  test('never what is not of this rolling, or of no protocol', () => {
    const memory = new FeedMemory(ID);
    expect(memory.hear({ ...actorAt(1), sessionId: 'rolling:r-2' })).toBe(false);
    expect(memory.hear({ type: '@statelyai.connected' })).toBe(false);
    expect(memory.introduction(true)).toEqual([]);
  });
});

describe('what a step changed', () => {
  test('each member at its deepest, with before and after', () => {
    const before = { progress: '100', release: null, tags: ['a'], same: { deep: 1 } };
    const after = { progress: '200', release: { attempts: 1 }, tags: ['a', 'b'], same: { deep: 1 }, forced: true };
    expect(differences(before, after)).toEqual([
      { path: 'progress', kind: 'changed', before: '100', after: '200' },
      { path: 'release', kind: 'changed', before: null, after: { attempts: 1 } },
      { path: 'tags[1]', kind: 'added', before: undefined, after: 'b' },
      { path: 'forced', kind: 'added', before: undefined, after: true },
    ]);
    expect(differences({ release: { attempts: 1, next: 5 } }, { release: { attempts: 2 } })).toEqual([
      { path: 'release.attempts', kind: 'changed', before: 1, after: 2 },
      { path: 'release.next', kind: 'removed', before: 5, after: undefined },
    ]);
    expect(differences([1, 2], [1])).toEqual([{ path: '[1]', kind: 'removed', before: 2, after: undefined }]);
    expect(differences(after, structuredClone(after))).toEqual([]);
  });
});
