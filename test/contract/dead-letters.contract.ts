import { beforeAll, describe, expect, test } from 'vitest';
import type { DeadLetter, ResolutionAsked } from '../../src/domain/dead-letter.ts';
import type { DeadLetters } from '../../src/ports/dead-letters.ts';
import type { DeadLetterFilter, ReadStore } from '../../src/ports/read-store.ts';
import type { Store } from '../../src/ports/store.ts';
import type { WalletAppender } from '../../src/ports/wallet-appender.ts';
import { NOON } from './decided-world.ts';

// What every keeper of dead letters must hold. Each test has a stream of its own, so all may share one database.

export interface DeadLettersUnderTest {
  readonly letters: DeadLetters;
  readonly store: Store;
  readonly reads: ReadStore;
}

const RAW = JSON.stringify({ event_type: 'X', payload: '{"a":"\\"Ω"}' });

/** Remembers what was appended, and may wait or fail first. */
export class RecordingAppender implements WalletAppender {
  readonly streams: readonly string[];
  readonly appended: Record<string, string>[] = [];
  before: () => Promise<void> = async () => undefined;
  after: () => Promise<void> = async () => undefined;

  constructor(stream: string) {
    this.streams = [stream];
  }

  async append(_stream: string, fields: Readonly<Record<string, string>>): Promise<string> {
    await this.before();
    this.appended.push({ ...fields });
    await this.after();
    return `${this.appended.length}-7`;
  }
}

export const asked = (as: ResolutionAsked['as'], changes: Partial<ResolutionAsked> = {}): ResolutionAsked => ({
  as,
  at: NOON,
  requestedBy: 'eve',
  reason: 'ticket 9',
  note: 'a "quoted"\nnote',
  key: null,
  fingerprint: 1,
  ...changes,
});

