import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Platform } from './platform.ts';
import type { Ended } from './service-under-test.ts';

// The commands that operators type, each a process of its own that speaks to Postgres and Redis beside a running service.

// Each command is a process that starts, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 120_000 });

const platform = await Platform.start();
beforeAll(async () => {
  await platform.serve();
});
afterAll(() => platform.stop());

const jsonOf = ({ out }: Ended): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>;
const itemsOf = (ended: Ended): Record<string, unknown>[] => jsonOf(ended)['items'] as Record<string, unknown>[];

async function refused(text: string): Promise<string> {
  return String((await platform.letterOf(await platform.append({ data: text })))['id']);
}

describe('ops dead-letters', () => {
  test('lists, shows, replays and discards, with tables for people', async () => {
    const id = await refused('not json');
    const listed = await platform.ops('dead-letters', 'list', '--code', 'NOT_JSON');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.out).toMatch(/^ID +RECEIVED +STREAM +ENTRY +BRAND +EVENT +STATE +CODE$/m);
    expect(listed.out).toMatch(new RegExp(`^${id} +\\S+Z +wallet:events +\\S+ +- +- +open +NOT_JSON$`, 'm'));
    const shown = await platform.ops('dead-letters', 'show', id);
    expect(shown.out).toContain('{"data":"not json"}');

    const replayed = await platform.ops('dead-letters', 'replay', id, '--by', 'eve', '--note', 'try it');
    expect(replayed).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^${id} +replayed +\\d+-\\d+$`, 'm')) as string,
    });
    const { body } = await platform.call(`/internal/rolling/ops/dead-letters/${id}`);
    expect(body).toMatchObject({ state: 'replayed', resolution: { requested_by: 'eve', note: 'try it' } });
    const again = await platform.letterOf(String((body['resolution'] as Record<string, unknown>)['replayed_as']));
    expect(again).toMatchObject({ replay_of: id, state: 'open', reason: 'NOT_JSON' });

    const both = await platform.ops('dead-letters', 'discard', id, String(again['id']), '--reason', 'noise', '--json');
    expect(both.code).toBe(1);
    expect(itemsOf(both)).toMatchObject([
      { id, result: 'DEAD_LETTER_CLOSED', detail: 'replayed by eve' },
      { id: again['id'], result: 'discarded', letter: { state: 'discarded', resolution: { reason: 'noise' } } },
    ]);
    expect((await platform.ops('dead-letters', 'show', id)).out).toMatch(/^replayed requested_by +eve$/m);
  });

  test('replays all that its filters let through, oldest first, each once, and only when told so twice', async () => {
    const ids = [await refused('[1]'), await refused('[2]'), await refused('other')];
    const dry = await platform.ops('dead-letters', 'replay', '--all', '--code', 'NOT_AN_OBJECT');
    expect(dry).toMatchObject({ code: 0, out: '2 dead letters would be replayed; nothing was: add --yes\n' });
    const done = await platform.ops('dead-letters', 'replay', '--all', '--code', 'NOT_AN_OBJECT', '--yes', '--json');
    expect(done.code).toBe(0);
    expect(itemsOf(done).map((item) => [item['id'], item['result']])).toEqual([
      [ids[0], 'replayed'],
      [ids[1], 'replayed'],
    ]);
    // What is refused again is new: the command did not go round in circles.
    await platform.digested();
    const open = itemsOf(await platform.ops('dead-letters', 'list', '--code', 'NOT_AN_OBJECT', '--json'));
    expect(open.map((letter) => letter['replay_of'])).toEqual([ids[1], ids[0]]);
    expect(itemsOf(await platform.ops('dead-letters', 'list', '--state', 'all', '--json')).length).toBeGreaterThan(3);
  });

  test('says 1 where a letter is not there', async () => {
    expect((await platform.ops('dead-letters', 'show', '999999')).code).toBe(1);
    expect(await platform.ops('dead-letters', 'replay', '999999')).toMatchObject({
      code: 1,
      out: expect.stringContaining('DEAD_LETTER_NOT_FOUND') as string,
    });
  });
});

describe('ops replay-stream', () => {
  test('lets the service read again what Postgres has lost, in order; what it has not lost counts once', async () => {
    const kept = await platform.rolling({ required_minor: '5000' });
    const lost = await platform.rolling({ required_minor: '5000' });
    // The very first that is read again is one that was lost.
    const from = await platform.settle(lost.player, 'lost-1');
    await platform.settle(kept.player, 'kept-1');
    await platform.settle(lost.player, 'lost-2');
    await platform.append({
      data: JSON.stringify({
        ...platform.settled(lost.player, 'lost-1', { event_id: 'roll-1', event_type: 'BET_ROLLED_BACK_CONFIRMED' }),
      }),
    });
    await platform.digested();
    expect((await platform.call(lost.path)).body).toMatchObject({ wagered_minor: '1000' });
    const before = await platform.journal(lost.path);

    // A failover to a copy that is behind: the events of one player are gone, those of the other are not.
    const { sql } = platform;
    await restartedAround(async () => {
      const [row] = await sql<
        { snapshot: string }[]
      >`select snapshot from rolling_snapshots where rolling_id = ${lost.id}`;
      const snapshot = { ...(JSON.parse(row!.snapshot) as object), progress: '0', bets: 0 };
      await sql`delete from journal where rolling_id = ${lost.id} and version > 1`;
      await sql`update rolling_snapshots set version = 1, snapshot = ${JSON.stringify(snapshot)} where rolling_id = ${lost.id}`;
      await sql`delete from inbox where event_id = any(${['settle-lost-1', 'settle-lost-2', 'roll-1']})`;
      await sql`delete from rollback_marks where player_id = ${lost.player}`;
    });
    expect((await platform.call(lost.path)).body).toMatchObject({ wagered_minor: '0', bets_counted: 0 });

    const dry = await platform.ops('replay-stream', '--from', from);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed: add --yes') as string });
    expect((await platform.call(lost.path)).body).toMatchObject({ wagered_minor: '0' });
    const done = await platform.ops('replay-stream', '--from', from, '--yes');
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^wallet:events .* put back$/m) as string });
    await platform.until(lost.path, (body) => body['wagered_minor'] === '1000' && body['version'] === before.length);
    await platform.digested();
    // Every decision is the one that was lost, in the order it had.
    const told = (entries: Record<string, unknown>[]) => entries.map(({ at: _at, ...entry }) => entry);
    expect(told(await platform.journal(lost.path))).toEqual(told(before));
    expect((await platform.call(kept.path)).body).toMatchObject({ wagered_minor: '1000', bets_counted: 1 });
    expect(await platform.ops('verify')).toMatchObject({ code: 0 });
  });

  async function restartedAround(work: () => Promise<void>): Promise<void> {
    await service().end('SIGTERM');
    await work();
    await platform.serve();
  }
  const service = () => platform.latest;

  test('never puts the group forward, nor back to where event ids are forgotten', async () => {
    await platform.digested();
    const later = `${Date.now() + 60_000}-0`;
    const forward = await platform.ops('replay-stream', '--from', later, '--yes', '--json');
    expect(forward.code).toBe(1);
    expect(jsonOf(forward)['streams']).toMatchObject([{ stream: 'wallet:events', result: 'NOT_READ_YET' }]);
    // From the very beginning is no older than the stream's first entry.
    const all = await platform.ops('replay-stream', '--from', '0', '--json');
    expect(jsonOf(all)['streams']).toMatchObject([{ result: 'would be put back' }]);
    const old = `${Date.now() - 36 * 24 * 3_600_000}-1`;
    const group = ['rolling_service', '0'] as const;
    await platform.redis.xadd('wallet:old', old, 'data', '{}');
    await platform.redis.xgroup('CREATE', 'wallet:old', group[0], old);
    const streams = { ...platform.environment, WALLET_STREAMS: 'wallet:old,wallet:new' };
    const refusedBoth = await platform.opsWith(streams, 'replay-stream', '--from', '0', '--yes', '--json');
    expect(refusedBoth.code).toBe(1);
    expect(jsonOf(refusedBoth)['streams']).toMatchObject([{ result: 'TOO_OLD' }, { result: 'NO_GROUP' }]);
  });

  test('knows the streams that the service reads, and no others', async () => {
    expect(await platform.ops('replay-stream', '--from', '0', '--stream', 'other')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--stream must be one of WALLET_STREAMS: wallet:events') as string,
    });
  });
});

test.each([
  ['dead-letters', 'list'],
  ['replay-stream', '--from', '0'],
  ['republish', '--from', '2026-01-01T00:00:00Z'],
])('%s explains itself, needs its servers, and says 3 where they are away', async (...argv) => {
  expect(await platform.ops(argv[0], '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Exit code') as string,
  });
  expect((await platform.opsWith({}, ...argv)).code).toBe(2);
  const away = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres', REDIS_URL: 'redis://127.0.0.1:1' };
  expect(await platform.opsWith(away, ...argv)).toMatchObject({
    code: 3,
    err: expect.stringContaining('failed') as string,
  });
});
