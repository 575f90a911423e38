import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LetterPool,
  createPostgresDeadLetters,
  openLetterPool,
} from '../../src/adapters/postgres/postgres-dead-letters.ts';
import { createPostgresReadStore, openReadPool } from '../../src/adapters/postgres/postgres-read-store.ts';
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { RecordingAppender, asked, deadLettersContract } from './dead-letters.contract.ts';

describe('dead letters in Postgres', () => {
  let database: FreshDatabase;
  let many: LetterPool;
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    // Several connections, so that operators who ask at once really meet.
    many = openLetterPool(database.url, { connectionsMax: 5 });
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    await many.sql.end();
    await database.drop();
  });

  const open = async () => {
    const pools = openStorePools(database.url);
    const reads = openReadPool(database.url);
    closing.push(pools.end, () => reads.sql.end());
    return {
      letters: createPostgresDeadLetters(many),
      store: createPostgresStore(pools),
      reads: createPostgresReadStore(reads),
    };
  };
  deadLettersContract(open);

  test('a letter whose operator froze between append and mark is busy, then free, and resolved by one of the two', async () => {
    const { store, reads } = await open();
    const letters = createPostgresDeadLetters(many, 500);
    const stream = 'wallet:freezing';
    const letter = { stream, entryId: '1-0', receivedAt: 1, eventId: null, brandId: null };
    await store.writeDeadLetters([{ ...letter, reason: 'NOT_JSON', detail: '', raw: '{"data":"x"}', replayOf: null }]);
    const filter = { state: null, reason: null, brandId: null, stream };
    const id = (await reads.deadLetterPage(filter, null, 1))[0]!.id;
    const frozen = new RecordingAppender(stream);
    const awake = new RecordingAppender(stream);
    const thaw = Promise.withResolvers<void>();
    frozen.after = () => thaw.promise;
    const first = letters.resolve(id, asked('replayed', { requestedBy: 'frozen' }), frozen);
    await expect.poll(() => frozen.appended.length).toBe(1);
    for (const as of ['replayed', 'discarded'] as const) {
      expect(await letters.resolve(id, asked(as), awake)).toEqual({ kind: 'busy' });
    }
    const resolved = { kind: 'resolved', letter: { resolution: { requestedBy: 'eve' } } };
    await expect.poll(() => letters.resolve(id, asked('replayed'), awake), { timeout: 5_000 }).toMatchObject(resolved);
    thaw.resolve();
    expect(await first).toMatchObject({ kind: 'refused', code: 'DEAD_LETTER_CLOSED' });
    expect(await reads.findDeadLetter(id)).toMatchObject({ resolution: { requestedBy: 'eve' } });
    expect([frozen.appended.length, awake.appended.length]).toEqual([1, 1]);
  });

  test('a letter is free again at once where its append was refused', async () => {
    const { letters, store, reads } = await open();
    const stream = 'wallet:refusing';
    const letter = { stream, entryId: '1-0', receivedAt: 1, eventId: null, brandId: null };
    await store.writeDeadLetters([{ ...letter, reason: 'NOT_JSON', detail: '', raw: '{"data":"x"}', replayOf: null }]);
    const filter = { state: null, reason: null, brandId: null, stream };
    const id = (await reads.deadLetterPage(filter, null, 1))[0]!.id;
    const ours = new RecordingAppender(stream);
    ours.before = () => Promise.reject(new Error('Redis is away'));
    await expect(letters.resolve(id, asked('replayed'), ours)).rejects.toThrow('Redis is away');
    expect(await letters.resolve(id, asked('discarded'), ours)).toMatchObject({ kind: 'resolved' });
  });

  test('the database itself refuses half a resolution', async () => {
    const halves = [
      many.sql`update dead_letters set state = 'replayed'`,
      many.sql`update dead_letters set state = 'open', replayed_as = '1-1'`,
      many.sql`update dead_letters set state = 'lost'`,
    ];
    for (const half of halves) await expect(half).rejects.toMatchObject({ code: '23514' });
  });
});
