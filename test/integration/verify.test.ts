import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../../src/adapters/postgres/connection.ts';
import type { AuditScope } from '../../src/adapters/postgres/verify/audit-scope.ts';
import { brandId, rollingId, type RollingId } from '../../src/domain/ids.ts';
import type { Check, Difference } from '../../src/domain/verify-difference.ts';
import { Verification } from '../../src/ops/verification.ts';
import { VerifyResult } from '../../src/ops/verify-result.ts';
import { type FreshDatabase, freshDatabase } from '../servers/fresh-database.ts';
import { type FreshRedis, freshRedis } from '../servers/fresh-redis.ts';
import { PlayedBets } from './played-bets.ts';
import { run } from './service-under-test.ts';

// Real traffic verifies clean, while it flows and after it; then every kind of damage is done by hand, each to a rolling of its
// own, and found on that rolling.

let database: FreshDatabase;
let redis: FreshRedis;
let bets: PlayedBets;
let sql: postgres.Sql;

beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), freshRedis()]);
  bets = await PlayedBets.planned({ databaseUrl: database.url, redisUrl: redis.url }, 3_000);
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await sql.end();
  await bets.close();
  await Promise.all([database.drop(), redis.release()]);
});

test('real traffic is consistent, seen while it flows and when it has ended', async () => {
  const service = bets.start();
  await service.ready();
  await bets.createRollings();
  const fed = bets.feed();
  expect(await bets.verify()).toMatchObject({ code: 0 });
  await fed;
  await bets.drained();
  const { code, out } = await bets.verify('--json');
  expect(code).toBe(0);
  const entries = await sql<{ count: number }[]>`select count(*)::int as count from journal`;
  expect(JSON.parse(out)).toMatchObject({
    consistent: true,
    rollings: bets.plan.rollings.length,
    journal_rows: entries[0]!.count,
    differences: [],
  });
  expect((await service.end('SIGTERM')).code).toBe(0);
});

const EVERYTHING: AuditScope = { brandId: null, playerId: null, rollingId: null };

async function differences(scope: Partial<AuditScope>): Promise<readonly Difference[]> {
  const pool = openPool(database.url, {
    applicationName: 'test',
    connectionsMax: 1,
    statementTimeoutMs: 10_000,
    transactions: true,
  });
  try {
    const result = new VerifyResult();
    await new Verification(pool, { ...EVERYTHING, ...scope }, result, () => undefined).run();
    return result.differences;
  } finally {
    await pool.end();
  }
}

const damaged = new Set<string>();

/** An undamaged rolling in that state that counted at least two bets, of a player with no other rolling. */
async function victim(state: string): Promise<RollingId> {
  const rows = await sql<{ rolling_id: string }[]>`
    select rolling_id
      from rolling_snapshots as mine
     where state = ${state} and (snapshot::json ->> 'bets')::int >= 2
       and not exists (
         select from rollings as other
          where other.brand_id = mine.brand_id and other.player_id = mine.player_id and other.rolling_id <> mine.rolling_id
       )
     order by rolling_id`;
  const id = rows.find((row) => !damaged.has(row.rolling_id))?.rolling_id;
  damaged.add(id ?? '');
  return rollingId(id ?? '');
}

type Damage = (id: RollingId) => Promise<unknown>;

/** The JSON of a snapshot with one member replaced by what `to` makes of it. */
const snapshotMember =
  (member: string, to: (value: string) => string): Damage =>
  async (id) => {
    const [row] = await sql<{ snapshot: string }[]>`select snapshot from rolling_snapshots where rolling_id = ${id}`;
    const snapshot = JSON.parse(row!.snapshot) as Record<string, unknown>;
    const text = JSON.stringify({ ...snapshot, [member]: JSON.parse(to(JSON.stringify(snapshot[member]))) as unknown });
    await sql`update rolling_snapshots set snapshot = ${text} where rolling_id = ${id}`;
  };

const payloadMember =
  (member: string, value: string): Damage =>
  async (id) => {
    const [row] = await sql<{ payload: string }[]>`select payload from outbox where rolling_id = ${id}`;
    const payload = JSON.stringify({ ...(JSON.parse(row!.payload) as object), [member]: value });
    await sql`update outbox set payload = ${payload} where rolling_id = ${id}`;
  };