export function deadLettersContract(open: () => Promise<DeadLettersUnderTest>): void {
  let subject: DeadLettersUnderTest;
  let streams = 0;

  beforeAll(async () => {
    subject = await open();
  });

  /** A stream with one letter an entry given, and the ids they were kept under, in that order. */
  async function kept(
    ...changes: Partial<DeadLetter>[]
  ): Promise<{ stream: string; ids: number[]; ours: RecordingAppender }> {
    streams += 1;
    const stream = `wallet:${streams}`;
    const given = changes.map((change, place) => ({
      stream,
      entryId: `${place + 1}-0`,
      receivedAt: NOON,
      eventId: null,
      brandId: null,
      reason: 'NOT_JSON',
      detail: 'no',
      raw: RAW,
      replayOf: null,
      ...change,
    }));
    await subject.store.writeDeadLetters(given);
    const ids = (await list({ stream })).map(({ id }) => id).toReversed();
    return { stream, ids, ours: new RecordingAppender(stream) };
  }

  const list = (filter: Partial<DeadLetterFilter>, before: number | null = null, limit = 100) =>
    subject.reads.deadLetterPage({ state: null, reason: null, brandId: null, stream: null, ...filter }, before, limit);

  describe('a dead letter', () => {
    test('is appended as it was, naming the letter, and keeps who did it, when and why', async () => {
      const { stream, ids, ours } = await kept({});
      const resolution = { ...asked('replayed'), replayedAs: '1-7' };
      const outcome = await subject.letters.resolve(ids[0]!, asked('replayed'), ours);
      expect(outcome).toMatchObject({ kind: 'resolved', letter: { stream, resolution } });
      expect(ours.appended).toEqual([{ event_type: 'X', payload: '{"a":"\\"Ω"}', replay_of: String(ids[0]) }]);
      expect((await subject.reads.findDeadLetter(ids[0]!))?.resolution).toEqual(resolution);
      expect(await subject.reads.findDeadLetter(ids[0]!)).toMatchObject({ raw: RAW, entryId: '1-0' });
    });

    test('that is discarded is kept, and nothing is appended', async () => {
      const { ids, ours } = await kept({});
      const outcome = await subject.letters.resolve(ids[0]!, asked('discarded'), ours);
      const resolution = { ...asked('discarded'), replayedAs: null };
      expect(outcome).toMatchObject({ kind: 'resolved', letter: { resolution } });
      expect(ours.appended).toEqual([]);
      expect((await subject.reads.findDeadLetter(ids[0]!))?.resolution).toEqual(resolution);
    });

    test.each(['replayed', 'discarded'] as const)('that was %s is closed for good', async (first) => {
      const { ids, ours } = await kept({});
      await subject.letters.resolve(ids[0]!, asked(first), ours);
      const before = await subject.reads.findDeadLetter(ids[0]!);
      for (const again of ['replayed', 'discarded'] as const) {
        const outcome = await subject.letters.resolve(ids[0]!, asked(again, { requestedBy: 'mallory' }), ours);
        expect(outcome).toMatchObject({
          kind: 'refused',
          code: 'DEAD_LETTER_CLOSED',
          letter: { resolution: { as: first } },
        });
      }
      expect(await subject.reads.findDeadLetter(ids[0]!)).toEqual(before);
      expect(ours.appended).toHaveLength(first === 'replayed' ? 1 : 0);
    });

    test('answers the same call under the same key as at first, and another call under it not at all', async () => {
      const { ids, ours } = await kept({});
      const first = await subject.letters.resolve(ids[0]!, asked('replayed', { key: 'k' }), ours);
      const again = await subject.letters.resolve(ids[0]!, asked('replayed', { key: 'k', at: NOON + 9 }), ours);
      expect(again).toEqual({ ...first, kind: 'repeated' });
      for (const other of [asked('discarded', { key: 'k' }), asked('replayed', { key: 'k', fingerprint: 2 })]) {
        const outcome = await subject.letters.resolve(ids[0]!, other, ours);
        expect(outcome).toMatchObject({ kind: 'refused', code: 'IDEMPOTENCY_KEY_REUSED' });
      }
      const unrelated = await subject.letters.resolve(ids[0]!, asked('replayed', { key: 'other' }), ours);
      expect(unrelated).toMatchObject({ kind: 'refused', code: 'DEAD_LETTER_CLOSED' });
      expect(ours.appended).toHaveLength(1);
    });

    test('is appended once, however many ask for it at once', async () => {
      const { ids, ours } = await kept({});
      ours.before = () => new Promise((resolve) => setTimeout(resolve, 20));
      const outcomes = await Promise.all(
        ['eve', 'bob', 'ann', 'kim'].map((requestedBy) =>
          subject.letters.resolve(ids[0]!, asked('replayed', { requestedBy }), ours),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'resolved')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'refused' || kind === 'busy')).toHaveLength(3);
      expect(ours.appended).toHaveLength(1);
    });

    test('stays open where its append failed or its answer was lost, and may be replayed again', async () => {
      const { ids, ours } = await kept({});
      ours.after = () => Promise.reject(new Error('connection lost'));
      await expect(subject.letters.resolve(ids[0]!, asked('replayed'), ours)).rejects.toThrow('connection lost');
      expect((await subject.reads.findDeadLetter(ids[0]!))?.resolution).toBeNull();
      ours.after = async () => undefined;
      expect(await subject.letters.resolve(ids[0]!, asked('replayed'), ours)).toMatchObject({ kind: 'resolved' });
      // The same entry twice: the event it carries has one id, and one effect.
      expect(ours.appended[0]).toEqual(ours.appended[1]);
    });

    test('that holds nothing, or came from a stream that nobody reads, is not replayed; it may be discarded', async () => {
      const { ids, ours } = await kept({ reason: 'ENTRY_TRIMMED', raw: '{}' }, {});
      const elsewhere = new RecordingAppender('another');
      expect(await subject.letters.resolve(ids[0]!, asked('replayed'), ours)).toMatchObject({
        code: 'NOTHING_TO_REPLAY',
      });
      expect(await subject.letters.resolve(ids[1]!, asked('replayed'), elsewhere)).toMatchObject({
        code: 'STREAM_NOT_READ',
      });
      expect([...ours.appended, ...elsewhere.appended]).toEqual([]);
      for (const id of ids)
        expect(await subject.letters.resolve(id, asked('discarded'), ours)).toMatchObject({ kind: 'resolved' });
    });

    test('that nobody ever wrote is unknown', async () => {
      const { ours } = await kept({});
      expect(await subject.letters.resolve(987_654_321, asked('replayed'), ours)).toEqual({ kind: 'unknown' });
      expect(await subject.reads.findDeadLetter(987_654_321)).toBeNull();
    });

    test('whose replay was refused names the first, and a replay of that names itself', async () => {
      const { stream, ids, ours } = await kept({});
      await subject.letters.resolve(ids[0]!, asked('replayed'), ours);
      const raw = JSON.stringify(ours.appended[0]);
      const again = { ...(await subject.reads.findDeadLetter(ids[0]!))!, entryId: '1-7', raw, replayOf: ids[0]! };
      await subject.store.writeDeadLetters([again]);
      const [second] = await list({ stream, state: 'open' });
      expect(second).toMatchObject({ entryId: '1-7', replayOf: ids[0], resolution: null });
      await subject.letters.resolve(second!.id, asked('replayed'), ours);
      expect(ours.appended[1]).toEqual({ ...ours.appended[0], replay_of: String(second!.id) });
    });

    test('whose replay was trimmed away before it was read keeps what the first held', async () => {
      const { stream, ids, ours } = await kept({ eventId: 'e', brandId: 'b' });
      await subject.letters.resolve(ids[0]!, asked('replayed'), ours);
      const trimmed = { stream, entryId: '1-7', receivedAt: NOON, eventId: null, brandId: null, detail: 'gone' };
      await subject.store.writeDeadLetters([{ ...trimmed, reason: 'ENTRY_TRIMMED', raw: '{}', replayOf: null }]);
      const [second] = await list({ stream, state: 'open' });
      expect(second).toMatchObject({ reason: 'ENTRY_TRIMMED', raw: RAW, replayOf: ids[0], eventId: 'e', brandId: 'b' });
      expect(await subject.letters.resolve(second!.id, asked('replayed'), ours)).toMatchObject({ kind: 'resolved' });
    });
  });

  describe('a list of dead letters', () => {
    test('holds what is asked for, newest first, in pages', async () => {
      const { stream, ids, ours } = await kept({}, { reason: 'OTHER' }, { brandId: 'b' }, {}, {});
      await subject.letters.resolve(ids[3]!, asked('replayed'), ours);
      await subject.letters.resolve(ids[4]!, asked('discarded'), ours);
      const places = async (filter: Partial<DeadLetterFilter>, ...page: [number | null, number] | []) =>
        (await list({ stream, ...filter }, ...page)).map(({ id }) => ids.indexOf(id));
      expect(await places({})).toEqual([4, 3, 2, 1, 0]);
      const { deadLetters: waiting } = await subject.reads.backlog('nobody');
      expect(waiting.count).toBe((await list({ state: 'open' }, null, 1_000)).length);
      expect(await places({ state: 'open' })).toEqual([2, 1, 0]);
      expect(await places({ state: 'replayed' })).toEqual([3]);
      expect(await places({ state: 'discarded' })).toEqual([4]);
      expect(await places({ reason: 'OTHER' })).toEqual([1]);
      expect(await places({ brandId: 'b' })).toEqual([2]);
      expect(await places({ brandId: 'b', reason: 'OTHER' })).toEqual([]);
      expect(await places({ state: 'open' }, ids[2]!, 1)).toEqual([1]);
      expect(await list({ stream: 'no such stream' })).toEqual([]);
    });
  });
}
