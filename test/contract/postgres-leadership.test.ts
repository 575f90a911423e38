import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LeaderElection, type LeadershipTimes } from '../../src/adapters/postgres/fleet/leadership.ts';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import { listenForHints } from '../../src/adapters/postgres/fleet/listen-for-hints.ts';
import { type CuttableProxy, cuttableProxy } from '../servers/cuttable-proxy.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';

// How sessions end, and who notices: the leader's lock and the hints both live on one.

let database: FreshDatabase;
let admin: postgres.Sql;
let proxy: CuttableProxy;
let proxiedUrl: string;

const QUICK: LeadershipTimes = { pingMs: 20, answerMsMax: 300, idleMsMax: 2_000 };

beforeAll(async () => {
  database = await freshDatabase();
  admin = postgres(database.url, { max: 1 });
  proxy = await cuttableProxy(Number(new URL(database.url).port));
  const url = new URL(database.url);
  url.host = `127.0.0.1:${proxy.port}`;
  proxiedUrl = url.href;
});

afterAll(async () => {
  await admin.end();
  await proxy.close();
  await database.drop();
});

const endSessions = (name: string) =>
  admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where application_name = ${name} and datname = current_database()`;

/** Asks until the lock is free: the server gives it back when it notices that the session ended. */
async function successor(election: LeaderElection) {
  for (;;) {
    const leadership = await election.lead();
    if (leadership !== null) return leadership;
  }
}

describe('a leader', () => {
  test('whose session the server ends has lost, and another leads', async () => {
    const [first, second] = [new LeaderElection(database.url, QUICK), new LeaderElection(database.url, QUICK)];
    const leadership = await first.lead();
    expect(await second.lead()).toBeNull();
    await admin`select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory'`;
    await leadership!.lost;
    const next = await second.lead();
    expect(next).not.toBeNull();
    expect(await first.lead()).toBeNull();
    await next!.resign();
    await Promise.all([first.close(), second.close()]);
  });

  test('takes a silent server for the end of its session', async () => {
    const election = new LeaderElection(proxiedUrl, QUICK);
    const leadership = await election.lead();
    proxy.muteServer();
    const startedAt = performance.now();
    await leadership!.lost;
    expect(performance.now() - startedAt).toBeGreaterThan(QUICK.answerMsMax * 0.9);
    await leadership!.resign();
    const next = await successor(election);
    await next.resign();
  });

  test('that is frozen is succeeded within seconds, and has lost when it wakes', async () => {
    // It does not ping in time, as if its process stood still.
    const frozen = new LeaderElection(database.url, { ...QUICK, pingMs: 3_600_000, idleMsMax: 400 });
    const other = new LeaderElection(database.url, QUICK);
    const leadership = await frozen.lead();
    expect(await other.lead()).toBeNull();
    const next = await successor(other);
    await leadership!.lost;
    await next.resign();
  });

  test('keeps leading for as long as it speaks, however long the server’s patience is exceeded', async () => {
    const election = new LeaderElection(database.url, { ...QUICK, idleMsMax: 200 });
    const leadership = await election.lead();
    let isLost = false;
    void leadership!.lost.then(() => (isLost = true));
    await admin`select pg_sleep(1)`;
    expect(isLost).toBe(false);
    expect(await new LeaderElection(database.url, QUICK).lead()).toBeNull();
    await leadership!.resign();
  });

  test('in a process that asks many times at once leads once', async () => {
    const election = new LeaderElection(database.url, QUICK);
    const all = await Promise.all(Array.from({ length: 5 }, () => election.lead()));
    const held = all.filter((each) => each !== null);
    expect(held).toHaveLength(1);
    await held[0]!.resign();
    await election.close();
  });

  test('that cannot be reached says so, and may be asked again', async () => {
    const election = new LeaderElection(proxiedUrl, QUICK);
    await proxy.refuse();
    await expect(election.lead()).rejects.toThrow(/ECONN|CONNECTION/);
    await proxy.accept();
    const leadership = await successor(election);
    await leadership.resign();
  });
});

describe('a listener', () => {
  const NAME = 'listener under test';
  const listener = () => openPool(proxiedUrl, { applicationName: NAME, connectionsMax: 1, statementTimeoutMs: 0 });

  async function listening() {
    const told: (readonly string[] | null)[] = [];
    let wake = (): void => undefined;
    const { close } = await listenForHints(listener(), (brands) => {
      told.push(brands);
      wake();
    });
    const next = async (count: number): Promise<void> => {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    return { told, next, close };
  }

  test.each([
    ['the server ended its session', () => endSessions(NAME)],
    [
      'the server was away for a while',
      async () => {
        await proxy.refuse();
        await admin`select pg_sleep(0.3)`;
        await proxy.accept();
      },
    ],
  ])('after %s is told that anything may have changed, and hears on', async (_, end) => {
    const { told, next, close } = await listening();
    expect(told).toEqual([null]);
    await end();
    await next(2);
    expect(told).toEqual([null, null]);
    await admin`select hint_fleet(array['acme', 'say "no"'])`;
    await next(3);
    expect(told[2]).toEqual(['acme', 'say "no"']);
    await close();
  });
});