const CASES: readonly (readonly [what: string, state: string, damage: Damage, check: Check, message: RegExp])[] = [
  [
    'an entry of the journal is gone',
    'active',
    (id) => sql`delete from journal where rolling_id = ${id} and version = 2`,
    'journal',
    /version 3 follows version 1/,
  ],
  [
    'the last entry of the journal is gone',
    'active',
    (id) =>
      sql`delete from journal where rolling_id = ${id}
             and version = (select version from rolling_snapshots where rolling_id = ${id})`,
    'version',
    /by the journal/,
  ],
  [
    'an entry starts from another state',
    'active',
    (id) => sql`update journal set state_from = 'suspended' where rolling_id = ${id} and version = 2`,
    'journal',
    /leaves suspended/,
  ],
  [
    'a credit is one unit too high',
    'active',
    (id) => sql`update journal set credited = credited + 1 where rolling_id = ${id} and version = 2`,
    'progress',
    /progress − reversed/,
  ],
  [
    'a credit and the progress are a tenth too low',
    'completed',
    (id) =>
      sql`update journal set credited = credited - weight_bp where rolling_id = ${id} and credited > weight_bp
             and version = (select max(version) from journal where rolling_id = ${id} and credited > weight_bp)`,
    'credit',
    /its counted stake × weight is/,
  ],
  ['the progress is another', 'active', snapshotMember('progress', () => '"1"'), 'progress', /1 by the snapshot/],
  ['another number of bets', 'active', snapshotMember('bets', (bets) => `${Number(bets) + 1}`), 'bets', /bets counted/],
  ['a snapshot nobody can read', 'active', snapshotMember('active_from', () => 'null'), 'snapshot', /cannot be read/],
  [
    'a snapshot is gone',
    'active',
    (id) => sql`delete from rolling_snapshots where rolling_id = ${id}`,
    'snapshot',
    /no snapshot/,
  ],
  [
    'the version is another',
    'active',
    (id) => sql`update rolling_snapshots set version = version + 1 where rolling_id = ${id}`,
    'version',
    /by the snapshot/,
  ],
  [
    'lists would show another state',
    'active',
    (id) => sql`update rolling_snapshots set state = 'expired' where rolling_id = ${id}`,
    'snapshot',
    /expired by its row/,
  ],
  ['a timer is gone', 'active', (id) => sql`delete from timers where rolling_id = ${id}`, 'timers', /is missing/],
  [
    'a timer has another time',
    'active',
    (id) => sql`update timers set due_at = due_at + interval '1 second' where rolling_id = ${id}`,
    'timers',
    /timer expire is/,
  ],
  [
    'a timer nobody needs',
    'completed',
    (id) =>
      sql`insert into timers (brand_id, rolling_id, kind, player_id, slot, due_at)
          select brand_id, rolling_id, 'attempt', player_id, slot, now() from rollings where rolling_id = ${id}`,
    'timers',
    /has a timer attempt/,
  ],
  [
    'a completion was never announced',
    'completed',
    (id) => sql`delete from outbox where rolling_id = ${id}`,
    'outbox',
    /without a ROLLING_COMPLETED/,
  ],
  ['another amount was announced', 'completed', payloadMember('released_minor', '-1'), 'outbox', /says released_minor/],
  [
    'a completion was announced twice',
    'completed',
    (id) =>
      sql`insert into outbox (brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, at)
          select brand_id, 99, 1, slot, rolling_id, event_id, event_type, payload, at from outbox where rolling_id = ${id}`,
    'outbox',
    /2 events/,
  ],
  [
    'an open rolling was announced',
    'active',
    (id) =>
      sql`insert into outbox (brand_id, shard_no, seq, slot, rolling_id, event_id, event_type, payload, at)
          select brand_id, 99, 2, slot, rolling_id, 'x', 'ROLLING_COMPLETED', '{}', now() from rollings
           where rolling_id = ${id}`,
    'outbox',
    /yet the rolling is active/,
  ],
  [
    'a stake counted on two rollings',
    'active',
    (id) =>
      sql`insert into journal (brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
                               stake_minor, weight_bp, credited, state_from, state_to)
          select brand_id, gen_random_uuid(), 1, player_id, event_id, kind, at, bet_id, settlement_id, leg + 1,
                 stake_minor, weight_bp, credited, state_from, state_to
            from journal where rolling_id = ${id} and leg = 0 and credited > 0 limit 1`,
    'settlement',
    /counts \d+ of a stake of/,
  ],
  [
    'a shortfall follows from an event that its rolling never had',
    'active',
    (id) => sql`
      update rollings set source_type = 'shortfall', source_id = rolling_id || ':no such event' where rolling_id = ${id}`,
    'source',
    /no such event, which no journal of its player has/,
  ],
  [
    'a shortfall follows from nothing at all',
    'active',
    (id) => sql`update rollings set source_type = 'shortfall', source_id = 'gone' where rolling_id = ${id}`,
    'source',
    /follows from gone/,
  ],
  [
    'a rolling is gone and its rows are not',
    'active',
    (id) => sql`delete from rollings where rolling_id = ${id}`,
    'orphan',
    /of journal name a rolling that is not there/,
  ],
];

describe('damage is named', () => {
  test.each(CASES)('%s', async (_what, state, damage, check, message) => {
    const id = await victim(state);
    expect(await differences({ rollingId: id })).toEqual([]);
    await damage(id);
    expect(await differences({ rollingId: id })).toContainEqual(
      expect.objectContaining({ rollingId: id, check, message: expect.stringMatching(message) as string }),
    );
  });

  test('a hole in the numbers of an outbox', async () => {
    const brand = brandId(bets.plan.brands[0]!);
    await sql`delete from outbox where brand_id = ${brand} and shard_no = 1 and seq = 2`;
    expect(await differences({ brandId: brand })).toContainEqual(
      expect.objectContaining({
        check: 'sequence',
        message: expect.stringMatching(/^shard 1: \d+ of the outbox numbers 1 to/) as string,
      }),
    );
  });

  test('an outbox whose end is gone', async () => {
    const brand = brandId(bets.plan.brands[1]!);
    await sql`update shards set outbox_seq = outbox_seq + 1 where brand_id = ${brand}`;
    expect(await differences({ brandId: brand })).toContainEqual(
      expect.objectContaining({
        check: 'sequence',
        message: expect.stringContaining('the shard has given out') as string,
      }),
    );
  });
});

describe('the command line', () => {
  test('names every damaged rolling and what differs, and ends with 1', async () => {
    const { code, out } = await bets.verify();
    expect(code).toBe(1);
    for (const id of damaged) expect(out).toContain(id);
    expect(out).toMatch(/^ROLLING +BRAND +PLAYER +CHECK +WHAT DIFFERS$/m);
    expect(out).toMatch(/^NOT consistent: \d+ differences \(/m);
  });

  test('says the same to scripts', async () => {
    const { code, out } = await bets.verify('--json');
    const said = JSON.parse(out) as { consistent: boolean; differences_in_all: number; differences: unknown[] };
    expect([code, said.consistent, said.differences.length]).toEqual([1, false, said.differences_in_all]);
  });

  test('looks at one rolling or one player where it is told to', async () => {
    const [broken] = damaged;
    const [sound] = await sql<{ brand_id: string; player_id: string; rolling_id: string }[]>`
      select brand_id, player_id, rolling_id from rollings where rolling_id <> all(${[...damaged]}::uuid[])
         and player_id not in (select player_id from journal where rolling_id = any(${[...damaged]}::uuid[]))
       limit 1`;
    expect(await bets.verify('--rolling', broken!)).toMatchObject({ code: 1 });
    expect(await bets.verify('--rolling', sound!.rolling_id)).toMatchObject({ code: 0 });
    expect(await bets.verify('--brand', sound!.brand_id, '--player', sound!.player_id)).toMatchObject({ code: 0 });
  });

  test.each([
    ['an unknown option', ['--fast'], "Unknown option '--fast'"],
    ['a player without a brand', ['--player', 'p'], '--player needs --brand'],
    ['no rolling id', ['--rolling', 'x'], '--rolling must be a lower-case UUID'],
    ['a rolling that is not there', ['--rolling', '00000000-0000-7000-8000-000000000000'], 'there is no rolling'],
  ])('refuses %s with 2', async (_what, options, message) => {
    const { code, err } = await bets.verify(...options);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('knows no other command, and needs a database', async () => {
    expect(await run(['ops', 'fly'], {}).ended).toMatchObject({
      code: 2,
      err: expect.stringContaining("'fly' is not known") as string,
    });
    expect(await run(['ops', 'verify'], {}).ended).toMatchObject({
      code: 2,
      err: expect.stringContaining('DATABASE_URL') as string,
    });
    const away = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres' };
    expect(await run(['ops', 'verify'], away).ended).toMatchObject({
      code: 3,
      err: expect.stringContaining('verify failed') as string,
    });
  });
});

test('a shortfall whose event is in the journal it follows from is no damage', async () => {
  const id = await victim('active');
  await sql`
    update rollings set source_type = 'shortfall',
           source_id = rolling_id || ':' || (select event_id from journal where rolling_id = ${id} and version = 2)
     where rolling_id = ${id}`;
  expect(await differences({ rollingId: id })).toEqual([]);
});
